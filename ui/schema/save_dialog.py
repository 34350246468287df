"""Saving the schema: what it becomes, what colleagues changed meanwhile, what to decide, and how it went."""

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from controllers.schema_saving import Decision, SaveReport
from domain.schema_changes import SchemaChange
from ui.dialogs.frame import Frame
from ui.panes.label_grid import set_role
from ui.schema.change_view import ChangeView
from ui.schema.conflict_card import ConflictCard
from ui.wording import counted

Work = Callable[[], Awaitable[SaveReport]]


class SaveSchemaDialog(Frame):
    """Told how far a save is, it shows what there is to know; says when the person wants it sent."""

    save_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, platform: str, parent: QWidget | None) -> None:
        super().__init__(self.tr("Save the schema"), parent)
        self.setMinimumSize(600, 340)
        self._platform = platform
        self.report: SaveReport | None = None
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._told.setObjectName("save_told")
        self._mine = ChangeView("save_mine", self.tr("What is saved"))
        self._theirs = ChangeView("save_theirs", self.tr("What others changed meanwhile"))
        self._mine_title, self._theirs_title, self._cards_title = (self._title(text) for text in ("", "", ""))
        self._cards: list[ConflictCard] = []
        self._room = QVBoxLayout()
        self._build()
        self.cancel = self.add_cancel()
        self.save = self.add_button(self.tr("Save"), "save", primary=True)
        self.save.clicked.connect(self._go_on)
        self.show_busy(self.tr("Reading the schema of {platform} again…").format(platform=platform))

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided so far."""
        return tuple(
            Decision(card.conflict, "mine" if card.choice == "mine" else "theirs")
            for card in self._cards
            if card.choice
        )

    @property
    def told(self) -> str:
        """The sentence that says how far it is."""
        return self._told.text()

    def show_busy(self, sentence: str) -> None:
        """Something is on its way."""
        self._say(sentence, "muted")
        self._progress.show()
        self.save.setEnabled(False)

    def show_report(self, report: SaveReport) -> None:
        """Show how far it is."""
        self.report = report
        self._progress.hide()
        grave = report.state in {"failed", "unknown"}
        self._say(report.sentence or self._ready(), "problem" if grave else "good" if report.state == "saved" else "")
        self._show_list(self._mine, self._mine_title, report.to_save, self._mine_words(report))
        self._show_list(self._theirs, self._theirs_title, report.by_them, self._theirs_words(report))
        self._show_conflicts(report)
        over = report.state in {"saved", "nothing"}
        self.cancel.setVisible(not over)
        self.save.setText(self._button(report))
        self._allow()
        self.save.setFocus()

    def _ready(self) -> str:
        return self.tr(
            "The schema of {platform} was read again. It serves the whole organisation: "
            "what stands below is all that changes, every other key goes back as it came."
        ).format(platform=self._platform)

    def _button(self, report: SaveReport) -> str:
        match report.state:
            case "saved" | "nothing":
                return self.tr("Close")
            case "failed" | "unknown":
                return self.tr("Look Again")
            case _:
                return counted(len(report.to_save), self.tr("Save 1 Change"), self.tr("Save %n Changes"))

    def _mine_words(self, report: SaveReport) -> str:
        return self.tr("What was saved") if report.state == "saved" else self.tr("What this save changes")

    def _theirs_words(self, report: SaveReport) -> str:
        words = self.tr("Changed by others since it was read here; kept")
        return self.tr("Changed by others meanwhile") if report.conflicts else words

    def _show_list(self, view: ChangeView, title: QLabel, changes: Sequence[SchemaChange], words: str) -> None:
        view.show_changes(changes, 8)
        title.setText(f"{words} ({len(changes):,})")
        for part in (view, title):
            part.setVisible(bool(changes))

    def _show_conflicts(self, report: SaveReport) -> None:
        if tuple(card.conflict for card in self._cards) != report.conflicts:
            for card in self._cards:
                self._room.removeWidget(card)
                card.hide()
                card.deleteLater()
            self._cards = [ConflictCard(conflict) for conflict in report.conflicts]
            for card in self._cards:
                card.decided.connect(self._allow)
                self._room.addWidget(card)
        self._cards_title.setText(self.tr("Changed here and there: decide whose change is kept"))
        self._cards_title.setVisible(bool(self._cards))

    def _allow(self) -> None:
        undecided = sum(not card.choice for card in self._cards)
        self.save.setEnabled(self.report is not None and not undecided)
        self.save.setToolTip(self.tr("Decide each conflict first.") if undecided else "")

    def _go_on(self) -> None:
        state = self.report.state if self.report is not None else ""
        if state in {"saved", "nothing"}:
            self.accept()
        elif state in {"failed", "unknown"}:
            self.look_wanted.emit()
        else:
            self.save_wanted.emit()

    def _say(self, sentence: str, role: str) -> None:
        self._told.setText(sentence)
        set_role(self._told, role)

    def _title(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "section")
        label.hide()
        return label

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._cards_title)
        column.addLayout(self._room)
        for part in (self._mine_title, self._mine, self._theirs_title, self._theirs):
            column.addWidget(part)
            part.hide()
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        self.body.addWidget(self._told)
        self.body.addWidget(self._progress)
        self.body.addWidget(area, 1)
