"""A checked table: what is found in columns is what is found cell by cell, and a few rows are checked again alone."""

import json
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fields import BooleanType, DatetimeType, EnumType, Field, NumberType, TextType, UuidType, VarcharType
from domain.metadata import Cell
from domain.problems import Kind, Rule, judge, kind_of
from domain.schema import EMPTY_SCHEMA, Schema
from domain.shaped_fields import EmbeddingType, GeospatialType, UntypedField
from models.arrow import texts
from models.checking import KINDS, CheckedColumn, check_column, rechecked
from models.column_spec import ColumnSpec, key_column
from models.data_frame import ColumnValues
from models.findings import Report, report, unreadable_rows
from tests.models.columns_of_text import pyarrow, series

FIELDS: list[Field] = [
    NumberType(),
    BooleanType(),
    DatetimeType(),
    EnumType(("rain", "sun")),
    TextType(),
    VarcharType(4),
    UuidType(),
    EmbeddingType(2),
    GeospatialType(),
    UntypedField(),
]
SPELT = st.sampled_from(
    [
        *("100", '"100"', "-0", "01", "1.", "1e5", "1E+400", "null", "true", "nul", '"', '"a\\"b"', '"a\\u0000"'),
        *('"2024-02-29"', '"2023-02-29"', '"2024-05-31T23:59:59Z"', '"2024-05-31T24:00Z"', '"2024-05-31T10:00"'),
        *('"c232ab00-9414-41ec-b3c8-9f6bdeced846"', '"C232AB00-9414-11ec-b3c8-9f6bdeced846"', '"rain"', '"Rain"'),
        *('"abcd"', '"abcde"', '"äöüß"', '"a\nb"', "[1,2]", "[1, 2]", "[1,2,3]", "[]", "{", "[1,]", "--1", "[1,2"),
        *('{"latitude":1,"longitude":2}', '"0000-01-01"', '"9999-12-31"', '"2024-05-31T10:00:00.1Z"'),
    ]
)  # fmt: skip
CELLS = st.lists(st.none() | SPELT | st.text(max_size=5).map(lambda text: json.dumps(text, ensure_ascii=False)))


def column(cells: list[Cell], spec: ColumnSpec) -> ColumnValues:
    return ColumnValues(spec, series(cells))


def spec(field: Field, key: str = "key") -> ColumnSpec:
    return ColumnSpec("key", key, key, field=field)


def of(cell: Cell, field: Field) -> tuple[Kind, Rule | None]:
    """The reference: one cell by itself."""
    if cell is None:
        return Kind.ABSENT, None
    rule = judge(field, cell)
    return (Kind.NOT_JSON if rule is Rule.NOT_JSON else kind_of(cell)), rule


def seen(checked: CheckedColumn, rows: int) -> list[tuple[Kind, Rule | None]]:
    found: list[tuple[Kind, Rule | None]] = [(KINDS[mark & 7], None) for mark in checked.marks.tolist()]
    for rule in Rule:
        for row in checked.rows(rule).tolist():
            assert found[row][1] is None
            found[row] = (found[row][0], rule)
    assert len(found) == rows
    return found


@given(cells=CELLS, field=st.sampled_from(FIELDS))
def test_a_column_is_checked_as_each_of_its_cells_would_be(cells: list[Cell], field: Field) -> None:
    checked = check_column(column(cells, spec(field)))
    assert seen(checked, len(cells)) == [of(cell, field) for cell in cells]


@given(cells=CELLS.filter(len), field=st.sampled_from(FIELDS), data=st.data())
def test_rows_that_moved_are_checked_again_alone(cells: list[Cell], field: Field, data: st.DataObject) -> None:
    before = check_column(column(cells, spec(field)))
    marks = before.marks.copy()
    moved = data.draw(st.dictionaries(st.integers(0, len(cells) - 1), st.none() | SPELT, min_size=1))
    after = rechecked(before, np.array(list(moved), np.int64), texts(list(moved.values())))
    now = [moved.get(row, cell) for row, cell in enumerate(cells)]
    assert seen(after, len(cells)) == [of(cell, field) for cell in now]
    assert (before.marks == marks).all()


