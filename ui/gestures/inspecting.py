"""Shows the item under the cursor in the inspector, and asks for its picture a moment later."""

from PySide6.QtCore import QModelIndex, QObject, QTimer

from controllers.browsing import Browsing
from controllers.jobs import Tasks
from controllers.open_table import OpenTable
from models.cell_state import CellState
from models.facts import FACTS, write_fact
from ui.gestures.tables import Tables
from ui.main_window import MainWindow
from ui.panes.inspector import Entry, Inspected
from ui.panes.table_page import TablePage

ITEM_AFTER_MS = 30  # the table paints its new row first, and a held arrow key passes rows by
PICTURE_AFTER_MS = 120
_NAMED_ABOVE = frozenset({"name", "uuid", "parent"})


class Inspecting(QObject):
    """Follows the cursor of the table in front."""

    def __init__(self, window: MainWindow, tables: Tables, *, browsing: Browsing, tasks: Tasks) -> None:
        super().__init__(window)
        self._pane = window.inspector
        self._tables = tables
        self._browsing = browsing
        self._tasks = tasks
        self._page: TablePage | None = None
        self._item = ""
        self._show_soon = QTimer(self)
        self._show_soon.setSingleShot(True)
        self._show_soon.setInterval(ITEM_AFTER_MS)
        self._show_soon.timeout.connect(self._show)
        self._picture_soon = QTimer(self)
        self._picture_soon.setSingleShot(True)
        self._picture_soon.setInterval(PICTURE_AFTER_MS)
        self._picture_soon.timeout.connect(self._ask_picture)
        tables.page_changed.connect(self._follow)
        window.commands["show_inspector"].toggled.connect(self._picture_soon.start)

    def _follow(self, page: TablePage | None) -> None:
        if page is not self._page:
            if self._page is not None:
                self._page.item_changed.disconnect(self._show_later)
                self._page.open_table.table.dataChanged.disconnect(self._show_changed)
            if page is not None:
                page.item_changed.connect(self._show_later)
                page.open_table.table.dataChanged.connect(self._show_changed)
        self._page = page
        self._show()

    def _show_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        row = self._page.open_table.table.row_of(self._item) if self._page is not None and self._item else None
        if row is not None and first.row() <= row <= last.row():
            self._show()

    def _show_later(self) -> None:
        self._show_soon.start()

    def _show(self) -> None:
        item = self._page.current_item if self._page is not None else ""
        row = self._page.open_table.table.row_of(item) if self._page is not None and item else None
        if self._page is None or row is None:
            self._item = ""
            self._pane.show_nothing()
            return
        inspected = inspect(self._page.open_table, row)
        self._pane.show_item(inspected)
        if item != self._item:
            self._item = item
            self._pane.preview.show_sign(inspected.item_type, "", keep_height=True)
            self._picture_soon.start()

    def _ask_picture(self) -> None:
        if self._item and self._pane.isVisible():
            self._tasks.spawn(self._show_picture(self._item))

    async def _show_picture(self, item: str) -> None:
        preview = await self._browsing.preview(item)
        if item != self._item:
            return
        if isinstance(preview.content, bytes):
            self._pane.preview.show_picture(preview.content, preview.item_type)
        elif preview.kind == "text":
            self._pane.preview.show_text(preview.content)
        else:
            self._pane.preview.show_sign(preview.item_type, preview.sentence)


def inspect(open_table: OpenTable, row: int) -> Inspected:
    """All that a table knows of the item in one of its rows."""
    table, frame = open_table.table, open_table.frame
    source = int(frame.order[row])
    facts = [(fact.title, write_fact(fact.kind, frame.fact(source, fact.name))) for fact in FACTS]
    named = {fact.title for fact in FACTS if fact.name in _NAMED_ABOVE}
    entries: list[Entry] = []
    for position, column in enumerate(table.columns):
        shown = table.glance(row, position)
        if column.kind != "key" or shown.state in {CellState.ABSENT, CellState.UNREADABLE}:
            continue
        state = "problem" if shown.state.broken else "staged" if shown.state.staged else ""
        entries.append(Entry(column.namespace, column.leaf, shown.text, state, shown.reason))
    return Inspected(
        uuid=table.item(row),
        name=frame.name(source),
        item_type=str(frame.fact(source, "item_type") or ""),
        facts=tuple((title, text) for title, text in facts if text and title not in named),
        entries=tuple(entries),
        remark=frame.unreadable(source) or "",
    )
