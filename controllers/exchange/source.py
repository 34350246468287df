"""What a file holds once it is read: named columns of text or JSON, with whatever had to be said while reading."""

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import pyarrow

from wire.errors import Told

Kind: TypeAlias = Literal["text", "json"]

_arrow: Any = pyarrow  # it has no types


class FileRefused(Told):
    """The file can't be read; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """One column. `cells`: an Arrow array of text, null where the row has nothing under this name.

    Of kind "text" a cell is what stood there, of kind "json" it is the JSON text of a value, spelt as in the file.
    `about`: the file says by its form that this is about the item, beside its metadata.
    """

    name: str
    cells: Any
    kind: Kind = "text"
    about: bool = False


@dataclass(frozen=True, slots=True)
class SourceTable:
    """The rows of a file. `first_line`: what a person counts the first row as, the header being line 1.

    `notes`: sentences about what was found and how it was taken.
    """

    columns: tuple[SourceColumn, ...]
    rows: int
    notes: tuple[str, ...] = ()
    first_line: int = 2

    def column(self, name: str) -> SourceColumn | None:
        """A column by its name; None where there is none."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, from left to right."""
        return tuple(column.name for column in self.columns)

    def line(self, row: int) -> int:
        """How a person counts a row of the file."""
        return row + self.first_line


@dataclass(frozen=True, slots=True)
class Header:
    """The names of columns made sound: none empty, none twice; `notes` say what was changed."""

    names: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())


def sound_header(names: list[str]) -> Header:
    """Give every column a name of its own: "column 3" for an empty one, "city (2)" for the second "city"."""
    sound: list[str] = []
    empty: list[str] = []
    twice: list[str] = []
    for position, name in enumerate(names, 1):
        wanted = name.strip().removeprefix("\ufeff")
        if not wanted:
            wanted = f"column {position}"
            empty.append(wanted)
        if wanted in sound:
            twice.append(wanted)
            number = 2
            while f"{wanted} ({number})" in sound:
                number += 1
            wanted = f"{wanted} ({number})"
        sound.append(wanted)
    return Header(tuple(sound), tuple(_header_notes(empty, twice)))


def _header_notes(empty: list[str], twice: list[str]) -> list[str]:
    notes: list[str] = []
    if empty:
        notes.append(f"{_columns(len(empty))} without a name: called {', '.join(empty[:3])}{_more(empty)}.")
    if twice:
        names = ", ".join(f'"{name}"' for name in dict.fromkeys(twice[:3]))
        notes.append(f"{names}{_more(twice)} stands in the header more than once; the later ones got a number.")
    return notes


def _columns(count: int) -> str:
    return "1 column came" if count == 1 else f"{count:,} columns came"


def _more(names: list[str]) -> str:
    return f" and {len(names) - 3:,} more" if len(names) > 3 else ""


def text_array(values: list[str | None]) -> Any:
    """An Arrow column of text; half a character, which UTF-8 cannot hold, becomes a replacement character."""
    try:
        return _arrow.array(values, _arrow.large_string())
    except UnicodeError:
        whole = [
            None if value is None else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            for value in values
        ]
        return _arrow.array(whole, _arrow.large_string())


def in_one_piece(column: Any) -> Any:
    """An Arrow column without seams, as large text."""
    piece = column
    if isinstance(column, _arrow.ChunkedArray):
        piece = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
        if isinstance(piece, _arrow.ChunkedArray):
            piece = _arrow.concat_arrays(piece.chunks) if piece.num_chunks else _arrow.array([], column.type)
    return piece if piece.type == _arrow.large_string() else piece.cast(_arrow.large_string())
