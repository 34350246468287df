"""Values that are dragged on: in steps where they make a series, repeated where they do not."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.metadata import Cell
from domain.series import continued, goes_on

whole = st.integers(-(10**9), 10**9)


@given(whole, whole, st.integers(2, 5), st.integers(0, 20))
def test_numbers_go_on_by_the_same_step(first: int, step: int, given_: int, count: int) -> None:
    numbers = [first + step * at for at in range(given_ + count)]
    cells: list[Cell] = [str(number) for number in numbers]
    assert continued(cells[:given_], count, series=True) == cells[given_:]
    assert continued(cells[count:], count, series=True, backward=True) == cells[:count][::-1]


@given(st.decimals(-1000, 1000, places=3), st.integers(1, 9))
def test_a_number_keeps_its_decimals(number: object, count: int) -> None:
    got = continued([str(number)], count, series=True)
    assert all(cell is not None and len(cell.partition(".")[2]) == 3 for cell in got)


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(-300, 300), st.integers(0, 9))
def test_days_go_on_as_the_calendar_does(first: date, step: int, count: int) -> None:
    days = [first + timedelta(days=step * at) for at in range(count + 3)]
    cells: list[Cell] = [f'"{day.isoformat()}"' for day in days]
    if days[0].day != days[1].day:
        assert continued(cells[:3], count, series=True) == cells[3:]


@given(st.text(), st.integers(0, 900), st.integers(0, 9), st.integers(2, 6))
def test_a_number_at_the_end_of_a_text_counts_on(prefix: str, first: int, count: int, width: int) -> None:
    prefix = prefix.rstrip("0123456789") + "/"
    cells = [json.dumps(f"{prefix}{first + at:0{width}d}", ensure_ascii=False) for at in range(count + 1)]
    got = continued([cells[0]], count, series=True)
    assert [json.loads(cell or "") for cell in got] == [json.loads(cell) for cell in cells[1:]]


@given(st.lists(st.sampled_from(["true", "null", '"rain"', None]), min_size=1, max_size=5), st.integers(0, 12))
def test_anything_else_is_repeated_in_its_order(cells: list[Cell], count: int) -> None:
    assert continued(cells, count, series=True) == [cells[at % len(cells)] for at in range(count)]
    assert continued(cells, count, series=False) == [cells[at % len(cells)] for at in range(count)]
    assert not goes_on(cells)


@pytest.mark.parametrize(
    ("cells", "after"),
    [
        (['"2024-01-31"', '"2024-02-29"'], ['"2024-03-29"', '"2024-04-27"']),
        (['"2024-01-15"', '"2024-02-15"'], ['"2024-03-15"', '"2024-04-15"']),
        (['"2023-12-31"'], ['"2024-01-01"', '"2024-01-02"']),
        (['"2024-10-31"', '"2024-12-31"'], ['"2025-02-28"', '"2025-04-30"']),
        (['"2024-05-01T10:00:00Z"'], ['"2024-05-02T10:00:00Z"', '"2024-05-03T10:00:00Z"']),
        (
            ['"2024-05-01T10:00:00Z"', '"2024-05-01T10:30:00Z"'],
            ['"2024-05-01T11:00:00Z"', '"2024-05-01T11:30:00Z"'],
        ),
        (
            ['"2024-05-01T10:00:00+02:00"', '"2024-06-01T10:00:00+02:00"'],
            ['"2024-07-01T10:00:00+02:00"', '"2024-08-01T10:00:00+02:00"'],
        ),
        (['"2024-05-01"', '"2024-05-01"'], ['"2024-05-01"', '"2024-05-01"']),
        (['"a2"', '"a1"'], ['"a0"', '"a1"']),
        (['"a1"', '"b2"'], ['"a1"', '"b2"']),
        (['"a1"', '"a2"', '"a9"'], ['"a1"', '"a2"']),
        (["1", "2", "4"], ["1", "2"]),
        (["1", '"2"'], ["1", '"2"']),
        (['"2024-05-01"', '"2024-05-01T10:00:00Z"'], ['"2024-05-01"', '"2024-05-01T10:00:00Z"']),
        (
            ['"2024-05-01T10:00:00"', '"2024-05-01T11:00:00+02:00"'],
            ['"2024-05-01T10:00:00"', '"2024-05-01T11:00:00+02:00"'],
        ),
        (['"2024-01-01"', '"2024-01-02"', '"2024-01-09"'], ['"2024-01-01"', '"2024-01-02"']),
        (['"9999-12-31"'], ['"9999-12-31"', '"9999-12-31"']),
        (['"9999-11-01"', '"9999-12-01"'], ['"9999-11-01"', '"9999-12-01"']),
        (["1e400"], ["1e400", "1e400"]),
        (["-0.5", "0.25"], ["1.00", "1.75"]),
    ],
)
def test_what_follows(cells: list[Cell], after: list[Cell]) -> None:
    assert continued(cells, 2, series=True) == after


def test_one_number_alone_is_repeated_unless_asked() -> None:
    assert not goes_on(["5"])
    assert goes_on(["5", "6"])
    assert goes_on(['"2024-05-01"'])
    assert goes_on(['"take 1"'])
    assert continued(["5"], 2, series=True, backward=True) == ["4", "3"]


def test_nothing_goes_on_from_nothing() -> None:
    assert continued([], 3, series=True) == []
