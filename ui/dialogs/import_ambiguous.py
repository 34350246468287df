"""Rows of a file that mean several items: which of them each means, decided one by one or all at once."""

from functools import partial

from PySide6.QtCore import Signal

from controllers.exchange.mapping import ImportMapping
from controllers.exchange.matching import Match
from controllers.exchange.readers import Opened
from ui.dialogs.import_choices import Candidates, ChoicePane, Questions, numbered
from ui.dialogs.import_items import ItemTexts
from ui.dialogs.import_lines import Line
from ui.wording import counted, items, number


class AmbiguousPane(ChoicePane):
    """`decided`: another choice was made; `chosen`: row of the file -> the items it means."""

    decided = Signal()

    def __init__(self) -> None:
        super().__init__("import_ambiguous", several=True)
        self.chosen: dict[int, tuple[int, ...]] = {}
        self._rows: tuple[int, ...] = ()
        self._match: Match | None = None
        self._texts: ItemTexts | None = None
        self.add_button(self.tr("A&ll of These"), "ambiguous_all", self.answer_all)
        self.add_button(self.tr("Take All B&ack"), "ambiguous_forget", self.forget)
        self.answered.connect(self._take)

    def forget(self) -> None:
        """Take every decision back."""
        self.chosen = {}
        self._say()
        self.refresh()
        self.decided.emit()

    def show_rows(self, opened: Opened, mapping: ImportMapping, match: Match, texts: ItemTexts) -> None:
        """Show the rows that mean several items."""
        self._match, self._texts = match, texts
        ambiguous = match.ambiguous
        column = opened.table.column(mapping.by.column)

        def line(row: int) -> Line:
            at = int(ambiguous[row])
            text = "" if column is None else column.cells[at].as_py() or self.tr("(empty)")
            return (number(opened.table.line(at)), text, items(int(match.sizes[at])), self._answer(at))

        titles = (self.tr("Line"), mapping.by.column, self.tr("Means"), self.tr("Decided"))
        self.ask(Questions(titles, len(ambiguous), line, (64, 150, 72), partial(self._candidates_of, match, texts)))
        self._say()

    def _candidates_of(self, match: Match, texts: ItemTexts, line: int) -> Candidates:
        at = int(match.ambiguous[line])
        found = match.items_of(at)
        chosen = self.chosen.get(at)
        ticked = None if chosen is None else frozenset(place for place, row in enumerate(found) if int(row) in chosen)
        return Candidates(
            texts.titles, len(found), lambda place: numbered(place, texts.line(int(found[place]))), texts.widths, ticked
        )

    def _take(self, line: int, ticked: frozenset[int] | None) -> None:
        match = self._match
        if match is None:
            return
        at = int(match.ambiguous[line])
        if ticked is None:
            self.chosen.pop(at, None)
        else:
            found = match.items_of(at)
            self.chosen[at] = tuple(int(found[place]) for place in sorted(ticked))
        self._say()
        self.refresh()
        self.decided.emit()

    def _answer(self, at: int) -> str:
        chosen = self.chosen.get(at)
        if chosen is None:
            return ""
        if not chosen:
            return self.tr("left out")
        if len(chosen) == 1 and self._texts is not None:
            return self._texts.short(chosen[0])
        return items(len(chosen))

    def _say(self) -> None:
        match = self._match
        if match is None or not len(match.ambiguous):
            self.told.setText(self.tr("Every row means at most one item."))
            return
        decided = counted(len(self.chosen), self.tr("1 is decided"), self.tr("%n are decided"))
        told = self.tr("{rows}; {decided} here. For the others the answer above counts.")
        rows = counted(
            len(match.ambiguous), self.tr("1 row means several items"), self.tr("%n rows mean several items")
        )
        self.told.setText(told.format(rows=rows, decided=decided))
