"""A schema goes into a file and comes back as it was; what a form cannot say is told, what is no schema refused."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllers.exchange.schema_files import (
    SchemaFileRefused,
    old_schema_text,
    read_schema_file,
    read_schema_text,
    schema_text,
    write_schema_file,
)
from domain.schema_text import read_raw

EVERY_TYPE: dict[str, Any] = {
    "n": {"ty": "variant", "hint": "number"},
    "s": {"ty": "variant", "hint": "string"},
    "f": {"ty": "number", "format": "F32"},
    "v": {"ty": "varchar", "max_length": 40},
    "e": {"ty": "enum", "values": ["b", "a", "a", ""]},
    "i": {"ty": "embedding", "size": 3, "api": {"url": "http://x"}},
    "g": {"ty": "geospatial"},
    "u": {"ty": "uuid"},
    "o": {"ty": "user"},
    "x": {"ty": "hologram", "depth": [1, {"z": None}], "scale": 1.5},
    "soft": {"ty": "tombstone", "deleted_ty": {"ty": "enum", "values": ["a"]}},
    "hard": {"ty": "tombstone", "deleted_ty": None},
    "größe 😀": {"ty": "boolean"},
}
parts = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def form(rest: dict[str, Any], word: str) -> dict[str, Any]:
    return rest | {"ty": word}


forms: st.SearchStrategy[dict[str, Any]] = st.builds(form, st.dictionaries(st.text(), parts, max_size=3), st.text())


def test_every_type_and_state_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "schema.json"
    assert write_schema_file(EVERY_TYPE, "new", path) == ()
    found = read_schema_file(path)
    assert (found.raw, found.form, found.incomplete) == (EVERY_TYPE, "new", frozenset())


@given(st.dictionaries(st.text(), forms, max_size=6))
def test_whatever_the_platform_may_send_comes_back_and_never_in_another_order(raw: dict[str, Any]) -> None:
    text = schema_text(raw)
    assert read_schema_text(text).raw == raw
    assert schema_text(dict(reversed(raw.items()))) == text
    assert list(json.loads(text)) == sorted(raw)


def test_each_part_has_a_line_of_its_own_so_that_versions_can_be_compared() -> None:
    raw = {"b": {"ty": "enum", "values": ["x", "y"]}, "a": {"ty": "geospatial"}}
    assert schema_text(raw).splitlines() == [
        "{",
        '  "a": {',
        '    "ty": "geospatial"',
        "  },",
        '  "b": {',
        '    "ty": "enum",',
        '    "values": [',
        '      "x",',
        '      "y"',
        "    ]",
        "  }",
        "}",
    ]


def test_numbers_that_only_their_own_spelling_can_say_are_written_as_the_platform_spelt_them() -> None:
    digits = "9" * 500
    raw = read_raw(f'{{"b": {{"ty": "new", "n": {digits}, "x": [1e999]}}, "a": {{"ty": "uuid"}}}}')
    assert (
        schema_text(raw) == f'{{\n  "a": {{"ty": "uuid"}},\n  "b": {{"ty": "new", "n": {digits}, "x": [1e999]}}\n}}\n'
    )


def test_the_old_form_says_what_it_cannot_say() -> None:
    text, notes = old_schema_text(EVERY_TYPE)
    assert json.loads(text) == {
        "n": "number", "s": "string", "f": "number", "v": "string", "e": "enum", "i": "embedding", "g": "geospatial",
        "u": "string", "größe 😀": "boolean",
    }  # fmt: skip
    assert sorted(notes) == [
        'The old form cannot say what was deleted; left out: "soft", "hard".',
        'The old form does not say the options of "e".',
        'The old form does not say the size of "i".',
        'The old form has no word for the type of "o", "x"; left out.',
        'The old form has no word for uuid; written as string: "u".',
    ]


def test_many_keys_are_not_all_named() -> None:
    _, notes = old_schema_text({f"k{number}": {"ty": "user"} for number in range(1_205)})
    assert notes == ('The old form has no word for the type of "k0", "k1", "k2", "k3", "k4" and 1,200 more; left out.',)


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("string", {"ty": "variant", "hint": "varchar"}),
        ("varchar", {"ty": "variant", "hint": "varchar"}),
        ("long_string", {"ty": "variant", "hint": "text"}),
        ("uuid", {"ty": "variant", "hint": "uuid"}),
        ("datetime", {"ty": "variant", "hint": "datetime"}),
        ("geospatial", {"ty": "geospatial"}),
    ],
)
def test_old_words_and_those_of_the_present_table_are_read(word: str, read: dict[str, Any]) -> None:
    found = read_schema_text(json.dumps({"key": word}))
    assert (found.raw, found.form) == ({"key": read}, "old")


def test_the_answer_to_the_old_call_is_read_as_well() -> None:
    answer = {"uuid": "6f", "metadataSchema": {"a": "enum", "b": "boolean"}, "organisationId": 1}
    found = read_schema_text(json.dumps(answer))
    assert found.raw == {"a": {"ty": "enum"}, "b": {"ty": "variant", "hint": "boolean"}}
    assert found.incomplete == {"a"}


def test_a_key_may_have_the_name_of_a_part_of_that_answer() -> None:
    raw = {"metadataSchema": {"ty": "geospatial"}, "organisationId": {"ty": "uuid"}}
    assert read_schema_text(json.dumps(raw)).raw == raw


def test_beside_another_schema_an_old_form_differs_only_in_what_it_says() -> None:
    text, _ = old_schema_text(EVERY_TYPE)
    beside = read_schema_text(text).beside(EVERY_TYPE)
    assert {key: beside[key] for key in ("e", "i", "u", "soft", "hard")} == {
        key: EVERY_TYPE[key] for key in ("e", "i", "u", "soft", "hard")
    }
    assert read_schema_text('{"e": "embedding", "x": "enum"}').beside({"e": {"ty": "uuid"}}) == {
        "e": {"ty": "embedding"},
        "x": {"ty": "enum"},
    }
    assert read_schema_text("{}").beside(EVERY_TYPE) == {}


def test_no_schema_yet_is_an_empty_one() -> None:
    assert read_schema_text("null").raw == {}
    assert read_schema_text(schema_text({})).raw == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "It is not JSON: Expecting value in line 1."),
        ("[]", "It is JSON, but not a schema"),
        ('{"a": {"ty": "uuid"}, "a": {"ty": "text"}}', '"a" is in it twice.'),
        ('{"a": {"hint": "text"}}', 'The type of "a" does not say what it is: it has no "ty".'),
        ('{"a": 1}', 'The type of "a" is neither an object nor a word.'),
        ('{"a": "Nummber"}', '"a" has the type "Nummber", which does not exist. Did you mean "number"?'),
        ('{"a": "data type"}', "A type is one of string, "),
        ('{"a": {"ty": "new", "x": NaN}}', "NaN is not a number of JSON."),
        ('{"a": {"ty": "new", "x": 1e999}}', "1e999 is not a number of JSON."),
        ('{"a": {"ty": "new", "x": ' + "9" * 5_000 + "}}", "a number that is too long"),
        ("[" * 100_000, "nested too deeply"),
        ('{"format": "tagline.namespaces", "version": 1}', "It is a file of Tagline's, but no schema."),
    ],
)
def test_what_is_no_schema_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(SchemaFileRefused) as refused:
        read_schema_text(text)
    assert said in refused.value.sentence


@given(st.text() | st.recursive(parts, lambda inner: st.dictionaries(st.text(), inner)).map(json.dumps))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(SchemaFileRefused):
        assert read_schema_text(text).form in {"new", "old"}


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "schema.json"
    with pytest.raises(SchemaFileRefused, match=r'"schema.json" could not be read: No such file'):
        read_schema_file(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SchemaFileRefused, match="is not UTF-8 text"):
        read_schema_file(path)
    path.write_text("{", "utf-8")
    with pytest.raises(SchemaFileRefused, match=r'"schema.json": It is not JSON'):
        read_schema_file(path)
    path.write_bytes(b"\xef\xbb\xbf{}")
    assert read_schema_file(path).raw == {}
