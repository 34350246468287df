"""A schema from a file before it is staged: each change to take or leave, what is not possible, what stays."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from controllers.exchange.schema_plan import PlannedLine, SchemaPlan
from ui.dialogs.frame import Frame
from ui.dialogs.tick_list import TickLine, TickList
from ui.wording import counted, number

_SIGNS = {
    "add": ("add", "good"),
    "retype": ("change", "staged"),
    "delete": ("remove", "problem"),
    "hard delete": ("lock", "problem"),
    "restore": ("undo", "good"),
}
_NAMED = 6
_LINE = 28  # pixels


class SchemaImportDialog(Frame):
    """Accepted, the `chosen` keys are staged. `prune_wanted` asks for the plan that deletes what the file lacks."""

    prune_wanted = Signal(bool)

    def __init__(
        self, file: str, platform: str, plan: SchemaPlan, lines: Sequence[PlannedLine], parent: QWidget | None
    ) -> None:
        super().__init__(self.tr("Import {file}").format(file=file), parent, "")
        self.setObjectName("schema_import_dialog")
        self.resize(760, 560)
        self.plan = plan
        self._platform, self._missing = platform, plan.only_there
        self._head, self._rest_head, self._empty = QLabel(), QLabel(), QLabel()
        self.list = TickList("schema_import_changes", self.tr("Changes of the file, to take or to leave"))
        self._rest = _list("schema_import_rest", self.tr("What is not brought in, and why"))
        self._stack = QStackedWidget()
        self.prune = QCheckBox()
        self._build()
        self.add_cancel()
        self.stage = self.add_button("", "stage_schema", primary=True)
        self.stage.clicked.connect(self.accept)
        self.list.lines.ticked_changed.connect(self._tell)
        self.prune.toggled.connect(self.prune_wanted)
        self.show_plan(plan, lines)

    @property
    def chosen(self) -> frozenset[str]:
        """The keys that are ticked."""
        return self.list.lines.ticked

    def show_plan(self, plan: SchemaPlan, lines: Sequence[PlannedLine]) -> None:
        """Show another plan; what was left before stays left."""
        left = frozenset(self.plan.after) - self.chosen if self.list.lines.rowCount() else frozenset[str]()
        self.plan = plan
        self.list.lines.show([_tick_line(line) for line in lines], frozenset(plan.after) - left)
        self._show_rest([each.sentence for each in (*plan.refused, *plan.kept)])
        self._show_missing(self._missing)
        self._empty.setText(self._nothing(plan))
        self._stack.setCurrentIndex(0 if lines else 1)
        self._tell()

    def _nothing(self, plan: SchemaPlan) -> str:
        if plan.refused:
            return self.tr("Nothing of the file can be brought in; below is why.")
        return self.tr("{platform} has everything that is in the file.").format(platform=self._platform)

    def _show_rest(self, sentences: Sequence[str]) -> None:
        self._rest.clear()
        for sentence in sentences:
            line = QListWidgetItem(sentence)
            line.setToolTip(sentence)
            line.setSizeHint(QSize(0, _LINE))
            self._rest.addItem(line)
        self._rest_head.setText(
            counted(len(sentences), self.tr("1 not brought in"), self.tr("%n not brought in, or only in part"))
        )
        self._rest.setFixedHeight(_LINE * min(4, max(1, len(sentences))) + 6)
        for widget in (self._rest, self._rest_head):
            widget.setVisible(bool(sentences))

    def _show_missing(self, missing: Sequence[str]) -> None:
        text = counted(
            len(missing),
            self.tr("Also &delete the key the file does not name; it can be restored"),
            self.tr("Also &delete the %n keys the file does not name; they can be restored"),
        )
        self.prune.setText(text)
        self.prune.setToolTip(", ".join(missing[:_NAMED]) + ("…" if len(missing) > _NAMED else ""))
        self.prune.setVisible(bool(missing))

    def _tell(self) -> None:
        count, of = len(self.chosen), self.list.lines.rowCount()
        self._head.setText(self.tr("Changes: {ticked} of {all}").format(ticked=number(count), all=number(of)))
        told = self.tr("What is ticked is staged. Nothing reaches {platform} before you save the schema.")
        self.say(told.format(platform=self._platform) if of else self.tr("Nothing changes."))
        self.stage.setText(counted(count, self.tr("&Stage 1 Change"), self.tr("&Stage %n Changes")))
        self.stage.setEnabled(count > 0)

    def _tick_all(self) -> None:
        self.list.lines.tick()

    def _tick_none(self) -> None:
        self.list.lines.tick(ticked=False)

    def _build(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        self._head.setProperty("role", "section")
        head.addWidget(self._head, 1)
        for text, name, act in (
            (self.tr("&All"), "tick_all", self._tick_all),
            (self.tr("&None"), "tick_none", self._tick_none),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setProperty("kind", "quiet")
            button.setAutoDefault(False)
            button.clicked.connect(act)
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self._rest_head.setProperty("role", "section")
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._stack.addWidget(page)
        self._stack.addWidget(self._empty)
        self.prune.setObjectName("schema_import_prune")
        self.body.addWidget(self._stack, 1)
        for widget in (self._rest_head, self._rest, self.prune):
            self.body.addWidget(widget)


def _tick_line(line: PlannedLine) -> TickLine:
    text = f"{line.text}   ⚠ {line.warnings[0]}" if line.warnings else line.text
    return TickLine(line.key, text, _SIGNS.get(line.kind, ("edit", "staged")), "\n".join((line.text, *line.warnings)))


def _list(name: str, title: str) -> QListWidget:
    made = QListWidget()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setProperty("role", "keys")
    made.setUniformItemSizes(True)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made
