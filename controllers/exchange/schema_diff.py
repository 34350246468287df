"""Two schemas beside each other as text: sorted by key, the same for the same schemas, fit for version control."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from domain.fields import EnumType
from domain.reading import spell
from domain.schema import read_field
from domain.schema_changes import SchemaChange, changes
from domain.schema_edits import Raw
from domain.schema_text import spell_form
from domain.shaped_fields import DeletedType

Sign: TypeAlias = Literal["+", "-", "~"]


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A key that differs. `sign`: only at the right, only at the left, or in both; `text` says how, in one line."""

    sign: Sign
    key: str
    text: str
    before: Any
    after: Any


def schema_diff(left: Raw, right: Raw) -> tuple[DiffLine, ...]:
    """What differs, sorted by key. The order of keys and the spelling of JSON do not count."""
    return tuple(_line(change) for change in sorted(changes(left, right), key=lambda change: change.key))


def diff_text(left: str, right: str, lines: tuple[DiffLine, ...]) -> str:
    """The difference as text, under the names of both sides; empty when there is none."""
    if not lines:
        return ""
    told = (f"{line.sign} {spell(line.key)}: {line.text}\n" for line in lines)
    return f"--- {left}\n+++ {right}\n{''.join(told)}"


def diff_json(lines: tuple[DiffLine, ...]) -> str:
    """The difference as JSON: each key with its form before and after, null where there is none."""
    told = ",\n".join(
        f'  {{"key": {spell(line.key)}, "before": {_spelt(line.before)}, "after": {_spelt(line.after)}}}'
        for line in lines
    )
    return f"[\n{told}\n]\n" if lines else "[]\n"


def type_text(form: Any) -> str:
    """A type in one line that leaves nothing out: `number`, `enum ["a","b"]`, `deleted, was number`."""
    field = read_field(form)
    if isinstance(field, DeletedType):
        return "deleted for ever" if field.was is None else f"deleted, was {type_text(form['deleted_ty'])}"
    if not isinstance(form, Mapping):
        return spell_form(form)
    parts = cast("Mapping[str, Any]", form)
    if isinstance(field, EnumType) and set(parts) == {"ty", "values"}:
        return f"enum {spell(list(field.options))}"
    if field.name == "embedding" and parts.get("api") is None and set(parts) <= {"ty", "size", "api"}:
        return f"embedding {parts['size']}"
    if set(parts) == {"ty", "hint"} and field.name != "unknown":
        return field.name
    return spell_form(form)


def _line(change: SchemaChange) -> DiffLine:
    before, after = change.before, change.after
    if before is None:
        return DiffLine("+", change.key, type_text(after), before, after)
    if after is None:
        return DiffLine("-", change.key, type_text(before), before, after)
    return DiffLine("~", change.key, _changed(before, after), before, after)


def _changed(before: Any, after: Any) -> str:
    was, now = read_field(before), read_field(after)
    if isinstance(was, EnumType) and isinstance(now, EnumType):
        gone, new = Counter(was.options) - Counter(now.options), Counter(now.options) - Counter(was.options)
        parts = [f"{sign}{spell(option)}" for sign, some in (("+", new), ("-", gone)) for option in some.elements()]
        if parts:
            return f"options {' '.join(parts)}"
        if set(was.options) == set(now.options) and was.options != now.options:
            return f"options in another order {spell(list(now.options))}"
    one, other = type_text(before), type_text(after)
    return f"{one} -> {other}" if one != other else f"{spell_form(before)} -> {spell_form(after)}"


def _spelt(form: Any) -> str:
    return "null" if form is None else spell_form(form)
