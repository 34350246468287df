"""Differences are shown word by word and lose nothing."""

from hypothesis import given
from hypothesis import strategies as st

from domain.words import word_diff


def test_only_the_words_that_differ_are_marked() -> None:
    assert word_diff("a sunny day", "a rainy day") == (
        ("same", "a "),
        ("gone", "sunny"),
        ("new", "rainy"),
        ("same", " day"),
    )


@given(st.text("ab c.", max_size=30), st.text("ab c.", max_size=30))
def test_both_texts_can_be_read_back(before: str, after: str) -> None:
    spans = word_diff(before, after)
    assert "".join(text for kind, text in spans if kind != "new") == before
    assert "".join(text for kind, text in spans if kind != "gone") == after


def test_very_long_texts_are_replaced_as_a_whole() -> None:
    before, after = "one " * 3000, "two " * 3000
    assert word_diff(before, after) == (("gone", before), ("new", after))


def test_very_long_texts_are_told_whole() -> None:
    before, after = "a" * 60_000, "a " * 30_000
    assert word_diff(before, after) == (("gone", before), ("new", after))
