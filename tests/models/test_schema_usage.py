"""How keys are used and what another type would do to their values: counted at once as one by one."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.fields import BooleanType, DatetimeType, EnumType, Field, NumberType, TextType, VarcharType
from domain.metadata import CLEARED, Cell
from domain.reading import Valid, parse
from domain.shaped_fields import DeletedType, UntypedField
from models.distinct import distinct
from models.loaded_values import LoadedPart, LoadedValues, shown_before, valued
from models.retype_impact import SAMPLES, Effect, Running, Turning, effect
from models.schema_usage import KeyUsage, usage
from tests.models.columns_of_text import column, pyarrow

FIELDS: list[Field] = [
    NumberType(),
    BooleanType(),
    DatetimeType(),
    EnumType(("rain", "sun", "2024-05-31")),
    TextType(),
    VarcharType(3),
    UntypedField(),
    DeletedType(NumberType()),
]
CELLS = st.none() | st.sampled_from(
    [
        *("null", "1", "2.5", "true", '"rain"', '"r\\u0061in"', '"sun"', '"fog"', '"2024-05-31"', "[1]", "{", '"a'),
        *('"2024-05-31T10:00"', "{}", '"1"', '"sunny"'),
    ]
)
TABLES = st.lists(st.lists(st.tuples(st.integers(0, 20), CELLS), max_size=12, unique_by=lambda one: one[0]), max_size=3)
Shown = Sequence[Sequence[tuple[int, Cell]]]


def loaded(tables: Shown, gone: Mapping[int, int]) -> LoadedValues:
    """The tables as a lane is given them, some of their rows gone."""
    names = [[(len(rows), pyarrow.array([str(item) for item, _ in rows], pyarrow.large_string()))] for rows in tables]
    parts = [
        LoadedPart(
            number * 10,
            column([cell for _, cell in rows], UntypedField()),
            np.union1d(again, np.array([row for row in (gone.get(number),) if row is not None], np.int64)),
        )
        for number, (rows, again) in enumerate(zip(tables, shown_before(names), strict=True))
    ]
    return LoadedValues(parts)


def counted(tables: Shown, gone: Mapping[int, int]) -> list[tuple[int, int, Cell]]:
    """The reference: table, row and value of every item that counts, the first table that shows it winning."""
    seen: set[int] = set()
    found: list[tuple[int, int, Cell]] = []
    for number, rows in enumerate(tables):
        here = {item for item, _ in rows}
        for row, (item, cell) in enumerate(rows):
            if item not in seen and gone.get(number) != row:
                found.append((number * 10, row, cell))
        seen |= here
    return found


def fits(field: Field, cell: str) -> bool:
    return isinstance(field.check(cell), Valid)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Shown, Mapping[int, int]]:
    tables = draw(TABLES)
    return tables, {
        number: draw(st.integers(0, len(rows) - 1))
        for number, rows in enumerate(tables)
        if rows and draw(st.booleans())
    }


@given(world=worlds(), field=st.sampled_from(FIELDS))
def test_the_usage_of_a_key_is_what_counting_item_by_item_gives(
    world: tuple[Shown, Mapping[int, int]], field: Field
) -> None:
    found, every = usage(loaded(*world), field), counted(*world)
    cells = [cell for _, _, cell in every if cell is not None and cell != CLEARED]
    wanted = Counter(cells)
    assert (found.items, found.filled, found.distinct) == (len(every), len(cells), len(wanted))
    assert found.invalid == sum(not fits(field, cell) for cell in cells)
    assert {each.cell: each.count for each in found.samples}.items() <= wanted.items()
    assert [each.count for each in found.samples] == sorted(wanted.values(), reverse=True)[: len(found.samples)]
    options = Counter[str](parse(cell) for cell in cells if isinstance(field, EnumType) and fits(field, cell))
    assert found.options == {option: options[option] for option in getattr(field, "options", ())}


@given(world=worlds(), before=st.sampled_from(FIELDS), after=st.sampled_from(FIELDS))
def test_the_effect_of_another_type_is_what_asking_each_value_gives(
    world: tuple[Shown, Mapping[int, int]], before: Field, after: Field
) -> None:
    found = effect(loaded(*world), Turning(before, after))
    every = [(table, row, cell) for table, row, cell in counted(*world) if cell is not None and cell != CLEARED]
    cells = [cell for _, _, cell in every]
    broken = [(table, row) for table, row, cell in every if fits(before, cell) and not fits(after, cell)]
    assert (found.checked, found.becoming_invalid) == (len(every), len(broken))
    assert found.still_invalid == sum(not fits(before, cell) and not fits(after, cell) for cell in cells)
    assert found.becoming_valid == sum(not fits(before, cell) and fits(after, cell) for cell in cells)
    assert [(table, row) for table, rows in found.rows.items() for row in rows.tolist()] == broken
    lost = Counter(cell for cell in cells if fits(before, cell) and not fits(after, cell))
    assert {each.cell: each.count for each in found.samples} == dict(lost)


@given(
    pages=st.lists(st.lists(CELLS, max_size=8), max_size=5),
    before=st.sampled_from(FIELDS),
    after=st.sampled_from(FIELDS),
)
def test_page_by_page_it_comes_to_the_same(pages: list[list[Cell]], before: Field, after: Field) -> None:
    running = Running(Turning(before, after))
    rows: list[tuple[int, int]] = []
    for number, page in enumerate(pages):
        found = running.add(valued(distinct(pyarrow.array(page, pyarrow.large_string()))))
        rows += [(number, row) for row in found.tolist()]
    whole = effect(loaded([list(enumerate(cell for page in pages for cell in page))], {}), Turning(before, after))
    assert told(running) == told(whole)
    assert {each.cell: each.count for each in running.samples()} == {each.cell: each.count for each in whole.samples}
    cells = [(number, row, cell) for number, page in enumerate(pages) for row, cell in enumerate(page)]
    assert rows == [
        (number, row)
        for number, row, cell in cells
        if cell not in {None, CLEARED} and fits(before, str(cell)) and not fits(after, str(cell))
    ]


def told(found: Effect | Running) -> tuple[int, int, int, int]:
    return found.checked, found.becoming_invalid, found.still_invalid, found.becoming_valid


def test_samples_of_very_many_pages_stay_few_and_their_counts_exact() -> None:
    running = Running(Turning(TextType(), NumberType()))
    for page in range(50):
        running.add(distinct(pyarrow.array([f'"{page}"', '"0"', f'"x{page}"'], pyarrow.large_string())))
    samples = running.samples()
    assert len(samples) == SAMPLES
    assert (samples[0].cell, samples[0].count) == ('"0"', 51)
    assert running.becoming_invalid == 150


def test_a_number_turned_into_a_date_loses_what_does_not_parse() -> None:
    cells = ["1714521600", '"2024-05-01"', "7", "null", None]
    found = effect(loaded([list(enumerate(cells))], {}), Turning(NumberType(), DatetimeType()))
    assert told(found) == (3, 2, 0, 1)


def test_nothing_loaded_is_no_usage() -> None:
    assert usage(LoadedValues([]), NumberType()) == KeyUsage(0, 0, 0, 0)
