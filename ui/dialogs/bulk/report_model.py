"""Groups of items that hold the same: what they hold, how many they are, which come first."""

from PySide6.QtCore import QObject
from typing_extensions import override

from controllers.bulk_reports import Twins
from ui.dialogs.bulk.rows_model import RowsModel
from ui.wording import number, said


class ReportModel(RowsModel[Twins]):
    """One row a group, the largest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((said("Values"), said("Items"), said("First items")), parent)

    @override
    def text(self, row: Twins, column: int) -> str:
        texts = (" · ".join(value or "-" for value in row.values), number(row.count), ", ".join(row.names))
        return texts[column]
