"""Which key each column of a file goes to, proposed from the names and remembered for files with the same header."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from controllers.exchange.matching import By, MatchBy
from controllers.exchange.records import TAKEN, key_of_header
from controllers.exchange.source import SourceColumn, SourceTable
from domain.keys import check_key, fold
from domain.schema import Schema
from domain.shaped_fields import UntypedField
from models.facts import FACTS

REMEMBERED = 50  # headers

_NAMES: Mapping[By, frozenset[str]] = {
    "uuid": frozenset(
        {"uuid", "id", "itemid", "itemuuid", "dataid", "datahash", "dataunitid", "backingitemuuid", "storageitemuuid"}
    ),
    "url": frozenset({"url", "objecturl", "itemurl", "uri"}),
    "path": frozenset({"path", "filepath", "folderpath"}),
    "name": frozenset({"name", "title", "filename", "file", "itemname", "datatitle", "image", "video"}),
}
_FACTS = frozenset(fold(word) for fact in FACTS for word in (fact.name, fact.title))


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What becomes of one column: the key it fills (empty: ignored), and what a key without a type is read as."""

    column: str
    key: str = ""
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """How a file is taken: what names the item, and what becomes of each column."""

    by: MatchBy
    uses: tuple[ColumnUse, ...]

    @property
    def used(self) -> tuple[ColumnUse, ...]:
        """The columns that fill a key."""
        return tuple(use for use in self.uses if use.key)

    def problem(self) -> str:
        """A sentence why it can't be used, or an empty string."""
        if not self.used:
            return "No column goes to a key. Choose a key for at least one column."
        seen: set[str] = set()
        for use in self.used:
            refusal = check_key(use.key)
            if refusal:
                return f'Column "{use.column}" can\'t go to "{use.key}". {refusal}'
            if use.key in seen:
                return f'Two columns go to "{use.key}". A key takes one column.'
            seen.add(use.key)
        return ""


def propose(
    table: SourceTable, types: Mapping[str, str], schema: Schema, keys: Iterable[str], remembered: Sequence[str] = ()
) -> ImportMapping:
    """A mapping for a file: the one used last for this header, else by the names of its columns."""
    known = dict.fromkeys([*schema.live_keys(), *keys])
    before = recall(table.names, remembered)
    if before is not None:
        return before
    by = propose_match(table, known)
    uses = (
        ColumnUse(column.name, read_as=default_reading(types.get(column.name, "")))
        if is_fact(column)
        else _use(column.name, by, types, schema, known)
        for column in table.columns
    )
    return ImportMapping(by, tuple(uses))


def is_fact(column: SourceColumn) -> bool:
    """Whether a column is about the item itself: by the form of its file, or headed as an export heads facts."""
    return column.about or column.name in TAKEN


def propose_match(table: SourceTable, keys: Iterable[str]) -> MatchBy:
    """The column that seems to name the items, the surest way first; the first column where none does."""
    taken = frozenset(keys)
    for by, words in _NAMES.items():
        for name in table.names:
            if fold(name) in words and name not in taken:
                return MatchBy(name, by)
    for name in table.names:
        if name in taken and fold(name) in _NAMES["uuid"]:
            return MatchBy(name, "key", name)
    return MatchBy(table.names[0], "name")


def match_column(table: SourceTable, by: By, key: str = "") -> str:
    """The column that seems to hold what items are named by; empty where none does."""
    if by == "key":
        return next((name for name in table.names if key_of_header(name) == key or fold(name) == fold(key)), "")
    words = [_NAMES[by], _NAMES["name"]] if by == "path" else [_NAMES[by]]
    return next((name for each in words for name in table.names if fold(name) in each), "")


def _use(name: str, by: MatchBy, types: Mapping[str, str], schema: Schema, keys: Mapping[str, None]) -> ColumnUse:
    if name == by.column and by.by != "key":
        return ColumnUse(name)
    read_as = default_reading(types.get(name, ""))
    key = key_of_header(name)
    if key in keys:
        return ColumnUse(name, "" if check_key(key) else key, read_as if _untyped(schema, key) else "")
    alike = [key for key in keys if fold(key) == fold(name)]
    if len(alike) == 1 and not check_key(alike[0]):
        return ColumnUse(name, alike[0], read_as if _untyped(schema, alike[0]) else "")
    is_fact = fold(name) in _FACTS or any(fold(name) in words for words in _NAMES.values())
    return ColumnUse(name, "" if is_fact or check_key(name) or types.get(name) == "empty" else name, read_as)


def default_reading(guess: str) -> str:
    """What a key without a type is read as where its column seems to hold this."""
    return {"number": "number", "boolean": "boolean", "JSON": "JSON"}.get(guess, "text")


def _untyped(schema: Schema, key: str) -> bool:
    return isinstance(schema.field(key), UntypedField)


def remember(names: Sequence[str], mapping: ImportMapping, remembered: Sequence[str]) -> list[str]:
    """The list of remembered mappings with this one first, one line of JSON each."""
    entry = {
        "header": list(names),
        "by": [mapping.by.column, mapping.by.by, mapping.by.key],
        "uses": [[use.column, use.key, use.read_as] for use in mapping.uses],
    }
    others = [line for line in remembered if _header(line) != list(names)]
    return [json.dumps(entry, ensure_ascii=False), *others][:REMEMBERED]


def recall(names: Sequence[str], remembered: Sequence[str]) -> ImportMapping | None:
    """The mapping used last for a header; None where there is none, or it can't be read any more."""
    line = next((line for line in remembered if _header(line) == list(names)), None)
    if line is None:
        return None
    try:
        entry = cast("Mapping[str, Any]", json.loads(line))
        column, by, key = map(str, entry["by"])
        uses = tuple(ColumnUse(*map(str, use)) for use in entry["uses"])
    except (ValueError, KeyError, TypeError):
        return None
    if by not in {"uuid", "name", "path", "url", "key"} or [use.column for use in uses] != list(names):
        return None
    return ImportMapping(MatchBy(column, cast("By", by), key), uses)


def _header(line: str) -> list[str] | None:
    try:
        return json.loads(line)["header"]
    except (ValueError, KeyError, TypeError):
        return None
