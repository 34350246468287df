"""The profile of the column under the cursor, below the table; filters by what is chosen there, and merges."""

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMenu

from controllers.jobs import Tasks
from controllers.profiling import Profiling
from domain.conditions import Between, Condition, OneOf
from domain.shaped_fields import UntypedField
from models.alike import Cluster
from models.cell_edits import Rejected
from models.measures import text_of
from ui.gestures.tables import Tables
from ui.main_window import MainWindow
from ui.panes.profile import ProfilePane
from ui.panes.table_page import TablePage
from ui.profile_words import exact
from ui.wording import counted

AFTER_MS = 120  # a held arrow key passes columns by


class Profiles(QObject):
    """Follows the cursor from column to column while the profile is in front."""

    def __init__(self, window: MainWindow, tables: Tables, *, profiling: Profiling, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._tables = tables
        self._profiling = profiling
        self._tasks = tasks
        self._page: TablePage | None = None
        self._below = window.middle.below
        self.pane = ProfilePane()
        self._below.add("profile", self.tr("Profile"), self.pane)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_MS)
        self._soon.timeout.connect(self._look)
        window.commands["profile_column"].triggered.connect(self._open)
        self._below.page_shown.connect(self._soon.start)
        profiling.changed.connect(self._show)
        self.pane.value_chosen.connect(self._filter_value)
        self.pane.range_chosen.connect(self._filter_range)
        self.pane.outliers_chosen.connect(self._show_outliers)
        self.pane.merge_chosen.connect(self._merge)
        tables.page_changed.connect(self._follow)
        self._follow(None)

    def _follow(self, page: TablePage | None) -> None:
        if page is self._page:
            return
        if self._page is not None:
            self._page.grid.selectionModel().currentColumnChanged.disconnect(self._soon.start)
            self._page.grid.head_menu_opened.disconnect(self._offer)
        self._page = page
        if page is not None:
            page.grid.selectionModel().currentColumnChanged.connect(self._soon.start)
            page.grid.head_menu_opened.connect(self._offer)
        self._look()

    def _open(self) -> None:
        self._below.bring("profile")
        self._look()

    def _offer(self, column: int, menu: QMenu) -> None:
        """Put the profile of a column into the menu of its head."""
        if column >= 0:
            command = self._window.commands["profile_column"]
            menu.addSeparator()
            menu.addAction(command.icon(), command.text()).triggered.connect(partial(self._open_column, column))

    def _open_column(self, column: int) -> None:
        if self._page is not None and self._page.open_table.table.rowCount():
            row = max(self._page.grid.currentIndex().row(), 0)
            self._page.grid.selecting.go((row, column))
        self._open()

    def _look(self) -> None:
        """Look at the current column, if the profile is in front; else at none."""
        page = self._page
        index = page.grid.currentIndex() if page is not None else None
        if page is None or index is None or not index.isValid() or self._below.front != "profile":
            self._profiling.look_at(None, None)
        else:
            self._profiling.look_at(page.open_table, page.open_table.table.column(index.column()))

    def _show(self) -> None:
        profiling = self._profiling
        if profiling.spec is None:
            self.pane.show_nothing(self.tr("Put the cursor into a column to see what it holds."))
        elif profiling.profile is None:
            self.pane.show_waiting(profiling.spec)
        else:
            self.pane.show_profile(profiling.spec, profiling.profile)

    # what is chosen there

    def _filter_value(self, cell: str) -> None:
        spec = self._profiling.spec
        if spec is not None:
            field = spec.field or UntypedField()
            text = cell if spec.field is None else text_of(cell)
            self._filter(OneOf((field.edit_text(cell) if text is None else text,)))

    def _filter_range(self, low: float, high: float) -> None:
        profile = self._profiling.profile
        if profile is None or profile.spread is None:
            return
        spread = profile.spread
        if spread.what == "lengths":
            self._window.status.showMessage(self.tr("A column cannot be filtered by the length of its values."))
        else:
            self._filter(Between(exact(spread, low), exact(spread, high)))

    def _filter(self, condition: Condition) -> None:
        page, spec = self._page, self._profiling.spec
        if page is not None and page.arrangement is not None and spec is not None:
            page.arrangement.set_condition(spec.id, condition)

    def _show_outliers(self) -> None:
        page, profile = self._page, self._profiling.profile
        spec = self._profiling.spec
        if page is not None and page.arrangement is not None and spec and profile and profile.spread:
            sentence = self.tr("values of {key} far from the others").format(key=spec.title)
            page.arrangement.show_rows(profile.spread.outliers, sentence)

    def _merge(self, cluster: Cluster) -> None:
        self._tasks.spawn(self._merge_now(cluster))

    async def _merge_now(self, cluster: Cluster) -> None:
        outcome = await self._profiling.merge(cluster)
        if isinstance(outcome, Rejected):
            self._window.banners.say("mending", "problem", outcome.reason)
            return
        text = counted(outcome.count, self.tr("1 value was changed."), self.tr("%n values were changed."))
        self._window.status.showMessage(self.tr("{text} Undo takes it back.").format(text=text))
