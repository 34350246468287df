"""The schema as a file: staged or as saved, in which form, seen before it is written."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.frame import Frame, Remark
from ui.wording import counted, number

NEW, OLD, SCRIPT = "new", "old", "script"
_ENDINGS: Mapping[str, str] = {NEW: ".json", OLD: ".json", SCRIPT: ".py"}
_SHOWN = 400  # lines


class SchemaExportDialog(Frame):
    """`wanted` is what shall be written: `text_wanted` asks for it, `show_text` gives it back.

    `path_wanted` asks for the system's dialog; the answer comes back through `set_path`.
    """

    text_wanted = Signal()
    path_wanted = Signal()

    def __init__(self, platform: str, keys: int, staged: int, folder: Path, parent: QWidget | None) -> None:
        sentence = self.tr("To keep, to compare in version control, or to bring to another platform.")
        super().__init__(self.tr("Export the schema"), parent, sentence)
        self.setObjectName("schema_export_dialog")
        self.resize(900, 620)
        self.text = ""
        self._folder, self._platform = folder, platform
        self._own_path = False
        self._scopes, self._forms = QButtonGroup(self), QButtonGroup(self)
        self._preview, self._rest = QPlainTextEdit(), QLabel()
        self._notes, self._problem = Remark("warning"), Remark("problem")
        self.path = QLineEdit()
        self._choose = QPushButton(self.tr("C&hoose…"))
        self.body.addLayout(self._build(keys, staged), 1)
        self.add_cancel()
        self.export = self.add_button(self.tr("&Export"), "export", primary=True)
        self.export.clicked.connect(self.accept)
        self._forms.buttonToggled.connect(self._ask)
        self._scopes.buttonToggled.connect(self._ask)
        self.path.textChanged.connect(self._show)
        self._follow()
        self._show()
        self._scopes.button(1 if self.staged else 0).setFocus()

    @property
    def staged(self) -> bool:
        """Whether the staged schema goes out; else the one that is saved."""
        return self._scopes.checkedId() == 1

    @property
    def form(self) -> str:
        """NEW, OLD or SCRIPT."""
        return (NEW, OLD, SCRIPT)[max(0, self._forms.checkedId())]

    @property
    def file(self) -> Path:
        """Where it shall be written."""
        return Path(self.path.text().strip()).expanduser()

    @property
    def problem(self) -> str:
        """Why it can't be exported as it is; empty when it can."""
        if not self.path.text().strip():
            return self.tr("Say where the file shall be.")
        if not self.file.is_absolute():
            return self.tr("Write the whole path, or choose a place.")
        return self.tr("This is a folder. Add the name of a file.") if self.file.is_dir() else ""

    def choose(self, form: str) -> None:
        """Choose a form by its name."""
        self._forms.button((NEW, OLD, SCRIPT).index(form)).setChecked(True)

    def set_path(self, path: str) -> None:
        """A place was chosen."""
        self._own_path = True
        self.path.setText(path)

    def show_text(self, text: str, notes: tuple[str, ...]) -> None:
        """Show what would be written, and what the form cannot say."""
        self.text = text
        lines = text.splitlines()
        self._preview.setPlainText("\n".join(lines[:_SHOWN]))
        rest = len(lines) - _SHOWN
        self._rest.setText(counted(rest, self.tr("and 1 more line"), self.tr("and %n more lines")) if rest > 0 else "")
        self._notes.setText("\n".join(notes[:6] if len(notes) <= 6 else (*notes[:5], self._more_notes(len(notes) - 5))))
        self._notes.setVisible(bool(notes))
        self._show()

    def _more_notes(self, count: int) -> str:
        return self.tr("… and {count} more of this kind; the script names each.").format(count=number(count))

    def _build(self, keys: int, staged: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._left(keys, staged), 0, 0)
        grid.addLayout(self._right(), 0, 1)
        line = QHBoxLayout()
        line.setSpacing(8)
        label = QLabel(self.tr("&Write to"))
        label.setBuddy(self.path)
        self.path.setObjectName("export_path")
        self.path.setAccessibleName(self.tr("The file to write"))
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self.path_wanted)
        for widget, stretch in ((label, 0), (self.path, 1), (self._choose, 0)):
            line.addWidget(widget, stretch)
        grid.addLayout(line, 1, 0, 1, 2)
        grid.addWidget(self._problem, 2, 0, 1, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setRowStretch(0, 1)
        self.path.textEdited.connect(self._own)
        return grid

    def _left(self, keys: int, staged: int) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(_section(self.tr("Schema")))
        saved = self.tr("As &saved on {platform}").format(platform=self._platform)
        changes = counted(staged, self.tr("1 change"), self.tr("%n changes"))
        self._radio(column, self._scopes, 0, saved, counted(keys, self.tr("1 key"), self.tr("%n keys")))
        button = self._radio(column, self._scopes, 1, self.tr("As staged &here"), changes)
        button.setEnabled(staged > 0)
        self._scopes.button(1 if staged else 0).setChecked(True)
        column.addSpacing(12)
        column.addWidget(_section(self.tr("Form")))
        self._radio(column, self._forms, 0, self.tr("&JSON"), self.tr("all of it; sorted, a part a line"))
        self._radio(column, self._forms, 1, self.tr("JSON of the &old calls"), self.tr("a word for each key"))
        self._radio(column, self._forms, 2, self.tr("S&cript for the SDK"), self.tr("makes what is missing"))
        self._forms.button(0).setChecked(True)
        column.addSpacing(12)
        column.addWidget(self._notes)
        column.addStretch(1)
        return left

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(_section(self.tr("Preview")), 1)
        self._rest.setProperty("role", "muted")
        head.addWidget(self._rest)
        column.addLayout(head)
        self._preview.setReadOnly(True)
        self._preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._preview.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._preview.setTabChangesFocus(True)
        self._preview.setAccessibleName(self.tr("What would be written"))
        column.addWidget(self._preview, 1)
        return column

    def _radio(self, column: QVBoxLayout, group: QButtonGroup, place: int, text: str, more: str) -> QRadioButton:
        line = QHBoxLayout()
        line.setSpacing(8)
        button = QRadioButton(text)
        button.setAccessibleDescription(more)
        label = QLabel(more)
        label.setProperty("role", "muted")
        line.addWidget(button)
        line.addWidget(label)
        line.addStretch(1)
        column.addLayout(line)
        group.addButton(button, place)
        return button

    def _own(self) -> None:
        self._own_path = True

    def _ask(self, _button: QAbstractButton, checked: bool) -> None:
        if checked:
            self.text = ""
            self._follow()
            self._show()
            self.text_wanted.emit()

    def _follow(self) -> None:
        """The ending follows the form, until somebody wrote a path."""
        if not self._own_path:
            self.path.setText(str(self._folder / f"schema{_ENDINGS[self.form]}"))
        elif self.file.suffix in _ENDINGS.values():
            self.path.setText(str(self.file.with_suffix(_ENDINGS[self.form])))

    def _show(self) -> None:
        self._problem.setText(self.problem)
        self.export.setEnabled(not self.problem and bool(self.text))


def _section(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "section")
    label.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return label
