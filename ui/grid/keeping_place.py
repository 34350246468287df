"""Keeps the current item and its column current, and where they stood on the screen, when the rows are put in order."""

from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QObject

from models.metadata_table import MetadataTable
from ui.grid.pinned_table import PinnedTable


@dataclass(frozen=True, slots=True)
class _Place:
    item: str
    column: str
    top: int
    on_screen: bool


class KeepingPlace(QObject):
    """Follows one view of one table over its resets."""

    def __init__(self, view: PinnedTable, table: MetadataTable) -> None:
        super().__init__(view)
        self._view = view
        self._table = table
        self._place: _Place | None = None
        self._across = 0
        table.modelAboutToBeReset.connect(self._note)
        table.modelReset.connect(self._return)

    def _note(self) -> None:
        index = self._view.currentIndex()
        self._across = self._view.horizontalScrollBar().value()
        if not index.isValid() or index.row() >= self._table.rowCount():
            return  # rows that are away come back: the place noted before still counts
        rect = self._view.visualRect(index)
        seen = rect.intersects(self._view.viewport().rect())
        column = self._table.column(index.column()).id
        self._place = _Place(self._table.item(index.row()), column, rect.top(), seen)

    def _return(self) -> None:
        self._view.horizontalScrollBar().setValue(self._across)
        place, rows = self._place, self._table.rowCount()
        if place is None or not rows:
            return
        columns = [column for column, spec in enumerate(self._table.columns) if spec.id == place.column]
        row = self._table.row_of(place.item)
        index = self._table.index(row or 0, columns[0] if columns else 0)
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        top = place.top if place.on_screen and row is not None else 0
        self._view.verticalScrollBar().setValue(index.row() * self._view.row_height - top)
