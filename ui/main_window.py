"""The window: trees at the left, tables in the middle, the inspector at the right, one line at the bottom."""

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence
from PySide6.QtWidgets import QMainWindow, QSizePolicy, QSplitter, QToolBar, QToolButton, QWidget
from typing_extensions import override

import resources
from controllers.settings import (
    SHOW_INSPECTOR,
    SHOW_TREES,
    SPLITTER,
    THEME,
    TREE_SPLITTER,
    WINDOW_GEOMETRY,
    WINDOW_STATE,
    Settings,
)
from ui.actions import Actions
from ui.panes.banner import Banners
from ui.panes.below import Middle
from ui.panes.empty_state import EmptyState
from ui.panes.inspector import Inspector
from ui.panes.status_bar import StatusBar
from ui.panes.table_tabs import TableTabs
from ui.panes.tree_pane import TreePane
from ui.specs import arranging, bulk, checking, exchange, hands, keyframes, migrating, schema, schema_files, video
from ui.theme import Theme, ThemeMode

LAYOUT_VERSION = 1
_WIDTHS = [272, 848, 320]
_HEIGHTS = [460, 260]
_MENUS = {
    "file": "open | connect connect_local | refresh | review discard history | close_tab | quit",
    "edit": "undo redo | cut copy copy_with_headers copy_id paste select_all | edit_cell open_editor | "
    "fill_down fill_right | clear remove_key revert_cell | add_key",
    "data": " | ".join(filter(None, (arranging.MENU, bulk.MENU, checking.MENU, exchange.MENU, hands.MENU))),
    "schema": f"{schema.MENU} | {migrating.MENU} | {schema_files.MENU}",
    "video": f"{video.MENU} | {keyframes.MENU}",
    "view": "show_trees show_inspector | find_folder next_tab previous_tab close_others | full_screen reset_layout |",
    "help": "shortcuts | data_folder about",
}
_TOOLS = "show_trees | undo redo | edit_cell open_editor fill_down clear remove_key | add_key refresh"


