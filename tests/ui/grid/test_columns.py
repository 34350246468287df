"""The heads: pinned name, widths and order kept by name, columns hidden and shown, fitted by a sample."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from controllers.settings import ROW_HEIGHT, ColumnLayout, Settings
from tests.models.world import World, page
from tests.ui.grid.conftest import METADATA, Hands
from ui.grid.columns import with_the_absent
from ui.grid.density import Density
from ui.grid.grid_view import GridView

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def names(grid: GridView) -> list[str]:
    return [grid.table.column(column).name for column in grid.order.visible()]


def again(world: World, settings: Settings, qtbot: QtBot) -> GridView:
    grid = GridView(world.table(page(METADATA)), settings=settings, view_id="folder:1")
    qtbot.addWidget(grid)
    return grid


def test_the_name_comes_first_and_rare_facts_wait_in_the_menu(grid: GridView) -> None:
    assert names(grid)[0] == "name"
    assert "fps" not in names(grid)
    assert "old" not in names(grid)


def test_a_layout_is_kept_by_name_and_comes_back(hands: Hands, world: World, settings: Settings, qtbot: QtBot) -> None:
    grid = hands.grid
    grid.heads.moveSection(grid.heads.visualIndex(hands.column("camera")), 1)
    grid.heads.resizeSection(hands.column("note"), 333)
    grid.order.hide(hands.column("item_type"), hidden=True)
    grid.order.save()
    fresh = again(world, settings, qtbot)
    assert names(fresh)[:2] == ["name", "camera"]
    assert "item_type" not in names(fresh)
    assert fresh.heads.sectionSize(hands.column("note")) == 333


def test_a_layout_from_before_a_key_came_leaves_the_new_key_its_place(
    world: World, settings: Settings, qtbot: QtBot
) -> None:
    settings.save_layout("folder:1", (ColumnLayout("fact:name", 200), ColumnLayout("key:gone", 90)))
    assert again(world, settings, qtbot).heads.sectionSize(0) == 200


def test_the_name_stays_at_the_left_while_the_rest_scrolls(hands: Hands) -> None:
    grid = hands.grid
    grid.resize(600, 300)
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    name = grid.table.index(0, 0)
    assert grid.visualRect(name).left() == 0
    assert grid.indexAt(QPoint(5, 5)) == name
    assert grid.heads.column_at(QPoint(5, 5)) == 0


def test_going_to_a_column_under_the_pinned_one_scrolls_it_out(hands: Hands) -> None:
    grid = hands.grid
    grid.resize(600, 300)
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    grid.selecting.go((0, hands.column("item_type")))
    assert grid.visualRect(grid.currentIndex()).left() >= grid.pinned_width


def test_the_pinned_head_is_resized_where_it_is_seen(hands: Hands) -> None:
    grid = hands.grid
    grid.resize(600, 300)
    grid.horizontalScrollBar().setValue(200)
    edge, y = grid.pinned_width - 2, grid.heads.height() - 8
    QTest.mousePress(grid.heads.viewport(), LEFT, NONE, QPoint(edge, y))
    QTest.mouseMove(grid.heads.viewport(), QPoint(edge + 20, y))
    QTest.mouseMove(grid.heads.viewport(), QPoint(edge + 40, y))
    QTest.mouseRelease(grid.heads.viewport(), LEFT, NONE, QPoint(edge + 40, y))
    assert grid.pinned_width == edge + 2 + 40


def test_a_click_on_a_head_selects_its_column(hands: Hands) -> None:
    at = hands.grid.heads.section_rect(hands.column("file_size")).center()
    QTest.mouseClick(hands.grid.heads.viewport(), LEFT, NONE, at)
    assert [r.left for r in hands.grid.selecting.ranges] == [hands.column("file_size")]
    at = hands.grid.heads.section_rect(hands.column("item_type")).center()
    QTest.mouseClick(hands.grid.heads.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, at)
    assert sum(r.count for r in hands.grid.selecting.ranges) == 12


def test_dragging_a_head_moves_its_column_but_never_before_the_name(hands: Hands) -> None:
    heads = hands.grid.heads
    heads.moveSection(heads.visualIndex(hands.column("item_type")), 0)
    assert names(hands.grid)[0] == "name"
    assert names(hands.grid)[1] == "item_type"


def test_columns_fit_their_content_by_a_sample(hands: Hands) -> None:
    hands.grid.order.fit([hands.column("note")], 0)
    assert hands.grid.heads.sectionSize(hands.column("note")) < 200


def test_a_table_nobody_laid_out_fits_its_first_rows_and_then_stays(world: World, qtbot: QtBot) -> None:
    grid = GridView(world.table())
    qtbot.addWidget(grid)
    grid.table.append(page({1: {"camera": '"left"'}}))
    camera = grid.table.column_of("camera") or 0
    fitted = grid.heads.sectionSize(camera)
    assert fitted < 130
    grid.table.append(page({2: {"camera": f'"{"very " * 20}long"'}}))
    assert grid.heads.sectionSize(camera) == fitted


def actions_of(menu: QMenu) -> dict[str, QAction]:
    found: dict[str, QAction] = {}
    for action in menu.actions():
        submenu = action.menu()
        if isinstance(submenu, QMenu):
            found.update({f"{action.text()}/{text}": each for text, each in actions_of(submenu).items()})
        found[action.text()] = action
    return found


def test_the_menu_of_a_head_hides_and_shows(hands: Hands) -> None:
    menu = hands.grid.order.menu(hands.column("note"), 0)
    actions_of(menu)["Hide This Column"].trigger()
    assert "note" not in names(hands.grid)
    menu = hands.grid.order.menu(-1, 0)
    shown = actions_of(menu)
    shown["Keys without a Namespace/note"].trigger()
    shown["Item/FPS"].trigger()
    assert {"note", "fps"} <= set(names(hands.grid))
    assert not shown["Item/Name"].isEnabled()
    shown["Reset Columns"].trigger()
    assert "fps" not in names(hands.grid)


def test_a_whole_namespace_is_hidden_and_shown_at_once(hands: Hands) -> None:
    actions = actions_of(hands.grid.order.menu(-1, 0))
    actions["scene/Hide All"].trigger()
    assert not any(name.startswith("scene.") for name in names(hands.grid))
    actions["scene/Show All"].trigger()
    assert {"scene.weather", "scene.night"} <= set(names(hands.grid))


def test_a_new_key_has_a_column_of_its_own_width(hands: Hands) -> None:
    column = hands.table.add_key("team.reviewer")
    assert "team.reviewer" in names(hands.grid)
    assert hands.grid.heads.sectionSize(column) == 160


def test_other_columns_stay_as_they_are_when_a_key_comes(hands: Hands) -> None:
    hands.grid.heads.resizeSection(hands.column("note"), 271)
    hands.table.add_key("a.first")
    assert hands.grid.heads.sectionSize(hands.column("note")) == 271


def test_a_key_that_comes_with_a_later_page_takes_the_place_it_had(
    hands: Hands, world: World, settings: Settings, qtbot: QtBot
) -> None:
    hands.grid.heads.moveSection(hands.grid.heads.visualIndex(hands.column("camera")), 1)
    hands.grid.heads.resizeSection(hands.column("camera"), 77)
    hands.grid.hide()
    fresh = GridView(world.table(page({9: {}})), settings=settings, view_id="folder:1")
    qtbot.addWidget(fresh)
    assert "camera" not in names(fresh)
    fresh.table.append(page({10: {"camera": '"left"'}}))
    assert names(fresh)[1] == "camera"
    assert fresh.heads.sectionSize(fresh.table.column_of("camera") or 0) == 77


def test_those_that_are_away_keep_their_place() -> None:
    assert with_the_absent(["a", "d"], ["z", "a", "b", "c", "d"]) == ["z", "a", "b", "c", "d"]
    assert with_the_absent(["d", "a"], ["a", "b", "d"]) == ["d", "a", "b"]


def test_going_to_a_name_scrolls_rows_only(hands: Hands) -> None:
    hands.grid.resize(500, 300)
    hands.grid.horizontalScrollBar().setValue(300)
    at = QPoint(8, hands.grid.heads.height() - 8)
    assert hands.grid.heads.column_at(at) == hands.column("name")
    hands.grid.scrollTo(hands.table.index(4, 0))
    assert hands.grid.horizontalScrollBar().value() == 300


def test_the_density_is_chosen_in_the_menu_of_a_head(grid: GridView) -> None:
    actions_of(grid.order.menu(-1, 0))["Row Height/Comfortable"].trigger()
    assert grid.row_height == Density.COMFORTABLE
    assert actions_of(grid.order.menu(-1, 0))["Row Height/Comfortable"].isChecked()


@pytest.mark.parametrize("height", [22, 34])
def test_rows_follow_the_density_that_is_set(grid: GridView, settings: Settings, height: int) -> None:
    settings.set(ROW_HEIGHT, height)
    assert grid.row_height == max(height, round(grid.heads.typesetting.metrics.height()) + 4)
    assert grid.rowHeight(3) == grid.row_height


def test_more_columns_stay_at_the_left_and_are_saved(
    hands: Hands, world: World, settings: Settings, qtbot: QtBot
) -> None:
    grid = hands.grid
    grid.resize(700, 300)
    rate = hands.column("video.rate")
    actions_of(grid.order.menu(rate, 0))["Keep at the Left"].trigger()
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    cell = grid.table.index(1, rate)
    assert grid.visualRect(cell).left() == grid.heads.sectionSize(0)
    assert grid.indexAt(grid.visualRect(cell).center()) == cell
    assert grid.heads.column_at(QPoint(grid.visualRect(cell).center().x(), 30)) == rate
    assert grid.pinned_width == grid.heads.sectionSize(0) + grid.heads.sectionSize(rate)
    grid.order.save()
    fresh = again(world, settings, qtbot)
    assert names(fresh)[:2] == ["name", "video.rate"]
    assert fresh.heads.is_pinned(rate)
    action = actions_of(fresh.order.menu(rate, 0))["Keep at the Left"]
    assert action.isChecked()
    action.trigger()
    assert not fresh.heads.is_pinned(rate)


def test_no_column_is_dragged_before_those_that_stay(hands: Hands) -> None:
    heads = hands.grid.heads
    hands.grid.order.pin(hands.column("video.rate"), pinned=True)
    heads.moveSection(heads.visualIndex(hands.column("camera")), 0)
    assert names(hands.grid)[:3] == ["name", "video.rate", "camera"]


def test_a_title_is_typed_over_a_column_and_the_key_stays_in_the_tip(
    hands: Hands, world: World, settings: Settings, qtbot: QtBot
) -> None:
    grid, rate = hands.grid, hands.column("video.rate")
    grid.column_menu.rename(rate)
    editor = grid.heads.findChild(QLineEdit, "title_editor")
    assert editor is not None
    QTest.keyClicks(editor, "Frames a second")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    spec = grid.table.column(rate)
    assert grid.heads.shown_title(spec) == "Frames a second"
    assert grid.hasFocus()
    tip = grid.table.headerData(rate, Qt.Orientation.Horizontal, int(Qt.ItemDataRole.ToolTipRole))
    assert "video.rate" in tip
    grid.order.save()
    fresh = again(world, settings, qtbot)
    assert fresh.heads.shown_title(spec) == "Frames a second"
    actions_of(fresh.order.menu(rate, 0))["Show the Key Again"].trigger()
    assert fresh.heads.shown_title(spec) == "rate"


def test_escape_leaves_a_title_as_it_was(hands: Hands) -> None:
    grid, rate = hands.grid, hands.column("video.rate")
    grid.column_menu.rename(rate)
    editor = grid.heads.findChild(QLineEdit, "title_editor")
    assert editor is not None
    QTest.keyClicks(editor, "x")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert grid.heads.shown_title(grid.table.column(rate)) == "rate"


def test_the_columns_of_a_namespace_are_put_side_by_side(hands: Hands) -> None:
    heads = hands.grid.heads
    heads.moveSection(heads.visualIndex(hands.column("video.rate")), 2)
    actions_of(hands.grid.order.menu(-1, 0))["Group by Namespace"].trigger()
    shown = names(hands.grid)
    assert shown[0] == "name"
    assert abs(shown.index("video.rate") - shown.index("video.shot at")) == 1
    assert abs(shown.index("scene.night") - shown.index("scene.weather")) == 1


def test_no_more_columns_stay_than_leave_room_for_the_others(hands: Hands) -> None:
    hands.grid.resize(320, 300)
    action = actions_of(hands.grid.order.menu(hands.column("video.rate"), 0))["Keep at the Left"]
    assert not action.isEnabled()
    assert "no room" in action.toolTip()
