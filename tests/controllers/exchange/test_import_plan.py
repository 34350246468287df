"""What an import would change is what a plain reckoning over dicts says."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from controllers.exchange.import_clashes import NO_ROW, Clashes
from controllers.exchange.import_plan import Decisions, make_plan
from controllers.exchange.mapping import ColumnUse, ImportMapping, propose, recall, remember
from controllers.exchange.matching import MatchBy, match
from controllers.exchange.readers import Opened, ReadAs
from controllers.exchange.source import SourceColumn, SourceTable
from domain.metadata import Cell
from domain.reading import spell
from domain.schema import Schema
from tests.controllers.exchange.incoming import changes, items, opened, planned, texts
from tests.controllers.exchange.outgoing import uuid
from wire.cancel import CancelToken
from wire.errors import Cancelled

SCHEMA = {"n": {"ty": "variant", "hint": "number"}, "w": {"ty": "enum", "values": ["rain", "sun"]}}
BY_UUID = MatchBy("uuid", "uuid")
TEXT_CELLS = st.sampled_from([None, spell("a"), spell("b"), "null"])


@settings(max_examples=200, deadline=None)
@given(
    held=st.lists(st.tuples(TEXT_CELLS, TEXT_CELLS), min_size=3, max_size=3),
    rows=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["", "a", "b", "c", "null"])), min_size=1, max_size=6),
    decisions=st.builds(
        Decisions,
        mode=st.sampled_from(["merge", "replace"]),
        empty=st.sampled_from(["leave", "clear"]),
        twice=st.sampled_from(["last", "first", "leave"]),
        counting=st.dictionaries(st.tuples(st.integers(0, 2), st.just("k")), st.integers(NO_ROW, 5), max_size=2),
    ),
)
def test_the_plan_is_what_a_plain_reckoning_gives(
    held: list[tuple[Cell, Cell]], rows: list[tuple[int, str]], decisions: Decisions
) -> None:
    table = SourceTable(
        (
            SourceColumn("uuid", texts([uuid(item) for item, _ in rows])),
            SourceColumn("k", texts([text for _, text in rows])),
        ),
        len(rows),
    )
    mapping = ImportMapping(BY_UUID, (ColumnUse("uuid"), ColumnUse("k", "k", "text")))
    wanted = items({"k": [k for k, _ in held], "other": [other for _, other in held]})
    plan = planned(Opened(Path("x"), table, ReadAs(), {}), wanted, mapping, decisions)
    expected = _reckoned(held, rows, decisions)
    assert changes(plan) == expected
    assert plan.cells == len(expected)
    assert plan.items == len({row for row, _ in expected})
    assert plan.removed == sum(cell is None for cell in expected.values())
    assert plan.cleared == sum(cell == "null" for cell in expected.values())


def _reckoned(
    held: list[tuple[Cell, Cell]], rows: list[tuple[int, str]], decisions: Decisions
) -> dict[tuple[int, str], Cell]:
    after: dict[tuple[int, str], Cell] = {}
    for item in {item for item, _ in rows if item < len(held)}:
        said: dict[int, Cell] = {line: _cell(text, decisions) for line, (each, text) in enumerate(rows) if each == item}
        if decisions.mode == "merge":
            said = {line: cell for line, cell in said.items() if cell is not None}
        else:
            after[item, "other"] = None
        line = _counting(item, said, decisions)
        if line != NO_ROW:
            after[item, "k"] = said[line]
    before = {(row, key): cell for row, pair in enumerate(held) for key, cell in zip(("k", "other"), pair, strict=True)}
    return {place: cell for place, cell in after.items() if before[place] != cell}


def _counting(item: int, said: dict[int, Cell], decisions: Decisions) -> int:
    """The line that counts for an item, or NO_ROW."""
    if not said:
        return NO_ROW
    if len(set(said.values())) > 1:
        decided = decisions.counting.get((item, "k"))
        if decided == NO_ROW or decided in said:
            return decided
        if decisions.twice == "leave":
            return NO_ROW
    return min(said) if decisions.twice == "first" else max(said)


def _cell(text: str, decisions: Decisions) -> Cell:
    if not text:
        return "null" if decisions.empty == "clear" else None
    return "null" if text == "null" else spell(text)


def file(folder: Path, text: str) -> Opened:
    return opened(folder, "a.csv", text)


def test_values_that_do_not_fit_are_counted_with_their_reason_and_left_out(tmp_path: Path) -> None:
    read = file(tmp_path, f"uuid,n,w\n{uuid(0)},1,sun\n{uuid(1)},many,fog\n{uuid(2)},many,rain\n")
    plan = planned(read, items({"n": [None] * 3, "w": [None] * 3}, SCHEMA))
    assert changes(plan) == {(0, "n"): "1", (0, "w"): '"sun"', (2, "w"): '"rain"'}
    assert [(refusal.key, refusal.count, refusal.lines) for refusal in plan.refused] == [
        ("n", 2, (3, 4)),
        ("w", 1, (3,)),
    ]
    assert "is not a number" in plan.refused[0].reason


def test_values_that_do_not_fit_are_kept_where_that_was_chosen(tmp_path: Path) -> None:
    read = file(tmp_path, f"uuid,n,w\n{uuid(0)},many,fog\n")
    plan = planned(read, items({"n": [None], "w": [None]}, SCHEMA), decisions=Decisions(invalid="keep"))
    assert changes(plan) == {(0, "n"): '"many"', (0, "w"): '"fog"'}
    assert plan.keep_invalid


def test_a_refused_value_does_not_remove_the_key_when_items_are_replaced(tmp_path: Path) -> None:
    read = file(tmp_path, f"uuid,n\n{uuid(0)},many\n")
    plan = planned(read, items({"n": ["1"]}, SCHEMA), decisions=Decisions(mode="replace"))
    assert changes(plan) == {}


def test_a_column_that_is_ignored_leaves_its_key_alone_when_items_are_replaced(tmp_path: Path) -> None:
    read = file(tmp_path, f"uuid,n,old\n{uuid(0)},2,7\n")
    held = items({"n": ["1"], "old": ["1"], "older": ["1"]}, SCHEMA)
    mapping = ImportMapping(BY_UUID, (ColumnUse("uuid"), ColumnUse("n", "n"), ColumnUse("old")))
    plan = planned(read, held, mapping, Decisions(mode="replace"))
    assert changes(plan) == {(0, "n"): "2", (0, "older"): None}


def test_what_the_platform_keeps_for_itself_stays_when_items_are_replaced(tmp_path: Path) -> None:
    read = file(tmp_path, f"uuid,n\n{uuid(0)},2\n")
    held = items({"n": ["1"], "$encord": ["{}"], "old": ["1"]}, SCHEMA)
    assert changes(planned(read, held, decisions=Decisions(mode="replace"))) == {(0, "n"): "2", (0, "old"): None}


def test_rows_that_clash_are_listed_with_their_lines(tmp_path: Path) -> None:
    read = file(tmp_path, f"uuid,n\n{uuid(0)},1\n{uuid(0)},2\n{uuid(1)},3\n{uuid(1)},3\n")
    plan = planned(read, items({"n": [None, None]}, SCHEMA))
    assert plan.clash_count == 1
    assert plan.clashes[0].values == ((0, "1"), (1, "2"))
    assert changes(plan) == {(0, "n"): "2", (1, "n"): "3"}


def test_rows_that_mean_several_items_are_given_to_all_where_that_was_chosen(tmp_path: Path) -> None:
    read = file(tmp_path, "name,n\na,1\n")
    held = items({"n": [None, None]}, SCHEMA, names=["a", "a"])
    assert changes(planned(read, held)) == {}
    assert changes(planned(read, held, decisions=Decisions(several="all"))) == {(0, "n"): "1", (1, "n"): "1"}


def test_a_row_that_means_several_items_is_given_to_those_that_were_chosen(tmp_path: Path) -> None:
    read = file(tmp_path, "name,n\na,1\nb,2\na,3\n")
    held = items({"n": [None] * 4}, SCHEMA, names=["a", "a", "a", "b"])
    one_by_one = Decisions(chosen={0: (0, 2), 2: ()})
    assert changes(planned(read, held, decisions=one_by_one)) == {(0, "n"): "1", (2, "n"): "1", (3, "n"): "2"}
    the_rest_to_all = Decisions(several="all", chosen={0: (1,)}, twice="first")
    assert changes(planned(read, held, decisions=the_rest_to_all)) == {
        (0, "n"): "3",
        (1, "n"): "1",
        (2, "n"): "3",
        (3, "n"): "2",
    }


def test_each_clash_can_be_decided_alone_and_all_of_one_item_be_found(tmp_path: Path) -> None:
    text = f"uuid,n,w\n{uuid(0)},1,sun\n{uuid(0)},2,rain\n{uuid(1)},3,sun\n{uuid(1)},4,sun\n"
    read, held = file(tmp_path, text), items({"n": ["9", None], "w": [None, None]}, SCHEMA)
    decisions = Decisions(counting={(0, "n"): 0, (1, "n"): NO_ROW, (5, "n"): 0, (0, "other"): 1})
    plan = planned(read, held, decisions=decisions)
    assert changes(plan) == {(0, "n"): "1", (0, "w"): '"rain"', (1, "w"): '"sun"'}
    assert [(clash.row, clash.key, clash.before) for clash in plan.clashes] == [
        (0, "n", "9"),
        (1, "n", None),
        (0, "w", None),
    ]
    assert [clash.key for clash in plan.clashes.of(0)] == ["n", "w"]
    assert plan.clashes.decided(decisions.counting) == 2
    assert plan.clashes[1:] == [plan.clashes[1], plan.clashes[-1]]
    assert len(Clashes()) == 0
    with pytest.raises(IndexError):
        plan.clashes[3]


def test_items_whose_metadata_cannot_be_read_are_left_out_and_counted(tmp_path: Path) -> None:
    from dataclasses import replace

    read = file(tmp_path, f"uuid,n\n{uuid(0)},1\n{uuid(1)},1\n")
    plan = planned(read, replace(items({"n": [None, None]}, SCHEMA), unreadable=frozenset({0})))
    assert changes(plan) == {(1, "n"): "1"}
    assert plan.unreadable == 1


def test_a_plan_that_is_wanted_no_more_stops(tmp_path: Path) -> None:
    read = file(tmp_path, f"uuid,n\n{uuid(0)},1\n")
    held = items({"n": [None]}, SCHEMA)
    mapping = propose(read.table, read.types, held.schema, ())
    column = read.table.column("uuid")
    assert column is not None
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        make_plan(read.table, mapping, match(column, BY_UUID, held), held, Decisions(), token)


def test_columns_go_to_keys_of_their_name_and_facts_are_ignored(tmp_path: Path) -> None:
    read = file(tmp_path, "UUID,Name,N,file_size,new,code,empty\nu,a,1,2,3,007,\n")
    mapping = propose(read.table, read.types, Schema.read(SCHEMA), ("code",))
    assert mapping.by == MatchBy("UUID", "uuid")
    assert [(use.key, use.read_as) for use in mapping.uses] == [
        ("", ""),
        ("", "text"),
        ("n", ""),
        ("", "number"),
        ("new", "number"),
        ("code", "text"),
        ("", "text"),
    ]


def test_a_mapping_is_remembered_for_its_header_and_nothing_else(tmp_path: Path) -> None:
    read = file(tmp_path, "id,Wetter\nu,sun\n")
    mapping = ImportMapping(MatchBy("id", "key", "asset"), (ColumnUse("id"), ColumnUse("Wetter", "w")))
    kept = remember(read.table.names, mapping, ["{broken", "[]"])
    assert propose(read.table, read.types, Schema.read(SCHEMA), (), kept) == mapping
    assert recall(("id", "wind"), kept) is None
    assert len(remember(read.table.names, mapping, kept)) == len(kept)


@pytest.mark.parametrize(
    ("uses", "sentence"),
    [
        ((ColumnUse("a"),), "No column goes to a key"),
        ((ColumnUse("a", "k"), ColumnUse("b", "k")), 'Two columns go to "k"'),
        ((ColumnUse("a", "$k"),), "belong to the platform"),
        ((ColumnUse("a", "k"),), ""),
    ],
)
def test_a_mapping_says_what_is_wrong_with_it(uses: tuple[ColumnUse, ...], sentence: str) -> None:
    problem = ImportMapping(BY_UUID, uses).problem()
    assert sentence in problem
    assert bool(problem) == bool(sentence)
