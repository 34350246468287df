"""One item's metadata: nothing that nobody edited is ever re-spelt, and three-way merges lose nothing."""

import json
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.metadata import CLEARED, EMPTY, Conflict, Metadata, Unreadable, merge, same_value

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
json_objects = st.dictionaries(st.text(), json_values, max_size=6)
layouts = st.sampled_from([(None, None), (2, None), (None, (",", ":")), (1, (" , ", " : "))])


def read(text: str) -> Metadata:
    metadata = Metadata.read(text)
    assert isinstance(metadata, Metadata)
    return metadata


@given(json_objects, layouts, st.booleans())
def test_reading_splits_any_object_into_the_text_of_its_values(
    document: dict[str, object], layout: tuple[int | None, tuple[str, str] | None], ascii_only: bool
) -> None:
    metadata = read(json.dumps(document, indent=layout[0], separators=layout[1], ensure_ascii=ascii_only))
    assert {key: json.loads(cell) for key, cell in metadata.cells.items()} == document
    assert list(metadata.cells) == list(document)
    assert read(metadata.text()) == metadata


@pytest.mark.parametrize(
    "spelling", ["1.0", "1e5", "-0", "1" * 5000, "12345678901234567890.123456789012345", '"\\u00e9"']
)
def test_a_value_keeps_its_spelling(spelling: str) -> None:
    assert read(f'{{ "key" : {spelling} }}').text() == f'{{"key":{spelling}}}'


def test_half_a_surrogate_pair_can_still_be_sent() -> None:
    assert read('{"\\ud800":1}').text().encode() == b'{"\\ud800":1}'


@pytest.mark.parametrize("text", [None, "null", " null\n", "{}", " { } "])
def test_no_metadata_is_an_empty_object(text: str | None) -> None:
    assert Metadata.read(text) == EMPTY


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty text"),
        ("  \n", "empty text"),
        ("[1]", "something else than {"),
        ('"text"', "something else than {"),
        ("{'a': 1}", "a key in quotes is missing at character 2"),
        ('{"a" 1}', "a colon is missing at character 6"),
        ('{"a": }', "expecting value at character 7"),
        ('{"a": 1 "b": 2}', "a comma or } is missing at character 9"),
        ('{"a": 1,}', "a key in quotes is missing at character 9"),
        ('{"a": 1', "a comma or } is missing at character 8"),
        ('{"a": "x', "unterminated string"),
        ("{", "a key in quotes is missing"),
        ('{"a": 1} x', "something follows its end"),
        ('{"a": NaN}', "NaN is not a JSON number"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "too deeply"),
    ],
)
def test_what_is_not_an_object_says_why(text: str, reason: str) -> None:
    outcome = Metadata.read(text)
    assert isinstance(outcome, Unreadable)
    assert outcome.text == text
    assert reason in outcome.reason


def test_sixty_levels_are_read() -> None:
    deep = '{"a":' * 60 + "1" + "}" * 60
    assert read(deep).text() == deep


def test_of_a_key_given_twice_the_last_value_counts_as_everywhere_else() -> None:
    assert read('{"a": 1, "a": 2}').cells == {"a": "2"}


def test_setting_clearing_and_removing_are_three_things() -> None:
    metadata = read('{"a":1,"b":2,"c":3}')
    changed = metadata.with_cells({"a": "9", "b": CLEARED, "c": None, "gone": None, "new": '"x"'})
    assert changed.text() == '{"a":9,"b":null,"new":"x"}'
    assert metadata.text() == '{"a":1,"b":2,"c":3}'


@given(json_values)
def test_a_value_is_the_same_as_itself_however_it_is_spelt(value: object) -> None:
    assert same_value(json.dumps(value), json.dumps(value, indent=1, ensure_ascii=False))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", "1.0"),
        ("100", "1e2"),
        ("0", "-0.0"),
        ("0.50", "5e-1"),
        ('{"a":1,"b":2}', '{"b": 2, "a": 1}'),
        ('"\\u00e9"', '"é"'),
        (None, None),
    ],
)
def test_spelling_alone_is_no_difference(one: str | None, other: str | None) -> None:
    assert same_value(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", "true"),
        ("1", '"1"'),
        ("null", None),
        (None, "null"),
        ("0.1", "0.10000000000000000001"),
        ("1" + "0" * 30, "1" + "0" * 31),
        ("[1,2]", "[2,1]"),
        ('"one"', '"two"'),
        ('"\\u00e9"', '"e"'),
        ("1_000", "1000"),
        ("broken", '"broken"'),
        ("NaN", "null"),
        ("1e99999999999999999999", "2e99999999999999999999"),
    ],
)
def test_different_values_differ(one: str | None, other: str | None) -> None:
    assert not same_value(one, other)


def test_an_edit_lands_where_nobody_else_was() -> None:
    merged = merge(read('{"a":1,"theirs":5,"$encord":{"x":1}}'), {"a": ("1.0", "2"), "b": (None, "3")})
    assert merged.merged.text() == '{"a":2,"theirs":5,"$encord":{"x":1},"b":3}'
    assert merged.conflicts == ()


def test_the_same_key_changed_there_and_here_is_a_conflict_and_keeps_theirs() -> None:
    merged = merge(read('{"a":7}'), {"a": ("1", "2")})
    assert merged.merged.text() == '{"a":7}'
    assert merged.conflicts == (Conflict("a", "1", "2", "7"),)


def test_what_already_is_as_wanted_is_neither_change_nor_conflict() -> None:
    merged = merge(read('{"a":2}'), {"a": ("1", "2"), "b": ("1", None)})
    assert merged.merged.text() == '{"a":2}'
    assert merged.conflicts == ()


keys = st.sampled_from("abcd")
cells = st.none() | st.sampled_from(["1", "2", "null"])
items = st.dictionaries(keys, st.sampled_from(["1", "2", "null"]))


@given(items, items, st.dictionaries(keys, cells))
def test_a_merge_changes_only_edited_keys_and_never_overrules_a_colleague(
    base: dict[str, str], theirs: dict[str, str], edits: dict[str, str | None]
) -> None:
    outcome = merge(Metadata(MappingProxyType(theirs)), {key: (base.get(key), mine) for key, mine in edits.items()})
    in_conflict = {conflict.key for conflict in outcome.conflicts}
    for key in "abcd":
        merged, moved = outcome.merged.cells.get(key), theirs.get(key) != base.get(key)
        if key not in edits or key in in_conflict:
            assert merged == theirs.get(key)
        else:
            assert merged == edits[key]
            assert not moved or theirs.get(key) == edits[key]
