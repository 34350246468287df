"""A person at the window, told in sentences: opens, types, ticks, undoes, reviews, pushes, and says what is seen."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from models.cell_state import CellState
from tests.journeys import hands
from tests.journeys.at_trees import AtTrees
from tests.journeys.review import Review
from ui.dialogs.push_dialog import PushDialog
from ui.panes.table_page import TablePage

Place = tuple[str, str]
"""An item's name and a key."""


class User(AtTrees):
    """One person over one data folder. Every verb acts as a hand does and comes back when the act has shown."""

    @property
    def page(self) -> TablePage:
        """The table in front."""
        page = self.window.tabs.current
        assert isinstance(page, TablePage), "no table is open"
        return page

    def goes_to(self, item: str, key: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click a cell, scrolled into sight, once nothing stands before the window."""
        self.stage.until(lambda: QApplication.activeModalWidget() is None, "the dialog to close")
        grid, index = self.page.grid, self.page.open_table.table.index(*self._place(item, key))
        self.stage.act(lambda: grid.scrollTo(index))
        self.stage.act(lambda: hands.click(grid.viewport(), grid.visualRect(index).center(), held))

    def selects(self, first: Place, last: Place) -> None:
        """Click one corner of a block, then the other one with Shift."""
        self.goes_to(*first)
        self.goes_to(*last, held=Qt.KeyboardModifier.ShiftModifier)

    def clicks_head(self, key: str) -> None:
        """Click the head of a key's column, scrolled into sight: the whole column is selected."""
        grid, table = self.page.grid, self.page.open_table.table
        column = next(at for at, spec in enumerate(table.columns) if spec.name == key)
        self.stage.act(lambda: grid.scrollTo(table.index(0, column)))
        heads = grid.heads
        middle = heads.sectionViewportPosition(column) + heads.sectionSize(column) // 2
        self.stage.act(lambda: hands.click(heads.viewport(), QPoint(middle, heads.height() - heads.foot - 8)))

    def types(self, text: str, into: Place) -> None:
        """Type over a cell and press Enter."""
        self.goes_to(*into)
        self.writes(text)
        self.presses("Return")

    def ticks(self, item: str, key: str) -> None:
        """Press Space on a cell."""
        self.goes_to(item, key)
        self.presses("Space")

    def clears(self, item: str, key: str) -> None:
        self.goes_to(item, key)
        self.presses("Delete")

    def removes(self, item: str, key: str) -> None:
        self.goes_to(item, key)
        self.presses("Ctrl+Delete")

    def pastes(self, text: str, at: Place | None = None) -> None:
        """Paste a text that was copied elsewhere, over the selection or at a cell."""
        if at is not None:
            self.goes_to(*at)
        self.stage.act(lambda: QGuiApplication.clipboard().setText(text))
        self.presses("Ctrl+V")

    def fills_down(self, key: str, first: str, last: str) -> None:
        """Select from one item's value to another item's, and fill."""
        self.selects((first, key), (last, key))
        self.presses("Ctrl+D")

    def undoes(self, times: int = 1) -> None:
        self.presses("Ctrl+Z", times)

    def redoes(self, times: int = 1) -> None:
        self.presses("Ctrl+Shift+Z", times)

    def cell(self, item: str, key: str) -> str:
        """What a cell shows."""
        return self.page.open_table.table.shown(*self._place(item, key)).text

    def mark(self, item: str, key: str) -> CellState:
        """How a cell is marked."""
        return self.page.open_table.table.shown(*self._place(item, key)).state

    def head(self, key: str) -> str:
        """What the head of a column tells about its key."""
        column = self._place(self.items()[0], key)[1]
        return str(
            self.page.open_table.table.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        )

    def tooltip(self, item: str, key: str) -> str:
        index = self.page.open_table.table.index(*self._place(item, key))
        return str(index.data(Qt.ItemDataRole.ToolTipRole))

    @property
    def staged(self) -> int:
        """How many edits the status bar says are staged."""
        return int("".join(filter(str.isdigit, self.window.status.staged_text)) or 0)

    def sees_staged(self, count: int) -> None:
        self.stage.until(lambda: self.staged == count, f"{count} staged edits")

    def item(self, name: str) -> str:
        """The identifier of an item of the table in front."""
        return self.page.open_table.table.item(self._place(name, "name")[0])

    def items(self) -> list[str]:
        """The names in the table in front, from top to bottom."""
        frame = self.page.open_table.frame
        return [frame.name(int(row)) for row in frame.order]

    def _place(self, item: str, key: str) -> tuple[int, int]:
        table = self.page.open_table.table
        column = next(at for at, spec in enumerate(table.columns) if spec.name == key)
        return self.items().index(item), column

    def discards_everything(self) -> None:
        """Forget what is staged, through the menu and its question."""
        if self.staged:
            self.chooses_from_menu("Discard Staged Edits…")
            self.clicks("Discard")
            self.sees_staged(0)

    def closes_every_dialog(self) -> None:
        while QApplication.activeModalWidget() is not None:
            self.presses("Escape")
            self.stage.until(lambda: True, "a turn of the loop")

    def closes_every_table(self) -> None:
        while self.window.tabs.pages:
            self.presses("Ctrl+W")

    # the review

    def reviews(self) -> Review:
        """Press Ctrl+S and wait until it is known what would change."""
        self.presses("Ctrl+S")
        return self.sees_review().is_ready()

    def sees_review(self) -> Review:
        self.stage.until(lambda: isinstance(QApplication.activeModalWidget(), PushDialog), "the review")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PushDialog)
        return Review(self.stage, dialog)
