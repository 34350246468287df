"""One tree of the side: a header, a field that narrows it as you type, and the tree itself."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.actions import Command
from ui.icons import icon
from ui.panes.side_tree import Index, Look, LookDelegate, SideTree

_ROOT = QModelIndex()


class FindField(QLineEdit):
    """Narrows the tree below it; Down goes into the tree, Escape clears."""

    left_downwards = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.setProperty("role", "find")
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class NarrowedTree(QSortFilterProxyModel):
    """The rows whose names hold what was typed. A branch that is not loaded, or failed to, can still be opened."""

    @override
    def hasChildren(self, parent: Index = _ROOT) -> bool:
        source, index = self.sourceModel(), self.mapToSource(parent)
        return super().hasChildren(parent) or (not source.rowCount(index) and source.hasChildren(index))


class TreePane(QWidget):
    """A titled tree; what a row looks like and which of its rows open are told by the model's owner."""

    opened = Signal(QModelIndex)  # an index of the model that was set
    menu_wanted = Signal(QModelIndex, QPoint)  # the same, and where on the screen
    current_changed = Signal(QModelIndex)
    unfolded = Signal(QModelIndex)

    def __init__(self, title: str, hint: str, empty: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "pane")
        self.field = FindField(hint)
        self.tree = SideTree()
        self.tree.setObjectName(f"{name}_tree")
        self.tree.setAccessibleName(title)
        self._buttons = QHBoxLayout()
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._remark = QLabel(empty)
        self._remark.setWordWrap(True)
        self._remark.setProperty("role", "muted")
        self._remark.setContentsMargins(16, 8, 16, 8)
        self._empty = empty
        self._shown = NarrowedTree(self)
        self._shown.setRecursiveFilteringEnabled(True)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._build(title)
        self._connect()

    def set_model(self, model: QAbstractItemModel, look: Callable[[Index], Look]) -> None:
        """Show a model's first column, each row as `look` says."""

        def look_behind(index: Index) -> Look:
            return look(self._shown.mapToSource(index))

        self._shown.setSourceModel(model)
        self.tree.setModel(self._shown)
        for column in range(1, self._shown.columnCount()):
            self.tree.setColumnHidden(column, True)
        self.tree.setItemDelegate(LookDelegate(look_behind, self.tree))
        self.tree.selectionModel().currentChanged.connect(self._current_changed)
        for signal in (self._shown.rowsInserted, self._shown.rowsRemoved, self._shown.modelReset):
            signal.connect(self._remark_if_empty)
        self._remark_if_empty()

    def set_count(self, text: str) -> None:
        """A quiet note beside the title, such as a number."""
        self._count.setText(text)

    def add_button(self, command: Command) -> None:
        """A small button in the header for a command of this tree."""
        button = QToolButton()
        button.setDefaultAction(command)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setAutoRaise(True)
        self._buttons.addWidget(button)

    def current(self) -> QModelIndex:
        """The current row as the model's own index."""
        return self._shown.mapToSource(self.tree.currentIndex())

    def reveal(self, index: QModelIndex) -> None:
        """Make a row of the model current, opening what is above it."""
        mapped = self._shown.mapFromSource(index)
        self.tree.setCurrentIndex(mapped)
        self.tree.scrollTo(mapped)

    def expand(self, index: QModelIndex) -> None:
        """Open a row of the model."""
        self.tree.expand(self._shown.mapFromSource(index))

    def fold(self, index: QModelIndex) -> None:
        """Close a row of the model."""
        self.tree.collapse(self._shown.mapFromSource(index))

    def _build(self, title: str) -> None:
        label = QLabel(title)
        label.setProperty("role", "section")
        self._buttons.setContentsMargins(16, 0, 8, 0)
        self._buttons.setSpacing(4)
        self._buttons.addWidget(label)
        self._buttons.addWidget(self._count, 1)
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 12, 8)
        line.addWidget(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._buttons)
        layout.addLayout(line)
        layout.addWidget(self._remark)
        layout.addWidget(self.tree, 1)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._narrow)
        self.field.left_downwards.connect(self._enter_tree)
        self.tree.activated.connect(self._activated)
        self.tree.doubleClicked.connect(self._unfold)
        self.tree.expanded.connect(self._expanded)
        self.tree.customContextMenuRequested.connect(self._menu_at)

    def _narrow(self, text: str) -> None:
        self._shown.setFilterFixedString(text)
        if text:
            self._open_loaded(QModelIndex())
        self._remark_if_empty()

    def _open_loaded(self, parent: QModelIndex) -> None:
        """Open what narrowing left, without asking the platform for more."""
        for row in range(self._shown.rowCount(parent)):
            index = self._shown.index(row, 0, parent)
            if self._shown.rowCount(index):
                self.tree.expand(index)
                self._open_loaded(index)

    def _enter_tree(self) -> None:
        self.tree.setFocus()
        if not self.tree.currentIndex().isValid():
            self.tree.setCurrentIndex(self._shown.index(0, 0))

    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._shown.mapToSource(index))

    def _unfold(self, index: QModelIndex) -> None:
        self.tree.expand(index)

    def _expanded(self, index: QModelIndex) -> None:
        self.unfolded.emit(self._shown.mapToSource(index))

    def _current_changed(self, current: QModelIndex) -> None:
        self.current_changed.emit(self._shown.mapToSource(current))

    def _menu_at(self, point: QPoint) -> None:
        index = self.tree.indexAt(point)
        self.menu_wanted.emit(self._shown.mapToSource(index), self.tree.viewport().mapToGlobal(point))

    def _remark_if_empty(self) -> None:
        empty = self._shown.rowCount() == 0
        narrowed = bool(self.field.text())
        self._remark.setText(self.tr("No loaded name has this text in it.") if narrowed else self._empty)
        self._remark.setVisible(empty)
