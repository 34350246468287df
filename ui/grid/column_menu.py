"""What else a column's head offers: stay at the left, another title, namespaces side by side."""

from functools import partial

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu
from typing_extensions import override

from models.metadata_table import MetadataTable
from ui.grid.columns import ColumnOrder
from ui.grid.headers import KeyHeader

_MOST_PINNED = 0.6
"""The share of the table's width that columns which stay may take: the others must still be seen."""


class ColumnMenu(QObject):
    """Adds to the menu of the heads of one view."""

    def __init__(self, table: MetadataTable, heads: KeyHeader, order: ColumnOrder) -> None:
        super().__init__(heads)
        self._table = table
        self._heads = heads
        self._order = order
        order.additions.append(self._add)

    def _add(self, menu: QMenu, column: int) -> None:
        if column >= 0:
            self._pinning(menu, column)
            menu.addAction(self.tr("Rename Title…")).triggered.connect(partial(self.rename, column))
            if self._table.column(column).id in self._heads.titles:
                menu.addAction(self.tr("Show the Key Again")).triggered.connect(
                    partial(self._order.entitle, column, "")
                )
        menu.addAction(self.tr("Group by Namespace")).triggered.connect(self._order.group)
        menu.addSeparator()

    def _pinning(self, menu: QMenu, column: int) -> None:
        pinned = self._heads.is_pinned(column)
        action = menu.addAction(self.tr("Keep at the Left"))
        action.setCheckable(True)
        action.setChecked(pinned)
        taken = self._heads.pinned_edge + self._heads.sectionSize(column)
        if column == self._heads.pinned:
            action.setEnabled(False)
            action.setToolTip(self.tr("The name always stays."))
        elif not pinned and taken > self._heads.viewport().width() * _MOST_PINNED:
            action.setEnabled(False)
            action.setToolTip(self.tr("There is no room: make columns narrower, or the window wider."))
        action.triggered.connect(partial(self._pin, column, pinned=not pinned))

    def _pin(self, column: int, *, pinned: bool) -> None:
        self._order.pin(column, pinned=pinned)

    def rename(self, column: int) -> None:
        """Type another title over a column, in its place."""
        heads = self._heads
        box = heads.section_rect(column)
        editor = TitleEditor(heads, heads.shown_title(self._table.column(column)))
        room = QRect(box.left(), heads.band_height - 1, max(box.width(), 140), box.height() - heads.band_height)
        editor.setGeometry(room)
        editor.editingFinished.connect(partial(self._take, editor, self._table.column(column).id))
        editor.show()
        editor.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, editor: "TitleEditor", name: str) -> None:
        column = next((at for at, spec in enumerate(self._table.columns) if spec.id == name), None)
        if column is not None and not editor.abandoned:
            self._order.entitle(column, editor.text())
        editor.close_down()


class TitleEditor(QLineEdit):
    """A title being typed; Esc leaves it as it was."""

    def __init__(self, heads: KeyHeader, title: str) -> None:
        super().__init__(title, heads.viewport())
        self._heads = heads
        self.abandoned = False
        self.setObjectName("title_editor")
        self.setAccessibleName(self.tr("Title of the column"))
        self.setPlaceholderText(self.tr("The key"))
        self.selectAll()

    def close_down(self) -> None:
        """Go, and give the keyboard back to the table."""
        self.blockSignals(True)
        table = self._heads.parentWidget()
        if self.hasFocus() and table is not None:
            table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.deleteLater()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() == Qt.Key.Key_Escape:
            self.abandoned = True
            self.editingFinished.emit()
            return
        super().keyPressEvent(arg__1)