SCHEMA = Schema.read(
    {
        "rate": {"ty": "variant", "hint": "number"},
        "Scene_kind": {"ty": "enum", "values": ["day", "night"]},
        "old": {"ty": "tombstone", "deleted_ty": None},
    }
)


def gathered(columns: Mapping[str, list[Cell]], schema: Schema = SCHEMA, unreadable: list[int] | None = None) -> Report:
    checked = [check_column(column(cells, key_column(key, schema))) for key, cells in columns.items()]
    rows = len(next(iter(columns.values())))
    return report(checked, np.array(unreadable or [], np.int64), rows, schema)


def told(found: Report) -> list[tuple[str, Rule, int]]:
    return [(finding.key, finding.rule, finding.count) for finding in found.findings]


def test_findings_are_told_by_key_and_rule_and_errors_come_first() -> None:
    found = gathered({"note": ['"a"', "1", None], "rate": ['"1"', "2", '"x"']}, unreadable=[2])
    assert told(found) == [
        ("", Rule.UNREADABLE, 1),
        ("rate", Rule.WRONG_TYPE, 2),
        ("note", Rule.MIXED_TYPES, 1),
        ("note", Rule.UNKNOWN_KEY, 1),
    ]
    assert (found.errors, found.warnings, found.count) == (3, 2, 5)
    assert [finding.rows.tolist() for finding in found.findings] == [[2], [0, 2], [1], [0, 1]]
    assert found.marked.tolist() == [True, True, True]


def test_a_finding_knows_its_rows() -> None:
    found = gathered({"note": ['"a"', "1", None], "rate": ['"1"', "2", '"x"']}, unreadable=[2])
    for finding in found.findings:
        assert [row for row in range(3) if finding.holds(row)] == finding.rows.tolist()


@pytest.mark.parametrize(
    ("keys", "rules"),
    [
        (["scene kind", "Scene_kind"], {("scene kind", Rule.LOOK_ALIKE), ("scene kind", Rule.UNKNOWN_KEY)}),
        (["a b", "a_b"], {(key, rule) for key in ("a b", "a_b") for rule in (Rule.LOOK_ALIKE, Rule.UNKNOWN_KEY)}),
        (["old"], {("old", Rule.DELETED_KEY)}),
        (["a/b"], {("a/b", Rule.BAD_KEY), ("a/b", Rule.UNKNOWN_KEY)}),
        (["$platform"], set[tuple[str, Rule]]()),
        (["rate"], set[tuple[str, Rule]]()),
    ],
)
def test_keys_themselves_are_checked(keys: list[str], rules: set[tuple[str, Rule]]) -> None:
    columns: dict[str, list[Cell]] = {key: ["1" if key == "rate" else '"day"'] for key in keys}
    assert {(finding.key, finding.rule) for finding in gathered(columns).findings} == rules


def test_keys_nobody_has_are_no_problem() -> None:
    assert told(gathered({"never": [None, None]})) == []


def test_where_there_is_no_schema_no_key_is_missed_in_it() -> None:
    assert told(gathered({"note": ['"a"']}, EMPTY_SCHEMA)) == []


def test_types_that_drift_are_counted() -> None:
    types = gathered({"note": ['"a"', "1", "null", None, "2"], "rate": ["1"] * 5}).types
    assert [(each.key, each.drifts) for each in types] == [("note", True), ("rate", False)]
    assert types[0].counts == {Kind.NUMBER: 2, Kind.TEXT: 1, Kind.NULL: 1, Kind.ABSENT: 1}


def test_items_that_cannot_be_read_are_those_that_say_why() -> None:
    why = pyarrow.chunked_array([pyarrow.array([None, "no object", None], pyarrow.large_string())])
    assert unreadable_rows(why).tolist() == [1]


def test_what_is_gone_has_no_problems() -> None:
    checked = check_column(column(['"1"', '"x"'], spec(NumberType(), "rate")))
    found = report([checked.without(np.array([1]))], np.empty(0, np.int64), 2, SCHEMA, gone=1)
    assert (found.items, found.count) == (1, 1)
