"""Reads a page of items straight into columns: one list a fact, one a metadata key. This is the way large folders come.

No value is spelt anew: a cell holds the very bytes the platform sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import msgspec
from msgspec import Struct

from domain.metadata import Metadata, Unreadable
from wire.answers import Answer, decoded
from wire.messages import PageMessage, ResultsMessage
from wire.paging import next_token

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


class _HeadMessage(Struct, rename="camel"):
    """As much of a page as is needed to ask for the next one."""

    next_page_token: str | None = None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """A page of items as it arrived. The next one can be asked for while somebody else turns this one into columns."""

    answer: Answer = field(repr=False)
    next_token: str | None

    @staticmethod
    def of(answer: Answer, token: str | None) -> "ItemPage":
        """The answer to the question for the page at `token`. Raises Malformed."""
        return ItemPage(answer, next_token(decoded(answer, _HeadMessage).next_page_token, token))

    def columns(self) -> ColumnPage:
        """Read it. Raises Malformed."""
        return columns_of(decoded(self.answer, RowPage).results, self.next_token)


def columns_of(rows: Sequence[RowMessage], following: str | None) -> ColumnPage:
    """Turn rows into columns: neighbours with the same keys, the usual case, are turned all at once."""
    count = len(rows)
    columns = _Columns(count)
    unreadable: list[str | None] = [None] * count
    for number, row in enumerate(rows):
        text = row.client_metadata
        try:
            columns.add(number, _CELLS.decode(text) if text is not None else {})
        except (msgspec.DecodeError, RecursionError):
            unreadable[number] = _read_slowly(text or "", number, columns)
    columns.turn()
    facts: dict[str, list[Any]] = {name: list(map(attrgetter(name), rows)) for name in FACT_NAMES}
    return ColumnPage(facts, columns.cells, unreadable, count, following)


class _Columns:
    """Columns of `count` cells that grow key by key."""

    def __init__(self, count: int) -> None:
        self.cells: dict[str, list[bytes | None]] = {}
        self._count = count
        self._keys: tuple[str, ...] = ()
        self._start = 0
        self._run: list[Iterable[msgspec.Raw | bytes]] = []

    def add(self, number: int, values: Mapping[str, msgspec.Raw | bytes]) -> None:
        """Take up the values of row `number`; rows come in order, some may be left out."""
        keys = tuple(values)
        if keys != self._keys or number != self._start + len(self._run):
            self.turn()
            self._keys, self._start = keys, number
        self._run.append(values.values())

    def turn(self) -> None:
        """Turn the rows taken up so far into pieces of columns."""
        end = self._start + len(self._run)
        for key, values in zip(self._keys, zip(*self._run, strict=True), strict=bool(self._run)):
            column = self.cells.get(key)
            if column is None:
                column = self.cells[key] = [None] * self._count
            column[self._start : end] = map(bytes, values)
        self._run = []


def _read_slowly(text: str, number: int, columns: _Columns) -> str | None:
    """Read what the fast reader refused; the reason if it cannot be read at all."""
    metadata = Metadata.read(text)
    if isinstance(metadata, Unreadable):
        return metadata.reason
    columns.add(number, {key: cell.encode() for key, cell in metadata.cells.items()})
    return None
