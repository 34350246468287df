"""One column's cells, painted: text by type, chips, check boxes, and the marks of what was changed or is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygonF

from models.cell_state import CellState, ShownCell
from ui.grid.cells import EMPTIED, FIGURES, KEPT, Face, checked_of
from ui.grid.colours import GridColours
from ui.grid.glyphs import draw_check, draw_warning, draw_wave
from ui.grid.typesetting import Typesetting

PADDING = 8
_CONFIRMED, _ABSENT = CellState.CONFIRMED, CellState.ABSENT
Spans = Sequence[tuple[int, int]]
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
        fills = {
            CellState.CHANGED: colours.changed_fill,
            CellState.CLEARED: colours.changed_fill,
            CellState.ADDED: colours.added_fill,
            CellState.REMOVED: colours.removed_fill,
            CellState.INVALID: colours.wrong_fill,
            CellState.KEPT_INVALID: colours.wrong_fill,
            CellState.UNREADABLE: colours.wrong_fill,
        }
        self._fills = {state: (fill, colours.selected(fill)) for state, fill in fills.items()}
        self._selected = colours.selected(colours.base)
        self._boxes: dict[tuple[bool | None, float], QPixmap] = {}

    def grounds(
        self, painter: QPainter, shape: ColumnShape, top: int, cells: Sequence[ShownCell], selected: Spans
    ) -> None:
        """The grounds of a column's cells, the first at `top`; `selected` are stretches of positions in `cells`."""
        height = self._height
        for first, last in selected:
            box = QRect(shape.x, top + first * height, shape.width, (last - first + 1) * height)
            painter.fillRect(box, self._selected)
        for position, cell in enumerate(cells):
            state = cell.state
            if state is not _CONFIRMED and state is not _ABSENT and state in self._fills:
                chosen = any(first <= position <= last for first, last in selected)
                box = QRect(shape.x, top + position * height, shape.width, height)
                painter.fillRect(box, self._fills[state][chosen])

    def column(self, painter: QPainter, shape: ColumnShape, top: int, cells: Sequence[ShownCell]) -> None:
        """What stands in a column's cells, the first at `top`. A removed cell's text is what stood there."""
        if shape.face in _DRAWN:
            for position, cell in enumerate(cells):
                self._content(painter, shape, top + position * self._height, cell)
        else:
            self._texts(painter, shape, top, cells)

    def _texts(self, painter: QPainter, shape: ColumnShape, top: int, cells: Sequence[ShownCell]) -> None:
        """A column of plain text: font and colour are set once, and again only after a cell that is special."""
        font, ink = self._plain(shape.face)
        fit, width = self._type.fit, shape.width - 2 * PADDING
        left, right = float(shape.x + PADDING), float(shape.x + shape.width - PADDING)
        figures = shape.face in FIGURES
        ready = False
        for position, cell in enumerate(cells):
            state, y = cell.state, top + position * self._height
            if state is _CONFIRMED and not cell.text:
                continue
            if state is _CONFIRMED:
                if not ready:
                    painter.setFont(font)
                    painter.setPen(ink)
                    ready = True
                shown, advance = fit(cell.text, width)
                x = max(left, right - advance) if figures else left
                painter.drawText(QPointF(x, y + self._baseline), shown)
            elif state is not _ABSENT:
                self._content(painter, shape, y, cell)
                ready = False

    def _content(self, painter: QPainter, shape: ColumnShape, y: int, cell: ShownCell) -> None:
        state = cell.state
        if state is _CONFIRMED:
            self._value(painter, shape, y, cell.text)
        elif state is _ABSENT:
            if shape.face is Face.CHECK:
                self._check(painter, shape, y, checked=None)
        else:
            self._special(painter, shape, y, cell)
            self._mark(painter, shape, y, cell)

    def _value(self, painter: QPainter, shape: ColumnShape, y: int, text: str) -> None:
        """A value that is as its type wants it."""
        if shape.face is Face.CHECK:
            self._check(painter, shape, y, checked=checked_of(text))
        elif not text:
            return
        elif shape.face is Face.CHIP:
            self._chip(painter, shape, y, text)
        else:
            self._write(painter, shape, y, text, self._plain(shape.face))

    def _special(self, painter: QPainter, shape: ColumnShape, y: int, cell: ShownCell) -> None:
        if cell.state is CellState.UNREADABLE:
            self._write(painter, shape, y, cell.text, (self._type.italic, self.colours.removed_mark))
        elif cell.state is CellState.REMOVED:
            self._write(painter, shape, y, cell.text or "removed", (self._type.struck, self.colours.muted))
        elif cell.state in EMPTIED:
            self._write(painter, shape, y, "cleared", (self._type.italic, self.colours.muted))
        elif cell.state in KEPT:
            self._write(painter, shape, y, cell.text, self._plain(shape.face), room=_SIGN)
        else:
            self._value(painter, shape, y, cell.text)

    def _plain(self, face: Face) -> tuple[QFont, QColor]:
        quiet = face in _QUIET
        return (self._type.plain, self.colours.muted if quiet else self.colours.text)

    def _write(
        self, painter: QPainter, shape: ColumnShape, y: int, text: str, pen: tuple[QFont, QColor], *, room: int = 0
    ) -> None:
        shown, advance = self._type.fit(text, shape.width - 2 * PADDING - room)
        x = shape.x + PADDING
        if shape.face in FIGURES:
            x = max(x, shape.x + shape.width - PADDING - room - advance)
        painter.setFont(pen[0])
        painter.setPen(pen[1])
        painter.drawText(QPointF(x, y + self._baseline), shown)

    def _check(self, painter: QPainter, shape: ColumnShape, y: int, *, checked: bool | None) -> None:
        painter.drawPixmap(check_box(shape, y, self._height).topLeft(), self._box(painter, checked=checked))

    def _box(self, painter: QPainter, *, checked: bool | None) -> QPixmap:
        """A check box as a picture: there are three, drawn once for each scale."""
        scale = painter.device().devicePixelRatioF()
        found = self._boxes.get((checked, scale))
        if found is None:
            found = QPixmap(round(_BOX * scale), round(_BOX * scale))
            found.setDevicePixelRatio(scale)
            found.fill(Qt.GlobalColor.transparent)
            ink = self.colours.accent if checked else self.colours.faint if checked is None else self.colours.muted
            with QPainter(found) as drawing:
                draw_check(drawing, QRectF(0, 0, _BOX, _BOX), checked, ink, self.colours.base)
            self._boxes[checked, scale] = found
        return found

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
        start = max(float(shape.x + PADDING), end - advance) if shape.face in FIGURES else float(shape.x + PADDING)
        foot = y + self._baseline + self._type.metrics.descent() - 0.5
        draw_wave(painter, start, min(end, start + advance), min(foot, y + self._height - 3), self.colours.wrong_mark)


_DRAWN = frozenset({Face.CHECK, Face.CHIP})
_QUIET = frozenset({Face.FACT, Face.FIGURE_FACT, Face.SIZE})
_TRIANGLE = frozenset({CellState.CHANGED, CellState.CLEARED, CellState.KEPT_INVALID})
_SIGNED = frozenset({CellState.ADDED, CellState.REMOVED})


def check_box(shape: ColumnShape, y: int, height: int) -> QRectF:
    """Where the check box of a cell stands, for painting and for the mouse."""
    return QRectF(shape.x + PADDING, y + (height - 1 - _BOX) / 2, _BOX, _BOX)
