"""The keys of a schema as rows: parted at their dots, found by what is typed, counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from domain.fields import Field
from domain.schema import Schema
from domain.shaped_fields import DeletedType


class Counts(Protocol):
    """What is known of the values of a key, over the items that are loaded."""

    @property
    def items(self) -> int:
        """Items looked at."""
        ...

    @property
    def filled(self) -> int:
        """Items with a value."""
        ...

    @property
    def distinct(self) -> int:
        """Different values."""
        ...

    @property
    def invalid(self) -> int:
        """Values the type refuses."""
        ...


class Showing(StrEnum):
    """Which keys are listed."""

    ALL = "all"
    CHANGED = "changed"
    INVALID = "invalid"
    UNUSED = "unused"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One key: its parts between the dots, its type, and what is searched: the key's text, and words of its kind.

    `place` is where people look for it; `deleted`: restorable or for ever.
    """

    key: str
    parts: tuple[str, ...]
    field: Field
    text: str
    kind: str
    deleted: bool
    place: tuple[tuple[str, ...], str]

    @property
    def leaf(self) -> str:
        """What stands after the last dot; the whole key where nothing does."""
        return self.parts[-1] or self.key


@dataclass(slots=True, eq=False)
class Row:
    """One row of the tree: a key, a namespace (`entry` is None), or the place of what is deleted (`gone`)."""

    number: int
    name: str
    path: str
    entries: Sequence[Entry]
    above: "Row | None"
    place: int
    depth: int
    entry: Entry | None = None
    gone: bool = False
    below: "list[Row] | None" = field(default=None)


def entries_of(schema: Schema, known: Mapping[str, Entry]) -> dict[str, Entry]:
    """Every key, sorted as people look for them; the very entries that are `known` where their type has stayed."""
    found = [_entry(key, kind, known.get(key)) for key, kind in schema.fields.items()]
    found.sort(key=_place)
    return {entry.key: entry for entry in found}


def narrowed(
    entries: Iterable[Entry],
    text: str,
    showing: Showing,
    changed: Mapping[str, str],
    usage: Mapping[str, Counts],
) -> tuple[Entry, ...]:
    """Those whose key holds every word of a text, or whose type begins with it, among those to be shown."""
    kept = list(entries)
    for word in text.casefold().split():
        kept = [entry for entry in kept if word in entry.text or f" {word}" in entry.kind]
    match showing:
        case Showing.ALL:
            return tuple(kept)
        case Showing.CHANGED:
            return tuple(entry for entry in kept if entry.key in changed)
        case Showing.DELETED:
            return tuple(entry for entry in kept if entry.deleted)
        case Showing.INVALID:
            return tuple(entry for entry in kept if entry.key in usage and usage[entry.key].invalid)
        case Showing.UNUSED:
            return tuple(entry for entry in kept if not entry.deleted and _unused(usage.get(entry.key)))


def grow(row: Row, first_number: int) -> list[Row]:
    """The rows below a row: namespaces first, then keys."""
    made = [_leaf(row, entry, entry.key) for entry in row.entries] if row.gone else _split(row)
    for place, each in enumerate(made):
        each.place, each.number = place, first_number + place
    return made


def _split(row: Row) -> list[Row]:
    spaces: dict[str, list[Entry]] = {}
    leaves: list[Entry] = []
    for entry in row.entries:
        if len(entry.parts) > row.depth + 1:
            spaces.setdefault(entry.parts[row.depth], []).append(entry)
        else:
            leaves.append(entry)
    above = f"{row.path}." if row.depth else ""
    namespaces = [
        Row(0, f"{part}.", f"{above}{part}", inside, row, 0, row.depth + 1) for part, inside in spaces.items()
    ]
    return namespaces + [_leaf(row, entry, entry.leaf) for entry in leaves]


def _leaf(above: Row, entry: Entry, name: str) -> Row:
    return Row(0, name, ".".join(entry.parts[:-1]), (entry,), above, 0, above.depth + 1, entry, below=[])


def _unused(counts: Counts | None) -> bool:
    return counts is not None and not counts.filled


def _entry(key: str, kind: Field, known: Entry | None) -> Entry:
    if known is not None and known.field is kind:
        return known
    folded = key.casefold()
    place = (tuple(folded.split(".")), key)
    parts = tuple(key.split("."))
    if isinstance(kind, DeletedType):
        words = f" deleted {kind.was.name if kind.was else 'for ever'}"
        return Entry(key, parts, kind, folded, words, deleted=True, place=place)
    return Entry(key, parts, kind, folded, f" {kind.name}", deleted=False, place=place)


def _place(entry: Entry) -> tuple[tuple[str, ...], str]:
    return entry.place
