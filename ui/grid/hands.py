"""Everything done to the cells of one table by key, mouse and menu, and the one voice it speaks with."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractScrollArea

from models.metadata_table import MetadataTable
from ui.grid.changing import Background, Changing
from ui.grid.copying import Copying
from ui.grid.editing import CellEditing
from ui.grid.filling import Filling
from ui.grid.gestures import Gestures
from ui.grid.paste_gesture import Pasting
from ui.grid.selecting import Selecting


class Hands(QObject):
    """The gestures of one view. Large ones work beside the window once `work_with` has said with what."""

    def __init__(
        self, view: QAbstractScrollArea, table: MetadataTable, selecting: Selecting, editing: CellEditing
    ) -> None:
        super().__init__(view)
        self._changing = Changing(table, self)
        self.said = self._changing.said
        self.cells = Gestures(self._changing, selecting, self)
        self.copying = Copying(self._changing, selecting, self)
        self.pasting = Pasting(view, self._changing, selecting)
        self.filling = Filling(self._changing, selecting, self)
        editing.fill = self.filling.fill_with

    def work_with(self, background: Background) -> None:
        """Do large gestures in lanes, so that the window stays free."""
        self._changing.background = background

    def cut(self) -> None:
        """Copy the selected cells, then clear those that have a value."""
        if self.copying.copy():
            self.cells.clear()
