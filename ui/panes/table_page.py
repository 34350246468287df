"""One open folder or dataset: a line that says what it is and how much, and the table."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from controllers.arranging import Arrangement
from controllers.open_table import OpenTable
from controllers.settings import Settings
from ui.actions import Actions
from ui.grid.arranged_grid import ArrangedGrid
from ui.grid.grid_view import GridView
from ui.panes.banner import Banners
from ui.panes.empty_folder import EmptyFolder
from ui.panes.filter_bar import FilterBar
from ui.wording import edits, items


class TablePage(QWidget):
    """What a tab shows. It says nothing to the platform: `open_table` is filled by whoever opened it."""

    item_changed = Signal(str)  # the uuid of the item under the cursor, or ""
    folder_wanted = Signal(str)  # the uuid of a folder inside this one
    said = Signal(str)  # a remark of the table about the last gesture

    def __init__(self, open_table: OpenTable, path: str, settings: Settings, actions: Actions) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.open_table = open_table
        self.grid = GridView(open_table.table, settings=settings, view_id=open_table.view_id, actions=actions)
        self._title = QLabel(path)
        self._title.setProperty("role", "title")
        self._title.setToolTip(path)
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(96)
        self._problem = Banners()
        self._empty = EmptyFolder()
        self._empty.folder_wanted.connect(self.folder_wanted)
        self._staged = 0
        self.arrangement: Arrangement | None = None
        self.arranged_grid: ArrangedGrid | None = None
        self.filter_bar: FilterBar | None = None
        self._line = QHBoxLayout()
        self._build()
        open_table.state_changed.connect(self.show_state)
        for signal in (open_table.table.rowsInserted, open_table.table.modelReset):
            signal.connect(self.show_state)
        self.grid.selectionModel().currentRowChanged.connect(self._row_changed)
        self.grid.said.connect(self.said)
        self.show_state()

    @property
    def is_passage(self) -> bool:
        """Whether it only led on to other folders: nothing is lost when its tab goes."""
        table = self.open_table
        return not (table.table.rowCount() or table.loading or table.sentence or self.open_table.undo.count())

    @property
    def current_item(self) -> str:
        """The uuid of the item under the cursor, or an empty string."""
        index = self.grid.currentIndex()
        return self.open_table.table.item(index.row()) if index.isValid() else ""

    def set_inside(self, folders: Sequence[tuple[str, str, str]]) -> None:
        """The folders inside this one, (uuid, name, count): ways on for when it has no items itself."""
        self._empty.set_inside(folders)

    def arrange(self, arrangement: Arrangement, grid: ArrangedGrid) -> None:
        """Filter and sort the table as an arrangement says."""
        self.arrangement, self.arranged_grid = arrangement, grid
        self.filter_bar = FilterBar(arrangement)
        self.filter_bar.field.left.connect(self.grid.setFocus)
        self.filter_bar.field.said.connect(self.said)
        self._line.insertWidget(self._line.indexOf(self._count) + 1, self.filter_bar, 1)
        arrangement.changed.connect(self.show_state)
        self.show_state()

    def set_staged(self, cells: int) -> None:
        """How many edits of this table are staged."""
        self._staged = cells
        self.show_state()

    @property
    def staged(self) -> int:
        """How many edits of this table are staged."""
        return self._staged

    def show_state(self) -> None:
        """Say how many items there are, what is staged, and if more are coming or something went wrong."""
        rows = self.open_table.table.rowCount()
        total = rows if self.arrangement is None else self.arrangement.total
        parts = [items(rows) if self.filter_bar is None else self.filter_bar.count()]
        if self._staged:
            parts.append(self.tr("{edits} staged").format(edits=edits(self._staged)))
        self._count.setText(" · ".join(parts))
        self._progress.setVisible(self.open_table.loading)
        empty = total == 0 and not self.open_table.loading
        self._empty.setVisible(empty and not self.open_table.sentence)
        if rows and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.open_table.table.index(0, 0))
        self.grid.setVisible(not empty)
        if self.open_table.sentence:
            self._problem.say("table", "problem", self.open_table.sentence)
        else:
            self._problem.clear("table")

    def _build(self) -> None:
        line = self._line
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(8)
        line.addWidget(self._title)
        line.addWidget(self._count)
        line.addStretch(0)
        line.addWidget(self._progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self._problem)
        layout.addWidget(self._empty)
        layout.addWidget(self.grid, 1)

    def _row_changed(self, current: QModelIndex) -> None:
        self.item_changed.emit(self.open_table.table.item(current.row()) if current.isValid() else "")
