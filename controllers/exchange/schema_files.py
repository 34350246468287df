"""A schema as a JSON file: in the present form, a type object for each key, and in the old one, a word for each key.

    present   {"scene.weather": {"ty": "enum", "values": ["clear", "rain"]}, "scene.lux": {"ty": "variant", …}}
    old       {"scene.weather": "enum", "scene.lux": "number"}, bare or as `metadataSchema` of the platform's answer

The present form says everything and is written so that two versions of a file can be compared line by line: sorted by
key, one part a line. What this version does not know is kept as it stands. The old form cannot say the options of an
enum, the size of an embedding, a uuid, or what was deleted.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

from controllers.exchange.whole_file import replacing
from domain.reading import Number, spell
from domain.schema import Schema, read_field
from domain.schema_text import spell_form
from domain.shaped_fields import DeletedType
from wire.errors import Told

Raw: TypeAlias = Mapping[str, Any]
Form: TypeAlias = Literal["new", "old"]

LARGEST = 64_000_000  # bytes; a schema of a hundred thousand keys has less
_SCALARS = {"string": "varchar", "varchar": "varchar", "long_string": "text", "text": "text", "number": "number",
            "boolean": "boolean", "datetime": "datetime", "uuid": "uuid"}  # fmt: skip
_SHAPED = ("enum", "embedding", "geospatial")
_OLD = {"varchar": "string", "text": "long_string", "uuid": "string", "number": "number", "boolean": "boolean",
        "datetime": "datetime", "enum": "enum", "embedding": "embedding", "geospatial": "geospatial"}  # fmt: skip


class SchemaFileRefused(Told):
    """The file is no schema that can be read; the sentence says why."""


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A schema as a file says it: key to wire form, and which of the two forms the file has.

    `incomplete` names the keys whose word leaves something open: an enum, an embedding, a string that may be a uuid.
    """

    raw: Raw
    form: Form
    incomplete: frozenset[str] = frozenset()

    def beside(self, other: Raw) -> dict[str, Any]:
        """The schema to compare with another: what an old form cannot say is taken to be as it is there."""
        raw = {key: completion(self, key, other) or form for key, form in self.raw.items()}
        if self.form == "old":
            fields = Schema.read(other).fields.items()
            raw |= {key: other[key] for key, field in fields if isinstance(field, DeletedType) and key not in raw}
        return raw


def read_schema_file(path: Path) -> SchemaFile:
    """Read a schema in either form, or the platform's answer to the old call. Raises SchemaFileRefused."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST else b""
    except OSError as problem:
        raise SchemaFileRefused(f'"{path.name}" could not be read: {problem.strerror or problem}.') from problem
    if size > LARGEST:
        raise SchemaFileRefused(f'"{path.name}" has {size / 1e6:,.0f} MB: that is not a schema. Nothing was read.')
    try:
        return read_schema_text(content.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise SchemaFileRefused(f'"{path.name}" is not UTF-8 text. Save it as JSON in UTF-8.') from problem
    except SchemaFileRefused as refused:
        raise SchemaFileRefused(f'"{path.name}": {refused.sentence}') from refused


def read_schema_text(text: str) -> SchemaFile:
    """Read the text of such a file. Raises SchemaFileRefused."""
    try:
        document: Any = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse_constant, parse_float=_finite)
    except json.JSONDecodeError as problem:
        raise SchemaFileRefused(f"It is not JSON: {problem.msg} in line {problem.lineno}.") from problem
    except ValueError as problem:  # a whole number of thousands of digits
        raise SchemaFileRefused("It holds a number that is too long to be read.") from problem
    except RecursionError as problem:
        raise SchemaFileRefused("It is nested too deeply to be a schema.") from problem
    if document is None:
        return SchemaFile({}, "new")  # how the platform spells a schema that is not there yet
    if not isinstance(document, dict):
        raise SchemaFileRefused("It is JSON, but not a schema: a schema is an object with a type for each key.")
    return _read(_unwrapped(cast("dict[str, Any]", document)))


def completion(file: SchemaFile, key: str, other: Raw) -> Any:
    """What a word of the old form leaves open, as another schema has it, deleted there or not; None where it can't."""
    if key not in file.incomplete or not isinstance(other.get(key), Mapping):
        return None
    there = cast("Raw", other[key])
    form: Any = there.get("deleted_ty") or there
    word = file.raw[key]["ty"]
    return form if _OLD.get(read_field(form).name) == ("string" if word == "variant" else word) else None


def schema_text(raw: Raw) -> str:
    """The present form as text: sorted by key, one part a line, the same for the same schema every time."""
    ordered = {key: raw[key] for key in sorted(raw)}
    if any(map(_is_odd, ordered.values())):
        return "{\n" + ",\n".join(f"  {spell(key)}: {spell_form(form)}" for key, form in ordered.items()) + "\n}\n"
    return _json(ordered)


