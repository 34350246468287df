"""The confirmed values: pages of columns in, rows and cells out."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.arrow import joined, values_of
from models.arrow_page import arrow_page, keys_of
from models.facts import FACTS, FactKind, write_bytes, write_fact, write_moment, write_seconds
from models.metadata_frame import MetadataFrame
from tests.models.world import item, page


@settings(deadline=None, max_examples=50)
@given(
    parts=st.lists(st.integers(1, 40), min_size=1, max_size=6),
    rows=st.lists(st.integers(0, 10_000), max_size=400),
    start=st.integers(0, 10_000),
)
def test_rows_read_together_are_the_rows_read_one_by_one(parts: list[int], rows: list[int], start: int) -> None:
    frame = MetadataFrame()
    total = 0
    for part, size in enumerate(parts):
        numbers = range(total, total + size)
        frame.append(page({number: {"a": f"{number}", f"only {part % 2}": "1"} for number in numbers}))
        total += size
    wanted = [row % total for row in rows]
    run = range(start % total, total)
    for each in (wanted, run):
        for key in ("a", "only 0", "only 1", "none"):
            assert frame.confirmed_values(each, key) == [frame.confirmed(row, key) for row in each]
        assert frame.uuids(each) == [item(row) for row in each] == [frame.uuid(row) for row in each]
        assert frame.fact_values(each, "file_size") == [1000 * row for row in each]
    assert frame.rows == total
    assert frame.order.tolist() == list(range(total))


def test_facts_of_the_wrong_kind_are_left_out_not_fatal() -> None:
    facts: dict[str, list[Any]] = {
        "uuid": ["1", "2", "3", "4"],
        "name": ["a", None, 7, "\ud83d\ude00"],
        "file_size": [12.0, "big", None, 2**70],
        "duration": ["long", 1, True, float("nan")],
        "unheard of": [1, 2, 3, 4],
    }
    frame = MetadataFrame()
    frame.append(arrow_page(facts, {}, [None] * 4))
    assert frame.fact_values(range(4), "file_size") == [12, None, None, None]
    assert frame.fact_values(range(4), "duration") == [None, 1.0, None, None]
    assert frame.texts(range(4), "name") == ["a", "", "7", "\U0001f600"]
    assert frame.fact(0, "owner") is None
    assert frame.texts(range(1), "owner") == [""]


def test_what_the_platform_says_later_replaces_the_whole_metadata() -> None:
    frame = MetadataFrame()
    frame.append(page({1: {"a": "1", "b": "2"}, 2: {"a": "1"}}, unreadable={2: "No JSON."}))
    moved = frame.accept({item(2): {"c": "3"}, item(1): {"b": "9"}, "gone": {}}, {item(1): {"name": "new"}, "gone": {}})
    assert moved == [0, 1]
    assert [frame.metadata(row) for row in (0, 1)] == [{"b": "9"}, {"c": "3"}]
    assert frame.confirmed_values(range(2), "a") == [None, None]
    assert (frame.name(0), frame.fact_values([0, 1], "name")) == ("new", ["new", "file 2.mp4"])
    assert (frame.unreadable(1), frame.unreadables(range(2))) == (None, [None, None])
    assert frame.accepted_count == 2
    assert frame.accepted_among([item(0), item(1), item(2), item(3)]) == {item(1), item(2)}
    assert frame.keys == ("a", "b", "c")
    assert frame.has_values("c")
    assert not frame.has_values("never")


def test_pages_are_joined_with_the_keys_of_all() -> None:
    table = joined([page({1: {"a": "1"}}), page({2: {"b": "2"}}), page({3: {}})])
    assert keys_of(table) == ("a", "b")
    assert values_of(table, "k:a") == ["1", None, None]
    frame = MetadataFrame()
    assert frame.append(table) == range(3)
    assert frame.append(table) == range(3, 3)
    assert frame.order.dtype == np.int64


def test_an_item_twice_in_one_page_is_there_once() -> None:
    frame = MetadataFrame()
    assert frame.append(joined([page({1: {"a": "1"}}), page({1: {"a": "2"}, 2: {}})])) == range(2)
    assert frame.confirmed_values(range(2), "a") == ["1", None]


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (5e18, "5,000.0 PB"),
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 KB"),
        (3_400_000, "3.4 MB"),
        (123_456_789, "123 MB"),
        (2e15, "2.0 PB"),
    ],
)
def test_sizes_are_short(size: float, text: str) -> None:
    assert write_bytes(size) == text


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (7.9, "0:07"), (754, "12:34"), (3723, "1:02:03")])
def test_durations_are_clock_like(seconds: float, text: str) -> None:
    assert write_seconds(seconds) == text


def test_moments_are_local_and_short_and_odd_ones_stay() -> None:
    assert len(write_moment("2024-05-01T12:00:00.123Z")) == len("2024-05-01 12:00")
    assert write_moment("someday") == "someday"


def test_every_fact_is_written_and_no_answer_is_blank() -> None:
    assert len({fact.name for fact in FACTS}) == len(FACTS)
    assert [write_fact(kind, None) for kind in FactKind] == [""] * len(FactKind)
    assert write_fact(FactKind.TEXT, "two\nlines") == "two lines"
    assert write_fact(FactKind.WORD, "IMAGE_GROUP") == "image group"
    assert (write_fact(FactKind.RATE, 25.0), write_fact(FactKind.COUNT, 12345)) == ("25", "12,345")


def test_very_many_rows_in_any_order_are_read_from_every_page() -> None:
    frame = MetadataFrame()
    for start in range(0, 1000, 300):
        key = "a" if start != 300 else "b"
        frame.append(page({number: {key: str(number)} for number in range(start, min(start + 300, 1000))}))
    rows = np.random.default_rng(1).permutation(1000).tolist()
    assert frame.uuids(rows) == [item(row) for row in rows]
    assert frame.confirmed_values(rows, "a") == [None if 300 <= row < 600 else str(row) for row in rows]
    frame.accept({item(7): {"a": '"new"'}})
    assert frame.confirmed_values(rows, "a")[rows.index(7)] == '"new"'
