"""What a table's view needs to be filtered and sorted: the filter row, the marks in the heads, and entries in menus."""

from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from controllers.arranging import Arrangement
from controllers.settings import SHOW_FILTERS, Settings
from domain.conditions import Condition
from ui.grid.filter_field import FilterField
from ui.grid.filter_row import FilterRow
from ui.grid.grid_view import GridView
from ui.grid.keeping_place import KeepingPlace
from ui.grid.nothing_matches import NothingMatches
from ui.grid.sort_marks import SortMark
from ui.grid.values_popup import ValuesPopup
from ui.icons import icon


class ArrangedGrid(QObject):
    """Joins one grid and the arrangement of its table."""

    values_wanted = Signal(str, object)
    """The values of a column, by its id, are wanted by a `ValuesPopup`."""

    def __init__(self, grid: GridView, arrangement: Arrangement, settings: Settings) -> None:
        super().__init__(grid)
        self.grid = grid
        self.row = FilterRow(grid.heads, arrangement)
        self.nothing = NothingMatches(grid.viewport())
        self._arrangement = arrangement
        self._table = arrangement.table.table
        self._settings = settings
        self._keeping = KeepingPlace(grid, self._table)
        grid.heads.marks.offered = True
        arrangement.may_move = self._may_move
        self._connect()
        self.show_row()
        self._show_marks()
        self._show_state()

    def show_row(self) -> None:
        """Show or hide the filter row as the settings say; hidden, what it asks still counts."""
        shown = self._settings.get(SHOW_FILTERS)
        self.grid.heads.set_foot(self.row.wanted_height if shown else 0)
        self.grid.updateGeometries()
        self.row.place()

    def focus_filter(self, column: int) -> None:
        """Give the keyboard to the filter field of a column; the row is shown if it was hidden."""
        self._settings.set(SHOW_FILTERS, True)
        self.row.focus(column)

    def _connect(self) -> None:
        grid, arrangement = self.grid, self._arrangement
        grid.heads.sort_wanted.connect(self._sort)
        grid.order.additions.append(self._add_to_menu)
        grid.order.changed.connect(self.row.place)
        grid.shifted.connect(self._place)
        self._table.modelReset.connect(self._place)
        for signal in (self._table.columnsInserted, self._table.columnsRemoved):
            signal.connect(self._show_marks)
        self.row.left.connect(grid.setFocus)
        self.row.said.connect(grid.said)
        self.row.column_wanted.connect(self._show_column)
        self.row.list_wanted.connect(self._open_list)
        arrangement.wish_changed.connect(self._show_marks)
        arrangement.changed.connect(self._show_state)
        self.nothing.clear_wanted.connect(arrangement.clear_filters)
        self._settings.changed.connect(self._meet_setting)

    def _may_move(self) -> bool:
        return not self.grid.editing.active

    def _place(self) -> None:
        self.row.place()
        self.nothing.setGeometry(self.grid.viewport().rect())

    def _show_marks(self) -> None:
        keys = self._arrangement.wish.sort
        positions = {spec.id: column for column, spec in enumerate(self._table.columns)}
        several = len(keys) > 1
        self.grid.heads.marks.by_column = MappingProxyType(
            {
                positions[key.column]: SortMark(key.descending, place if several else 0)
                for place, key in enumerate(keys, start=1)
                if key.column in positions
            }
        )
        self.grid.heads.viewport().update()
        self.row.place()

    def _show_state(self) -> None:
        arrangement = self._arrangement
        nothing = arrangement.filters and not arrangement.shown and not arrangement.busy and bool(arrangement.total)
        self.nothing.setVisible(nothing)
        if nothing:
            self.nothing.say(arrangement.described())
            self._place()

    def _sort(self, column: int, add: bool) -> None:
        if self.grid.editing.finish():
            self._arrangement.turn_sort(self._table.column(column).id, add=add)

    def _show_column(self, column: int) -> None:
        """Scroll a head into sight; there may be no row to scroll to."""
        grid, heads = self.grid, self.grid.heads
        if heads.is_pinned(column):
            return
        bar, left = grid.horizontalScrollBar(), heads.sectionViewportPosition(column)
        right = left + heads.sectionSize(column)
        if left < grid.pinned_width:
            bar.setValue(bar.value() - (grid.pinned_width - left))
        elif right > grid.viewport().width():
            bar.setValue(bar.value() + min(right - grid.viewport().width(), left - grid.pinned_width))

    def _open_list(self, name: str, field: FilterField) -> None:
        popup = ValuesPopup(field, self._arrangement.wish.conditions.get(name))
        popup.chosen.connect(partial(self._choose, name))
        popup.begun.connect(field.begin)
        popup.open_at(self.row.corner_of(field))
        self.values_wanted.emit(name, popup)

    def _choose(self, name: str, condition: Condition | None) -> None:
        self._arrangement.set_condition(name, condition)

    def _add_to_menu(self, menu: QMenu, column: int) -> None:
        """Sort and filter entries of a head's menu."""
        if column < 0:
            return
        spec = self._table.column(column)
        way = self._arrangement.wish.direction(spec.id)
        add = bool(self._arrangement.wish.sort) and way is None
        sort = partial(self._arrangement.sort_by, spec.id)
        for text, drawing, descending in (
            (self.tr("Sort Ascending"), "sort-up", False),
            (self.tr("Sort Descending"), "sort-down", True),
        ):
            action = menu.addAction(icon(drawing), text)
            action.triggered.connect(partial(sort, descending=descending))
            action.setEnabled(way is not descending)
        if add:
            up, down = self.tr("Then by This, Ascending"), self.tr("Then by This, Descending")
            menu.addAction(up).triggered.connect(partial(sort, descending=False, add=True))
            menu.addAction(down).triggered.connect(partial(sort, descending=True, add=True))
        none = menu.addAction(self.tr("Do Not Sort by This"))
        none.triggered.connect(partial(sort, descending=None))
        none.setEnabled(way is not None)
        menu.addSeparator()
        menu.addAction(icon("filter"), self.tr("Filter…")).triggered.connect(partial(self._filter, column))
        clear = menu.addAction(self.tr("Clear This Filter"))
        clear.triggered.connect(partial(self._choose, spec.id, None))
        clear.setEnabled(spec.id in self._arrangement.wish.conditions)
        menu.addSeparator()

    def _filter(self, column: int) -> None:
        self.focus_filter(column)
        self.row.field(column).list_wanted.emit()

    def _meet_setting(self, key: str) -> None:
        if key == SHOW_FILTERS.key:
            self.show_row()
