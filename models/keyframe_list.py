"""The keyframes of a video as a list: picture, number and time of each, as many as a filter shows."""

from collections import OrderedDict
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage
from typing_extensions import override

from domain.timecode import clock
from models.frame_times import NO_TIMES, Frames, FrameTimes
from models.keyframe_filter import shown_by

Index = QModelIndex | QPersistentModelIndex

PICTURE, NUMBER, TIME = range(3)
TITLES = ("", "Frame", "Time")
NUMBER_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The frame number of a row."""
BEYOND_ROLE = NUMBER_ROLE + 1
"""Whether a row's frame lies beyond the end of the video."""

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_PICTURE = int(Qt.ItemDataRole.DecorationRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_PICTURES = 400
_STEP_BY_STEP = 2_000  # rows that come and go one by one keep what is selected; more are shown anew


class KeyframeList(QAbstractTableModel):
    """One row a keyframe, in order. A million of them are shown as quickly as ten."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers: Frames = np.empty(0, np.int64)
        self._shown: Frames = self._numbers
        self._times = NO_TIMES
        self._end: int | None = None
        self._wanted = ""
        self._pictures: OrderedDict[int, QImage] = OrderedDict()

    @property
    def total(self) -> int:
        """How many keyframes there are, shown or not."""
        return len(self._numbers)

    @property
    def shown(self) -> Frames:
        """The keyframes shown, from top to bottom."""
        return self._shown

    def show_keyframes(self, numbers: Frames, frame_count: int | None) -> None:
        """Show these keyframes, sorted int64; what stays is not shown anew. `frame_count`: None where not known."""
        self._numbers = numbers
        ended = frame_count != self._end
        self._end = frame_count
        self._list()
        if ended:
            self._repaint()

    def show_times(self, times: FrameTimes) -> None:
        """Know better when each frame is shown."""
        self._times = times
        self._list()
        self._repaint()

    def find(self, text: str) -> None:
        """Show only what a filter shows, see `shown_by`."""
        self._wanted = text
        self._list()

    def show_picture(self, number: int, picture: QImage) -> None:
        """Show a small picture beside a frame; the oldest of very many are forgotten."""
        self._pictures[number] = picture
        self._pictures.move_to_end(number)
        if len(self._pictures) > _PICTURES:
            self._pictures.popitem(last=False)
        row = self.row_of(number)
        if row is not None:
            self.dataChanged.emit(self.index(row, PICTURE), self.index(row, PICTURE), [_PICTURE])

    def forget_pictures(self) -> None:
        """Another video is shown: its frames look different."""
        self._pictures.clear()

    def without_picture(self, first: int, last: int) -> list[int]:
        """The frames from one row to another, both included, of which there is no picture yet."""
        inside = self._shown[max(first, 0) : last + 1]
        return [number for number in inside.tolist() if number not in self._pictures and not self._is_beyond(number)]

    def row_of(self, number: int) -> int | None:
        """The row of a frame; None where it is not shown."""
        row = int(np.searchsorted(self._shown, number))
        return row if row < len(self._shown) and self._shown[row] == number else None

    def rows_of(self, numbers: Frames) -> Frames:
        """The rows of those of sorted frames that are shown, int64."""
        first = self.row_of(int(numbers[0])) if len(numbers) else None
        if first is not None and np.array_equal(self._shown[first : first + len(numbers)], numbers):
            return np.arange(first, first + len(numbers), dtype=np.int64)  # neighbours, however many
        rows = np.searchsorted(self._shown, numbers)
        inside = rows < len(self._shown)
        rows, numbers = rows[inside], numbers[inside]
        return rows[self._shown[rows] == numbers].astype(np.int64)

    # what Qt asks

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        number, column = int(self._shown[index.row()]), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(number, column)
            case Qt.ItemDataRole.DecorationRole:
                return self._pictures.get(number) if column == PICTURE else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column != PICTURE else None
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"Frame {number:,}, {self._time(number)}"
            case _:
                return {NUMBER_ROLE: number, BEYOND_ROLE: self._is_beyond(number)}.get(role)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == _ALIGNMENT and section != PICTURE:
            return _RIGHT
        return TITLES[section] if role == _DISPLAY else None

    def _text(self, number: int, column: int) -> str:
        if column == PICTURE:
            return ""
        return f"{number:,}" if column == NUMBER else self._time(number)

    def _time(self, number: int) -> str:
        if self._is_beyond(number):
            return "beyond the end"
        known = number < self._times.frames
        return clock(self._times.time_of(number)) if known else ""

    def _is_beyond(self, number: int) -> bool:
        return self._end is not None and number >= self._end

    def _repaint(self) -> None:
        if len(self._shown):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(TITLES) - 1))

    def _list(self) -> None:
        """Show what the filter shows; rows in between that come and go are announced, or everything where very many."""
        shown = self._numbers
        if self._wanted.strip():
            shown = self._numbers[shown_by(self._numbers, self._times, self._wanted)]
        first, old, new = _difference(self._shown, shown)
        if max(old, new) > _STEP_BY_STEP:
            self.beginResetModel()
            self._shown = shown
            self.endResetModel()
            return
        if old:
            self.beginRemoveRows(_ROOT, first, first + old - 1)
            self._shown = np.delete(self._shown, slice(first, first + old))
            self.endRemoveRows()
        if new:
            self.beginInsertRows(_ROOT, first, first + new - 1)
            self._shown = shown
            self.endInsertRows()


def _difference(before: Frames, after: Frames) -> tuple[int, int, int]:
    """Where two sorted lists begin to differ, and how many there stand for how many: (first, before, after)."""
    common = min(len(before), len(after))
    first = _alike(before[:common], after[:common])
    rest = common - first
    ends = _alike(before[::-1][:rest], after[::-1][:rest])
    return first, len(before) - first - ends, len(after) - first - ends


def _alike(before: Frames, after: Frames) -> int:
    """How many are the same from the start."""
    differ = before != after
    at = int(np.argmax(differ)) if len(differ) else 0
    return at if len(differ) and differ[at] else len(differ)
