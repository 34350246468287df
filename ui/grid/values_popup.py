"""The list under a filter field: kinds of conditions, and the column's values with counts and boxes to tick."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from domain.conditions import Condition, Equals, IsChanged, IsEmpty, IsInvalid, Not, OneOf
from models.cell_text import plain
from models.distinct_values import DistinctValues
from ui.wording import counted, number

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WIDTH = 300
_HEIGHT = 380
_COUNTS = 84
_LONGEST = 200


class ValueList(QAbstractTableModel):
    """Values and their counts, each to be ticked; `None` stands for rows without a value."""

    ticked_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._every: list[tuple[str | None, int]] = []
        self._rows: list[tuple[str | None, int]] = []
        self.ticked: set[str | None] = set()

    def set_values(self, values: DistinctValues, ticked: set[str | None]) -> None:
        """Show values; those ticked that are not among them are shown too, with no count."""
        self.beginResetModel()
        empty: list[tuple[str | None, int]] = [(None, values.empty)] if values.empty or None in ticked else []
        known = {text for text, _ in values.values}
        gone: list[tuple[str | None, int]] = [(text, 0) for text in ticked if text is not None and text not in known]
        self._every = [*empty, *gone, *values.values]
        self._rows = self._every
        self.ticked = ticked
        self.endResetModel()

    def find(self, part: str) -> None:
        """Show only the values with a part in them."""
        self.beginResetModel()
        wanted = part.casefold()
        self._rows = [row for row in self._every if wanted in (row[0] or "").casefold()] if wanted else self._every
        self.endResetModel()

    def tick_shown(self, *, ticked: bool) -> None:
        """Tick every value that is shown, or none of them."""
        for text, _ in self._rows:
            (self.ticked.add if ticked else self.ticked.discard)(text)
        self._say_all()

    def turn(self, index: Index) -> None:
        """Tick a value, or take the tick away."""
        self.ticked.symmetric_difference_update({self._rows[index.row()][0]})
        self._say_all()

    def _say_all(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        self.ticked_changed.emit()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return usable | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else usable

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        text, count = self._rows[index.row()]
        if index.column() == 1:
            return self._count_data(count, role)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if text in self.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(text or "")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.tr("(empty)") if text is None else " ".join(text.split())[:_LONGEST] or self.tr("(blanks)")

    def _count_data(self, count: int, role: int) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return QGuiApplication.palette().placeholderText()
        return number(count) if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid():
            self.turn(index)
            return True
        return False


class ValuesPopup(QFrame):
    """Opens under a field; `chosen` tells the condition, `begun` what the person shall type on with."""

    chosen = Signal(object)
    begun = Signal(str)

    def __init__(self, parent: QWidget, condition: Condition | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("values_popup")
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._condition = condition
        self._kinds = QPushButton(self.tr("Condition"))
        self._kinds.setObjectName("kinds")
        self._find = QLineEdit()
        self._find.setPlaceholderText(self.tr("Find a value"))
        self._find.setClearButtonEnabled(True)
        self._values = ValueList(self)
        self._view = QTreeView()
        self._view.setProperty("role", "list")
        self._view.setModel(self._values)
        self._view.setUniformRowHeights(True)
        self._view.setRootIsDecorated(False)
        self._view.setHeaderHidden(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        heads = self._view.header()
        heads.setStretchLastSection(False)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        heads.resizeSection(1, _COUNTS)
        self._view.setAccessibleName(self.tr("Values of this column"))
        self._note = QLabel(self.tr("Counting…"))
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self._build()
        self._find.textChanged.connect(self._values.find)
        self._values.ticked_changed.connect(self._show_ticked)
        self._view.activated.connect(self._values.turn)

    def show_values(self, values: DistinctValues) -> None:
        """Show what was counted."""
        self._values.set_values(values, _ticked(self._condition))
        left = values.count - len(values.values)
        told = counted(values.count, self.tr("1 value"), self.tr("%n values"))
        more = self.tr(", the {count} most frequent are listed").format(count=number(len(values.values)))
        self._note.setText(told + (more if left else ""))
        self._show_ticked()

    def open_at(self, corner: QPoint) -> None:
        """Show it under a field, moved so that all of it is on the screen."""
        self.resize(_WIDTH, _HEIGHT)
        screen = QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()
        area = screen.availableGeometry()
        self.move(min(corner.x(), area.right() - _WIDTH), min(corner.y(), area.bottom() - _HEIGHT))
        self.show()
        self._find.setFocus()

    def _build(self) -> None:
        self._kinds.setMenu(self._menu())
        every, none = QPushButton(self.tr("All")), QPushButton(self.tr("None"))
        for button in (every, none):
            button.setProperty("kind", "quiet")
        every.clicked.connect(lambda: self._values.tick_shown(ticked=True))
        none.clicked.connect(lambda: self._values.tick_shown(ticked=False))
        self._apply = QPushButton(self.tr("Filter"))
        self._apply.setObjectName("apply_values")
        self._apply.setProperty("kind", "primary")
        self._apply.clicked.connect(self._choose_values)
        foot = QHBoxLayout()
        for widget in (every, none):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self._apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        for widget in (self._kinds, self._find, self._view, self._note):
            layout.addWidget(widget)
        layout.addLayout(foot)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for title, typed in (
            (self.tr("Contains…"), ""),
            (self.tr("Does not contain…"), "!"),
            (self.tr("Is exactly…"), "="),
            (self.tr("Is more than…"), ">"),
            (self.tr("Is less than…"), "<"),
            (self.tr("Is between…"), "1..5"),
            (self.tr("Matches an expression…"), "/…/"),
        ):
            menu.addAction(title).triggered.connect(lambda _checked=False, typed=typed: self._begin(typed))
        menu.addSeparator()
        conditions: Sequence[tuple[str, Condition | None]] = (
            (self.tr("Is empty"), IsEmpty()),
            (self.tr("Is not empty"), Not(IsEmpty())),
            (self.tr("Is invalid"), IsInvalid()),
            (self.tr("Was changed here"), IsChanged()),
            (self.tr("No condition"), None),
        )
        for title, condition in conditions:
            menu.addAction(title).triggered.connect(lambda _checked=False, wanted=condition: self._choose(wanted))
        return menu

    def _begin(self, typed: str) -> None:
        self.close()
        self.begun.emit(typed)

    def _choose(self, condition: Condition | None) -> None:
        self.close()
        self.chosen.emit(condition)

    def _choose_values(self) -> None:
        texts = tuple(text for text in self._values.ticked if text is not None)
        self._choose(_condition(tuple(sorted(texts)), empty=None in self._values.ticked))

    def _show_ticked(self) -> None:
        count = len(self._values.ticked)
        self._apply.setText(self.tr("Filter") if not count else self.tr("Filter ({count})").format(count=number(count)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_values()
        elif event.key() == Qt.Key.Key_Down and self._find.hasFocus():
            self._view.setFocus()
        else:
            super().keyPressEvent(event)


def _ticked(condition: Condition | None) -> set[str | None]:
    match condition:
        case Equals(text):
            return {text}
        case OneOf(texts, empty):
            return {*texts, *([None] if empty else [])}
        case IsEmpty():
            return {None}
        case _:
            return set()


def _condition(texts: tuple[str, ...], *, empty: bool) -> Condition | None:
    if not texts:
        return IsEmpty() if empty else None
    return Equals(texts[0]) if len(texts) == 1 and not empty else OneOf(texts, empty)
