"""What a person wants of the rows is kept as text and read again, and columns are added and taken away one by one."""

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllers.wish import NO_WISH, SortKey, Wish, read_wish
from domain.conditions import Between, Condition, Contains, IsEmpty, Not

columns = st.text(max_size=8)
conditions: st.SearchStrategy[Condition] = st.sampled_from(
    [Contains("fog"), Not(IsEmpty()), Between("1", "5"), Contains("a|b")]
)
wishes = st.builds(
    Wish,
    st.dictionaries(columns, conditions, max_size=3).map(MappingProxyType),
    st.one_of(st.none(), conditions),
    st.lists(st.builds(SortKey, columns, st.booleans()), max_size=3, unique_by=lambda key: key.column).map(tuple),
)


@given(wishes)
def test_a_wish_that_was_kept_is_read_again(wish: Wish) -> None:
    assert read_wish(wish.written()) == wish


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}", '{"version": 99}', '{"version": 1}', "null"])
def test_what_cannot_be_read_wishes_for_nothing(text: str) -> None:
    assert read_wish(text) == NO_WISH


def test_a_condition_that_cannot_be_read_is_left_out() -> None:
    text = '{"version": 1, "conditions": {"a": "/[/", "b": "fog"}, "everywhere": ">", "sort": []}'
    assert read_wish(text) == Wish(MappingProxyType({"b": Contains("fog")}))


@given(wishes, columns, conditions)
def test_a_condition_is_put_in_and_taken_out(wish: Wish, column: str, condition: Condition) -> None:
    asked = wish.with_condition(column, condition)
    assert asked.conditions == {**wish.conditions, column: condition}
    assert asked.filters
    assert asked.with_condition(column, None).conditions == {
        name: each for name, each in wish.conditions.items() if name != column
    }


@given(wishes, columns, st.booleans())
def test_sorting_alone_replaces_and_adding_keeps_the_order_of_keys(wish: Wish, column: str, descending: bool) -> None:
    assert wish.with_sort(column, descending=descending).sort == (SortKey(column, descending),)
    added = wish.with_sort(column, descending=descending, add=True)
    names = [key.column for key in wish.sort]
    assert [key.column for key in added.sort] == (names if column in names else [*names, column])
    assert added.direction(column) is descending
    without = added.with_sort(column, descending=None)
    assert [key.column for key in without.sort] == [name for name in names if name != column]
    assert without.direction(column) is None


def test_a_wish_asks_each_column_once() -> None:
    wish = Wish(MappingProxyType({"a": Contains("x")}), None, (SortKey("b"), SortKey("a")))
    assert wish.columns == ("a", "b")
