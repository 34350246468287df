"""Migrate: which migration at the left, what it asks in the middle, what would come of it at the right."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from controllers.bulk import Tally
from domain.fields import EnumType
from domain.migrations.converting import ConvertKey
from domain.migrations.migration import Migration
from domain.schema import FieldType, Schema
from domain.schema_changes import SchemaChange, describe
from ui.dialogs.bulk.dialog import scrolled
from ui.dialogs.bulk.form import Answers, Problem
from ui.dialogs.bulk.form_list import FormList
from ui.dialogs.bulk.form_view import FormView
from ui.dialogs.bulk.keys import KeyList
from ui.dialogs.bulk.preview import Preview
from ui.dialogs.frame import Frame
from ui.dialogs.migration.form import Given, MigrationForm, MigrationMade
from ui.dialogs.migration.options_field import OptionChange, OptionsField
from ui.wording import counted, items

_MIDDLE = 328
_PAUSE = 120  # ms without a key typed, after which the preview is asked for
_MOST_LINES = 4


class MigrationDialog(Frame):
    """Asks for one migration. `asked`: the preview is wanted; `values_wanted`: which values a key holds."""

    asked = Signal()
    values_wanted = Signal(str)
    count_wanted = Signal()
    review_wanted = Signal()

    def __init__(
        self,
        forms: Sequence[MigrationForm],
        keys: Sequence[tuple[str, str]],
        schema: Schema,
        open_items: int,
        parent: QWidget | None,
    ) -> None:
        super().__init__(self.tr("Migrate Schema and Values"), parent)
        self.setObjectName("migration")
        self.resize(1180, 740)
        self._forms = forms
        self._schema = schema
        self._shown_schema = schema
        self._list = FormList("migrations", self.tr("Which migration"), forms)
        self._views = [FormView(form, keys) for form in forms]
        self._pages = QStackedWidget()
        self._keys = KeyList(keys)
        self._options = OptionsField()
        self._extra_title = QLabel()
        self._asked_key = ""
        self.everywhere = QRadioButton(self.tr("Every folder of the &platform"))
        self.only_open = QRadioButton(self.tr("&Open tables only  ({items})").format(items=items(open_items)))
        self._steps = QLabel()
        self.preview = Preview(self._kind)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.asked)
        self._build()
        self._connect()

    @property
    def form(self) -> MigrationForm:
        """The kind of migration that is chosen."""
        return self._forms[self._list.currentRow()]

    @property
    def made(self) -> MigrationMade:
        """The migration that is asked for, or what is missing."""
        view = self._view
        if view.problem:
            return Problem(view.problem)
        return self.form.make(Given(Answers(view.answers), self._keys.chosen, self._options.into, self._schema))

    @property
    def key(self) -> str:
        """The key the form is about; empty where it is about several."""
        return str(self._view.answers.get("key", ""))

    def begin(
        self,
        form: str,
        answers: Mapping[str, str],
        keys: Sequence[str] = (),
        option: OptionChange | None = None,
    ) -> None:
        """Start with a kind of migration, some answers, some keys ticked, or a change of one option."""
        self._options.begin(option)
        names = [each.name for each in self._forms]
        self._list.setCurrentRow(names.index(form) if form in names else 0)
        self._view.fill(answers)
        self._keys.choose(keys)
        self.everywhere.setChecked(True)
        if not self._view.focus("new" if answers.get("new") else ""):
            self._list.setFocus()
        self._ask_values()
        self._ask_soon()

    def show_values(self, key: str, counts: Mapping[str, int]) -> None:
        """Say which values a key holds in the open tables, and how often."""
        if key != self.key:
            return
        kind = self._schema.field(key)
        options = kind.options if isinstance(kind, EnumType) else ()
        self._options.show_options(list(dict.fromkeys(options)), counts)
        for field in (view.map for view in self._views if view.map is not None):
            typed = {pair[0]: pair[1] for pair in field.pairs}
            field.set_pairs([[old, typed.get(old, "")] for old in counts])
            field.show_values(sorted(counts.items(), key=lambda pair: -pair[1]))

    def show_plan(
        self, migration: Migration, before: Sequence[SchemaChange], after: Sequence[SchemaChange], widened: Schema
    ) -> None:
        """Say what it does to the schema."""
        self._shown_schema = widened
        lines = [*_lines(self.tr("First"), before), *_lines(self.tr("Last"), after)]
        self._steps.setText("\n".join(lines) or self.tr("The schema stays as it is."))
        in_place = isinstance(migration, ConvertKey) and migration.in_place
        self.only_open.setEnabled(not in_place)
        reason = self.tr("The type counts for every item, so all of them are looked at.") if in_place else ""
        self.only_open.setToolTip(reason)
        if in_place:
            self.everywhere.setChecked(True)

    def show_tally(self, tally: Tally, *, keys: int, whole: bool) -> None:
        """Show what would change, of what is open or, `whole`, of everything that was read."""
        self.preview.show_tally(tally, keys=keys)
        self._where.setText(self.tr("In every folder") if whole else self.tr("In the open tables"))

    def allow(self, reason: str = "") -> None:
        """The review may begin, or a reason why not."""
        for button in (self._review, self._count):
            button.setEnabled(not reason)
            button.setToolTip(reason)

    def show_problem(self, problem: Problem) -> None:
        """Say why there is nothing to preview."""
        self._steps.setText("")
        self._where.setText("")
        self.preview.say(problem.sentence, problem=not problem.is_hint)
        self.allow(problem.sentence)

    def show_counting(self, seen: int) -> None:
        """Every folder is being read."""
        self._where.setText(counted(seen, self.tr("1 item read…"), self.tr("%n items read…")))
        self._count.setText(self.tr("&Stop Counting"))

    def end_counting(self) -> None:
        """It was read, or given up."""
        self._count.setText(self.tr("&Count in Every Folder"))

    def _kind(self, key: str) -> FieldType:
        return self._shown_schema.field(key)

    @property
    def _view(self) -> FormView:
        return self._views[self._list.currentRow()]

    def _build(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self._list)
        across.addLayout(self._build_middle())
        across.addLayout(self._build_right(), 1)
        self.body.addLayout(across, 1)
        self.add_cancel()
        self._review: QPushButton = self.add_button(self.tr("&Review…"), "review", primary=True)
        self._count: QPushButton = self.add_button(self.tr("&Count in Every Folder"), "count", left=True)
        self._review.setMinimumWidth(120)

    def _build_middle(self) -> QVBoxLayout:
        for view in self._views:
            self._pages.addWidget(scrolled(view))
        self._extra_title.setProperty("role", "section")
        where = QLabel(self.tr("Items"))
        where.setProperty("role", "section")
        middle = QVBoxLayout()
        middle.setSpacing(4)
        middle.addWidget(self._pages, 3)
        middle.addSpacing(8)
        middle.addWidget(self._extra_title)
        middle.addWidget(self._keys, 2)
        middle.addWidget(self._options, 5)
        middle.addSpacing(8)
        middle.addWidget(where)
        for name, button in (("everywhere", self.everywhere), ("only_open", self.only_open)):
            button.setObjectName(name)
            middle.addWidget(button)
        self._pages.setFixedWidth(_MIDDLE)
        for widget in (self._keys, self._options):
            widget.setFixedWidth(_MIDDLE - 8)  # as wide as the fields, which leave room for a scroll bar
        return middle

    def _build_right(self) -> QVBoxLayout:
        schema = QLabel(self.tr("Schema"))
        self._where = QLabel()
        self._where.setObjectName("where")
        for label in (schema, self._where):
            label.setProperty("role", "section")
        self._steps.setObjectName("schema_steps")
        self._steps.setWordWrap(True)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(schema)
        right.addWidget(self._steps)
        right.addSpacing(8)
        right.addWidget(self._where)
        right.addWidget(self.preview, 1)
        return right

    def _connect(self) -> None:
        self._list.fit()
        self._list.currentRowChanged.connect(self._show_form)
        for view in self._views:
            view.changed.connect(self._ask_soon)
            view.changed.connect(self._ask_values)
        self._keys.changed.connect(self._ask_soon)
        self._options.changed.connect(self._ask_soon)
        self.everywhere.toggled.connect(self._ask_soon)
        self._review.clicked.connect(self.review_wanted)
        self._count.clicked.connect(self.count_wanted)

    def _show_form(self, row: int) -> None:
        self._pages.setCurrentIndex(row)
        form = self._forms[row]
        self._extra_title.setText(form.extra_title)
        self._extra_title.setVisible(bool(form.extra))
        self._extra_title.setBuddy(self._keys if form.extra == "keys" else self._options)
        self._keys.setVisible(form.extra == "keys")
        self._options.setVisible(form.extra == "options")
        self._asked_key = ""
        self._ask_values()
        self._ask_soon()

    def _ask_values(self) -> None:
        if self.key and self.key != self._asked_key and not self._view.problem:
            self._asked_key = self.key
            self.values_wanted.emit(self.key)

    def _ask_soon(self) -> None:
        self.allow(self.tr("What would change is still being counted."))
        self._pause.start()


def _lines(word: str, changes: Sequence[SchemaChange]) -> list[str]:
    shown = [f"{word}: {describe(change)}" for change in changes[:_MOST_LINES]]
    return [*shown, f"{word}: {len(changes) - _MOST_LINES:,} more"] if len(changes) > _MOST_LINES else shown
