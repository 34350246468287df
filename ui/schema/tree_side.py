"""The left of the schema's tab: a field that finds keys as one types, which keys are listed, and the tree."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from domain.schema import Schema
from models.schema_rows import Counts, Showing
from models.schema_tree import INSIDE_ROLE, KEY_ROLE, NAMESPACE_ROLE, SchemaTree
from ui.panes.tree_pane import FindField
from ui.schema.tree_view import SchemaTreeView
from ui.wording import counted, number, said

_UNFOLD_UP_TO = 200  # rows; more are folded, because each unfolded row is laid out at once
_DELETED = "\0deleted"


class TreeSide(QWidget):
    """Keeps the cursor and what is unfolded while the schema changes under it."""

    chosen = Signal(str, str)
    """The key under the cursor and its namespace; an empty key for a namespace, both empty for nothing."""
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.model = SchemaTree(self)
        self.tree = SchemaTreeView(self.model)
        self.field = FindField(self.tr("Find keys by name or type"))
        self.field.setObjectName("schema_find")
        self.showing = QComboBox()
        self._remark = QLabel()
        self._body = QStackedWidget()
        self._unfolded: set[str] = set()
        self._key, self._space = "", ""
        self._fresh = True
        self._awaited = ""
        self._total = 0
        self._build()
        self._connect()

    @property
    def key(self) -> str:
        """The key under the cursor; empty for none."""
        return self._key

    @property
    def namespace(self) -> str:
        """The namespace under the cursor, or that of the key under it."""
        return self._space

    @property
    def remark(self) -> str:
        """What stands in place of the tree; empty while keys are listed."""
        return self._remark.text() if self._body.currentIndex() else ""

    def show_schema(self, schema: Schema, changed: dict[str, str]) -> None:
        """Show a schema and what is staged in it."""
        self._total = len(schema.fields)
        self.model.show(schema, changed)
        self._say_nothing_found()
        awaited, self._awaited = self._awaited, ""
        if awaited:
            self.go_to(awaited)

    def show_usage(self, usage: dict[str, Counts]) -> None:
        """Show the counts of the values."""
        self.model.count(usage)

    def go_to(self, key: str) -> bool:
        """Put the cursor on a key, clearing what would hide it; whether it is there."""
        index = self.model.index_of(key)
        if not index.isValid():
            self.field.clear()
            self.showing.setCurrentIndex(0)
            index = self.model.index_of(key)
        if index.isValid():
            self.tree.go_to(index)
        return index.isValid()

    def await_key(self, key: str) -> None:
        """Put the cursor on a key as soon as it is listed."""
        self._awaited = key

    def go_to_namespace(self, path: str) -> None:
        """Put the cursor on a namespace, if it is listed."""
        index = self.model.index_of_namespace(path)
        if index.isValid():
            self.tree.go_to(index)

    def _narrow(self) -> None:
        self.model.narrow(self.field.text(), Showing(self.showing.currentData()))
        self._say_nothing_found()

    def _say_nothing_found(self) -> None:
        found = bool(self.model.shown)
        self._body.setCurrentIndex(0 if found else 1)
        if not self._total:
            self._remark.setText(self.tr("The schema has no keys yet. Insert or New Key adds the first one."))
        elif not found:
            total = counted(self._total, said("1 key"), said("%n keys"))
            self._remark.setText(self.tr("None of the {total} is found this way.").format(total=total))
        self.field.setToolTip(
            self.tr("{shown} of {total}").format(shown=number(self.model.shown), total=number(self._total))
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Insert and not event.modifiers():
            self.tree.addition_wanted.emit()  # an empty tree is not there to take it
        else:
            super().keyPressEvent(event)

    # what stays while rows come and go

    def _restore(self) -> None:
        few = self.model.shown <= _UNFOLD_UP_TO
        if few and (self.field.text().strip() or self.showing.currentIndex() or self._fresh):
            kept = set(self._unfolded)
            self.tree.expandAll()
            self._unfolded = kept  # what was unfolded to show what is found folds again after the search
        else:
            for path in tuple(self._unfolded):
                index = self._deleted() if path == _DELETED else self.model.index_of_namespace(path)
                self.tree.setExpanded(index, True)
        self._fresh = self._fresh and not self._total
        self._restore_cursor()

    def _restore_cursor(self) -> None:
        index = self.model.index_of(self._key) if self._key else self.model.index_of_namespace(self._space)
        self.tree.setCurrentIndex(index if index.isValid() else self._first_key())
        if index.isValid():
            self.tree.scrollTo(index)

    def _first_key(self) -> QModelIndex:
        """The first row that is a key and can be seen; the first row where none can."""
        index = self.model.index(0, 0)
        while index.isValid() and index.data(INSIDE_ROLE):
            index = self.tree.indexBelow(index)
        return index if index.isValid() else self.model.index(0, 0)

    def _deleted(self) -> QModelIndex:
        return self.model.index(self.model.rowCount() - 1, 0)

    def _note_unfolded(self, index: QModelIndex) -> None:
        self._unfolded.add(str(index.data(NAMESPACE_ROLE)) or _DELETED)

    def _note_folded(self, index: QModelIndex) -> None:
        self._unfolded.discard(str(index.data(NAMESPACE_ROLE)) or _DELETED)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self._key, self._space = str(index.data(KEY_ROLE)), str(index.data(NAMESPACE_ROLE))
        elif not self.model.rowCount():
            self._key, self._space = "", ""
        self.chosen.emit(self._key, self._space)

    def _go_down(self) -> None:
        """Enter the tree from the field, at the first key that was found."""
        self.tree.setFocus()
        if self.field.text() and self.tree.currentIndex().data(INSIDE_ROLE):
            self.tree.setCurrentIndex(self._first_key())

    def _focus_field(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _ask_menu(self, point: QPoint) -> None:
        self.menu_wanted.emit(self.tree.viewport().mapToGlobal(point))

    def _connect(self) -> None:
        self.field.textChanged.connect(self._narrow)
        self.field.left_downwards.connect(self._go_down)
        self.showing.currentIndexChanged.connect(self._narrow)
        self.model.modelReset.connect(self._restore)
        self.tree.expanded.connect(self._note_unfolded)
        self.tree.collapsed.connect(self._note_folded)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.tree.customContextMenuRequested.connect(self._ask_menu)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WindowShortcut)
        find.activated.connect(self._focus_field)

    def _build(self) -> None:
        self.showing.setObjectName("schema_showing")
        self.showing.setAccessibleName(self.tr("Which keys are listed"))
        for showing, text in (
            (Showing.ALL, self.tr("All keys")),
            (Showing.CHANGED, self.tr("Staged")),
            (Showing.INVALID, self.tr("With invalid values")),
            (Showing.UNUSED, self.tr("Without values")),
            (Showing.DELETED, self.tr("Deleted")),
        ):
            self.showing.addItem(text, showing.value)
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(8)
        top.addWidget(self.field, 1)
        top.addWidget(self.showing)
        self._remark.setProperty("role", "muted")
        self._remark.setWordWrap(True)
        self._remark.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._remark.setContentsMargins(24, 48, 24, 24)
        self._body.addWidget(self.tree)
        self._body.addWidget(self._remark)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._body, 1)
