"""Reads a page of items straight into columns: one list a fact, one a metadata key. This is the way large folders come.

No value is spelt anew: a cell holds the very bytes the platform sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import Struct

from domain.metadata import Metadata, Unreadable
from wire.messages import PageMessage, ResultsMessage

FACT_NAMES = (
    "uuid",
    "name",
    "item_type",
    "parent",
    "description",
    "owner",
    "created_at",
    "last_edited_at",
    "file_size",
    "mime_type",
    "duration",
    "fps",
    "width",
    "height",
    "frame_count",
)


@dataclass(frozen=True, slots=True)
class ColumnPage:
    """`count` items, as lists of that length.

    `cells`: key -> the JSON text of each item's value, None where the item has no such key. `unreadable`: why an item's
    metadata could not be read, None where it could. `facts`: one list for each of FACT_NAMES.
    """

    facts: Mapping[str, list[Any]]
    cells: Mapping[str, list[bytes | None]]
    unreadable: list[str | None]
    count: int
    next_token: str | None


class RowMessage(Struct, rename="camel", gc=False):
    """As much of an item as a column needs."""

    uuid: str
    name: str
    item_type: str
    parent: str = ""
    description: str | None = ""
    owner: str = ""
    created_at: str = ""
    last_edited_at: str = ""
    file_size: int | None = None
    mime_type: str | None = None
    duration: float | None = None
    fps: float | None = None
    width: int | None = None
    height: int | None = None
    frame_count: int | None = None
    client_metadata: str | None = None


RowPage = PageMessage[RowMessage]
RowResults = ResultsMessage[RowMessage]

_CELLS = msgspec.json.Decoder(dict[str, msgspec.Raw])


def columns_of(rows: Sequence[RowMessage], next_token: str | None) -> ColumnPage:
    """Turn rows into columns."""
    count = len(rows)
    cells: dict[str, list[bytes | None]] = {}
    unreadable: list[str | None] = [None] * count
    for number, row in enumerate(rows):
        text = row.client_metadata
        try:
            values = _CELLS.decode(text) if text is not None else {}
        except (msgspec.DecodeError, RecursionError):
            unreadable[number] = _read_slowly(text or "", number, count, cells)
            continue
        for key, value in values.items():
            column = cells.get(key)
            if column is None:
                column = cells[key] = [None] * count
            column[number] = bytes(value)
    facts: dict[str, list[Any]] = {name: [getattr(row, name) for row in rows] for name in FACT_NAMES}
    return ColumnPage(facts, cells, unreadable, count, next_token)


def _read_slowly(text: str, number: int, count: int, cells: dict[str, list[bytes | None]]) -> str | None:
    """Read what the fast reader refused; the reason if it cannot be read at all."""
    metadata = Metadata.read(text)
    if isinstance(metadata, Unreadable):
        return metadata.reason
    for key, cell in metadata.cells.items():
        cells.setdefault(key, [None] * count)[number] = cell.encode()
    return None
