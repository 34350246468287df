"""The videos a rule was asked of: how many keyframes each has and would have, and what there is to say of it."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from controllers.many_lines import VideoLine
from ui.dialogs.bulk.rows_model import Index, RowsModel
from ui.wording import number, said

NAME, FRAMES, BEFORE, AFTER, CHANGE, REMARK = range(6)
STATE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""What becomes of the video: "changed", "same" or "left"."""

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_COUNTS = (FRAMES, BEFORE, AFTER, CHANGE)


class OutcomeModel(RowsModel[VideoLine]):
    """One row a video, in the order of the table."""

    def __init__(self, parent: QObject | None = None) -> None:
        heads = (said("Video"), said("Frames"), said("Keyframes"), said("Then"), said("Change"), said("Remark"))
        super().__init__(heads, parent)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _COUNTS:
            return _RIGHT
        return super().headerData(section, orientation, role)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.isValid() and index.column() in _COUNTS:
            return _RIGHT
        if role == STATE_ROLE and index.isValid():
            return self.rows[index.row()].state
        return super().data(index, role)

    @override
    def text(self, row: VideoLine, column: int) -> str:
        match column:
            case 0:
                return row.name
            case 1:
                return "?" if row.frames is None else number(row.frames)
            case 2:
                return number(row.before)
            case 3:
                return "" if row.state == "left" else number(row.after)
            case 4:
                return _change(row)
            case _:
                return row.remark


def _change(row: VideoLine) -> str:
    more = (f"+{number(row.added)}" if row.added else "", f"\N{MINUS SIGN}{number(row.removed)}" if row.removed else "")
    return " ".join(filter(None, more))
