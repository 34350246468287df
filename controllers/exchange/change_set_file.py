"""Staged edits as a file that a colleague reads, compares and opens again: every value as JSON, one edit on a line.

    {"format": "tagline.change-set", "version": 1, "platform": …, "user": …, "saved": …,
     "items": [{"uuid": …, "name": …, "folder": …, "changes": [{"key": …, "before": …, "after": …}]}]}

Where "before" is absent the item did not have the key; where "after" is absent the key is taken off the item.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from controllers.exchange.formats import Steps, Written
from controllers.exchange.whole_file import replacing
from controllers.exchange.write_json import one_line
from domain.changes import ChangeSet, ItemChange
from domain.keys import RESERVED_PREFIX
from domain.metadata import Cell
from domain.reading import spell
from wire.errors import Told

FORMAT = "tagline.change-set"
VERSION = 1
ENDING = ".tagline.json"
_STEP = 2_000  # items


class ChangeSetRefused(Told):
    """The file is no change set that can be opened; the sentence says why."""


@dataclass(frozen=True, slots=True)
class SavedChanges:
    """A change set and where it comes from. `platform`: the name its journal keeps; `saved`: ISO 8601, UTC."""

    changes: ChangeSet
    platform: str
    user: str
    saved: str


class _Change(Struct):
    key: str
    before: Raw | UnsetType = UNSET
    after: Raw | UnsetType = UNSET


class _Item(Struct):
    uuid: str
    name: str = ""
    folder: str = ""
    changes: list[_Change] = []


class _Head(Struct):
    format: str = ""
    version: int = 0


class _File(_Head):
    platform: str = ""
    user: str = ""
    saved: str = ""
    items: list[_Item] = []


def saved_now(changes: ChangeSet, platform: str, user: str) -> SavedChanges:
    """The changes as of this moment."""
    return SavedChanges(changes, platform, user, datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"))


def write_change_set(saved: SavedChanges, path: Path) -> Steps:
    """Write the file, some items a step. Raises ExportRefused."""
    items = saved.changes.items
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{\n  "format": {spell(FORMAT)},\n  "version": {VERSION},\n')
        for name, value in (("platform", saved.platform), ("user", saved.user), ("saved", saved.saved)):
            out.write(f"  {spell(name)}: {spell(value)},\n")
        out.write('  "items": [')
        for start in range(0, len(items), _STEP):
            some = items[start : start + _STEP]
            out.write("," if start else "")
            out.write(",".join(map(_item_text, some)))
            yield len(some)
        out.write("\n  ]\n}\n")
    return Written(len(items))


def read_change_set(path: Path) -> SavedChanges:
    """Read such a file. Raises ChangeSetRefused."""
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise ChangeSetRefused(f'"{path.name}" could not be read: {problem.strerror or problem}.') from problem
    _check_head(path, content)
    try:
        found = msgspec.json.decode(content, type=_File)
    except (msgspec.DecodeError, RecursionError) as problem:
        raise ChangeSetRefused(f'"{path.name}" is damaged: {problem}.') from problem
    return SavedChanges(_changes(path, found), found.platform, found.user, found.saved)


def _check_head(path: Path, content: bytes) -> None:
    try:
        head = msgspec.json.decode(content, type=_Head)
    except (msgspec.DecodeError, RecursionError) as problem:
        raise ChangeSetRefused(f'"{path.name}" is not a change set: {problem}.') from problem
    if head.format != FORMAT:
        raise ChangeSetRefused(f'"{path.name}" is JSON, but not a change set that Tagline saved.')
    if head.version != VERSION:
        raise ChangeSetRefused(
            f'"{path.name}" was saved by another version of Tagline (form {head.version}; this one reads {VERSION}).'
        )


def _changes(path: Path, found: _File) -> ChangeSet:
    items: dict[str, ItemChange] = {}
    for item in found.items:
        if item.uuid in items:
            raise ChangeSetRefused(f'"{path.name}" is damaged: the item {item.uuid} is in it twice.')
        cells = {change.key: (_cell(change.before), _cell(change.after)) for change in item.changes}
        own = next((key for key in cells if key.startswith(RESERVED_PREFIX)), None)
        if own is not None:
            raise ChangeSetRefused(f'"{path.name}" changes "{own}", which belongs to the platform.')
        items[item.uuid] = ItemChange(item.uuid, item.name, item.folder, MappingProxyType(cells))
    return ChangeSet(tuple(change for change in items.values() if change.cells))


def _cell(value: Raw | UnsetType) -> Cell:
    return None if isinstance(value, UnsetType) else bytes(value).decode("utf-8")


def _item_text(change: ItemChange) -> str:
    head = f'"uuid": {spell(change.item)}, "name": {spell(change.name)}, "folder": {spell(change.folder)}'
    cells = ",".join(f"\n      {text}" for text in change_texts(change))
    return f'\n    {{{head}, "changes": [{cells}\n    ]}}'


def change_texts(change: ItemChange) -> Iterator[str]:
    """Each edit of an item as a JSON object of key, before and after."""
    for key, (before, after) in change.cells.items():
        parts = [f'"key": {spell(key)}']
        parts += [] if before is None else [f'"before": {one_line(before)}']
        parts += [] if after is None else [f'"after": {one_line(after)}']
        yield "{" + ", ".join(parts) + "}"
