"""In the window rows are filtered and sorted by key and by mouse; the current item stays the current one."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTreeView

from controllers.settings import SHOW_FILTERS
from domain.conditions import Contains
from tests.ui.conftest import Office
from tests.ui.finding import find
from ui.grid.arranged_grid import ArrangedGrid
from ui.grid.filter_field import FilterField
from ui.grid.values_popup import ValuesPopup
from ui.panes.filter_bar import FilterBar
from ui.panes.table_page import TablePage


class Desk:
    """A person before the first folder, thirty items."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.page: TablePage = office.open_first_folder()
        office.until(lambda: self.rows == 30)

    @property
    def rows(self) -> int:
        return self.page.open_table.table.rowCount()

    @property
    def joined(self) -> ArrangedGrid:
        assert self.page.arranged_grid is not None
        return self.page.arranged_grid

    @property
    def bar(self) -> FilterBar:
        assert self.page.filter_bar is not None
        return self.page.filter_bar

    def column(self, name: str) -> int:
        return next(at for at, spec in enumerate(self.page.open_table.table.columns) if spec.name == name)

    def field(self, name: str) -> FilterField:
        return self.joined.row.field(self.column(name))

    def texts(self, name: str) -> list[str]:
        table, column = self.page.open_table.table, self.column(name)
        return [table.shown(row, column).text for row in range(self.rows)]

    def types(self, field: FilterField, text: str) -> None:
        self.office.do(lambda: QTest.keyClicks(field, text))

    def clicks_mark(self, name: str, *, add: bool = False) -> None:
        heads, column = self.page.grid.heads, self.column(name)
        self.page.grid.scrollTo(self.page.open_table.table.index(0, column))
        box = heads.section_rect(column)
        point = QPoint(box.right() - 14, box.bottom() - 6)
        held = Qt.KeyboardModifier.ShiftModifier if add else Qt.KeyboardModifier.NoModifier
        QTest.mouseMove(heads.viewport(), point)
        self.office.do(lambda: QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, held, point))


def test_typing_under_a_head_filters_and_escape_brings_everything_back(office: Office) -> None:
    desk = Desk(office)
    field = desk.joined.row.focus(desk.column("bench.weather"))
    desk.types(field, "fog")
    office.until(lambda: desk.rows == 6, "six of thirty")
    assert set(desk.texts("bench.weather")) == {"fog"}
    assert desk.bar.count() == "6 of 30 items"
    assert desk.bar.clear.isVisibleTo(desk.page)
    office.do(lambda: QTest.keyClick(field, Qt.Key.Key_Escape))
    office.until(lambda: desk.rows == 30, "all of them")
    assert desk.bar.count() == "30 items"
    assert not desk.bar.clear.isVisibleTo(desk.page)


def test_ctrl_f_goes_to_the_field_for_all_columns_and_nothing_is_said_with_a_way_back(office: Office) -> None:
    desk = Desk(office)
    office.trigger("find_everywhere")
    assert QApplication.focusWidget() is desk.bar.field
    desk.types(desk.bar.field, "nowhere at all")
    office.until(lambda: desk.joined.nothing.isVisibleTo(desk.page), "nothing matches")
    assert desk.rows == 0
    assert desk.page.grid.isVisibleTo(desk.page)
    office.trigger("clear_filters")
    office.until(lambda: desk.rows == 30)
    assert not desk.joined.nothing.isVisibleTo(desk.page)
    assert not desk.bar.field.text()


def test_the_mark_of_a_head_sorts_and_shift_adds_a_column(office: Office) -> None:
    desk = Desk(office)
    desk.clicks_mark("bench.shift")
    office.until(lambda: desk.texts("bench.shift") == sorted(desk.texts("bench.shift")))
    desk.clicks_mark("name", add=True)
    desk.clicks_mark("name", add=True)

    def sorted_by_both() -> bool:
        pairs = list(zip(desk.texts("bench.shift"), desk.texts("name"), strict=True))
        return pairs == sorted(sorted(pairs, key=lambda pair: pair[1], reverse=True), key=lambda pair: pair[0])

    office.until(sorted_by_both)
    marks = desk.page.grid.heads.marks.by_column
    assert {desk.page.open_table.table.column(at).name: mark.place for at, mark in marks.items()} == {
        "bench.shift": 1,
        "name": 2,
    }
    assert not desk.page.grid.selecting.ranges or desk.rows == 30


def test_beside_the_mark_a_click_still_selects_the_column(office: Office) -> None:
    desk = Desk(office)
    heads, column = desk.page.grid.heads, desk.column("name")
    box = heads.section_rect(column)
    point = QPoint(box.left() + 20, box.bottom() - 6)
    office.do(lambda: QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=point))
    assert desk.page.grid.selecting.ranges[0].bottom == 29
    assert not heads.marks.by_column


def test_the_current_item_and_its_place_on_the_screen_stay(office: Office) -> None:
    desk = Desk(office)
    table, grid = desk.page.open_table.table, desk.page.grid
    column = desk.column("bench.gain")
    office.do(lambda: grid.selecting.go((20, column)))
    item, top = table.item(20), grid.visualRect(grid.currentIndex()).top()
    office.trigger("sort_descending")
    office.until(lambda: bool(grid.heads.marks.by_column))
    office.until(lambda: desk.page.arrangement is not None and not desk.page.arrangement.busy)
    assert table.item(grid.currentIndex().row()) == item
    assert grid.currentIndex().column() == column
    limit = grid.verticalScrollBar()
    assert grid.visualRect(grid.currentIndex()).top() == top or limit.value() in (limit.minimum(), limit.maximum())


