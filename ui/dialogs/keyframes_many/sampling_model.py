"""The videos a sampling plan is counted for: how many of their frames are imported now, and then."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from controllers.sampling_many import SamplingLine
from ui.dialogs.bulk.rows_model import Index, RowsModel
from ui.dialogs.keyframes_many.outcome_model import STATE_ROLE
from ui.wording import duration, number, said

NAME, LENGTH, FRAMES, KEYFRAMES, NOW, THEN, REMARK = range(7)
_COUNTS = (LENGTH, FRAMES, KEYFRAMES, NOW, THEN)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class SamplingModel(RowsModel[SamplingLine]):
    """One row a video, in the order of the table."""

    def __init__(self, parent: QObject | None = None) -> None:
        heads = (said("Video"), said("Length"), said("Frames"), said("Keyframes"), said("Imported"), said("Then"))
        super().__init__((*heads, said("Remark")), parent)

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
    def text(self, row: SamplingLine, column: int) -> str:
        match column:
            case 0:
                return row.name
            case 1:
                return duration(row.duration)
            case 6:
                return row.remark or (said("The platform does not say how long it is.") if row.now is None else "")
            case _:
                counts = (row.frames, row.keyframes, row.now, row.then)
                count = counts[column - FRAMES]
                return "?" if count is None else number(count)
