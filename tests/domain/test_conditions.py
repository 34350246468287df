"""What is typed into a filter field means what it says, and what cannot be read is answered with a sentence."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.conditions import (
    Between,
    Condition,
    Contains,
    Equals,
    IsChanged,
    IsEmpty,
    IsInvalid,
    Less,
    Matches,
    More,
    Not,
    OneOf,
    Unclear,
    describe_condition,
    read_condition,
    write_condition,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", None),
        ("   ", None),
        ("fog", Contains("fog")),
        (" two words ", Contains("two words")),
        ("!fog", Not(Contains("fog"))),
        ("!", Contains("!")),
        ("! ", Contains("!")),
        ("=fog", Equals("fog")),
        ("= fog ", Equals("fog")),
        ("!=fog", Not(Equals("fog"))),
        ("<>fog", Not(Equals("fog"))),
        ("=fog|rain", OneOf(("fog", "rain"))),
        ("=fog | rain|fog", OneOf(("fog", "rain"))),
        ("=fog|empty", OneOf(("fog",), empty=True)),
        ('="a|b"|c', OneOf(("a|b", "c"))),
        ("=empty", IsEmpty()),
        ('="empty"', Equals("empty")),
        ('=""', Equals("")),
        (">10", More("10")),
        (">= -1.5", More("-1.5", or_equal=True)),
        ("<2024-05-31", Less("2024-05-31")),
        ("<=10", Less("10", or_equal=True)),
        ('>"a b"', More("a b")),
        ("1..5", Between("1", "5")),
        ("-1.5 .. 2e3", Between("-1.5", "2e3")),
        ("2024-05..2024-06-30", Between("2024-05", "2024-06-30")),
        (
            "2024-05-01T10:00:00Z..2024-06-30T10:00:00+02:00",
            Between("2024-05-01T10:00:00Z", "2024-06-30T10:00:00+02:00"),
        ),
        ('"a".."c"', Between("a", "c")),
        ("1..", More("1", or_equal=True)),
        ("..5", Less("5", or_equal=True)),
        ("..", Contains("..")),
        ("wait...", Contains("wait...")),
        ("a..b", Contains("a..b")),
        ("/re.x/", Matches("re.x")),
        ("!/re.x/", Not(Matches("re.x"))),
        ("/data/in", Contains("/data/in")),
        ("//", Contains("//")),
        ('"empty"', Contains("empty")),
        ('"a \\"b\\" c"', Contains('a "b" c')),
        ("empty", IsEmpty()),
        ("!empty", Not(IsEmpty())),
        ("invalid", IsInvalid()),
        ("changed", IsChanged()),
        ("!changed", Not(IsChanged())),
    ],
)
def test_a_filter_means_what_it_says(typed: str, meant: Condition | None) -> None:
    assert read_condition(typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (">", "After > a number, a date or a text is missing."),
        ("<=", "After <= a number, a date or a text is missing."),
        ("=", "A value is missing."),
        ("=fog|", "A value is missing."),
        ("<>", "A value is missing."),
        ("/[/", 'The regular expression "["'),
        ("!/(/", 'The regular expression "("'),
        ("/a(?=b)/", "may not look around"),
        (r"/(a)\1/", "may not look around"),
        ('"fog', "The quotes in"),
        ('"fog" here', "The quotes in"),
        ('="fog', "The quotes in"),
        ('>"fog', "The quotes in"),
        ('"a\\q"', "has a backslash that means nothing"),
        ('"a\\q"..5', "has a backslash that means nothing"),
        ('5.."a\\q"', "has a backslash that means nothing"),
    ],
)
def test_what_cannot_be_read_is_answered_with_a_sentence(typed: str, said: str) -> None:
    found = read_condition(typed)
    assert isinstance(found, Unclear)
    assert said in found.reason
    assert found.reason.endswith(".")


texts = st.text(st.characters(exclude_categories=["Cs"]))
plain: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Contains, texts),
    st.builds(Equals, texts),
    st.builds(OneOf, st.lists(texts, min_size=2, max_size=4, unique=True).map(tuple), empty=st.booleans()),
    st.builds(OneOf, texts.map(lambda text: (text,)), empty=st.just(value=True)),
    st.builds(Less, texts, st.booleans()),
    st.builds(More, texts, st.booleans()),
    st.builds(Between, texts, texts),
    st.builds(Between, st.integers().map(str), st.integers().map(str)),
    st.builds(Matches, st.sampled_from(["re.x", "a|b", "^x$", "[/]", "a b"])),
    st.just(IsEmpty()),
    st.just(IsInvalid()),
    st.just(IsChanged()),
)
conditions = st.one_of(plain, plain.map(Not), plain.map(Not).map(Not))


@given(conditions)
def test_what_is_written_for_a_condition_reads_as_that_condition(condition: Condition) -> None:
    assert read_condition(write_condition(condition)) == condition


@given(st.text())
def test_anything_typed_is_read_or_answered_and_what_was_read_can_be_written(typed: str) -> None:
    found = read_condition(typed)
    if found is None:
        assert not typed.strip()
    elif isinstance(found, Unclear):
        assert found.reason.endswith(".")
    else:
        assert read_condition(write_condition(found)) == found


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("fog", 'contains "fog"'),
        ("=fog", 'is "fog"'),
        ("=a|b|c|d|e|f", 'is "a" or "b" or "c" or "d" or 2 more'),
        ("=a|empty", 'is "a" or empty'),
        ("<1", "is less than 1"),
        ("<=1", "is at most 1"),
        (">1", "is more than 1"),
        (">=1", "is at least 1"),
        ("1..5", "is between 1 and 5"),
        ("/x/", "matches /x/"),
        ("!x", 'not: contains "x"'),
        ("empty", "is empty"),
        ("invalid", "is invalid"),
    ],
)
def test_a_condition_can_be_told_in_words(typed: str, words: str) -> None:
    found = read_condition(typed)
    assert found is not None
    assert not isinstance(found, Unclear)
    assert describe_condition(found) == words


@given(st.from_regex(re.compile(r"[a-z]{1,3}"), fullmatch=True))
def test_a_plain_word_needs_no_quotes(word: str) -> None:
    assert write_condition(Contains(word)) == word