def old_schema_text(raw: Raw) -> tuple[str, tuple[str, ...]]:
    """The old form as text, and a sentence for each thing it cannot say."""
    words, notes = old_form(raw)
    return _json({key: words[key] for key in sorted(words)}), notes


def write_schema_file(raw: Raw, form: Form, path: Path) -> tuple[str, ...]:
    """Write the schema; a sentence for each thing the form cannot say. Raises ExportRefused."""
    text, notes = (schema_text(raw), ()) if form == "new" else old_schema_text(raw)
    write_text(text, path)
    return notes


def write_text(text: str, path: Path) -> None:
    """Write a text as a whole file. Raises ExportRefused."""
    with replacing(path) as part:
        part.write_text(text, "utf-8", newline="\n")


def old_form(raw: Raw) -> tuple[dict[str, str], tuple[str, ...]]:
    """Key to old word, as the old call of the SDK takes it, and a sentence for each thing the words cannot say."""
    words: dict[str, str] = {}
    lost: dict[str, list[str]] = {}
    for key, field in Schema.read(raw).fields.items():
        word = _OLD.get(field.name)
        if word is not None:
            words[key] = word
        loss = "deleted" if isinstance(field, DeletedType) else field.name if field.name in _LOSSES else ""
        if word is None and not loss:
            loss = "unknown"
        if loss:
            lost.setdefault(loss, []).append(key)
    return words, tuple(_LOSSES[loss].format(keys=_names(keys)) for loss, keys in lost.items())


_LOSSES = {
    "deleted": "The old form cannot say what was deleted; left out: {keys}.",
    "unknown": "The old form has no word for the type of {keys}; left out.",
    "enum": "The old form does not say the options of {keys}.",
    "embedding": "The old form does not say the size of {keys}.",
    "uuid": "The old form has no word for uuid; written as string: {keys}.",
}


def _read(document: dict[str, Any]) -> SchemaFile:
    if str(document.get("format", "")).startswith("tagline."):
        raise SchemaFileRefused("It is a file of Tagline's, but no schema. Namespaces and change sets are imported "
                                "where they are exported.")  # fmt: skip
    raw: dict[str, Any] = {}
    incomplete: set[str] = set()
    for key, form in document.items():
        if isinstance(form, dict):
            if not isinstance(cast("dict[str, Any]", form).get("ty"), str):
                raise SchemaFileRefused(f'The type of "{key}" does not say what it is: it has no "ty".')
            raw[key] = form
        elif isinstance(form, str):
            raw[key] = _form_of(key, form)
            if form in {"enum", "embedding", "string"}:
                incomplete.add(key)
        else:
            raise SchemaFileRefused(f'The type of "{key}" is neither an object nor a word.')
    old = any(isinstance(form, str) for form in document.values())
    return SchemaFile(raw, "old" if old else "new", frozenset(incomplete))


def _form_of(key: str, word: str) -> dict[str, Any]:
    if word in _SCALARS:
        return {"ty": "variant", "hint": _SCALARS[word]}
    if word in _SHAPED:
        return {"ty": word}
    near = get_close_matches(word.strip().lower(), (*_SCALARS, *_SHAPED), 1)
    meant = f' Did you mean "{near[0]}"?' if near else f" A type is one of {', '.join((*_SCALARS, *_SHAPED))}."
    raise SchemaFileRefused(f'"{key}" has the type "{word}", which does not exist.{meant}')


def _unwrapped(document: dict[str, Any]) -> dict[str, Any]:
    """What the platform's answer to the old call holds; any other document as it is."""
    held = document.get("metadataSchema")
    if isinstance(held, dict) and not isinstance(document.get("organisationId", {}), dict):
        return cast("dict[str, Any]", held)
    return document


def _is_odd(part: Any) -> bool:
    """Whether it holds a number that only its own spelling can say: of thousands of digits, or out of range."""
    if isinstance(part, dict | list):
        inner = cast("dict[str, Any]", part).values() if isinstance(part, dict) else cast("list[Any]", part)
        return any(map(_is_odd, inner))
    return isinstance(part, Number) or (isinstance(part, float) and math.isinf(part))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise SchemaFileRefused(f'"{twice}" is in it twice. Keep one of them.')
    return found


def _refuse_constant(word: str) -> Any:
    raise SchemaFileRefused(f"{word} is not a number of JSON.")


def _finite(digits: str) -> float:
    number = float(digits)
    return _refuse_constant(digits) if math.isinf(number) else number


def _json(document: Mapping[str, Any]) -> str:
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair, which only an escape can carry
        text = json.dumps(document, indent=2, allow_nan=False)
    return text + "\n"


def _names(keys: list[str]) -> str:
    shown = ", ".join(f'"{key}"' for key in keys[:5])
    return f"{shown} and {len(keys) - 5:,} more" if len(keys) > 5 else shown
