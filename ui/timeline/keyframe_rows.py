"""The rows of the list of keyframes: a small picture, the number and the time; a million of them scroll as ten do."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from models.frame_times import Frames, in_order
from models.keyframe_list import BEYOND_ROLE, NUMBER, NUMBER_ROLE, PICTURE, TIME, Index, KeyframeList
from ui.grid.ranges import ranges_of
from ui.icons import draw
from ui.tokens import tokens_of

_PICTURE_WIDTH, _PICTURE_HEIGHT = 64, 36
_GAP = 4
_SOON = 60  # ms until the pictures of rows that came into sight are asked for
_MOST_RUNS = 2_000  # of more the selection is not shown: Qt would take seconds
_OWN_KEYS = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.SelectAll)


class KeyframeRows(QTableView):
    """Shows a `KeyframeList`; says which frame to go to, which are selected, what is to be done with them."""

    sought = Signal(int)
    """A frame was chosen, with the mouse or the keys."""
    chosen = Signal(object)
    """The selected frames: sorted int64."""
    thumbnails_wanted = Signal(object)
    """A tuple of frames in sight that have no picture yet."""
    removal_wanted = Signal()
    copy_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, model: KeyframeList) -> None:
        super().__init__()
        self.keyframes = model
        self.current_frame = -1
        """The frame at the playhead: its row has a mark."""
        self._quiet = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._want_pictures)
        self.setObjectName("keyframe_rows")
        self.setAccessibleName(self.tr("Keyframes of this video"))
        self.setProperty("role", "plain")
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(self))
        self._lay_out()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.verticalScrollBar().valueChanged.connect(self._soon.start)
        for moved in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            moved.connect(self._soon.start)

    @property
    def selected(self) -> Frames:
        """The selected frames, sorted int64, each once."""
        shown = self.keyframes.shown
        parts = [shown[each.top : each.bottom + 1] for each in ranges_of(self.selectionModel().selection())]
        return in_order(*parts)

    def select_frames(self, frames: Frames) -> None:
        """Select the rows of frames and no others, without telling of it; the first is brought into sight."""
        rows = self.keyframes.rows_of(frames)
        last = self.keyframes.columnCount() - 1
        selection = QItemSelection()
        runs = _runs(rows)
        for first, end in runs if len(runs) <= _MOST_RUNS else ():
            selection.select(self.keyframes.index(first, 0), self.keyframes.index(end, last))
        self._quiet = True
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._quiet = False
        if len(rows):
            self.scrollTo(self.keyframes.index(int(rows[0]), NUMBER))

    def show_current(self, frame: int) -> None:
        """Mark the row of the frame at the playhead, where it is a keyframe."""
        before, self.current_frame = self.current_frame, frame
        for number in (before, frame):
            row = self.keyframes.row_of(number)
            if row is not None:
                for column in range(self.keyframes.columnCount()):
                    self.update(self.keyframes.index(row, column))

    def _lay_out(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(_PICTURE_HEIGHT + 2 * _GAP, self.fontMetrics().height() + 10))
        heads = self.horizontalHeader()
        heads.hide()  # to paint one Qt looks at every selected row: seconds, for a million
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setSectionResizeMode(TIME, QHeaderView.ResizeMode.Stretch)
        heads.resizeSection(PICTURE, _PICTURE_WIDTH + 4 * _GAP)
        heads.resizeSection(NUMBER, self.fontMetrics().horizontalAdvance("0,000,000") + 16)

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        del before
        if current.isValid() and self.hasFocus() and not self._quiet:
            self.sought.emit(int(current.data(NUMBER_ROLE)))

    def _on_selection(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.selected)

    def _want_pictures(self) -> None:
        if not self.isVisible() or not self.keyframes.rowCount():
            return
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = self.keyframes.rowCount() - 1 if last < 0 else last
        wanted = self.keyframes.without_picture(first, last)
        if wanted:
            self.thumbnails_wanted.emit(tuple(wanted))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._quiet = True  # Qt makes the first row the current one: nobody asked to go there
        super().focusInEvent(event)
        self._quiet = False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_own(event):
            event.accept()  # the keys of the page would take them first
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif _is_delete(event):
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        return _is_delete(event) or any(event.matches(key) for key in _OWN_KEYS)


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, rows: KeyframeRows) -> None:
        super().__init__(rows)
        self._rows = rows

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = tokens_of(option.palette)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.fillRect(option.rect, tokens.selection if selected else tokens.hover)
        if index.column() == PICTURE:
            self._paint_picture(painter, option, index)
        else:
            beyond = bool(index.data(BEYOND_ROLE))
            quiet = tokens.text if selected else tokens.muted
            painter.setPen(tokens.problem if beyond else tokens.text if index.column() == NUMBER else quiet)
            room = option.rect.adjusted(4, 0, -8 if index.column() == NUMBER else -12, 0)
            text = option.fontMetrics.elidedText(
                str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        self._paint_focus(painter, option, index)
        painter.restore()

    def _paint_picture(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = tokens_of(option.palette)
        if index.data(NUMBER_ROLE) == self._rows.current_frame:
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), tokens.playhead)
        room = QRect(0, 0, _PICTURE_WIDTH, _PICTURE_HEIGHT)
        room.moveCenter(option.rect.center())
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(picture, QImage) and not picture.isNull():
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(room.topLeft(), size)
            place.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, picture)
            return
        painter.fillRect(room, tokens.hover)
        name, colour = ("error", tokens.problem) if index.data(BEYOND_ROLE) else ("image", tokens.disabled)
        sign = QRectF(0, 0, 16, 16)
        sign.moveCenter(QRectF(room).center())
        draw(painter, name, sign, colour)

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not self._rows.hasFocus() or index.row() != self._rows.currentIndex().row():
            return
        painter.setPen(QColor(tokens_of(option.palette).accent))
        area = option.rect.adjusted(0, 0, -1, -1)
        painter.drawLine(area.topLeft(), area.topRight())
        painter.drawLine(area.bottomLeft(), area.bottomRight())


def _is_delete(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers()


def _runs(rows: Frames) -> Sequence[tuple[int, int]]:
    """Runs of neighbouring rows, both ends included."""
    if not len(rows):
        return ()
    cuts = np.flatnonzero(np.diff(rows) != 1)
    firsts, lasts = np.concatenate([[0], cuts + 1]), np.concatenate([cuts, [len(rows) - 1]])
    return list(zip(rows[firsts].tolist(), rows[lasts].tolist(), strict=True))
