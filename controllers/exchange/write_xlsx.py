"""Writes an Excel workbook: numbers, dates and booleans as such where a sheet holds them exactly, else as text."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias, cast

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from controllers.exchange.cell_texts import cell_text
from controllers.exchange.defusing import kept
from controllers.exchange.exact import exact_number, exact_time
from controllers.exchange.formats import Options, Steps, Written
from controllers.exchange.records import Column, Records, Values
from controllers.exchange.remembering import remembering
from controllers.exchange.whole_file import ExportRefused, replacing
from domain.fields import DatetimeType
from domain.shaped_fields import UntypedField
from models.facts import FactKind

ROWS = 1_048_576
COLUMNS = 16_384
LONGEST = 32_767  # characters of one cell, as UTF-16 counts them

Content: TypeAlias = str | float | bool | date | None
"""What a cell of a sheet holds; a `datetime` is a moment in UTC, a `date` a day."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_library: Any = xlsxwriter  # its stubs leave most types open


def write_xlsx(records: Records, path: Path, options: Options, *, rows: int = ROWS) -> Steps:
    """Write a sheet with a header and a row for each item; what does not fit a sheet goes on in the next.

    `rows`: what fits a sheet. Raises ExportRefused for more columns than a sheet has.
    """
    if len(records.columns) > COLUMNS:
        raise ExportRefused(
            f"A sheet has room for {COLUMNS:,} columns, and this is {len(records.columns):,}. Choose fewer columns, "
            "or another format. Nothing was written."
        )
    with (
        replacing(path) as part,
        TemporaryDirectory(prefix=".", suffix=".part", dir=part.parent) as room,
        closing(_Book(part, Path(room), records, options, rows)) as book,
    ):
        for batch in records.batches():
            book.add(batch)
            yield len(batch[0])
        book.save()
    return Written(len(records), book.notes())


class _Book:
    """One workbook on its way to the disk: rows go there as they come."""

    def __init__(self, part: Path, room: Path, records: Records, options: Options, rows: int) -> None:
        settings = {"constant_memory": True, "tmpdir": str(room), "use_zip64": True}
        self._book: Any = _library.Workbook(str(part), settings)
        self._columns = records.columns
        self._contents = [_content(column, as_text=options.as_text) for column in records.columns]
        self._rows = rows
        self._row = rows
        self._sheets = 0
        self._sheet: Any = None
        self._left_out: Counter[str] = Counter()
        self._plain = self._format({"num_format": "@"} if options.as_text else {})
        self._quoted = self._format({"quote_prefix": True, "num_format": "@"})
        self._head = self._format({"bold": True, "bottom": 1})
        self._day = self._format({"num_format": "yyyy-mm-dd"})
        self._moment = self._format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._begin_sheet()

    def add(self, batch: Sequence[Values]) -> None:
        """Write the rows of a batch."""
        contents = [list(map(read, values)) for read, values in zip(self._contents, batch, strict=True)]
        for row in zip(*contents, strict=True):
            if self._row >= self._rows:
                self._begin_sheet()
            for at, content in enumerate(row):
                if content is not None:
                    self._write(at, content)
            self._row += 1

    def save(self) -> None:
        """Put the file together. Raises OSError."""
        try:
            self._book.close()
        except FileCreateError as problem:
            cause: object = problem.args[0]
            raise cause if isinstance(cause, OSError) else OSError(str(problem)) from problem

    def close(self) -> None:
        """Let go of what was written, saved or not."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()

    def notes(self) -> tuple[str, ...]:
        """What a reader of the workbook should know."""
        notes: list[str] = []
        if self._sheets > 1:
            notes.append(f"A sheet holds {self._rows:,} rows, so the items are in {self._sheets} sheets.")
        if self._left_out:
            keys = ", ".join(f'"{key}"' for key in self._left_out)
            count = self._left_out.total()
            cells = "1 value" if count == 1 else f"{count:,} values"
            notes.append(
                f"{cells} of {keys} left empty: a cell of a sheet holds at most {LONGEST:,} characters. "
                "Importing the file leaves them as they are; CSV, JSON and Parquet have no such limit."
            )
        return tuple(notes)

    def _begin_sheet(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet("Items" if self._sheets == 1 else f"Items {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        for at, column in enumerate(self._columns):
            self._sheet.set_column(at, at, _width(column))
        for at, column in enumerate(self._columns):
            self._sheet.write_string(0, at, column.header, self._head)
        self._row = 1

    def _write(self, at: int, content: str | float | bool | date) -> None:
        match content:
            case bool():
                self._sheet.write_boolean(self._row, at, content)
            case str():
                self._write_text(at, content)
            case datetime():
                self._sheet.write_datetime(self._row, at, content.replace(tzinfo=None), self._moment)
            case date():
                self._sheet.write_datetime(self._row, at, content, self._day)
            case _:
                self._sheet.write_number(self._row, at, content)

    def _write_text(self, at: int, text: str) -> None:
        if len(text) > LONGEST or (len(text) > LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST):
            self._left_out[self._columns[at].name] += 1
            return
        # A text that looks like a formula is marked as text for good, not only until somebody edits the cell.
        look = self._quoted if text[:1] in "=+-@" else self._plain
        self._sheet.write_string(self._row, at, text, look)

    def _format(self, properties: dict[str, object]) -> Any:
        return self._book.add_format(properties)


def _content(column: Column, *, as_text: bool) -> Callable[[Any], Content]:
    if column.kind == "fact":
        typed = _moment if column.fact_kind is FactKind.MOMENT else _fact
        return _fact_text if as_text else typed
    field = column.field or UntypedField()
    dated = isinstance(field, DatetimeType)

    def read(cell: str | None) -> Content:
        if cell is None:
            return None
        text = cell_text(field, cell)
        if as_text:
            return kept(text)
        if text == cell:
            if text in ("true", "false"):
                return text == "true"
            number = exact_number(text)
            return text if number is None else number
        moment = exact_time(text) if dated else None
        return kept(text) if moment is None else moment

    return remembering(read)


def _fact(value: Any) -> Content:
    return _CONTROL.sub("\ufffd", value) if isinstance(value, str) else cast("float | None", value)


def _moment(value: str | None) -> Content:
    moment = None if value is None else exact_time(value)
    return _fact(value) if moment is None else moment


def _fact_text(value: Any) -> Content:
    return _fact(value if value is None or isinstance(value, str) else repr(value))


def _width(column: Column) -> int:
    """The width of a column in characters: of its header, within reason."""
    widest = 38 if column.name == "uuid" else 32 if column.name in {"name", "folder"} else 12
    return min(max(len(column.header) + 2, widest), 48)
