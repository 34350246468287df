"""The trees and the tabs: opening, closing and refreshing folders and datasets."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from controllers.browsing import Browsing
from controllers.jobs import Tasks
from controllers.open_table import OpenTable
from controllers.settings import Settings
from domain.catalog import DataRow, Folder
from models.dataset_tree import BACKING_ROLE, ROW_ROLE, DatasetTree
from models.folder_tree import FOLDER_ROLE, FolderTree
from models.lazy_tree import BRANCH_ROLE, UUID_ROLE, Branch
from models.overlay import count_in
from models.staged import StagedEdits
from ui.icons import icon
from ui.looks import dataset_look, folder_look
from ui.main_window import MainWindow
from ui.panes.table_page import TablePage
from ui.wording import number


class Tables(QObject):
    """Owns the pages of the tabs and answers to the trees."""

    page_changed = Signal(object)  # the TablePage now in front, or None

    def __init__(
        self,
        window: MainWindow,
        *,
        browsing: Browsing,
        tasks: Tasks,
        staged: StagedEdits,
        settings: Settings,
        folders: FolderTree,
        datasets: DatasetTree,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._browsing = browsing
        self._tasks = tasks
        self._staged = staged
        self._settings = settings
        self._folders = folders
        self._datasets = datasets
        self.kept: OpenTable | None = None
        """The table of what is in front in place of it: it is no other table."""
        window.folders.set_model(folders, folder_look)
        window.datasets.set_model(datasets, dataset_look)
        self._count_soon = _soon(self, 30)
        self._count_soon.timeout.connect(self._count_staged)
        self._inside_soon = _soon(self, 60)
        self._inside_soon.timeout.connect(self._show_inside)
        self._connect()

    @property
    def current(self) -> TablePage | None:
        """The page in front."""
        page = self._window.tabs.current
        return page if isinstance(page, TablePage) else None

    @property
    def pages(self) -> tuple[TablePage, ...]:
        """Every open page."""
        return tuple(page for page in self._window.tabs.pages if isinstance(page, TablePage))

    @property
    def current_or_kept(self) -> TablePage | None:
        """The page in front, or that of the table whose video is."""
        return self.current or next((page for page in self.pages if page.open_table is self.kept), None)

    def open(self, kind: str, uuid: str, title: str, path: str) -> None:
        """Open a folder or dataset, or bring its tab to the front."""
        for page in self.pages:
            if (page.open_table.kind, page.open_table.uuid) == (kind, uuid):
                self._window.tabs.show_page(page)
                return
        passed = [page for page in self.pages if page.is_passage]
        table = self._browsing.new_table(kind, uuid, title)
        page = TablePage(table, path, self._settings, self._window.commands)
        page.said.connect(self._window.status.showMessage)
        page.folder_wanted.connect(self._open_known_folder)
        self._window.tabs.add(page, title, "folder" if kind == "folder" else "dataset")
        for each in passed:
            self.close(each)
        page.grid.setFocus()
        self._tasks.spawn(self._fill(table))
        self._count_soon.start()
        if kind == "folder":
            self._tasks.spawn(self._load_inside(uuid))

    def close(self, page: TablePage) -> None:
        """Close a tab; what is staged in it stays staged."""
        self._browsing.close_table(page.open_table)
        self._window.tabs.remove(page)
        page.open_table.deleteLater()
        page.deleteLater()

    def close_all(self) -> None:
        """Close every tab, as before another platform is shown."""
        for page in self.pages:
            self.close(page)

    def reload(self) -> None:
        """Ask the platform again for the trees and every open table."""
        self._tasks.spawn(self._refresh())

    def refill(self) -> None:
        """Ask again for the items of every open table, as after the connection came back."""
        for page in self.pages:
            self._tasks.spawn(self._fill(page.open_table))

    async def load_trees(self) -> None:
        """Fill the trees from the platform."""
        await self._browsing.load_trees()
        self._window.folders.set_count(number(self._folders.rowCount()))
        self._window.datasets.set_count(number(self._datasets.rowCount()))

    def clear_trees(self) -> None:
        """Forget the trees of the platform before."""
        self._folders.clear()
        self._datasets.clear()

    def _connect(self) -> None:
        window, commands = self._window, self._window.commands
        window.folders.opened.connect(self._open_folder)
        window.datasets.opened.connect(self._open_in_dataset)
        window.folders.menu_wanted.connect(self._folder_menu)
        window.datasets.menu_wanted.connect(self._dataset_menu)
        self._staged.changed.connect(self._staged_changed)
        for signal in (self._folders.rowsInserted, self._folders.rowsRemoved, self._folders.dataChanged):
            signal.connect(self._folders_changed)
        window.tabs.page_changed.connect(self._page_changed)
        window.tabs.close_wanted.connect(self._close_page)
        window.tabs.menu_wanted.connect(self._tab_menu)
        commands["open"].triggered.connect(self._open_chosen)
        commands["refresh"].triggered.connect(self.reload)
        commands["close_tab"].triggered.connect(self._close_current)
        commands["close_others"].triggered.connect(self._close_others)
        commands["next_tab"].triggered.connect(partial(self._step, 1))
        commands["previous_tab"].triggered.connect(partial(self._step, -1))

    async def _fill(self, table: OpenTable) -> None:
        if table.kind == "folder":
            await self._browsing.open_folder(table.uuid, table.title, table)
        else:
            await self._browsing.open_dataset(table.uuid, table.title, table)

    async def _load_inside(self, uuid: str) -> None:
        """Fetch the folders inside a folder if nobody opened it in the tree yet."""
        index = self._folders.index_of(uuid)
        if index.isValid() and index.data(BRANCH_ROLE) in {Branch.UNKNOWN, Branch.FAILED}:
            await self._browsing.load_children(uuid)
        self._inside_soon.start()

    def _show_inside(self) -> None:
        """Tell the pages without items which folders lie inside theirs."""
        for page in self.pages:
            index = self._folders.index_of(page.open_table.uuid)
            if page.open_table.table.rowCount() or not index.isValid():
                continue
            rows = range(self._folders.rowCount(index))
            inside = [(self._folders.index(row, 0, index), self._folders.index(row, 1, index)) for row in rows]
            page.set_inside(
                [(name.data(UUID_ROLE), str(name.data()), str(count.data() or "")) for name, count in inside]
            )

    async def _refresh(self) -> None:
        await self._browsing.refresh()
        for page in self.pages:
            await self._fill(page.open_table)

    # the trees

    def _open_folder(self, index: QModelIndex) -> None:
        folder = index.data(FOLDER_ROLE)
        if isinstance(folder, Folder):
            names = [*(step.name for step in folder.path if step.uuid != folder.uuid), folder.name]
            self.open("folder", folder.uuid, folder.name, " / ".join(names))

    def _open_chosen(self) -> None:
        """Open what is chosen in the tree that has the focus; the folders when none has."""
        if self._window.datasets.tree.hasFocus():
            self._open_in_dataset(self._window.datasets.current())
        else:
            self._open_folder(self._window.folders.current())

    def _open_known_folder(self, uuid: str) -> None:
        index = self._folders.index_of(uuid)
        if index.isValid():
            self._window.folders.reveal(index)
            self._open_folder(index)

    def _open_in_dataset(self, index: QModelIndex) -> None:
        backing = index.data(BACKING_ROLE)
        dataset = self._datasets.dataset(index)
        if dataset is None:
            return
        if backing:
            self.open("folder", str(backing), dataset.title, dataset.title)
        else:
            self.open("dataset", dataset.uuid, dataset.title, dataset.title)
            row = index.data(ROW_ROLE)
            page = self.current
            if isinstance(row, DataRow) and row.backing_item and page is not None:
                self._go_to_item(page, row.backing_item)

    def _go_to_item(self, page: TablePage, item: str) -> None:
        row = page.open_table.table.row_of(item)
        if row is not None:
            page.grid.setCurrentIndex(page.open_table.table.index(row, 0))

    def _folder_menu(self, index: QModelIndex, point: QPoint) -> None:
        self._tree_menu(partial(self._open_folder, index), index, point)

    def _dataset_menu(self, index: QModelIndex, point: QPoint) -> None:
        self._tree_menu(partial(self._open_in_dataset, index), index, point)

    def _tree_menu(self, opens: Callable[[], None], index: QModelIndex, point: QPoint) -> None:
        menu = QMenu(self._window)
        menu.setToolTipsVisible(True)
        if index.isValid():
            menu.addAction(icon("table"), self.tr("Open"), opens)
            menu.addAction(icon("copy"), self.tr("Copy Identifier"), partial(_copy, str(index.data(UUID_ROLE))))
            menu.addSeparator()
        menu.addAction(self._window.commands["refresh"])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    # tabs

    def _page_changed(self, page: QWidget | None) -> None:
        self.page_changed.emit(page if isinstance(page, TablePage) else None)

    def _close_page(self, page: QWidget) -> None:
        if isinstance(page, TablePage):
            self.close(page)

    def _close_current(self) -> None:
        if self.current is not None:
            self.close(self.current)

    def _close_others(self) -> None:
        for page in self.pages:
            if page is not self.current and (self.current is not None or page.open_table is not self.kept):
                self.close(page)

    def _step(self, by: int) -> None:
        self._window.tabs.step(by)

    def _tab_menu(self, page: QWidget, point: QPoint) -> None:
        self._window.tabs.show_page(page)
        menu = self._window.commands.fill(QMenu(self._window), "refresh | close_tab close_others")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    # what is staged

    def _staged_changed(self) -> None:
        self._count_soon.start()

    def _folders_changed(self) -> None:
        self._inside_soon.start()

    def _count_staged(self) -> None:
        for page in self.pages:
            page.set_staged(count_in(page.open_table.frame, self._staged))
            self._window.tabs.entitle(page, page.open_table.title, page.staged)


def _soon(parent: QObject, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
