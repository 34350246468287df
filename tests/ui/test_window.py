"""The window as a whole: its menus, its panes, its colours, and that it asks before it closes."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from controllers.settings import THEME, Settings
from tests.ui.finding import listen
from ui.main_window import MainWindow
from ui.theme import Theme, ThemeMode
from ui.tokens import is_dark


class TestWindow:
    def test_every_command_is_in_a_menu_or_a_context_menu(self, window: MainWindow) -> None:
        reachable = {
            each.objectName()
            for menu in window.menuBar().findChildren(QWidget)
            for each in menu.actions()
            if each.objectName()
        }
        assert {command.objectName() for command in window.commands} - reachable == set()

    def test_delete_in_a_tree_reaches_no_table(self, window: MainWindow, qtbot: QtBot) -> None:
        heard = listen(window.commands["clear"].triggered)
        with qtbot.waitActive(window):
            window.activateWindow()
        window.folders.tree.setFocus()
        QTest.keyClick(window.folders.tree, Qt.Key.Key_Delete)
        assert heard == []
        window.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.tabs.setFocus()
        QTest.keyClick(window.tabs, Qt.Key.Key_Delete)
        assert len(heard) == 1

    def test_closing_is_asked_first(self, window: MainWindow, qtbot: QtBot) -> None:
        with qtbot.waitSignal(window.close_asked):
            window.close()
        assert window.isVisible()

    def test_hidden_panes_stay_hidden_in_the_next_window(
        self, window: MainWindow, settings: Settings, qapp: QApplication
    ) -> None:
        window.commands["show_inspector"].trigger()
        assert not window.inspector.isVisible()
        window.save_layout()
        again = MainWindow(settings, Theme(qapp, ThemeMode.LIGHT))
        assert again.inspector.isHidden()
        assert not again.commands["show_inspector"].isChecked()
        again.commands["reset_layout"].trigger()
        assert not again.inspector.isHidden()
        again.close_now()
        again.deleteLater()

    def test_colours_are_chosen_in_the_view_menu_and_kept(self, window: MainWindow, settings: Settings) -> None:
        window.commands["theme_dark"].trigger()
        assert is_dark(window.palette())
        assert settings.get(THEME) == "dark"
        window.commands["theme_light"].trigger()
        assert not is_dark(window.palette())

    def test_find_goes_to_the_field_above_the_tree(self, window: MainWindow, qtbot: QtBot) -> None:
        with qtbot.waitActive(window):
            window.activateWindow()
        window.commands["find_folder"].trigger()
        assert window.folders.field.hasFocus()
