"""Branches of the trees: fetched when they are opened; one that can't be fetched says why and closes again."""

from PySide6.QtCore import QModelIndex, QObject

from controllers.browsing import Browsing
from controllers.jobs import Tasks
from models.dataset_tree import DatasetTree
from models.folder_tree import FolderTree
from models.lazy_tree import BRANCH_ROLE, SENTENCE_ROLE, UUID_ROLE, Branch
from ui.main_window import MainWindow
from ui.panes.tree_pane import TreePane


class Branches(QObject):
    """Fetches what both trees want. Opening a branch that failed asks for it once more."""

    def __init__(
        self, window: MainWindow, *, browsing: Browsing, tasks: Tasks, folders: FolderTree, datasets: DatasetTree
    ) -> None:
        super().__init__(window)
        self._window = window
        self._browsing = browsing
        self._tasks = tasks
        self._folders = folders
        self._datasets = datasets
        folders.children_wanted.connect(self._want_children)
        datasets.rows_wanted.connect(self._want_rows)
        window.folders.unfolded.connect(self._ask_folder_again)
        window.datasets.unfolded.connect(self._ask_dataset_again)

    def _want_children(self, uuid: str) -> None:
        self._tasks.spawn(self._load_children(uuid))

    async def _load_children(self, uuid: str) -> None:
        try:
            await self._browsing.load_children(uuid)
        finally:  # a branch that did come is not touched by this
            self._folders.set_failed(uuid, self._failure())
            self._tell_failed(self._window.folders, self._folders.index_of(uuid))

    def _want_rows(self, uuid: str) -> None:
        self._tasks.spawn(self._load_rows(uuid))

    async def _load_rows(self, uuid: str) -> None:
        try:
            await self._browsing.load_rows(uuid)
        finally:  # a branch that did come is not touched by this
            self._datasets.set_failed(uuid, self._failure())
            self._tell_failed(self._window.datasets, self._datasets.index_of(uuid))

    def _failure(self) -> str:
        return self.tr("This could not be loaded. Open it again to retry.")

    def _tell_failed(self, pane: TreePane, index: QModelIndex) -> None:
        if index.data(BRANCH_ROLE) is Branch.FAILED:
            pane.fold(index)
            self._window.banners.say("branch", "problem", str(index.data(SENTENCE_ROLE)))

    def _ask_folder_again(self, index: QModelIndex) -> None:
        if index.data(BRANCH_ROLE) is Branch.FAILED:
            self._window.banners.clear("branch")
            self._folders.fetch_again(str(index.data(UUID_ROLE)))

    def _ask_dataset_again(self, index: QModelIndex) -> None:
        if index.data(BRANCH_ROLE) is Branch.FAILED:
            self._window.banners.clear("branch")
            self._datasets.fetch_again(str(index.data(UUID_ROLE)))
