"""Pasting into the selection: at once where everything goes in as it was copied, else after it was asked about."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea

from ui.grid.changing import Changing
from ui.grid.clipboard_table import EXACT, Pieces, from_clipboard
from ui.grid.forms import forms_of
from ui.grid.paste_bar import PasteBar
from ui.grid.pasting import Paste, Place, plan_paste, question_of, said_of
from ui.grid.selecting import Selecting
from ui.grid.tiling import landing
from ui.grid.travelling import Block
from ui.wording import counted

_MOST_SHARE = 64
"""Bytes of clipboard text that are taken for one cell where its cells are not counted yet."""


class Pasting(QObject):
    """Puts copied cells into one view. A place is found when the paste is asked for, whatever is selected later."""

    def __init__(self, view: QAbstractScrollArea, changing: Changing, selecting: Selecting) -> None:
        super().__init__(view)
        self._view = view
        self._landed: Block | None = None
        self._changing = changing
        self._table = changing.table
        self._selecting = selecting
        self.bar = PasteBar(view)
        self.outline: Block | None = None
        """Where a paste that is asked about would land."""
        self._table.modelReset.connect(self.bar.dismiss)

    def paste(self) -> None:
        """Put copied cells in: one value fills the selection, a block is repeated where the selection is a multiple."""
        self.bar.dismiss()
        data = QGuiApplication.clipboard().mimeData()
        exact, html, text = bytes(data.data(EXACT).data()), data.html(), data.text()
        if not (exact or html or text):
            self._changing.said.emit(self.tr("There is no text to paste."))
            return
        if self._selecting.current is None:
            return
        size = (len(exact) or len(text) or len(html)) // _MOST_SHARE
        self._changing.work(size, partial(from_clipboard, exact, html, text), self._land)

    def _land(self, pieces: Pieces) -> None:
        wide = max(map(len, pieces), default=0)
        blocks = self._blocks()
        if not wide or not blocks:
            return
        rows, columns = self._table.rowCount(), len(self._selecting.columns)
        landings = [landing(block, len(pieces), wide, rows, columns) for block in blocks]
        if any(block != each.block for block, each in zip(blocks, landings, strict=True)):
            landings = landings[:1]
        places = [self._place(each.block, each.cut) for each in landings]
        cells = sum(len(place.rows) * len(place.columns) + place.cut for place in places)
        self._landed = landings[0].block
        self._ask(pieces, places, cells)

    def _blocks(self) -> list[Block]:
        current = self._selecting.current
        if self._selecting.blocks or current is None or current[1] not in self._selecting.columns:
            return sorted(self._selecting.blocks, key=lambda block: (block.top, block.first))
        place = self._selecting.columns.index(current[1])
        return [Block(current[0], current[0], place, place)]

    def _place(self, block: Block, cut: int) -> Place:
        specs = [self._table.column(column) for column in self._selecting.columns[block.first : block.last + 1]]
        rows = self._table.frame.order[block.top : block.bottom + 1]
        unreadable = self._table.frame.unreadable_rows()
        readable = ~np.isin(rows, unreadable) if len(unreadable) else np.ones(len(rows), np.bool_)
        return Place(specs, rows, readable.tolist(), cut)

    def _ask(self, pieces: Pieces, places: Sequence[Place], cells: int) -> None:
        forms = forms_of(QLocale())
        question = partial(plan_paste, pieces, places, forms)
        self._changing.work(cells, question, partial(self._decide, pieces, places, cells))

    def _decide(self, pieces: Pieces, places: Sequence[Place], cells: int, plan: Paste) -> None:
        if plan.is_clean:
            self._do(cells, plan)
            return

        def answer(given: bool | None) -> None:
            self._show(None)
            if given:
                self._do(cells, plan)
            elif given is False:
                again = partial(plan_paste, pieces, places, forms_of(QLocale()), written=True)
                self._changing.work(cells, again, partial(self._do, cells))
            else:
                self._changing.said.emit(self.tr("Nothing was pasted."))

        self._show(self._landed)
        words = question_of(plan, plan.fits + plan.refused + plan.outside)
        self.bar.ask(words, answer, two_ways=plan.two_ways, can_paste=bool(plan.fits))

    def _show(self, block: Block | None) -> None:
        self.outline = block
        self._view.viewport().update()

    def _do(self, cells: int, plan: Paste) -> None:
        what = counted(plan.fits, self.tr("1 cell"), self.tr("%n cells"))
        told = partial(said_of, plan)
        self._changing.keep(cells, self.tr("Paste %s") % what, plan.edits, told(0), told)
