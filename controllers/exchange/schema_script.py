"""A schema as a Python script for the platform's SDK: it makes the keys that are missing, and says what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import resources
from domain.fields import EnumType, Field
from domain.keys import check_key
from domain.schema import read_field
from domain.shaped_fields import DeletedType, EmbeddingType, GeospatialType, describe

_SCALARS = frozenset({"number", "varchar", "text", "boolean", "datetime", "uuid"})
_MOST_OPTIONS = 255
_LARGEST_EMBEDDING = 4096
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Script:
    """The text of the script, and a sentence for each thing the SDK cannot make as it is."""

    text: str
    notes: tuple[str, ...]


def schema_script(raw: Mapping[str, Any], platform: str, domain: str) -> Script:
    """The script that makes a schema. `platform` is its name for people, `domain` where it answers."""
    lines: list[str] = []
    notes: list[str] = []
    for key in sorted(raw):
        call, note = _call(key, raw[key])
        if call:
            lines.append(f"{_INDENT}wanted.{call}\n")
        if note:
            notes.append(note)
            lines.append(f"{_INDENT}# {_plain(note)}\n")
    calls = "".join(lines) if any("wanted." in line for line in lines) else "".join((*lines, f"{_INDENT}del wanted\n"))
    text = resources.SCHEMA_SCRIPT.read_text("utf-8").replace("@CALLS@\n", f"{calls}\n")
    count = f"{len(raw):,} {'key' if len(raw) == 1 else 'keys'}"
    for mark, value in (("@COUNTS@", count), ("@PLATFORM@", _plain(platform)), ("@DOMAIN@", ascii(domain))):
        text = text.replace(mark, value)
    return Script(text, tuple(notes))


def _call(key: str, form: Any) -> tuple[str, str]:
    """The call that makes a key, and what it cannot make: either may be empty."""
    if check_key(key) is not None:
        return "", f'"{key}" is not made: the SDK refuses the name.'
    field = read_field(form)
    if isinstance(field, DeletedType):
        return _deleted(key, field, form)
    parts = _parts(field)
    if parts is None:
        return "", f'"{key}" is not made: the SDK has no call for {_words(field)}.'
    kind, *rest = parts
    return _spelt(kind, key, rest), _loss(key, field, form)


def _deleted(key: str, field: DeletedType, form: Any) -> tuple[str, str]:
    if field.was is None:
        return _spelt("deleted_for_ever", key, ()), ""
    parts = _parts(field.was)
    if parts is None:
        return "", f'"{key}" is not made: it was deleted, and the SDK has no call for {_words(field.was)}.'
    return _spelt("deleted", key, parts), _loss(key, field.was, form["deleted_ty"])


def _parts(field: Field) -> tuple[Any, ...] | None:
    """The method that makes a type and what it is told; None where the SDK cannot."""
    match field:
        case EnumType(options=options) if 0 < len(options) <= _MOST_OPTIONS:
            return "enum", list(options)
        case EmbeddingType(size=size) if 0 < size <= _LARGEST_EMBEDDING:
            return "embedding", size
        case GeospatialType():
            return ("geospatial",)
        case _:
            return ("scalar", field.name) if field.name in _SCALARS else None


def _loss(key: str, field: Field, form: Any) -> str:
    """What the SDK leaves out of a type it makes."""
    parts = cast("Mapping[str, Any]", form)
    if field.name in _SCALARS and parts.get("ty") != "variant":
        return f'"{key}" is made as a plain {field.name}: the SDK cannot make the strict kind the platform has.'
    if parts.get("api") is not None:
        return f'"{key}" is made without its own embedding service, which the SDK cannot set.'
    return ""


def _words(field: Field) -> str:
    if isinstance(field, EnumType):
        return f"an enum of {len(field.options):,} options"
    return describe(field)


def _spelt(method: str, key: str, rest: Any) -> str:
    return f"{method}({', '.join(map(ascii, (key, *rest)))})"


def _plain(text: str) -> str:
    """Text that may stand in the script's own words."""
    return "".join(letter for letter in text if letter.isprintable() and letter != "\\").replace('"""', "'''")
