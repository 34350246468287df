"""Which types of values each key really holds: a table, the keys that drift marked and on top."""

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QLabel, QStyleOptionViewItem, QTreeView, QVBoxLayout, QWidget
from typing_extensions import override

from models.findings import Report
from models.type_table import DRIFTS_ROLE, KEY_ROLE, TypeTable
from ui.icons import draw
from ui.panes.side_tree import Index, RowDelegate
from ui.tokens import tokens_of
from ui.wording import counted

_SIGN = 18


class _CellDelegate(RowDelegate):
    """Text that stands under its head, to the pixel."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        option.rect.adjust(5, 0, -5, 0)
        super().paint(painter, option, index)


class _KeyDelegate(RowDelegate):
    """The key, behind a sign where its values are of several types."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(DRIFTS_ROLE):
            place = QRectF(option.rect.left() + 8, option.rect.center().y() - _SIGN / 2 + 1, _SIGN, _SIGN)
            draw(painter, "warning", place, tokens_of(option.palette).staged)
        option.rect.adjust(32, 0, 0, 0)
        super().paint(painter, option, index)


class TypesPane(QWidget):
    """Shows the types of a report; says which key a person wants to see."""

    wanted = Signal(str)
    """A key."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("types")
        self._model = TypeTable(self)
        self._told = QLabel()
        self._told.setProperty("role", "title")
        self._told.setContentsMargins(16, 8, 16, 8)
        self.table = QTreeView()
        self.table.setObjectName("types_table")
        self.table.setAccessibleName(self.tr("Types of values by key"))
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setModel(self._model)
        self.table.setItemDelegate(_CellDelegate(self.table))
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setItemDelegateForColumn(0, _KeyDelegate(self.table))
        head = self.table.header()
        head.setSectionsMovable(False)
        head.setStretchLastSection(False)
        head.setDefaultSectionSize(80)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(1, 168)
        self.table.activated.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._told)
        layout.addWidget(self.table, 1)
        self.show_report(None)

    @property
    def told(self) -> str:
        """What stands above the table."""
        return self._told.text()

    def show_report(self, report: Report | None) -> None:
        """Show the types of a report, or nothing."""
        types = report.types if report else ()
        self._model.show(types)
        for column in range(self._model.columnCount()):
            self.table.setColumnHidden(column, not self._model.is_used(column))
        drifting = sum(each.drifts for each in types)
        if report is None:
            self._told.setText(self.tr("The values of this table have not been looked at yet."))
        elif not drifting:
            self._told.setText(self.tr("Every key holds values of one type."))
        else:
            many = self.tr("%n keys hold values of more than one type.")
            self._told.setText(counted(drifting, self.tr("1 key holds values of more than one type."), many))
        self.table.setVisible(bool(types))

    def _on_activated(self, index: QModelIndex) -> None:
        self.wanted.emit(str(index.data(KEY_ROLE)))
