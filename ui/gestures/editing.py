"""The Edit menu: commands of the table in front, undo and redo by name, a new key, and why a command can't be used."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from controllers import editing, stepping
from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.session import Session
from models.cell_edits import Rejected
from models.schema_draft import SchemaDraft
from models.staged import StagedEdits
from ui.actions import OF_THE_TABLE
from ui.dialogs.add_key import AddKeyDialog
from ui.dialogs.frame import shown
from ui.gestures.tables import Tables
from ui.main_window import MainWindow
from ui.panes.table_page import TablePage

_TEXT_TOO = frozenset({"cut", "copy", "paste", "select_all"})


class Editing(QObject):
    """Passes the commands of the Edit menu to the table in front."""

    key_added = Signal(str)
    """A key that the table in front shows a new column for."""

    def __init__(
        self, window: MainWindow, tables: Tables, *, tasks: Tasks, lanes: Lanes, session: Session, staged: StagedEdits
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tables = tables
        self._tasks = tasks
        self._lanes = lanes
        self._session = session
        self._undo = QUndoGroup(self)
        self._draft: SchemaDraft | None = None
        self._lent: OpenTable | None = None
        for name in OF_THE_TABLE:
            window.commands[name].triggered.connect(partial(self._do, name))
        window.commands["undo"].triggered.connect(self._undo_last)
        window.commands["redo"].triggered.connect(self._redo_last)
        window.commands["add_key"].triggered.connect(self._ask_key)
        for signal in (self._undo.canUndoChanged, self._undo.canRedoChanged):
            signal.connect(self._show_undo)
        for signal in (self._undo.undoTextChanged, self._undo.redoTextChanged):
            signal.connect(self._show_undo)
        staged.refused.connect(self._say_refused)
        staged.changed.connect(self._forget_refused)
        tables.page_changed.connect(self._follow)
        self._follow(None)

    def end(self) -> None:
        """The window is going: undo stacks that go with it have nothing more to say."""
        self._undo.blockSignals(True)

    def lend(self, draft: SchemaDraft | None) -> None:
        """Undo and redo in the schema while its tab is in front; None gives them back to the tables."""
        self._draft = draft
        if draft is not None:
            if draft.undo not in self._undo.stacks():
                self._undo.addStack(draft.undo)
            self._undo.setActiveStack(draft.undo)
        self._show_undo()

    def lend_table(self, table: OpenTable | None) -> None:
        """Undo and redo in a table whose page is not in front, while a video of it is; None gives them back."""
        self._lent = table
        if table is not None:
            if table.undo not in self._undo.stacks():
                self._undo.addStack(table.undo)
            self._undo.setActiveStack(table.undo)
        self._show_undo()

    @property
    def _table(self) -> OpenTable | None:
        """The table whose edits are undone."""
        page = self._tables.current
        return page.open_table if page is not None else self._lent

    def _follow(self, page: TablePage | None) -> None:
        if page is not None:
            if page.open_table.undo not in self._undo.stacks():
                self._undo.addStack(page.open_table.undo)
            self._undo.setActiveStack(page.open_table.undo)
        reason = self.tr("Open a folder or a dataset first.")
        for name in (*OF_THE_TABLE, "add_key", "close_tab", "close_others", "next_tab", "previous_tab"):
            self._window.commands[name].allow(allowed=page is not None, reason=reason)
        self._show_undo()

    def _do(self, name: str) -> None:
        """A text field that has the focus takes its own keys; else the table in front does it."""
        focus = QApplication.focusWidget()
        if name in _TEXT_TOO and isinstance(focus, QLineEdit | QPlainTextEdit):
            _do_in_text(focus, name)
        elif self._tables.current is not None:
            self._tables.current.grid.do(name)

    def _show_undo(self) -> None:
        table = self._table
        stack = table.undo if table is not None else None
        if self._draft is not None:
            stack = self._draft.undo
        undo, redo = self._window.commands["undo"], self._window.commands["redo"]
        undo.retitle(self.tr("&Undo {what}").format(what=stack.undoText() if stack else "").strip())
        redo.retitle(self.tr("&Redo {what}").format(what=stack.redoText() if stack else "").strip())
        undo.allow(allowed=stack is not None and stack.canUndo(), reason=self.tr("Nothing was edited here."))
        redo.allow(allowed=stack is not None and stack.canRedo(), reason=self.tr("Nothing was undone here."))

    def _undo_last(self) -> None:
        if self._draft is not None:
            self._draft.undo_last()
        elif self._table is not None:
            self._step(self._table, forward=False)

    def _redo_last(self) -> None:
        if self._draft is not None:
            self._draft.redo_next()
        elif self._table is not None:
            self._step(self._table, forward=True)

    def _step(self, table: OpenTable, *, forward: bool) -> None:
        if stepping.takes_long(table, forward=forward):
            step = stepping.redo if forward else stepping.undo
            self._tasks.spawn(step(table, self._lanes))
        elif forward:
            editing.redo(table)
        else:
            editing.undo(table)

    def _say_refused(self, sentence: str) -> None:
        self._window.banners.say("refused", "problem", sentence)

    def _forget_refused(self) -> None:
        """An edit was kept: whatever was in the way of the one before is gone."""
        self._window.banners.clear("refused")

    def _ask_key(self) -> None:
        if self._tables.current is not None:
            self._tasks.spawn(self._add_key(self._tables.current))

    async def _add_key(self, page: TablePage) -> None:
        dialog = AddKeyDialog(self._session.schema, page.open_table.frame.keys, self._window)
        try:
            if not await shown(dialog):
                return
            outcome = editing.add_key(page.open_table, dialog.key)
        finally:
            dialog.deleteLater()
        if isinstance(outcome, Rejected):
            self._window.banners.say("key", "problem", outcome.reason)
            return
        self._show_column(page, dialog.key)
        self.key_added.emit(dialog.key)

    def _show_column(self, page: TablePage, key: str) -> None:
        column = page.open_table.table.column_of(key)
        row = max(page.grid.currentIndex().row(), 0)
        if column is not None and page.open_table.table.rowCount():
            index = page.open_table.table.index(row, column)
            page.grid.setCurrentIndex(index)
            page.grid.scrollTo(index)
        page.grid.setFocus()


def _do_in_text(field: QWidget, name: str) -> None:
    if isinstance(field, QLineEdit | QPlainTextEdit):
        {"cut": field.cut, "copy": field.copy, "paste": field.paste, "select_all": field.selectAll}[name]()