class MainWindow(QMainWindow):
    """Shows quickly and knows nothing of the platform; who knows fills its panes."""

    close_asked = Signal()
    closed = Signal()

    def __init__(self, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("Tagline[*]")
        self.setWindowIcon(QIcon(str(resources.APP_ICON)))
        self._settings = settings
        self._theme = theme
        self._may_close = False
        self.commands = Actions(self)
        self.folders = TreePane(
            self.tr("Folders"), self.tr("Find a folder"), self.tr("Your folders will be listed here."), "folders"
        )
        self.datasets = TreePane(
            self.tr("Datasets"), self.tr("Find a dataset"), self.tr("Your datasets will be listed here."), "datasets"
        )
        self.banners = Banners()
        self.empty = EmptyState(self.commands)
        self.tabs = TableTabs(self.empty, self.banners)
        self.middle = Middle(self.tabs)
        self.inspector = Inspector()
        self.status = StatusBar(self.commands)
        self._trees = QSplitter(Qt.Orientation.Vertical)
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        self._build_menus()
        self._build_toolbar()
        self._restore()
        self._connect()

    def close_now(self) -> None:
        """Close for good, without asking again."""
        self._may_close = True
        self.close()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close:
            event.ignore()
            self.close_asked.emit()
            return
        self.save_layout()
        super().closeEvent(event)
        self.closed.emit()

    def save_layout(self) -> None:
        """Keep where everything stands."""
        self._settings.set(WINDOW_GEOMETRY, _bytes(self.saveGeometry()))
        self._settings.set(WINDOW_STATE, _bytes(self.saveState(LAYOUT_VERSION)))
        self._settings.set(SPLITTER, _bytes(self._across.saveState()))
        self._settings.set(TREE_SPLITTER, _bytes(self._trees.saveState()))
        self._settings.set(SHOW_TREES, not self._trees.isHidden())
        self._settings.set(SHOW_INSPECTOR, self.commands["show_inspector"].isChecked())
        self._settings.sync()

    def _build(self) -> None:
        for pane in (self.folders, self.datasets):
            self._trees.addWidget(pane)
        for part in (self._trees, self.middle, self.inspector):
            self._across.addWidget(part)
        for splitter in (self._trees, self._across):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self._across.setStretchFactor(1, 1)
        self._trees.setMinimumWidth(176)
        self.middle.setMinimumWidth(320)
        self.inspector.setMinimumWidth(232)
        self.setCentralWidget(self._across)
        self.setStatusBar(self.status)
        self.setMinimumSize(880, 520)

    def _build_menus(self) -> None:
        titles = {
            "file": self.tr("&File"),
            "edit": self.tr("&Edit"),
            "data": self.tr("&Data"),
            "schema": self.tr("&Schema"),
            "video": self.tr("V&ideo"),
            "view": self.tr("&View"),
            "help": self.tr("&Help"),
        }
        for name, title in titles.items():
            menu = self.menuBar().addMenu(title)
            menu.setObjectName(f"menu_{name}")
            menu.menuAction().setVisible(bool(_MENUS[name]))
            self.commands.fill(menu, _MENUS[name])
            if name == "view":
                colours = menu.addMenu(self.tr("&Colours"))
                self.commands.fill(colours, "theme_system theme_light theme_dark")
        self.commands["redo"].setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])

    def _build_toolbar(self) -> None:
        bar = QToolBar(self.tr("Main tools"))
        bar.setObjectName("main_tools")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        for name in _TOOLS.split():
            if name == "|":
                bar.addSeparator()
            else:
                bar.addAction(self.commands[name])
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(gap)
        review = QToolButton()
        review.setObjectName("review_button")
        review.setDefaultAction(self.commands["review"])
        review.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.addWidget(review)
        bar.addAction(self.commands["show_inspector"])
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(bar)

    def _connect(self) -> None:
        commands = self.commands
        commands["show_trees"].toggled.connect(self._trees.setVisible)
        commands["show_inspector"].toggled.connect(self.inspector.setVisible)
        self.tabs.addActions([command for command in commands if command.of_table])
        commands["quit"].triggered.connect(self.close)
        commands["full_screen"].triggered.connect(self._toggle_full_screen)
        commands["reset_layout"].triggered.connect(self.reset_layout)
        commands["find_folder"].triggered.connect(self._find_folder)
        commands.themes.triggered.connect(self._choose_theme)
        commands[f"theme_{self._theme.mode}"].setChecked(True)

    def _restore(self) -> None:
        if not self.restoreGeometry(QByteArray(self._settings.get(WINDOW_GEOMETRY))):
            self.resize(1440, 860)
        self.restoreState(QByteArray(self._settings.get(WINDOW_STATE)), LAYOUT_VERSION)
        self._across.setSizes(_WIDTHS)
        self._trees.setSizes(_HEIGHTS)
        self._across.restoreState(QByteArray(self._settings.get(SPLITTER)))
        self._trees.restoreState(QByteArray(self._settings.get(TREE_SPLITTER)))
        for name, part, setting in (
            ("show_trees", self._trees, SHOW_TREES),
            ("show_inspector", self.inspector, SHOW_INSPECTOR),
        ):
            part.setVisible(self._settings.get(setting))
            self.commands[name].setChecked(self._settings.get(setting))

    def reset_layout(self) -> None:
        """Panes as they were at the first start."""
        self.commands["show_trees"].setChecked(True)
        self.commands["show_inspector"].setChecked(True)
        self._across.setSizes(_WIDTHS)
        self._trees.setSizes(_HEIGHTS)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _find_folder(self) -> None:
        self.commands["show_trees"].setChecked(True)
        self.folders.field.setFocus()
        self.folders.field.selectAll()

    def _choose_theme(self) -> None:
        for mode in ThemeMode:
            if self.commands[f"theme_{mode}"].isChecked():
                self._theme.choose(mode)
                self._settings.set(THEME, mode.value)


def _bytes(saved: QByteArray) -> bytes:
    return bytes(saved.data())
