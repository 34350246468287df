"""One column's cells, painted: text by type, chips, check boxes, and the marks of what was changed or is wrong."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from models.cell_state import CellState, ShownCell
from ui.grid.cells import EMPTIED, KEPT, Face, checked_of
from ui.grid.colours import GridColours
from ui.grid.glyphs import draw_check, draw_warning, draw_wave
from ui.grid.typesetting import Typesetting

PADDING = 8
_BOX = 14.0
_SIGN = 16
_MARK = 6.0


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """A column as it stands on the screen: its number in the model, its left edge and width, and how it is drawn."""

    column: int
    x: int
    width: int
    face: Face


class CellPainter:
    """Paints cells of uniform height with one painter, fonts and colours switched only where they must be."""

    def __init__(self, colours: GridColours, type_: Typesetting, height: int) -> None:
        self.colours = colours
        self._type = type_
        self._height = height
        self._baseline = type_.baseline(height)
        self._fills = {
            CellState.CHANGED: colours.changed_fill,
            CellState.CLEARED: colours.changed_fill,
            CellState.ADDED: colours.added_fill,
            CellState.REMOVED: colours.removed_fill,
            CellState.INVALID: colours.wrong_fill,
            CellState.KEPT_INVALID: colours.wrong_fill,
            CellState.UNREADABLE: colours.wrong_fill,
        }

    def fill(self, painter: QPainter, shape: ColumnShape, y: int, cell: ShownCell) -> None:
        """The ground of a cell, under the selection."""
        colour = self._fills.get(cell.state)
        if colour is not None:
            painter.fillRect(QRect(shape.x, y, shape.width, self._height), colour)

    def content(self, painter: QPainter, shape: ColumnShape, y: int, cell: ShownCell) -> None:
        """What stands in a cell. A removed cell's text is what stood there."""
        if cell.state is CellState.CONFIRMED and shape.face in _WRITTEN:
            if cell.text:
                self._write(painter, shape, y, cell.text, self._plain(shape.face))
            return
        self._special(painter, shape, y, cell)
        self._mark(painter, shape, y, cell)

    def _special(self, painter: QPainter, shape: ColumnShape, y: int, cell: ShownCell) -> None:
        wrong = cell.state in KEPT
        if cell.state is CellState.UNREADABLE:
            self._write(painter, shape, y, cell.text, (self._type.italic, self.colours.removed_mark))
        elif cell.state is CellState.REMOVED:
            self._write(painter, shape, y, cell.text or "removed", (self._type.struck, self.colours.muted))
        elif cell.state in EMPTIED:
            self._write(painter, shape, y, "cleared", (self._type.italic, self.colours.muted))
        elif shape.face is Face.CHECK and not wrong:
            self._check(painter, shape, y, checked=checked_of(cell))
        elif shape.face is Face.CHIP and not wrong and cell.text:
            self._chip(painter, shape, y, cell.text)
        elif cell.text:
            self._write(painter, shape, y, cell.text, self._plain(shape.face), room=_SIGN if wrong else 0)

    def _plain(self, face: Face) -> tuple[QFont, QColor]:
        quiet = face in _QUIET
        return (self._type.plain, self.colours.muted if quiet else self.colours.text)

    def _write(
        self, painter: QPainter, shape: ColumnShape, y: int, text: str, pen: tuple[QFont, QColor], *, room: int = 0
    ) -> None:
        shown, advance = self._type.fit(text, shape.width - 2 * PADDING - room)
        x = shape.x + PADDING
        if shape.face in _RIGHT:
            x = max(x, shape.x + shape.width - PADDING - room - advance)
        painter.setFont(pen[0])
        painter.setPen(pen[1])
        painter.drawText(QPointF(x, y + self._baseline), shown)

    def _check(self, painter: QPainter, shape: ColumnShape, y: int, *, checked: bool | None) -> None:
        box = check_box(shape, y, self._height)
        ink = self.colours.accent if checked else self.colours.muted
        draw_check(painter, box, checked, self.colours.faint if checked is None else ink, self.colours.base)

    def _chip(self, painter: QPainter, shape: ColumnShape, y: int, text: str) -> None:
        shown, advance = self._type.fit(text, shape.width - 2 * PADDING - 8)
        tall = min(self._height - 4.0, self._type.metrics.height() + 2)
        chip = QRectF(shape.x + PADDING - 3, y + (self._height - 1 - tall) / 2, advance + 14, tall)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colours.chip)
        painter.drawRoundedRect(chip, tall / 2, tall / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(self._type.plain)
        painter.setPen(self.colours.text)
        painter.drawText(QPointF(chip.x() + 7, y + self._baseline), shown)

    def _mark(self, painter: QPainter, shape: ColumnShape, y: int, cell: ShownCell) -> None:
        """The sign beside the colour: triangle changed, plus added, minus removed, wave and warning wrong."""
        x = float(shape.x)
        if cell.state in _TRIANGLE:
            corner = QPolygonF([QPointF(x, y), QPointF(x + _MARK + 1, y), QPointF(x, y + _MARK + 1)])
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.colours.changed_mark)
            painter.drawPolygon(corner)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        elif cell.state in _SIGNED:
            added = cell.state is CellState.ADDED
            painter.setPen(QPen(self.colours.added_mark if added else self.colours.removed_mark, 1.5))
            painter.drawLine(QLineF(x + 2, y + 4.5, x + 7, y + 4.5))
            if added:
                painter.drawLine(QLineF(x + 4.5, y + 2, x + 4.5, y + 7))
        if cell.state in KEPT:
            self._wrong(painter, shape, y, cell)

    def _wrong(self, painter: QPainter, shape: ColumnShape, y: int, cell: ShownCell) -> None:
        right = shape.x + shape.width - PADDING
        corner = QPointF(right - 12 + 2, y + (self._height - 12) / 2)
        draw_warning(painter, corner, self.colours.wrong_mark, self.colours.wrong_fill)
        advance = self._type.fit(cell.text, shape.width - 2 * PADDING - _SIGN)[1]
        end = right - _SIGN
        start = max(float(shape.x + PADDING), end - advance) if shape.face in _RIGHT else float(shape.x + PADDING)
        foot = y + self._baseline + self._type.metrics.descent() - 0.5
        draw_wave(painter, start, min(end, start + advance), min(foot, y + self._height - 3), self.colours.wrong_mark)


_RIGHT = frozenset({Face.NUMBER, Face.FIGURE_FACT})
_PLAIN_FACTS = frozenset({Face.NAME, Face.FACT, Face.FIGURE_FACT})
_QUIET = frozenset({Face.FACT, Face.FIGURE_FACT, Face.SIZE})
_TRIANGLE = frozenset({CellState.CHANGED, CellState.CLEARED, CellState.KEPT_INVALID})
_SIGNED = frozenset({CellState.ADDED, CellState.REMOVED})
_WRITTEN = _PLAIN_FACTS | {Face.TEXT, Face.NUMBER, Face.SIZE}


def check_box(shape: ColumnShape, y: int, height: int) -> QRectF:
    """Where the check box of a cell stands, for painting and for the mouse."""
    return QRectF(shape.x + PADDING, y + (height - 1 - _BOX) / 2, _BOX, _BOX)
