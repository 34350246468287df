"""The commands of the table under the hands, passed to the table in front; and what its large gestures work with."""

from functools import partial

from PySide6.QtCore import QObject

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from ui.gestures.tables import Tables
from ui.grid.changing import Background
from ui.main_window import MainWindow
from ui.panes.table_page import TablePage
from ui.specs import hands


class Handing(QObject):
    """Follows the page in front."""

    def __init__(self, window: MainWindow, tables: Tables, *, lanes: Lanes, tasks: Tasks) -> None:
        super().__init__(window)
        self._commands = [window.commands[spec.name] for spec in hands.specs()]
        self._tables = tables
        self._lanes = lanes
        self._tasks = tasks
        for command in self._commands:
            command.triggered.connect(partial(self._do, command.objectName()))
        tables.page_changed.connect(self._follow)
        self._follow(None)

    def _follow(self, page: TablePage | None) -> None:
        reason = self.tr("Open a folder or a dataset first.")
        for command in self._commands:
            command.allow(allowed=page is not None, reason=reason)
        if page is not None:
            page.grid.hands.work_with(Background(page.open_table, self._lanes, self._tasks))

    def _do(self, name: str) -> None:
        if self._tables.current is not None:
            self._tables.current.grid.do(name)
