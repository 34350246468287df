"""Cells on the clipboard: as text for any program, as a table with types for spreadsheets, and exactly for Tagline."""

import json
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from controllers.exchange.defusing import SIGNS
from domain.fields import NumberType
from domain.metadata import Cell
from domain.reading import Valid
from ui.grid.tsv import read_block, write_block

EXACT = "application/x-tagline-cells+jsonl"
_MOST_AS_HTML = 20_000
_LONGEST_HTML = 20_000_000
_BREAKS = frozenset({"br", "p", "div"})
_MOMENT_LETTERS = "DMYTJHS@"


class Piece(NamedTuple):
    """One copied cell: its text and, where whoever copied it said so, exactly what it holds as JSON text."""

    text: str
    cell: Cell = None


Pieces = Sequence[Sequence[Piece]]


class Clip(NamedTuple):
    """Copied cells in every form there is a use for.

    `formulas`: how many texts a spreadsheet would take for formulas, because only the plain text goes along.
    """

    text: str
    html: str = ""
    exact: bytes = b""
    formulas: int = 0

    def put(self) -> None:
        """Put it on the clipboard."""
        data = QMimeData()
        data.setText(self.text)
        if self.html:
            data.setHtml(self.html)
        if self.exact:
            data.setData(EXACT, self.exact)
        QGuiApplication.clipboard().setMimeData(data)


def clip_of(pieces: Pieces, heads: Sequence[str] = ()) -> Clip:
    """Copied cells as text, table and exactly; `heads` stand over the text and the table."""
    rows = [[piece.text for piece in row] for row in pieces]
    text = write_block([list(heads), *rows] if heads else rows)
    exact = b"\n".join(json.dumps(row).encode() for row in pieces)
    if sum(map(len, pieces)) <= _MOST_AS_HTML:
        return Clip(text, _html(pieces, heads), exact)
    return Clip(text, "", exact, sum(is_formula(piece) for row in pieces for piece in row))


def is_formula(piece: Piece) -> bool:
    """Whether a spreadsheet would take a copied text for a formula; a number with its sign is none."""
    return piece.text[:1] in SIGNS and not _is_number(piece)


def _is_number(piece: Piece) -> bool:
    return piece.cell is not None and piece.cell[:1] in "-0123456789"


def from_clipboard(exact: bytes, html: str, text: str) -> list[list[Piece]]:
    """The copied cells in the most exact of the forms that are there."""
    if exact:
        # Line by line: a reader of the whole would let no other thread run until it is done.
        rows = (cast("list[list[Any]]", json.loads(line)) for line in exact.split(b"\n"))
        return [[Piece(str(piece[0]), piece[1]) for piece in row] for row in rows]
    plain = [[Piece(cell) for cell in row] for row in read_block(text)]
    if "<table" not in html[:20_000].lower() or len(html) > _LONGEST_HTML:
        return plain
    table = read_table(html)
    if not table:
        return plain
    if text and [len(row) for row in table] == [len(row) for row in plain]:
        # The same cells twice: the text keeps every blank, the table knows what is a number.
        return [[Piece(b.text, a.cell) for a, b in zip(*both, strict=True)] for both in zip(table, plain, strict=True)]
    return table


def read_table(html: str) -> list[list[Piece]]:
    """The first table of an HTML text, cells that span others followed by empty ones."""
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    width = max((len(row) for row in reader.rows), default=0)
    return [[*row, *[Piece("")] * (width - len(row))] for row in reader.rows] if width else []


def _html(pieces: Pieces, heads: Sequence[str]) -> str:
    """A table whose text stays text in a spreadsheet: "=1+1" is no formula there and "007" keeps its zeros."""
    head = "".join(f"<th>{escape(title)}</th>" for title in heads)
    lines = ["".join(_html_cell(piece) for piece in row) for row in pieces]
    body = "".join(f"<tr>{line}</tr>" for line in ([head] if head else []) + lines)
    return f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>'


def _html_cell(piece: Piece) -> str:
    text = escape(piece.text).replace("\n", '<br style="mso-data-placement:same-cell">')
    if piece.cell is not None and _is_number(piece):
        return f'<td sdval="{escape(piece.cell)}">{text}</td>'
    return f'<td style="mso-number-format:\'\\@\'" sdnum="1033;0;@">{text}</td>'


class _TableReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Piece]] = []
        self._below: dict[int, int] = {}
        self._text: list[str] | None = None
        self._spans = (1, 1)
        self._number: str | None = None
        self._done = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._done:
            return
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
            self._skip_covered()
        elif tag in {"td", "th"}:
            self._end_cell()
            given = dict(attrs)
            self._text = []
            self._spans = (_span(given.get("colspan")), _span(given.get("rowspan")))
            self._number = _number(given)
        elif tag in _BREAKS and self._text:
            self._text.append("\0")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "table":
            self._end_cell()
            self._done = bool(self.rows)

    @override
    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._done:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is None:
            return
        words = "".join(self._text).split("\0")
        text = "\n".join(map(_squeezed, words)).strip("\n")
        self._text = None
        if not self.rows:
            self.rows.append([])
        row, (across, down) = self.rows[-1], self._spans
        for at in range(across):
            if down > 1:
                self._below[len(row)] = down - 1
            row.append(Piece("" if at else text, None if at else self._number))
        self._skip_covered()

    def _skip_covered(self) -> None:
        """Columns a cell from above reaches into are empty here."""
        row = self.rows[-1]
        while self._below.get(len(row), 0) > 0:
            self._below[len(row)] -= 1
            row.append(Piece(""))


def _squeezed(line: str) -> str:
    """Blanks as a browser shows them: several are one, none at the ends; fixed ones are blanks too."""
    return " ".join(line.replace("\u00a0", " ").split())


def _span(text: str | None) -> int:
    return min(int(text), 1000) if text is not None and text.isdecimal() and int(text) else 1


def _number(given: dict[str, str | None]) -> str | None:
    """The number LibreOffice says a cell holds, unless it is shown as a date, a time or text."""
    value, form = given.get("sdval"), (given.get("sdnum") or "").rpartition(";")[2]
    if value is None or any(letter in form.upper() for letter in _MOMENT_LETTERS):
        return None
    outcome = NumberType().read(value)
    return outcome.cell if isinstance(outcome, Valid) else None
