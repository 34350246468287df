"""Rows of a file that say different things of one item: which of them counts, decided one by one or all at once."""

from functools import partial

from PySide6.QtCore import Signal

from controllers.exchange.import_clashes import NO_ROW, Clash, Clashes
from controllers.exchange.import_outcome import ImportPlan
from controllers.exchange.readers import Opened
from ui.dialogs.import_choices import Candidates, ChoicePane, Questions, numbered
from ui.dialogs.import_items import ItemTexts
from ui.dialogs.import_lines import Line
from ui.wording import counted, number


class ConflictsPane(ChoicePane):
    """`decided`: another choice was made; `counting`: (item, key) -> the row of the file that counts, or NO_ROW."""

    decided = Signal()

    def __init__(self) -> None:
        super().__init__("import_clashes", several=False)
        self.counting: dict[tuple[int, str], int] = {}
        self._plan: ImportPlan | None = None
        self._opened: Opened | None = None
        self.add_button(self.tr("Same &Row for All Keys of This Item"), "clash_same_row", self._same_row)
        self.add_button(self.tr("Take All B&ack"), "clash_forget", self.forget)
        self.answered.connect(self._take)

    def forget(self) -> None:
        """Take every decision back."""
        self.counting = {}
        self._tell()

    def show_plan(self, plan: ImportPlan, opened: Opened, texts: ItemTexts) -> None:
        """Show where rows of the file clash."""
        self._plan, self._opened = plan, opened
        clashes = plan.clashes

        def line(row: int) -> Line:
            clash = clashes[row]
            return (texts.name(clash.row), clash.key, self._answer(clash))

        titles = (self.tr("Item"), self.tr("Key"), self.tr("Decided"))
        self.ask(Questions(titles, len(clashes), line, (170, 140), partial(self._candidates_of, clashes, texts)))
        self._say()

    def _candidates_of(self, clashes: Clashes, texts: ItemTexts, line: int) -> Candidates:
        clash = clashes[line]
        counts = self.counting.get((clash.row, clash.key))
        ticked = frozenset(place for place, (row, _) in enumerate(clash.values) if row == counts)

        def candidate(place: int) -> Line:
            row, cell = clash.values[place]
            said = self.tr("(removed)") if cell is None else texts.shown(clash.key, cell) or self.tr("(cleared)")
            return numbered(place, (self._line(row), said))

        held = texts.shown(clash.key, clash.before) or self.tr("nothing")
        titles = (self.tr("Line"), self.tr("Says; the item holds now: {value}").format(value=held))
        return Candidates(titles, len(clash.values), candidate, (96,), None if counts is None else ticked)

    def _take(self, line: int, ticked: frozenset[int] | None) -> None:
        if self._plan is None:
            return
        clash = self._plan.clashes[line]
        if ticked is None:
            self.counting.pop((clash.row, clash.key), None)
        else:
            self.counting[clash.row, clash.key] = clash.values[min(ticked)][0] if ticked else NO_ROW
        self._tell()

    def _same_row(self) -> None:
        """What is decided about this key, or the row that is current, counts for every key of the item."""
        if self._plan is None or self.questions.line < 0:
            return
        clash = self._plan.clashes[self.questions.line]
        row = self.counting.get((clash.row, clash.key))
        if row is None:
            row = clash.values[max(0, self.candidates.line)][0]
        for other in self._plan.clashes.of(clash.row):
            if row == NO_ROW or row in dict(other.values):
                self.counting[other.row, other.key] = row
        self._tell()

    def _tell(self) -> None:
        self._say()
        self.refresh()
        self.decided.emit()

    def _answer(self, clash: Clash) -> str:
        counts = self.counting.get((clash.row, clash.key))
        if counts is None:
            return ""
        return self.tr("stays as it is") if counts == NO_ROW else self._line(counts)

    def _line(self, row: int) -> str:
        at = row if self._opened is None else self._opened.table.line(row)
        return self.tr("line {line}").format(line=number(at))

    def _say(self) -> None:
        plan = self._plan
        if plan is None or not plan.clash_count:
            self.told.setText(self.tr("No two rows say different things of one item."))
            return
        decided = plan.clashes.decided(self.counting)
        told = self.tr("{values} between rows for one item; {decided} here. For the others the answer above counts.")
        values = counted(plan.clash_count, self.tr("1 value differs"), self.tr("%n values differ"))
        here = counted(decided, self.tr("1 is decided"), self.tr("%n are decided"))
        self.told.setText(told.format(values=values, decided=here))
