"""The columns of an export, to tick: what the platform says of an item, its folder, and every key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.column_spec import ColumnSpec
from ui.wording import number

_SPEC = Qt.ItemDataRole.UserRole


class ColumnsList(QWidget):
    """Every column with a tick, a field to find some, and buttons to tick all or none of those found."""

    changed = Signal()

    def __init__(self, columns: Sequence[ColumnSpec]) -> None:
        super().__init__()
        self._head = QLabel()
        self._head.setProperty("role", "section")
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a column"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.setClearButtonEnabled(True)
        self.field.setProperty("role", "find")
        self.list = QListWidget()
        self.list.setObjectName("export_columns")
        self.list.setAccessibleName(self.tr("Columns"))
        self.list.setProperty("role", "keys")
        self.list.setUniformItemSizes(True)
        for column in columns:
            self.list.addItem(_line(column))
        self._build()
        self.field.textChanged.connect(self._find)
        self.list.itemChanged.connect(self._tell)
        self._tell()

    @property
    def chosen(self) -> tuple[ColumnSpec, ...]:
        """The columns that are ticked, from top to bottom."""
        return tuple(line.data(_SPEC) for line in self._lines() if line.checkState() is Qt.CheckState.Checked)

    def tick(self, names: Sequence[str]) -> None:
        """Tick these columns, by their ids, and no others."""
        self._tick([line for line in self._lines() if line.data(_SPEC).id in names], self._lines())

    def _lines(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        for text, name, tick in ((self.tr("A&ll"), "tick_all", True), (self.tr("&None"), "tick_none", False)):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setProperty("kind", "quiet")
            button.setAutoDefault(False)
            button.clicked.connect(self._tick_found if tick else self._untick_found)
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)

    def _find(self, text: str) -> None:
        wanted = text.strip().casefold()
        for line in self._lines():
            line.setHidden(wanted not in line.text().casefold())

    def _tick_found(self) -> None:
        found = [line for line in self._lines() if not line.isHidden()]
        self._tick(found, found)

    def _untick_found(self) -> None:
        self._tick([], [line for line in self._lines() if not line.isHidden()])

    def _tick(self, ticked: Sequence[QListWidgetItem], among: Sequence[QListWidgetItem]) -> None:
        self.list.blockSignals(True)
        wanted = {id(line) for line in ticked}
        for line in among:
            line.setCheckState(Qt.CheckState.Checked if id(line) in wanted else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        of = self.tr("Columns: {ticked} of {all}")
        self._head.setText(of.format(ticked=number(len(self.chosen)), all=number(self.list.count())))
        self.changed.emit()


def _line(column: ColumnSpec) -> QListWidgetItem:
    line = QListWidgetItem(column.title if column.kind == "fact" else column.name)
    line.setData(_SPEC, column)
    line.setToolTip(column.describes)
    line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    line.setCheckState(Qt.CheckState.Unchecked)
    return line
