"""Filtering and sorting the table in front: gives each page its arrangement, and answers the commands."""

from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from controllers.arranging import Arrangement
from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.settings import SHOW_FILTERS, Settings
from models.row_filter import FilterRefused
from ui.gestures.tables import Tables
from ui.grid.arranged_grid import ArrangedGrid
from ui.grid.values_popup import ValuesPopup
from ui.main_window import MainWindow
from ui.panes.table_page import TablePage

_OF_TABLE = (
    "find_everywhere", "filter_column", "filter_by_value", "sort_ascending", "sort_descending",
)  # fmt: skip


class Arranging(QObject):
    """Passes the commands to the arrangement of the table in front."""

    def __init__(self, window: MainWindow, tables: Tables, *, lanes: Lanes, tasks: Tasks, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._tables = tables
        self._lanes = lanes
        self._tasks = tasks
        self._settings = settings
        commands = window.commands
        commands["find_everywhere"].triggered.connect(self._find_everywhere)
        commands["show_filters"].setChecked(settings.get(SHOW_FILTERS))
        commands["show_filters"].toggled.connect(partial(settings.set, SHOW_FILTERS))
        commands["filter_column"].triggered.connect(self._filter_column)
        commands["filter_by_value"].triggered.connect(self._filter_by_value)
        commands["sort_ascending"].triggered.connect(partial(self._sort, descending=False))
        commands["sort_descending"].triggered.connect(partial(self._sort, descending=True))
        commands["sort_none"].triggered.connect(self._sort_none)
        commands["apply_again"].triggered.connect(self._apply_again)
        commands["clear_filters"].triggered.connect(self._clear)
        settings.changed.connect(self._meet_setting)
        tables.page_changed.connect(self._follow)
        self._follow(None)

    def _follow(self, page: TablePage | None) -> None:
        if page is not None and page.arrangement is None:
            self._arrange(page)
        for name in _OF_TABLE:
            self._window.commands[name].allow(
                allowed=page is not None, reason=self.tr("Open a folder or a dataset first.")
            )
        self._show_state()

    def _arrange(self, page: TablePage) -> None:
        arrangement = Arrangement(page.open_table, self._lanes, self._tasks.spawn, self._settings)
        grid = ArrangedGrid(page.grid, arrangement, self._settings)
        grid.values_wanted.connect(partial(self._fetch_values, arrangement))
        page.arrange(arrangement, grid)
        arrangement.changed.connect(self._show_state)
        arrangement.wish_changed.connect(self._show_state)

    def _show_state(self) -> None:
        arrangement = self._arrangement
        filters = arrangement is not None and arrangement.filters
        sorts = arrangement is not None and bool(arrangement.wish.sort)
        commands = self._window.commands
        commands["clear_filters"].allow(allowed=filters, reason=self.tr("Every item is shown."))
        commands["sort_none"].allow(allowed=sorts, reason=self.tr("The items stand in the order they came."))
        commands["apply_again"].allow(
            allowed=filters or sorts, reason=self.tr("The table is neither filtered nor sorted.")
        )

    @property
    def _arrangement(self) -> Arrangement | None:
        page = self._tables.current
        return None if page is None else page.arrangement

    def _find_everywhere(self) -> None:
        page = self._tables.current
        if page is not None and page.filter_bar is not None:
            page.filter_bar.focus_field()

    def _filter_column(self) -> None:
        page, column = self._tables.current, self._column()
        if page is not None and page.arranged_grid is not None and column is not None:
            page.arranged_grid.focus_filter(column)

    def _filter_by_value(self) -> None:
        page = self._tables.current
        if page is None or page.arrangement is None or not page.grid.currentIndex().isValid():
            return
        index = page.grid.currentIndex()
        page.arrangement.filter_by_cell(index.row(), index.column())

    def _sort(self, *, descending: bool) -> None:
        page, column = self._tables.current, self._column()
        if page is not None and page.arrangement is not None and column is not None:
            page.arrangement.sort_by(page.open_table.table.column(column).id, descending=descending)

    def _sort_none(self) -> None:
        if self._arrangement is not None:
            self._arrangement.sort_no_more()

    def _apply_again(self) -> None:
        if self._arrangement is not None:
            self._arrangement.apply_again()

    def _clear(self) -> None:
        if self._arrangement is not None:
            self._arrangement.clear_filters()

    def _column(self) -> int | None:
        """The current column, else the first one."""
        page = self._tables.current
        if page is None or not page.grid.selecting.columns:
            return None
        index = page.grid.currentIndex()
        return index.column() if index.isValid() else page.grid.selecting.columns[0]

    def _meet_setting(self, key: str) -> None:
        if key == SHOW_FILTERS.key:
            self._window.commands["show_filters"].setChecked(self._settings.get(SHOW_FILTERS))

    def _fetch_values(self, arrangement: Arrangement, name: str, popup: ValuesPopup) -> None:
        self._tasks.spawn(self._show_values(arrangement, name, popup))

    async def _show_values(self, arrangement: Arrangement, name: str, popup: ValuesPopup) -> None:
        try:
            values = await arrangement.values_of(name)
        except FilterRefused:
            return  # the field says why
        if isValid(popup):
            popup.show_values(values)
