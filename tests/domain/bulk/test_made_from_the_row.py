"""Values made from what stands around them: templates, patterns on names, maps, the row above, numbers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bulk.duplicates import Group, Reduced, duplicates
from domain.bulk.extracting import Extract
from domain.bulk.filling import FillDown, NumberRows
from domain.bulk.operation import ALONE, Row
from domain.bulk.patterns import TOO_SLOW
from domain.bulk.sources import Source, reads_of
from domain.bulk.templates import Template, read_template
from domain.bulk.texts import quoted
from domain.bulk.value_map import MapValues, read_table, write_table
from domain.fields import EnumType, NumberType, TextType
from domain.metadata import CLEARED, Cell
from domain.reading import Invalid
from domain.shaped_fields import UntypedField
from tests.domain.bulk.test_setting_and_replacing import Endless

TEXT, NUMBER, UNTYPED = TextType(), NumberType(), UntypedField()
KEYS = ("captured at", "scene.weather", "name")
FACTS = ("name", "fps", "width")
ROW = Row(
    {"captured at": '"2024-05-31T10:00:00Z"', "scene.weather": '"rain"', "name": '"given"', "big": "1" + "0" * 400},
    {"name": "clip_12.mp4", "fps": 29.97, "width": 1920},
    "Street/Old town",
    6,
)


def template(text: str) -> Template:
    read = read_template(text, KEYS, FACTS)
    assert isinstance(read, Template), read
    return read


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain {{text}}", "plain {text}"),
        ("{name}", "given"),
        ("{item.name}", "clip_12.mp4"),
        ("{item.name:.4}", "clip"),
        ("{captured at:%Y-%m}/{scene.weather}", "2024-05/rain"),
        ("{folder}/{number:04}", "Street/Old town/0007"),
        ("{fps:.1f} {width}", "30.0 1920"),
        ("{width:.3}", "192"),
        ("{scene.weather:>6}", "  rain"),
    ],
)
def test_a_template_takes_values_from_the_row(text: str, wanted: str) -> None:
    assert template(text).apply(None, ROW, TEXT) == quoted(wanted)


def test_a_template_that_gives_what_is_there_leaves_its_spelling() -> None:
    assert template("{width}").apply('"1920"', ROW, UNTYPED) == '"1920"'
    assert template("{width}").apply("1920", ROW, UNTYPED) == "1920"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{scene.weather:%Y}", '"rain" is not a date or time.'),
        ("{scene.weather:.1f}", '"rain" can\'t be written as .1f.'),
    ],
)
def test_a_value_that_does_not_fit_its_form_says_so(text: str, reason: str) -> None:
    assert template(text).apply(None, ROW, TEXT) == Invalid(reason)


def test_a_missing_value_keeps_the_old_one() -> None:
    assert template("{captured at}").apply('"old"', ALONE, TEXT) == Invalid("There is no value for captured at.")
    assert template("{folder}").apply('"old"', ALONE, TEXT) == Invalid("There is no value for folder.")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{weather}", 'There is no key "weather".'),
        ("{}", "A key is missing between { and }."),
        ("{name", "A brace is open. Write {key}, and {{ or }} for a brace itself."),
        ("{name:9999}", "A value can be written at most 999 letters wide."),
    ],
)
def test_a_template_that_cannot_be_read_says_why(text: str, reason: str) -> None:
    assert read_template(text, KEYS, FACTS) == Invalid(reason)


def test_a_template_reads_what_it_names() -> None:
    reads = template("{name} {item.name} {fps} {folder} {number} {name}").reads
    assert (reads.keys, reads.facts, reads.folder, reads.number) == (("name",), ("name", "fps"), True, True)


def test_a_source_is_called_by_its_name() -> None:
    assert Source("fact", "fps").words == "fps"
    assert Source("fact", "fps").text(ALONE) == ""
    assert Source("number").words == "number"
    assert not reads_of().anything


def test_a_pattern_takes_a_part_of_the_name() -> None:
    take = Extract(Source("fact", "name"), re.compile(r"_(\d+)"), r"\1")
    assert take.apply(None, ROW, NUMBER) == "12"
    assert take.apply('"12"', ROW, TEXT) == '"12"'
    assert take.apply('"old"', ALONE, TEXT) == '"old"'
    assert take.reads.facts == ("name",)
    assert Extract(Source("folder"), Endless(), "").apply(None, ROW, TEXT) == Invalid(TOO_SLOW)


def test_a_map_changes_what_it_knows_and_nothing_else() -> None:
    table = MapValues({"rainy": "rain", "": "sun", "hail": ""})
    kind = EnumType(("rain", "sun"))
    assert table.apply('"rainy"', ALONE, kind) == '"rain"'
    assert table.apply('"hail"', ALONE, kind) == '"hail"'
    assert table.apply(None, ALONE, kind) == '"sun"'
    assert table.apply(CLEARED, ALONE, kind) == '"sun"'
    assert MapValues({"a": "b"}).apply(None, ALONE, TEXT) is None


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"))))
def test_a_map_goes_through_csv_and_back(table: dict[str, str]) -> None:
    assert read_table("\ufeff" + write_table(table.items())) == table


def test_a_file_that_is_no_map_says_why() -> None:
    assert read_table("a,b\n\nc\n") == Invalid(
        "Line 2 of the table has one column. Write the old value, a comma, the new value."
    )
    assert isinstance(read_table('"a'), Invalid)
    assert read_table("") == {}


@given(st.lists(st.sampled_from([None, CLEARED, '""', '"a"', '"b"'])))
def test_filling_down_carries_the_last_value_over_gaps(cells: list[Cell]) -> None:
    filled: list[object] = []
    above: Cell = None
    last: Cell = None
    for number, cell in enumerate(cells):
        result = FillDown().apply(cell, Row(number=number, above=above), TEXT)
        assert not isinstance(result, Invalid)
        above = result
        last = cell if cell in {'"a"', '"b"'} else last
        filled.append(result)
        assert result == (last if last is not None else cell)


def test_filling_every_row_takes_the_first() -> None:
    fill = FillDown(only_empty=False)
    assert fill.apply('"a"', Row(), TEXT) == '"a"'
    assert fill.apply('"b"', Row(number=1, above='"a"'), TEXT) == '"a"'
    assert fill.reads.above


@pytest.mark.parametrize(
    ("numbers", "cell", "wanted"),
    [
        (NumberRows(), None, "7"),
        (NumberRows(10, 5), "3", "40"),
        (NumberRows(width=3), None, '"007"'),
        (NumberRows(width=3), '"x"', '"007"'),
        (NumberRows(prefix="take "), None, '"take 7"'),
    ],
)
def test_rows_are_numbered(numbers: NumberRows, cell: Cell, wanted: str) -> None:
    assert numbers.apply(cell, ROW, UNTYPED) == wanted
    assert numbers.reads.number


CELLS = st.sampled_from([None, '""', '"a"', '"A "', '"b"'])


@given(st.lists(st.tuples(CELLS, CELLS)))
def test_each_group_holds_exactly_the_rows_that_are_equal(rows: list[tuple[Cell, Cell]]) -> None:
    groups = duplicates(rows, Reduced())
    for group in groups:
        assert len(group.places) > 1
        assert len({tuple(cell or '""' for cell in rows[place]) for place in group.places}) == 1
    grouped = sum(len(group.places) for group in groups)
    spelt = [tuple(cell or '""' for cell in row) for row in rows]
    assert grouped == sum(spelt.count(row) > 1 for row in spelt if row != ('""', '""'))


def test_equal_enough_is_equal_when_asked() -> None:
    rows: list[tuple[Cell, ...]] = [('"Old  Town"',), ('"old town "',), ('"new"',), ('"new"',), ('"new"',)]
    assert duplicates(rows, Reduced(loosely=True)) == [Group(("new",), (2, 3, 4)), Group(("Old  Town",), (0, 1))]
    assert duplicates(rows, Reduced()) == [Group(("new",), (2, 3, 4))]
