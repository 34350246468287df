"""Reads a page of items straight into columns: one list a fact, one a metadata key. This is the way large folders come.

No value is spelt anew: a cell holds the very bytes the platform sent.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

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
    """`count` items, as columns of that length.

    `spelt`: key -> the JSON text of each item's value, in UTF-8, one behind the other with NUL between them, which no
    JSON text contains; empty where the item has no such key. `unreadable`: why an item's metadata could not be read,
    None where it could. `facts`: one list for each of FACT_NAMES.
    """

    facts: Mapping[str, list[Any]]
    spelt: Mapping[str, bytes]
    unreadable: list[str | None]
    count: int
    next_token: str | None

    @property
    def cells(self) -> dict[str, list[bytes | None]]:
        """The same as `spelt`, cell by cell."""
        return {key: [cell or None for cell in column.split(b"\0")] for key, column in self.spelt.items()}


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
_SHAPES = 16  # structs made for one page before it goes on with dicts
_BLOCK = 64  # rows
_SEAM = b"\0"


class _HeadMessage(Struct, rename="camel"):
    """As much of a page as is needed to ask for the next one."""

    next_page_token: str | None = None


# The token as the last thing of the page, where the platform puts it: the brace behind it closes the page itself.
_TAIL = re.compile(rb'"nextPageToken"\s*:\s*("(?:[^"\\]|\\.)*"|null)\s*\}\s*\Z')
_TAIL_BYTES = 4096


@dataclass(frozen=True, slots=True)
class ItemPage:
    """A page of items as it arrived. The next one can be asked for while somebody else turns this one into columns."""

    answer: Answer = field(repr=False)
    next_token: str | None

    @staticmethod
    def of(answer: Answer, token: str | None) -> "ItemPage":
        """The answer to the question for the page at `token`. Raises Malformed."""
        return ItemPage(answer, next_token(_token_in(answer), token))

    def columns(self) -> ColumnPage:
        """Read it. Raises Malformed."""
        return columns_of(decoded(self.answer, RowPage).results, self.next_token)


def _token_in(answer: Answer) -> str | None:
    """The token of the next page, found without reading the items where it stands at the end. Raises Malformed."""
    tail = _TAIL.search(answer.body[-_TAIL_BYTES:])
    if tail is None:
        return decoded(answer, _HeadMessage).next_page_token
    found: str | None = msgspec.json.decode(tail[1])
    return found


def columns_of(rows: Sequence[RowMessage], following: str | None) -> ColumnPage:
    """Turn rows into columns, some rows at a time: what they are read into then stays in the processor's cache."""
    columns = _Columns()
    unreadable: list[str | None] = []
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        unreadable += [columns.take(row.client_metadata) for row in block]
        columns.turn(start)
    facts: dict[str, list[Any]] = {name: list(map(attrgetter(name), rows)) for name in FACT_NAMES}
    return ColumnPage(facts, columns.spelt(), unreadable, len(rows), following)


class _Columns:
    """Columns that grow key by key.

    Rows are read as a struct made for the keys seen so far, which is three times faster than as a dict; a row with a
    key it does not know is read as a dict, and the struct is made anew. A page that keeps bringing new keys goes on
    with dicts.
    """

    def __init__(self) -> None:
        self._pieces: dict[str, list[bytes]] = {}
        self._block: list[tuple[Any, ...]] = []
        self._decoder: msgspec.json.Decoder[Struct] | None = None
        self._patience = _SHAPES

    def spelt(self) -> dict[str, bytes]:
        """The columns."""
        return {key: _SEAM.join(pieces) for key, pieces in self._pieces.items()}

    def take(self, text: str | None) -> str | None:
        """Take up the metadata of one row; why not, when it is not a JSON object."""
        if text is None:
            self._block.append(())
            return None
        if self._decoder is not None:
            try:
                self._block.append(astuple(self._decoder.decode(text)))
            except (msgspec.DecodeError, RecursionError):
                pass
            else:
                return None
        try:
            self._put(_CELLS.decode(text))
        except (msgspec.DecodeError, RecursionError):
            return self._take_slowly(text)
        return None

    def turn(self, start: int) -> None:
        """Turn the rows taken since the last time, the first of them row `start`, into pieces of columns."""
        width = len(self._pieces)
        whole = [row if len(row) == width else row + (b"",) * (width - len(row)) for row in self._block]
        for pieces, cells in zip(self._pieces.values(), zip(*whole, strict=True), strict=True):
            if start and not pieces:
                pieces.append(_SEAM * (start - 1))
            pieces.append(_SEAM.join(cells))
        self._block = []

    def _take_slowly(self, text: str) -> str | None:
        """Take up what the fast reader refused; the reason if it cannot be read at all."""
        metadata = Metadata.read(text)
        if isinstance(metadata, Unreadable):
            self._block.append(())
            return metadata.reason
        self._put({key: cell.encode() for key, cell in metadata.cells.items()})
        return None

    def _put(self, cells: Mapping[str, msgspec.Raw | bytes]) -> None:
        """Take up a row of cells, and get ready for more rows with their keys."""
        known = len(self._pieces)
        for key in cells:
            self._pieces.setdefault(key, [])
        self._block.append(tuple([cells.get(key, b"") for key in self._pieces]))
        if len(self._pieces) > known:
            self._patience -= 1
            self._decoder = _decoder_for(tuple(self._pieces)) if self._patience > 0 else None


def _decoder_for(keys: tuple[str, ...]) -> "msgspec.json.Decoder[Struct] | None":
    """Reads objects that have no other keys than these; None where a key can not be the name of a field."""
    fields = [
        (f"k{number}", msgspec.Raw, msgspec.field(name=key, default=b""))  # absent: no bytes
        for number, key in enumerate(keys)
    ]
    try:
        return msgspec.json.Decoder(msgspec.defstruct("Cells", fields, forbid_unknown_fields=True, gc=False))
    except ValueError:
        return None
