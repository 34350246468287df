"""Rows are put in order as a plain stable sort of plain values would, missing values last."""

import json
from functools import cmp_to_key
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.operands import number_of, span_of
from domain.reading import spell
from models.distinct_values import distinct_values
from models.row_order import rows_in_order
from tests.models.columns import DATETIME, NUMBER, TEXT, fact_values, key_values

cells = st.one_of(
    st.none(),
    st.just("null"),
    st.sampled_from(["0", "-0.0", "1", "2.5", "-3", "1e3", "-1e-3", "1e300", "true", "[1]"]),
    st.sampled_from(["fog", "Fog", "rain", "", "Ä", "ä", "z", "12"]).map(spell),
)
moments = st.sampled_from(
    [None, "null", '"2024-05-31T10:00:00Z"', '"1960-05-31"', '"2024-05-31T11:30:00+02:00"', '"x"', '"2024-06-01"']
)
types = st.sampled_from([None, NUMBER, TEXT])


def plain(cell: str | None) -> str | None:
    if cell is None or cell == "null":
        return None
    return str(json.loads(cell)) if cell.startswith('"') else cell


def key(cell: str | None, ty: Any) -> tuple[int, Any, str] | None:
    """Numbers or moments before text; None is missing."""
    text = plain(cell)
    if text is None:
        return None
    number = number_of(text) if ty in (None, NUMBER) else None
    if ty == DATETIME:
        span = span_of(text)
        number = None if span is None else span[0].timestamp()
    return (0, number, "") if number is not None else (1, 0, text.lower())


def compared(one: Any, other: Any, *, descending: bool) -> int:
    if one is None or other is None:
        return (one is None) - (other is None)
    if one[0] != other[0]:
        return one[0] - other[0]
    return ((one > other) - (one < other)) * (-1 if descending else 1)


def in_order(keys: list[tuple[list[str | None], Any, bool]], rows: list[int]) -> list[int]:
    def compare(one: int, other: int) -> int:
        for values, ty, descending in keys:
            found = compared(key(values[one], ty), key(values[other], ty), descending=descending)
            if found:
                return found
        return 0

    return sorted(rows, key=cmp_to_key(compare))


@given(st.lists(st.tuples(cells, cells, moments), max_size=25), st.data())
def test_rows_are_sorted_as_a_plain_sort_would(rows: list[tuple[Any, Any, Any]], data: st.DataObject) -> None:
    every: list[list[str | None]] = [list(values) for values in zip(*rows, strict=True)] if rows else [[], [], []]
    kinds = [data.draw(types), data.draw(types), DATETIME]
    chosen = data.draw(st.permutations([0, 1, 2]))[: data.draw(st.integers(1, 3))]
    ways = [data.draw(st.booleans()) for _ in chosen]
    wanted = data.draw(st.permutations(range(len(rows))))[: data.draw(st.integers(0, len(rows)))]
    found = rows_in_order(
        [(key_values(every[at], kinds[at]), way) for at, way in zip(chosen, ways, strict=True)],
        np.array(wanted, np.int64),
    )
    keys = [(every[at], kinds[at], way) for at, way in zip(chosen, ways, strict=True)]
    assert found.tolist() == in_order(keys, wanted)


def test_facts_are_ordered_by_size_by_time_and_by_letters() -> None:
    rows = np.arange(3)
    assert rows_in_order([(fact_values("file_size", [300, None, 20]), False)], rows).tolist() == [2, 0, 1]
    assert rows_in_order([(fact_values("file_size", [300, None, 20]), True)], rows).tolist() == [0, 2, 1]
    created = fact_values("created_at", ["2024-05-31T10:00:00Z", None, "2023-05-31T10:00:00Z"])
    assert rows_in_order([(created, False)], rows).tolist() == [2, 0, 1]
    assert rows_in_order([(fact_values("name", ["b", "A", None]), False)], rows).tolist() == [1, 0, 2]


def test_without_keys_the_rows_stay_as_they_are() -> None:
    assert rows_in_order([], np.array([2, 0], np.int64)).tolist() == [2, 0]


def test_values_are_counted_the_most_frequent_first() -> None:
    found = distinct_values(key_values(['"b"', '"a"', '"b"', None, "null", '""', '"\\u0061"', '"c"', "1"]))
    assert found.values == (("a", 2), ("b", 2), ("1", 1), ("c", 1))
    assert (found.empty, found.count) == (3, 4)


def test_values_are_counted_over_some_rows_only() -> None:
    column = key_values(['"b"', '"a"', '"b"', None])
    assert distinct_values(column, np.array([0, 3])).values == (("b", 1),)
    assert distinct_values(column, np.array([0, 3])).empty == 1


def test_a_long_list_of_values_is_cut_off_and_says_how_many_there_are() -> None:
    found = distinct_values(key_values([f'"{number:05}"' for number in range(5000)]), np.arange(4000), most=10)
    assert len(found.values) == 10
    assert (found.count, found.empty) == (4000, 0)
