"""Very many staged cells, kept as columns, say what a plain dict of them says."""

from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.changes import ItemChange
from domain.metadata import Cell, same_value
from models.column_edit import ArrowCells, ColumnEdit, Repeated
from models.key_cells import KeyCells
from models.large_edit import Prepared, prepare
from models.metadata_frame import MetadataFrame
from models.overlay import count_in, overlay
from models.same_values import differ
from models.staged import StagedEdits
from models.staged_block import Block, Delta, Items
from models.staged_changes import StagedChanges
from models.staged_columns import StagedCell, StagedColumn
from models.text_arrays import equal, text_array
from models.touched import Touched, among
from tests.models.world import World, column, item, page

UUIDS = [f"{number:08x}-0000-4000-8000-00000000000{number % 7}" for number in range(8)]
NAMES = [*UUIDS, "one", "", "a longer name that is no identifier at all", "ü"]
ITEM = st.sampled_from(NAMES)
VALUES = st.one_of(
    st.none(),
    st.sampled_from(
        ["null", "true", '"a"', '"\\u0061"', "1", "1.0", "10e-1", "-0", "0", '"1"', "[1]", "[1.0]", '{"a":1}']
    ),
    st.from_regex(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?", fullmatch=True),
    st.from_regex(r'"[a-c]{0,3}"', fullmatch=True),
)
QUICK = settings(max_examples=60, deadline=None)
Cells = Mapping[str, tuple[Cell, Cell, bool]]
CELLS = st.dictionaries(ITEM, st.tuples(VALUES, VALUES, st.booleans()), max_size=6)


def delta(cells: Cells, gone: Sequence[str] = ()) -> Delta:
    uuids = text_array(list(cells))
    items = Items(uuids, text_array([f"name of {uuid}" for uuid in cells]), text_array(["folder"] * len(cells)))
    base, after = text_array([cell[0] for cell in cells.values()]), text_array([cell[1] for cell in cells.values()])
    kept = np.array([cell[2] for cell in cells.values()], np.bool_)
    return Delta("key", Block(items, base, after, kept), text_array(list(gone)))


@QUICK
@given(st.lists(st.tuples(VALUES, VALUES)))
def test_values_differ_where_one_by_one_they_are_not_the_same(pairs: list[tuple[Cell, Cell]]) -> None:
    found = differ(text_array([one for one, _ in pairs]), text_array([other for _, other in pairs]))
    assert found.tolist() == [not same_value(one, other) for one, other in pairs]


def test_cells_become_one_array_however_they_are_given() -> None:
    wanted: list[Cell] = ["1", None, "1"]
    assert text_array(wanted).to_pylist() == wanted
    assert text_array(ArrowCells(text_array(wanted))).to_pylist() == wanted
    assert text_array(Repeated(None, 2)).to_pylist() == [None, None]
    assert equal(text_array(wanted), text_array(["1", None, None])).tolist() == [True, True, False]
    assert list(ArrowCells(text_array(wanted))) == wanted
    assert ArrowCells(text_array(wanted))[1:] == wanted[1:]
    assert list(Repeated("1", 3)[1:]) == ["1", "1"]


@QUICK
@given(st.lists(ITEM, unique=True), st.lists(ITEM))
def test_an_item_is_found_where_it_stands(items: list[str], wanted: list[str]) -> None:
    uuids = text_array(items)
    found = Items(uuids, uuids, uuids).find(wanted).tolist()
    assert found == [items.index(each) if each in items else -1 for each in wanted]


@QUICK
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("large"), CELLS, st.sets(ITEM, max_size=4)),
            st.tuples(st.just("small"), CELLS, st.sets(ITEM, max_size=4)),
        ),
        max_size=8,
    )
)
def test_large_and_small_steps_leave_what_a_dict_would_hold(steps: list[tuple[str, Cells, set[str]]]) -> None:
    cells, reference = KeyCells(), dict[str, StagedCell]()
    for size, staged, gone in steps:
        others = [each for each in sorted(gone) if each not in staged]
        for each in others:
            reference.pop(each, None)
        reference.update({each: StagedCell(*cell) for each, cell in staged.items()})
        if size == "large":
            cells = cells.laid_over(delta(staged, others))
        else:
            kept = [each for each, cell in staged.items() if cell[2]]
            bases, afters = [cell[0] for cell in staged.values()], [cell[1] for cell in staged.values()]
            cells.put(StagedColumn("key", list(staged), bases, afters, kept, others))
        assert dict(cells) == dict(cells.items()) == reference
        assert len(cells) == len(reference)
        assert cells.found(NAMES) == [reference.get(each) for each in NAMES]
        assert sorted(map(repr, cells.values())) == sorted(map(repr, reference.values()))
        assert all((each in cells) == (each in reference) for each in NAMES)


@QUICK
@given(CELLS, CELLS)
def test_changes_are_made_item_by_item_when_they_are_looked_at(large: Cells, small: Cells) -> None:
    one, other = KeyCells().laid_over(delta(large)), KeyCells()
    other.put(StagedColumn("b", list(small), [c[0] for c in small.values()], [c[1] for c in small.values()]))
    changes = StagedChanges({"a": one, "b": other}, dict.fromkeys(small, ("small", "folder")))
    wanted: dict[str, ItemChange] = {}
    for each in [*large, *(each for each in small if each not in large)]:
        pairs = (("a", large.get(each)), ("b", small.get(each)))
        name = f"name of {each}" if each in large else "small"
        wanted[each] = ItemChange(each, name, "folder", {key: cell[:2] for key, cell in pairs if cell is not None})
    assert list(changes) == list(wanted.values())
    assert [changes[at] for at in range(len(changes))] == list(wanted.values())
    assert changes == tuple(wanted.values())
    assert list(changes[1:]) == list(wanted.values())[1:]


@QUICK
@given(st.sets(ITEM), st.sets(ITEM))
def test_a_set_of_very_many_items_is_a_set(touched: set[str], others: set[str]) -> None:
    uuids = text_array(sorted(touched))
    many = Touched([Items(uuids, uuids, uuids)])
    assert set(many) == touched
    assert many & others == touched & others == among(many, others) == among(touched, others)
    assert all((each in many) == (each in touched) for each in NAMES)


def test_what_is_staged_is_known_by_row_in_every_table_that_shows_the_items(world: World, staged: StagedEdits) -> None:
    table = world.table(page({number: {"note": '"x"'} for number in range(10)}))
    other = MetadataFrame()
    other.append(page({number: {"note": '"x"'} for number in (12, 3)}))
    large = table.edits.large
    cells = [f'"new {row}"' for row in range(2, 8)]
    prepared = prepare(large.ask([ColumnEdit("note", np.arange(2, 8), cells)], keep_invalid=False))
    assert isinstance(prepared, Prepared)
    large.show("Set", prepared, large.write(prepared))
    table.edit([(3, column(table, "note")), (9, column(table, "note"))], "small")
    found = overlay(table.frame, staged, "note")
    assert dict(zip(found.rows.tolist(), found.cells.to_pylist(), strict=True)) == {
        **{row: f'"new {row}"' for row in range(2, 8)},
        3: '"small"',
        9: '"small"',
    }
    assert overlay(other, staged, "note").rows.tolist() == [1]
    other.append(page({number: {"note": '"x"'} for number in (7, 0, 9)}))
    assert sorted(overlay(other, staged, "note").rows.tolist()) == [1, 2, 4]
    assert (count_in(table.frame, staged), count_in(other, staged)) == (7, 3)
    assert staged.items == {item(row) for row in (2, 3, 4, 5, 6, 7, 9)}
