"""What the platform says later, of however many items: the same whether it lies over the columns or is part of them."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models import news
from models.arrow import narrowed
from models.arrow_page import FACT_MARK, KEY_MARK
from models.data_frame import data_frame
from models.metadata_frame import MetadataFrame
from tests.models.world import item, page

KEYS = ("a", "b", "late")
FACTS = ("last_edited_at", "file_size", "duration")
ROWS = 24

Told: TypeAlias = Mapping[int, tuple[Mapping[str, str], Mapping[str, object]]]

cells = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(['"x"', "1", "null"]), max_size=3)
facts = st.fixed_dictionaries(
    {},
    optional={
        "last_edited_at": st.sampled_from(["2026-01-01T00:00:00Z", None]),
        "file_size": st.one_of(st.none(), st.integers(0, 9)),
        "duration": st.floats(0, 9),
    },
)
said = st.dictionaries(st.integers(0, ROWS - 1), st.tuples(cells, facts), max_size=6)


class Reference:
    """The same frame as a list of dicts."""

    def __init__(self, parts: int, *, narrow: bool) -> None:
        self.frame = MetadataFrame()
        self.cells: list[Mapping[str, str]] = []
        self.facts: list[Mapping[str, object]] = []
        self.reasons: list[str | None] = []
        size = ROWS // parts
        for start in range(0, ROWS, size):
            numbers = range(start, start + size)
            metadata = {number: {"a": f"{number}"} if number % 3 else {} for number in numbers}
            broken = {number: "No JSON." for number in numbers if number % 5 == 0}
            made = page(metadata, broken)
            self.frame.append(narrowed(made) if narrow else made)
            self.cells += metadata.values()
            self.reasons += [broken.get(number) for number in numbers]
            self.facts += [{"last_edited_at": "2024-05-02T12:00:00Z", "file_size": 1000 * at} for at in numbers]

    def hears(self, told: Told) -> None:
        self.frame.accept(
            {item(row): cells for row, (cells, _) in told.items()},
            {item(row): facts for row, (_, facts) in told.items()},
        )
        for row, (now, moved) in told.items():
            self.cells[row], self.reasons[row] = now, None
            self.facts[row] = {**self.facts[row], **moved}


@settings(deadline=None)
@given(parts=st.sampled_from([1, 3, 8]), narrow=st.booleans(), story=st.lists(said, max_size=12))
def test_a_frame_that_was_told_much_holds_what_was_told(parts: int, narrow: bool, story: Sequence[Told]) -> None:
    with patch.object(news, "MANY", 3), patch.object(news, "AT_ONCE", 2):
        there = Reference(parts, narrow=narrow)
        told: set[int] = set()
        for step in story:
            there.hears(step)
            told |= step.keys()
    frame, rows = there.frame, range(ROWS)
    assert [frame.metadata(row) for row in rows] == there.cells
    assert frame.unreadables(rows) == there.reasons == [frame.unreadable(row) for row in rows]
    assert frame.accepted_rows().tolist() == sorted(told)
    every, whole = np.arange(ROWS), data_frame(frame)
    for key in KEYS:
        wanted = [cells.get(key) for cells in there.cells]
        assert frame.confirmed_values(list(rows), key) == wanted
        assert frame.reading().texts(every, KEY_MARK + key).to_pylist() == wanted
        if key in frame.keys:
            assert [value if isinstance(value, str) else None for value in whole[KEY_MARK + key]] == wanted
    for fact in FACTS:
        assert frame.fact_values(rows, fact) == [facts.get(fact) for facts in there.facts]


def test_of_very_many_news_only_the_last_few_lie_over_the_columns() -> None:
    frame = MetadataFrame()
    for start in range(0, 10_000, 2_500):
        frame.append(page({number: {"a": f"{number}", "b": "1"} for number in range(start, start + 2_500)}))
    for start in range(0, 10_000, 100):
        numbers = range(start, start + 100)
        frame.accept(
            {item(number): {"a": '"pushed"', "b": "1"} for number in numbers},
            {item(number): {"last_edited_at": "2026-01-01T00:00:00Z"} for number in numbers},
        )
    assert len(frame.news(f"{KEY_MARK}a")) <= news.MANY + news.AT_ONCE
    assert len(frame.news(f"{FACT_MARK}last_edited_at")) <= news.MANY + news.AT_ONCE
    assert set(frame.confirmed_values(range(10_000), "a")) == {'"pushed"'}
    assert set(frame.texts(range(10_000), "last_edited_at")) == {"2026-01-01T00:00:00Z"}
    assert frame.accepted_count == 10_000


def test_what_a_column_cannot_hold_stays_over_it() -> None:
    frame = MetadataFrame()
    frame.append(page({number: {"a": "1"} for number in range(8)}))
    with patch.object(news, "MANY", 1):
        for number in range(8):
            frame.accept({item(number): {"a": "2"}}, {item(number): {"file_size": "large"}})
    assert frame.confirmed_values(range(8), "a") == ["2"] * 8
    assert frame.fact_values(range(8), "file_size") == ["large"] * 8


def test_a_key_that_no_item_has_any_more_has_no_values() -> None:
    frame = MetadataFrame()
    frame.append(page({number: {"a": "1"} for number in range(4)}))
    with patch.object(news, "MANY", 0):
        for number in (0, 1, 2, 3, 0, 1, 2, 3):
            frame.accept({item(number): {}})
    assert not frame.has_values("a")


@settings(deadline=None)
@given(rows=st.lists(st.integers(0, 1_199), min_size=1, max_size=60), far=st.booleans())
def test_a_lane_reads_any_rows_few_or_many_near_or_far(rows: list[int], far: bool) -> None:
    frame = MetadataFrame()
    for start in range(0, 1_200, 300):
        frame.append(narrowed(page({at: {"a": f"{at}"} if start else {} for at in range(start, start + 300)})))
    wanted = rows if far else [row % 40 for row in rows]
    frame.accept({item(wanted[0]): {"a": '"new"'}})
    found = frame.reading().texts(np.array(wanted, np.int64), f"{KEY_MARK}a").to_pylist()
    assert found == frame.confirmed_values(wanted, "a")
