"""Which row an item is in."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from models.row_index import RowIndex


@given(items=st.lists(st.text(), unique=True), others=st.lists(st.text()))
def test_it_answers_like_a_dict(items: list[str], others: list[str]) -> None:
    index, plain = RowIndex(), dict(zip(items, range(len(items)), strict=True))
    index.add(items, range(len(items)))
    for item in (*items, *others):
        assert index.get(item) == plain.get(item)
        assert (item in index) == (item in plain)


def test_items_that_come_page_by_page_keep_their_rows() -> None:
    items, index = [str(uuid.UUID(int=number * 7919)) for number in range(5_000)], RowIndex()
    for start in range(0, len(items), 1_000):
        index.add(items[start : start + 1_000], range(start, start + 1_000))
    assert [index.get(item) for item in items] == list(range(5_000))