def test_the_list_of_values_filters_by_what_is_ticked(office: Office) -> None:
    desk = Desk(office)
    office.do(desk.field("bench.split").list_wanted.emit)
    popup = next(each for each in QApplication.topLevelWidgets() if isinstance(each, ValuesPopup))
    texts: list[str] = []

    def counted() -> bool:
        view = find(popup, QTreeView)
        texts[:] = [str(view.model().index(row, 0).data()) for row in range(view.model().rowCount())]
        return bool(texts)

    office.until(counted, "the values")
    assert sorted(texts) == ["test", "train", "val"]
    office.do(lambda: popup.chosen.emit(Contains("train")))
    office.do(popup.close)
    office.until(lambda: set(desk.texts("bench.split")) == {"train"})
    assert desk.field("bench.split").text() == "train"


def test_an_edit_leaves_its_row_where_it_is_until_applied_again(office: Office) -> None:
    desk = Desk(office)
    assert desk.page.arrangement is not None
    desk.page.arrangement.add_condition("bench.weather", Contains("fog"))
    office.until(lambda: desk.rows == 6)
    office.do(lambda: desk.page.open_table.table.edit([(0, desk.column("bench.weather"))], "rain"))
    assert desk.bar.again.isVisibleTo(desk.page)
    assert desk.rows == 6
    office.do(desk.bar.again.click)
    office.until(lambda: desk.rows == 5)
    assert not desk.bar.again.isVisibleTo(desk.page)


def test_the_row_of_filters_can_be_hidden_and_is_shown_for_who_asks_for_a_field(office: Office) -> None:
    desk = Desk(office)
    assert desk.joined.row.isVisibleTo(desk.page)
    office.trigger("show_filters")
    assert not desk.joined.row.isVisibleTo(desk.page)
    assert desk.page.grid.heads.foot == 0
    office.do(lambda: desk.page.grid.selecting.go((0, desk.column("bench.note"))))
    office.trigger("filter_column")
    assert office.settings.get(SHOW_FILTERS)
    assert desk.joined.row.isVisibleTo(desk.page)
    assert QApplication.focusWidget() is desk.field("bench.note")
    assert office.window.commands["show_filters"].isChecked()


def test_fields_stand_under_their_heads_and_the_pinned_one_stays(office: Office) -> None:
    desk = Desk(office)
    grid = desk.page.grid
    office.do(lambda: grid.horizontalScrollBar().setValue(700))
    office.until(lambda: grid.horizontalScrollBar().value() == 700)
    row = desk.joined.row
    for column in grid.heads.visible_columns():
        box = grid.heads.section_rect(column)
        field = row.field(column)
        left = field.mapTo(grid.heads, QPoint(0, 0)).x()
        assert abs(left - box.left()) <= 4
        assert field.mapTo(grid.heads, QPoint(0, 0)).y() >= box.bottom()
    assert desk.field("name").mapTo(grid.heads, QPoint(0, 0)).x() < 5
    assert desk.field("name").isVisibleTo(desk.page)


def test_tab_goes_from_field_to_field_and_scrolls_them_into_sight(office: Office) -> None:
    desk = Desk(office)
    grid = desk.page.grid
    columns = [grid.heads.logicalIndex(place) for place in range(grid.heads.count())]
    shown = [column for column in columns if not grid.heads.isSectionHidden(column)]
    field = desk.joined.row.focus(shown[0])
    for column in shown[1:12]:
        office.do(lambda field=field: QTest.keyClick(field, Qt.Key.Key_Tab))
        field = desk.joined.row.field(column)
        assert QApplication.focusWidget() is field
        assert field.isVisible()


def test_the_menu_of_a_head_sorts_and_filters(office: Office) -> None:
    desk = Desk(office)
    column = desk.column("bench.gain")
    menu = desk.page.grid.order.menu(column, 0)
    actions = {action.text(): action for action in menu.actions()}
    office.do(actions["Sort Descending"].trigger)
    office.until(lambda: column in desk.page.grid.heads.marks.by_column)
    again: QMenu = desk.page.grid.order.menu(column, 0)
    states = {action.text(): action.isEnabled() for action in again.actions()}
    assert not states["Sort Descending"]
    assert states["Do Not Sort by This"]
    other = desk.page.grid.order.menu(desk.column("name"), 0)
    assert "Then by This, Ascending" in {action.text() for action in other.actions()}
    for each in (menu, again, other):
        each.deleteLater()


def test_the_value_under_the_cursor_becomes_the_filter(office: Office) -> None:
    desk = Desk(office)
    column = desk.column("bench.split")
    office.do(lambda: desk.page.grid.selecting.go((0, column)))
    wanted = desk.texts("bench.split")[0]
    office.trigger("filter_by_value")
    office.until(lambda: desk.rows == 10)
    assert set(desk.texts("bench.split")) == {wanted}
    assert desk.field("bench.split").text() == f"={wanted}"
