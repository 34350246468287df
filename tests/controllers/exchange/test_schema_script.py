"""The script that would make a schema says, in a line for each key, what the SDK can make of it and what not."""

from typing import Any

import pytest

from controllers.exchange.schema_script import schema_script

MADE: dict[str, tuple[dict[str, Any], str]] = {
    "n": ({"ty": "variant", "hint": "number"}, "wanted.scalar('n', 'number')"),
    "s": ({"ty": "variant", "hint": "long_string"}, "wanted.scalar('s', 'text')"),
    "e": ({"ty": "enum", "values": ["b", "it's"]}, "wanted.enum('e', ['b', \"it's\"])"),
    "i": ({"ty": "embedding", "size": 4096, "api": None}, "wanted.embedding('i', 4096)"),
    "g": ({"ty": "geospatial"}, "wanted.geospatial('g')"),
    "soft": ({"ty": "tombstone", "deleted_ty": {"ty": "uuid"}}, "wanted.deleted('soft', 'scalar', 'uuid')"),
    "hard": ({"ty": "tombstone", "deleted_ty": None}, "wanted.deleted_for_ever('hard')"),
    "größe": ({"ty": "variant", "hint": "uuid"}, r"wanted.scalar('gr\xf6\xdfe', 'uuid')"),
}
NOT_MADE: dict[str, tuple[dict[str, Any], str]] = {
    "f": ({"ty": "number", "format": "F32"}, '"f" is made as a plain number'),
    "api": ({"ty": "embedding", "size": 2, "api": {"url": "x"}}, "is made without its own embedding service"),
    "o": ({"ty": "user"}, "no call for user."),
    "x": ({"ty": "hologram"}, "no call for unknown type hologram."),
    "many": ({"ty": "enum", "values": [str(n) for n in range(256)]}, "no call for an enum of 256 options."),
    "none": ({"ty": "enum", "values": []}, "no call for an enum of 0 options."),
    "huge": ({"ty": "embedding", "size": 4097}, "no call for embedding, 4,097 numbers."),
    "was": ({"ty": "tombstone", "deleted_ty": {"ty": "user"}}, "it was deleted, and the SDK has no call for user."),
    "key frames": ({"ty": "geospatial"}, '"key frames" is not made: the SDK refuses the name.'),
}


@pytest.mark.parametrize("key", MADE)
def test_a_key_is_made_by_one_line(key: str) -> None:
    form, line = MADE[key]
    script = schema_script({key: form}, "Local platform", "http://localhost:1")
    assert f"\n    {line}\n" in script.text
    assert script.notes == () or key == "soft"


@pytest.mark.parametrize("key", NOT_MADE)
def test_what_the_sdk_cannot_make_is_told_in_the_script_and_beside_it(key: str) -> None:
    form, said = NOT_MADE[key]
    script = schema_script({key: form}, "Local platform", "http://localhost:1")
    (note,) = script.notes
    assert said in note
    assert f"    # {note}\n" in script.text


def test_any_name_of_a_platform_and_no_keys_leave_a_script_that_compiles() -> None:
    script = schema_script({}, 'My """platform"""\\\n', "http://x/'\"")
    compile(script.text, "script", "exec")
    assert "The metadata schema of My '''platform''': 0 keys." in script.text
