"""Reads tables of text, CSV and its kin: every cell as it stands, nothing guessed into a number."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.csv

from controllers.exchange.defusing import restored
from controllers.exchange.dialect import Dialect, first_row, reader, sniff
from controllers.exchange.source import FileRefused, SourceColumn, SourceTable, in_one_piece, sound_header, text_array
from controllers.exchange.text_files import Text, read_text

_arrow: Any = pyarrow  # it has no types
_BLOCK = 1 << 24  # bytes a thread reads at once; no record may be longer
_LARGEST_BLOCK = (1 << 31) - 1
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ReadText:
    """A table of text and how it was taken: what a person may want to change."""

    table: SourceTable
    dialect: Dialect
    encoding: str


def read_csv(path: Path, dialect: Dialect | None = None, encoding: str = "") -> ReadText:
    """The table in a file; what is not given is found out. Raises FileRefused."""
    text = read_text(path, encoding)
    taken = dialect or sniff(text.data)
    table = parse_csv(text, taken, path.name)
    return ReadText(table, taken, text.encoding)


def parse_csv(text: Text, dialect: Dialect, name: str) -> SourceTable:
    """The table in a text. Raises FileRefused when there is no row in it."""
    first = first_row(text.data, dialect)
    if not first:
        raise FileRefused(f"{name} has no rows. Choose a file with at least a header and one row.")
    columns, ragged = _columns(text.data, dialect, len(first))
    header = sound_header([restored(name) for name in first] if dialect.header else [""] * len(first))
    skipped = int(dialect.header)
    rows = len(columns[0]) - skipped
    if rows < 1:
        raise FileRefused(f"{name} has a header and no row under it. There is nothing to import.")
    notes = (
        text.note,
        *(header.notes if dialect.header else ()),
        *ragged,
        _unclosed(text.data, dialect),
    )
    cells = (SourceColumn(name, column.slice(skipped)) for name, column in zip(header.names, columns, strict=True))
    return SourceTable(tuple(cells), rows, tuple(filter(None, notes)), 1 + skipped)


def _columns(data: bytes, dialect: Dialect, width: int) -> tuple[list[Any], list[str]]:
    """The columns, the header still in them, and what is to be said of rows of another width."""
    try:
        return _quickly(data, dialect, width), []
    except _RaggedError:
        return _line_by_line(data, dialect, width)


class _RaggedError(Exception):
    """A row has another number of cells than the first one."""


def _quickly(data: bytes, dialect: Dialect, width: int) -> list[Any]:
    names = [f"f{position}" for position in range(width)]
    block = _BLOCK
    while True:
        try:
            table = _arrow_table(data, dialect, names, block)
            break
        except _arrow.ArrowInvalid as problem:
            if "straddling" not in str(problem) or block >= _LARGEST_BLOCK:
                raise _RaggedError from problem
            block = min(block * 8, _LARGEST_BLOCK)
    return [in_one_piece(table.column(name)) for name in names]


def _arrow_table(data: bytes, dialect: Dialect, names: Sequence[str], block: int) -> Any:
    ragged: list[None] = []

    def note(_row: Any) -> str:
        ragged.append(None)
        return "error"

    csv: Any = pyarrow.csv
    table = csv.read_csv(
        _arrow.BufferReader(data),
        read_options=csv.ReadOptions(autogenerate_column_names=True, block_size=min(block, max(len(data), 1024) + 1)),
        parse_options=csv.ParseOptions(
            delimiter=dialect.delimiter,
            quote_char=dialect.quote or False,
            newlines_in_values=bool(dialect.quote),
            invalid_row_handler=note,
        ),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, _arrow.large_string()), strings_can_be_null=False, null_values=[]
        ),
    )
    if ragged or table.num_columns != len(names):
        raise _RaggedError
    return table


def _line_by_line(data: bytes, dialect: Dialect, width: int) -> tuple[list[Any], list[str]]:
    """The same by Python's reader: short rows are filled up, long ones left out, both said."""
    rows: list[list[str]] = []
    short: list[int] = []
    long: list[int] = []
    lines = reader(io.StringIO(data.decode("utf-8"), newline=""), dialect)
    for row in lines:
        if len(row) > width:
            long.append(lines.line_num)
        elif row:
            if len(row) < width:
                short.append(lines.line_num)
                row.extend([""] * (width - len(row)))
            rows.append(row)
    notes: list[str] = []
    if short:
        notes.append(f"{_rows(short)} fewer cells than the header; what is missing counts as empty.")
    if long:
        notes.append(f"{_rows(long)} more cells than the header and left out: a cell may need quotes.")
    return [text_array(list(column)) for column in zip(*rows, strict=True)], notes


def _rows(lines: list[int]) -> str:
    where = ", ".join(f"{line:,}" for line in lines[:_SHOWN]) + (", …" if len(lines) > _SHOWN else "")
    return f"Line {where} has" if len(lines) == 1 else f"{len(lines):,} lines ({where}) have"


def _unclosed(data: bytes, dialect: Dialect) -> str:
    if dialect.quote != '"' or data.count(b'"') % 2 == 0:
        return ""
    return "There is an odd number of quotation marks: one may be open, and what follows it is one cell. Check the end."
