"""Copying the selected cells: as a table of text, with heads, as JSON, as CSV, or only the items' identifiers."""

import csv
import io
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject

from controllers.exchange.defusing import GUARD, defused
from controllers.selected import Values
from domain.fields import TextType
from domain.reading import spell
from models.column_spec import ColumnSpec
from ui.grid.changing import Changing
from ui.grid.clipboard_table import Clip, Piece, clip_of, is_formula
from ui.grid.ranges import Range, columns_of, rows_of, spans
from ui.grid.selecting import Selecting
from ui.wording import counted

MOST_COPIED = 1_000_000


class Copied(NamedTuple):
    """One column to be copied: what it holds in every touched row, and in which of them it is selected."""

    spec: ColumnSpec
    values: Values
    chosen: npt.NDArray[np.bool_]


class Copying(QObject):
    """Copies from one view, columns as they stand on the screen."""

    def __init__(self, changing: Changing, selecting: Selecting, parent: QObject) -> None:
        super().__init__(parent)
        self._changing = changing
        self._table = changing.table
        self._selecting = selecting
        self.title_of: Callable[[ColumnSpec], str] = _key
        """What stands over a column; whoever shows heads says it."""

    def copy(self) -> bool:
        """Copy the selected cells as tab-separated text; whether there were any."""
        return self._copy(partial(_as_table, heads=None))

    def copy_with_headers(self) -> None:
        """Copy the selected cells under the names of their columns."""
        self._copy(partial(_as_table, heads=_key))

    def copy_with_titles(self) -> None:
        """Copy the selected cells under the titles their columns were given, else under their names."""
        self._copy(partial(_as_table, heads=self.title_of))

    def copy_as_json(self) -> None:
        """Copy the selected cells as a list of objects, one an item, values exactly as the platform spells them."""
        self._copy(_as_json)

    def copy_as_csv(self) -> None:
        """Copy the selected cells as comma-separated text under the names of their columns."""
        self._copy(_as_csv)

    def copy_identifiers(self) -> None:
        """Copy the identifiers of the selected items, one a line."""
        rows = rows_of(self._selecting.ranges)
        if not rows or len(rows) > MOST_COPIED:
            return
        listed = self._table.frame.uuids(self._table.frame.order[rows].tolist())
        Clip("\n".join(listed)).put()
        self._say(len(rows), self.tr("1 identifier"), self.tr("%n identifiers"))

    def _copy(self, make: Callable[[Sequence[Copied]], Clip]) -> bool:
        ranges = self._selecting.ranges
        cells = sum(r.count for r in ranges)
        if not cells:
            return False
        if cells > MOST_COPIED:
            self._changing.said.emit(self.tr("At most %s cells can be copied at once.") % f"{MOST_COPIED:,}")
            return False
        stretches = spans([Range(r.top, 0, r.bottom, 0) for r in ranges], 0, 0, max(r.bottom for r in ranges))
        at = np.concatenate([np.arange(top, bottom + 1, dtype=np.int64) for top, bottom in stretches])
        rows = self._table.frame.order[at]
        touched = columns_of(ranges)
        copied: list[Copied] = []
        for column in (column for column in self._selecting.columns if column in touched):
            chosen = np.zeros(len(at), np.bool_)
            for top, bottom in spans(ranges, column, int(at[0]), int(at[-1])):
                chosen |= (at >= top) & (at <= bottom)
            values = self._changing.values_at(column, rows, cells)
            copied.append(Copied(self._table.column(column), values, chosen))
        self._changing.work(cells, partial(make, copied), partial(self._take, cells))
        return True

    def _take(self, cells: int, clip: Clip) -> None:
        clip.put()
        self._say(cells, self.tr("1 cell"), self.tr("%n cells"))
        if clip.formulas:
            begin = counted(clip.formulas, self.tr("1 of them begins"), self.tr("%n of them begin"))
            told = self.tr("Copied %s. %s like a formula: paste into a spreadsheet as text, or export a workbook.")
            self._changing.said.emit(told % (counted(cells, self.tr("1 cell"), self.tr("%n cells")), begin))

    def _say(self, count: int, one: str, many: str) -> None:
        self._changing.said.emit(self.tr("Copied %s.") % counted(count, one, many))


def _pieces(column: Copied) -> list[Piece]:
    type_ = column.spec.field or TextType()
    known: dict[str | None, Piece] = {None: Piece("")}
    pieces: list[Piece] = []
    for cell, chosen in zip(column.values(), column.chosen.tolist(), strict=True):
        if not chosen:
            pieces.append(known[None])
            continue
        piece = known.get(cell)
        if piece is None:
            piece = known[cell] = Piece(type_.edit_text(cell or ""), cell)
        pieces.append(piece)
    return pieces


def _key(spec: ColumnSpec) -> str:
    return spec.title


def _as_table(columns: Sequence[Copied], *, heads: Callable[[ColumnSpec], str] | None) -> Clip:
    rows = list(zip(*map(_pieces, columns), strict=True))
    return clip_of(rows, [heads(column.spec) for column in columns] if heads is not None else ())


def _as_csv(columns: Sequence[Copied]) -> Clip:
    """The same text an exported file has: nothing in it a spreadsheet would take for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([defused(column.spec.title) for column in columns])
    for row in zip(*map(_pieces, columns), strict=True):
        writer.writerow(
            [defused(piece.text) if is_formula(piece) or piece.text[:1] == GUARD else piece.text for piece in row]
        )
    return Clip(text.getvalue())


def _as_json(columns: Sequence[Copied]) -> Clip:
    """A cell that is absent or not selected is left out of its item's object."""
    names = [spell(column.spec.name) for column in columns]
    lines: list[str] = []
    for row in zip(*map(_pieces, columns), strict=True):
        cells = [f"{name}: {piece.cell}" for name, piece in zip(names, row, strict=True) if piece.cell is not None]
        lines.append("  {" + ", ".join(cells) + "}")
    return Clip("[\n" + ",\n".join(lines) + "\n]\n")
