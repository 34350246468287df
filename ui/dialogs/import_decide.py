"""Third step of an import: what is to be decided, what would change, and every row that can't be placed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from controllers.exchange.import_plan import Decisions, ImportPlan
from controllers.exchange.mapping import ImportMapping
from controllers.exchange.matching import Match
from controllers.exchange.readers import Opened
from controllers.importing import Matched
from ui.dialogs.frame import Remark, restyle
from ui.dialogs.import_ambiguous import AmbiguousPane
from ui.dialogs.import_conflicts import ConflictsPane
from ui.dialogs.import_items import Held, ItemTexts
from ui.dialogs.import_lines import LineList
from ui.wording import counted, items, number


class DecidePage(QWidget):
    """`changed`: something was decided otherwise; `decisions` says how."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, QComboBox] = {name: _box(name, ways) for name, ways in self._ways().items()}
        self._headline = QLabel()
        self._headline.setObjectName("import_headline")
        self._headline.setProperty("role", "title")
        self._headline.setWordWrap(True)
        self._detail = Remark("muted")
        self.changes = LineList("import_changes")
        self.ambiguous = AmbiguousPane()
        self.unmatched = LineList("import_unmatched")
        self.clashes = ConflictsPane()
        self.refused = LineList("import_refused")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._build()
        for box in self._boxes.values():
            box.activated.connect(self.changed)
        for pane in (self.ambiguous, self.clashes):
            pane.decided.connect(self.changed)

    @property
    def decisions(self) -> Decisions:
        """What is decided now."""
        chosen: Mapping[str, Any] = {name: str(box.currentData()) for name, box in self._boxes.items()}
        return Decisions(**chosen, chosen=dict(self.ambiguous.chosen), counting=dict(self.clashes.counting))

    @property
    def headline(self) -> str:
        """What would happen, in one sentence."""
        return self._headline.text()

    def forget(self) -> None:
        """What was decided one by one was about other rows."""
        self.ambiguous.chosen = {}
        self.clashes.counting = {}

    def say_planning(self) -> None:
        """The plan is being made."""
        self._headline.setText(self.tr("Working out what would change…"))

    def say_problem(self, sentence: str) -> None:
        """Nothing was staged, and why."""
        self._headline.setText(sentence)
        self._headline.setProperty("role", "problem")
        restyle(self._headline)

    def show_plan(self, plan: ImportPlan, opened: Opened, mapping: ImportMapping, matched: Matched, held: Held) -> None:
        """Show what would happen. `held` knows what the items hold now."""
        match = matched.match
        self._headline.setText(self._sentence(plan))
        self._headline.setProperty("role", "title")
        restyle(self._headline)
        self._detail.setText(self._details(plan))
        texts = ItemTexts(matched.items, held, [use.key for use in mapping.used])
        self._show_changes(plan, texts)
        self.ambiguous.show_rows(opened, mapping, match, texts)
        self._show_unmatched(opened, mapping, match)
        self.clashes.show_plan(plan, opened, texts)
        self._show_refused(plan)
        counts = (
            plan.cells,
            len(match.ambiguous),
            len(match.unmatched),
            plan.clash_count,
            plan.refused_count,
        )
        for position, (title, count) in enumerate(zip(self._titles(), counts, strict=True)):
            self.tabs.setTabText(position, f"{title}  {number(count)}")
        for name, count in (("several", len(match.ambiguous)), ("twice", plan.clash_count)):
            self._form.setRowVisible(self._boxes[name], count > 0)
        self._form.setRowVisible(self._boxes["invalid"], plan.refused_count > 0 or plan.keep_invalid)

    def _ways(self) -> Mapping[str, Mapping[str, str]]:
        return {
            "mode": {
                "merge": self.tr("Merge: only given values change"),
                "replace": self.tr("Replace: keys the file does not have are removed"),
            },
            "empty": {
                "leave": self.tr("leave the value as it is"),
                "clear": self.tr("clear the value"),
            },
            "several": {
                "leave": self.tr("leave them out"),
                "all": self.tr("give the values to each of the items"),
            },
            "twice": {
                "last": self.tr("the last row counts"),
                "first": self.tr("the first row counts"),
                "leave": self.tr("leave the value as it is"),
            },
            "invalid": {
                "leave": self.tr("leave them out"),
                "keep": self.tr("keep them, marked as invalid"),
            },
        }

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Changes"),
            self.tr("Ambiguous"),
            self.tr("Without an item"),
            self.tr("Conflicting"),
            self.tr("Refused"),
        )

    def _build(self) -> None:
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        questions = {
            "mode": self.tr("&Mode"),
            "empty": self.tr("&Empty cells"),
            "several": self.tr("Rows that mean se&veral items"),
            "twice": self.tr("Several rows for &one item"),
            "invalid": self.tr("Values that brea&k the schema"),
        }
        for name, question in questions.items():
            self._form.addRow(question, self._boxes[name])
        across = QHBoxLayout()
        across.addLayout(self._form)
        across.addStretch(1)
        lists = (self.changes, self.ambiguous, self.unmatched, self.clashes, self.refused)
        for title, each in zip(self._titles(), lists, strict=True):
            self.tabs.addTab(each, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(across)
        layout.addWidget(self._headline)
        layout.addWidget(self._detail)
        layout.addWidget(self.tabs, 1)

    def _sentence(self, plan: ImportPlan) -> str:
        if not plan.cells:
            return self.tr("Nothing would change: the table holds these values already, or no row found its item.")
        values = counted(plan.cells, self.tr("1 value"), self.tr("%n values"))
        return self.tr("{values} of {items} would be staged. Nothing is sent before you review and push.").format(
            values=values, items=items(plan.items)
        )

    def _details(self, plan: ImportPlan) -> str:
        parts = [
            (plan.set_cells, self.tr("{count} set")),
            (plan.cleared, self.tr("{count} cleared")),
            (plan.removed, self.tr("{count} removed")),
            (plan.unchanged, self.tr("{count} as they are already")),
            (plan.unreadable, self.tr("{count} items left out because their metadata can't be read")),
        ]
        if plan.cells > len(plan.sample):
            parts.append((len(plan.sample), self.tr("{count} of them below, some of every key")))
        return "  ·  ".join(words.format(count=number(count)) for count, words in parts if count)

    def _show_changes(self, plan: ImportPlan, texts: ItemTexts) -> None:
        sample = plan.sample
        titles = (self.tr("Item"), self.tr("Key"), self.tr("Now"), self.tr("After the import"))

        def line(row: int) -> tuple[str, ...]:
            change = sample[row]
            after = texts.shown(change.key, change.after) or self.tr("(cleared)")
            return (
                texts.name(change.row),
                change.key,
                texts.shown(change.key, change.before),
                self.tr("(removed)") if change.after is None else after,
            )

        self.changes.show_lines(titles, len(sample), line, (240, 180, 200))

    def _show_unmatched(self, opened: Opened, mapping: ImportMapping, match: Match) -> None:
        column, unmatched = opened.table.column(mapping.by.column), match.unmatched

        def line(row: int) -> tuple[str, ...]:
            at = int(unmatched[row])
            text = "" if column is None else column.cells[at].as_py() or self.tr("(empty)")
            return (number(opened.table.line(at)), text)

        self.unmatched.show_lines((self.tr("Line"), mapping.by.column), len(unmatched), line, (70,))

    def _show_refused(self, plan: ImportPlan) -> None:
        def line(row: int) -> tuple[str, ...]:
            refusal = plan.refused[row]
            lines = ", ".join(f"{at:,}" for at in refusal.lines) + ("…" if refusal.count > len(refusal.lines) else "")
            return (refusal.key, number(refusal.count), lines, refusal.reason)

        titles = (self.tr("Key"), self.tr("Cells"), self.tr("Lines"), self.tr("Why"))
        self.refused.show_lines(titles, len(plan.refused), line, (180, 70, 120))


def _box(name: str, ways: Mapping[str, str]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(f"import_{name}")
    for value, title in ways.items():
        box.addItem(title, value)
    return box
