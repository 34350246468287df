"""Writes an Excel workbook: numbers, dates and booleans as such where a sheet holds them exactly, else as text."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, TypeAlias, cast
from zipfile import ZIP_DEFLATED, ZipFile

from controllers.exchange.cell_texts import cell_text
from controllers.exchange.defusing import kept
from controllers.exchange.exact import exact_number, exact_time
from controllers.exchange.formats import Options, Steps, Written
from controllers.exchange.records import Column, Records, Values
from controllers.exchange.remembering import remembering
from controllers.exchange.whole_file import ExportRefused, replacing
from controllers.exchange.xlsx_parts import (
    DAY,
    HEAD,
    MOMENT,
    PLAIN,
    QUOTED,
    SHEET_END,
    TEXT,
    fixed_parts,
    letters,
    serial,
    sheet_place,
    sheet_start,
)
from domain.fields import DatetimeType
from domain.shaped_fields import UntypedField
from models.facts import FactKind

ROWS = 1_048_576
COLUMNS = 16_384
LONGEST = 32_767  # characters of one cell, as UTF-16 counts them
STEP = 2_000  # rows between two looks at Cancel

Content: TypeAlias = str | float | bool | date | None
"""What a cell of a sheet holds; a `datetime` is a moment in UTC, a `date` a day."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SPECIAL = re.compile(r"[&<>]|_x[0-9A-Fa-f]{4}_|^\s|\s\Z|[\n\t]")
_SPELT = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TOO_LONG = "\0"
_LEVEL = 3  # of deflate: a fifth larger than its best, in half of its time


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
        ZipFile(part, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive,
        closing(_Book(archive, records, options, rows)) as book,
    ):
        for batch in records.batches(STEP):
            book.add(batch)
            yield len(batch[0])
        book.save()
    return Written(len(records), book.notes())


class _Book:
    """One workbook on its way to the disk: rows go there as they come, and nothing of them is kept."""

    def __init__(self, archive: ZipFile, records: Records, options: Options, rows: int) -> None:
        self._archive = archive
        self._columns = records.columns
        self._spellings = [_spelling(column, as_text=options.as_text) for column in records.columns]
        self._places = [f'<c r="{letters(at)}' for at in range(len(records.columns))]
        self._rows = rows
        self._row = 0
        self._sheets: list[str] = []
        self._sheet: IO[bytes] | None = None
        self._left_out: Counter[str] = Counter()
        self._begin_sheet()

    def add(self, batch: Sequence[Values]) -> None:
        """Write the rows of a batch."""
        cells = [self._spelt(at, values) for at, values in enumerate(batch)]
        rows = list(zip(*cells, strict=True))
        while rows:
            if self._row >= self._rows:
                self._begin_sheet()
            here = rows[: self._rows - self._row]
            self._put("".join(map(self._row_text, range(self._row + 1, self._row + 1 + len(here)), here)))
            self._row += len(here)
            rows = rows[len(here) :]

    def save(self) -> None:
        """Put the workbook together. Raises OSError."""
        self._end_sheet()
        for place, text in fixed_parts(self._sheets).items():
            self._archive.writestr(place, text)

    def close(self) -> None:
        """Let go of a sheet that was begun; its archive can't be closed before."""
        if self._sheet is not None:
            self._sheet.close()
            self._sheet = None

    def notes(self) -> tuple[str, ...]:
        """What a reader of the workbook should know."""
        notes: list[str] = []
        if len(self._sheets) > 1:
            notes.append(f"A sheet holds {self._rows:,} rows, so the items are in {len(self._sheets)} sheets.")
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
        self._end_sheet()
        self._sheets.append("Items" if not self._sheets else f"Items {len(self._sheets) + 1}")
        self._sheet = self._archive.open(sheet_place(len(self._sheets)), "w", force_zip64=True)
        heads = [_text_cell(_CONTROL.sub("\ufffd", column.header), HEAD) for column in self._columns]
        self._put(sheet_start([_width(column) for column in self._columns]) + self._row_text(1, heads))
        self._row = 1

    def _end_sheet(self) -> None:
        if self._sheet is not None:
            self._put(SHEET_END)
        self.close()

    def _put(self, text: str) -> None:
        if self._sheet is not None:
            self._sheet.write(text.encode("utf-8", "replace"))

    def _row_text(self, number: int, cells: Sequence[str]) -> str:
        row = str(number)
        written = [place + row + cell for place, cell in zip(self._places, cells, strict=True) if cell]
        return f'<row r="{row}">{"".join(written)}</row>'

    def _spelt(self, at: int, values: Values) -> list[str]:
        """The cells of a column as they stand in a sheet, without their places; empty where there is nothing."""
        cells = list(map(self._spellings[at], values))
        long = cells.count(_TOO_LONG)
        if not long:
            return cells
        self._left_out[self._columns[at].name] += long
        return ["" if cell == _TOO_LONG else cell for cell in cells]


def _spelling(column: Column, *, as_text: bool) -> Callable[[Any], str]:
    content = _content(column, as_text=as_text)
    text_look = TEXT if as_text else PLAIN
    return remembering(lambda value: _cell(content(value), text_look))


def _cell(content: Content, text_look: int) -> str:
    """A cell behind its place; texts that look like formulas are marked as text for good."""
    match content:
        case None:
            return ""
        case bool():
            return f'" t="b"><v>{int(content)}</v></c>'
        case str():
            if len(content) > LONGEST // 2 and len(content.encode("utf-16-le", "replace")) // 2 > LONGEST:
                return _TOO_LONG
            return _text_cell(content, QUOTED if content[:1] in "=+-@" and content else text_look)
        case date():
            return f'" s="{MOMENT if isinstance(content, datetime) else DAY}"><v>{serial(content)}</v></c>'
        case _:
            return f'"><v>{content!r}</v></c>'


def _text_cell(text: str, look: int) -> str:
    space = ""
    if _SPECIAL.search(text):
        space = ' xml:space="preserve"'
        text = _SPELT.sub("_x005F_", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    style = f'" s="{look}' if look else ""
    return f'{style}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


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

    return read


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
