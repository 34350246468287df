"""A schema from a file before it is staged: each change to take or leave, what is not possible, what stays."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from controllers.exchange.schema_plan import SchemaPlan
from domain.keys import KnownKeys, findings
from domain.schema_changes import SchemaChange, describe
from ui.dialogs.frame import Frame
from ui.icons import icon
from ui.tokens import tokens_of
from ui.wording import counted

_KEY = Qt.ItemDataRole.UserRole
_SIGNS = {"add": "add", "retype": "change", "options": "edit", "delete": "remove", "restore": "undo"}
_NAMED = 6
_LINE = 28  # pixels


class SchemaImportDialog(Frame):
    """Accepted, the `chosen` keys are staged. `prune_wanted` asks for the plan that deletes what the file lacks."""

    prune_wanted = Signal(bool)

    def __init__(self, file: str, platform: str, plan: SchemaPlan, parent: QWidget | None) -> None:
        super().__init__(self.tr("Import {file}").format(file=file), parent, "")
        self.setObjectName("schema_import_dialog")
        self.resize(760, 560)
        self.plan = plan
        self._platform = platform
        self.list = _list("schema_import_changes", self.tr("Changes of the file, to take or to leave"))
        self._rest = _list("schema_import_rest", self.tr("What is not brought in, and why"))
        self._rest_head = QLabel()
        self._rest_head.setProperty("role", "section")
        self._empty = QLabel()
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.prune = QCheckBox()
        self.prune.setObjectName("schema_import_prune")
        self.prune.toggled.connect(self.prune_wanted)
        self._missing = plan.only_there
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._rest_head)
        self.body.addWidget(self._rest)
        self.body.addWidget(self.prune)
        self.add_cancel()
        self.stage = self.add_button("", "stage_schema", primary=True)
        self.stage.clicked.connect(self.accept)
        self.list.itemChanged.connect(self._tell)
        self.show_plan(plan)

    @property
    def chosen(self) -> frozenset[str]:
        """The keys that are ticked."""
        lines = (self.list.item(row) for row in range(self.list.count()))
        return frozenset(str(line.data(_KEY)) for line in lines if line.checkState() is Qt.CheckState.Checked)

    def show_plan(self, plan: SchemaPlan) -> None:
        """Show another plan; what was left before stays left."""
        left = {key for key in self.plan.after if key not in self.chosen} if self.list.count() else set[str]()
        self.plan = plan
        self.list.blockSignals(True)
        self.list.clear()
        known = KnownKeys.of({*plan.base, *plan.after})
        for change in plan.changes:
            self.list.addItem(self._line(change, known, taken=change.key not in left))
        self.list.blockSignals(False)
        self._show_rest([each.sentence for each in (*plan.refused, *plan.kept)])
        self._show_missing(self._missing)
        self._empty.setText(self._nothing(plan))
        self._stack.setCurrentIndex(0 if self.list.count() else 1)
        self._tell()

    def _nothing(self, plan: SchemaPlan) -> str:
        if plan.refused:
            return self.tr("Nothing of the file can be brought in; below is why.")
        return self.tr("{platform} has everything that is in the file.").format(platform=self._platform)

    def _line(self, change: SchemaChange, known: KnownKeys, *, taken: bool) -> QListWidgetItem:
        tokens = tokens_of(self.palette())
        colour = {"add": tokens.good, "restore": tokens.good, "delete": tokens.problem}.get(change.kind, tokens.staged)
        found = findings(change.key, known) if change.before is None else ()
        text = " ".join((describe(change), *(f"⚠ {finding.sentence}" for finding in found[:1])))
        line = QListWidgetItem(icon(_SIGNS.get(change.kind, "edit"), colour), text)
        line.setToolTip("\n".join((describe(change), *(finding.sentence for finding in found))))
        line.setData(_KEY, change.key)
        line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        line.setCheckState(Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked)
        return line

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
        count, of = len(self.chosen), self.list.count()
        told = self.tr("{count} of {of} are ticked. Nothing reaches {platform} before you save the schema.")
        if not of:
            told = self.tr("Nothing changes.")
        self.say(told.format(count=counted(count, self.tr("1 change"), self.tr("%n changes")), of=of,
                             platform=self._platform))  # fmt: skip
        self.stage.setText(counted(count, self.tr("&Stage 1 Change"), self.tr("&Stage %n Changes")))
        self.stage.setEnabled(count > 0)


def _list(name: str, title: str) -> QListWidget:
    made = QListWidget()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setProperty("role", "keys")
    made.setUniformItemSizes(True)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made
