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

    `spelt`: key -> the JSON text of each item's value, in UTF-8, as anything that gives its bytes; None where the item
    has no such key. `unreadable`: why an item's metadata could not be read, None where it could. `facts`: one list for
    each of FACT_NAMES.
    """

    facts: Mapping[str, list[Any]]
    spelt: Mapping[str, list["msgspec.Raw | bytes | None"]]
    unreadable: list[str | None]
    count: int
    next_token: str | None

    @property
    def cells(self) -> dict[str, list[bytes | None]]:
        """The same as `spelt`, as bytes of their own."""
        return {key: [None if cell is None else bytes(cell) for cell in column] for key, column in self.spelt.items()}


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
    """Turn rows into columns; rows whose keys came before, the usual case, are read and turned all at once."""
    count = len(rows)
    columns = _Columns(count)
    unreadable: list[str | None] = [None] * count
    for number, row in enumerate(rows):
        text = row.client_metadata
        if text is None or columns.take(number, text):
            continue
        unreadable[number] = _read_slowly(text, number, columns)
    columns.turn()
    facts: dict[str, list[Any]] = {name: list(map(attrgetter(name), rows)) for name in FACT_NAMES}
    return ColumnPage(facts, columns.spelt, unreadable, count, following)


class _Columns:
    """Columns of `count` cells that grow key by key.

    Rows are read as a struct made for the keys seen so far, which is three times faster than as a dict; a row with a
    key it does not know is read as a dict, and the struct is made anew. A page that keeps bringing new keys goes on
    with dicts.
    """

    def __init__(self, count: int) -> None:
        self.spelt: dict[str, list[msgspec.Raw | bytes | None]] = {}
        self._count = count
        self._rows: list[Struct] = []
        self._numbers: list[int] = []
        self._decoder: msgspec.json.Decoder[Struct] | None = None
        self._patience = _SHAPES

    def take(self, number: int, text: str) -> bool:
        """Take up the metadata of row `number`; False when it is not a JSON object."""
        if self._decoder is not None:
            try:
                self._rows.append(self._decoder.decode(text))
            except (msgspec.DecodeError, RecursionError):
                pass
            else:
                self._numbers.append(number)
                return True
        try:
            values = _CELLS.decode(text)
        except (msgspec.DecodeError, RecursionError):
            return False
        self.put(number, values)
        return True

    def put(self, number: int, cells: Mapping[str, msgspec.Raw | bytes]) -> None:
        """Take up the cells of row `number`, and get ready for more rows with their keys."""
        known = len(self.spelt)
        for key, cell in cells.items():
            column = self.spelt.get(key)
            if column is None:
                column = self.spelt[key] = [None] * self._count
            column[number] = cell
        if len(self.spelt) > known:
            self.turn()
            self._patience -= 1
            self._decoder = _decoder_for(tuple(self.spelt)) if self._patience > 0 else None

    def turn(self) -> None:
        """Turn the rows read as structs so far into pieces of columns."""
        if not self._rows:
            return
        start, end = self._numbers[0], self._numbers[-1] + 1
        together = end - start == len(self._rows)
        for field_name, column in zip(type(self._rows[0]).__struct_fields__, self.spelt.values(), strict=False):
            values = map(attrgetter(field_name), self._rows)
            if together:
                column[start:end] = values
            else:
                for number, value in zip(self._numbers, values, strict=True):
                    column[number] = value
        self._rows, self._numbers = [], []


def _decoder_for(keys: tuple[str, ...]) -> "msgspec.json.Decoder[Struct] | None":
    """Reads objects that have no other keys than these; None where a key can not be the name of a field."""
    fields = [
        (f"k{number}", msgspec.Raw, msgspec.field(name=key, default=None))  # absent: None
        for number, key in enumerate(keys)
    ]
    try:
        return msgspec.json.Decoder(msgspec.defstruct("Cells", fields, forbid_unknown_fields=True, gc=False))
    except ValueError:
        return None


def _read_slowly(text: str, number: int, columns: _Columns) -> str | None:
    """Read what the fast reader refused; the reason if it cannot be read at all."""
    metadata = Metadata.read(text)
    if isinstance(metadata, Unreadable):
        return metadata.reason
    columns.put(number, {key: cell.encode() for key, cell in metadata.cells.items()})
    return None
