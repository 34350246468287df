"""What goes out, as which kind of file, and where to: everything that can be chosen about an export."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from controllers.exchange.formats import Format, Options
from models.column_spec import ColumnSpec
from ui.dialogs.export_columns import ColumnsList
from ui.dialogs.export_options import FormatOptions
from ui.dialogs.frame import Frame, Remark
from ui.wording import number

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scope:
    """Some rows of the frame to choose from; `reason` says why there are none. `rows` None: they are read first."""

    name: str
    text: str
    rows: Rows | None
    reason: str = ""

    @property
    def empty(self) -> bool:
        """Whether it is known that there is nothing to choose."""
        return self.rows is not None and not len(self.rows)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What shall be exported. `rows` None: all in the folder and in the folders in it. `titled`: titles as heads."""

    rows: Rows | None
    columns: tuple[ColumnSpec, ...]
    kind: Format
    options: Options
    path: Path
    titled: bool = False


class ExportDialog(Frame):
    """`path_wanted` asks for the system's dialog; the answer comes back through `set_path`."""

    path_wanted = Signal()

    def __init__(
        self, title: str, scopes: Sequence[Scope], columns: Sequence[ColumnSpec], folder: Path, parent: QWidget | None
    ) -> None:
        sentence = self.tr("What the table shows goes out, staged edits included. The platform is not touched.")
        super().__init__(self.tr("Export {table}").format(table=title), parent, sentence)
        self.setObjectName("export_dialog")
        self.resize(860, 640)
        self._scopes = scopes
        self._title = title
        self._folder = folder
        self._own_path = False
        self._choices = QButtonGroup(self)
        self.format = FormatOptions()
        self.columns = ColumnsList(columns)
        self.path = QLineEdit()
        self.path.setObjectName("export_path")
        self.path.setAccessibleName(self.tr("The file to write"))
        self._choose = QPushButton(self.tr("C&hoose…"))
        self._choose.setObjectName("export_choose")
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self.path_wanted)
        self._problem = Remark("problem")
        self.body.addLayout(self._build(), 1)
        self.add_cancel()
        self.export = self.add_button(self.tr("&Export"), "export", primary=True)
        self.export.clicked.connect(self.accept)
        self.path.textEdited.connect(self._own_the_path)
        for signal in (self._choices.buttonToggled, self.columns.changed, self.path.textChanged):
            signal.connect(self._show)
        self.format.changed.connect(self._follow_format)
        self._follow_format()

    @property
    def chosen(self) -> Chosen:
        """What is chosen now."""
        path = Path(self.path.text().strip()).expanduser()
        return Chosen(
            self._scope.rows, self.columns.chosen, self.format.kind, self.format.options, path, self.format.titled
        )

    @property
    def problem(self) -> str:
        """Why it can't be exported as it is; empty when it can."""
        path = Path(self.path.text().strip()).expanduser()
        if not self.columns.chosen:
            return self.tr("Tick at least one column.")
        if not self.path.text().strip():
            return self.tr("Say where the file shall be.")
        if not path.is_absolute():
            return self.tr("Write the whole path, or choose a place.")
        if self.format.kind is not Format.SIDECARS and path.is_dir():
            return self.tr("This is a folder. Add the name of a file.")
        return ""

    def choose_scope(self, name: str) -> None:
        """Choose rows by the name of their scope."""
        for button, scope in zip(self._choices.buttons(), self._scopes, strict=True):
            if scope.name == name and not scope.empty:
                button.setChecked(True)

    def set_path(self, path: str) -> None:
        """A place was chosen."""
        self._own_path = True
        self.path.setText(path)

    @property
    def _scope(self) -> Scope:
        return self._scopes[max(0, self._choices.checkedId())]

    def _build(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.setContentsMargins(0, 4, 0, 0)
        left.addWidget(_section(self.tr("Items")))
        for place, scope in enumerate(self._scopes):
            left.addWidget(self._radio(place, scope))
        left.addSpacing(12)
        left.addWidget(_section(self.tr("File")))
        left.addWidget(self.format)
        left.addStretch(1)
        grid.addLayout(left, 0, 0)
        grid.addWidget(self.columns, 0, 1)
        line = QHBoxLayout()
        line.setSpacing(8)
        label = QLabel(self.tr("&Write to"))
        label.setBuddy(self.path)
        line.addWidget(label)
        line.addWidget(self.path, 1)
        line.addWidget(self._choose)
        grid.addLayout(line, 1, 0, 1, 2)
        grid.addWidget(self._problem, 2, 0, 1, 2)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        grid.setRowStretch(0, 1)
        return grid

    def _radio(self, place: int, scope: Scope) -> QRadioButton:
        count = "" if scope.rows is None else f"  ({number(len(scope.rows))})"
        button = QRadioButton(scope.text + count)
        button.setObjectName(f"export_{scope.name}")
        button.setEnabled(not scope.empty)
        button.setToolTip(scope.reason)
        self._choices.addButton(button, place)
        if self._choices.checkedId() < 0 and not scope.empty:
            button.setChecked(True)
        return button

    def _own_the_path(self) -> None:
        self._own_path = True

    def _follow_format(self) -> None:
        """The ending follows the kind of file, until somebody wrote a path."""
        ending = self.format.kind.ending
        if not self._own_path:
            name = "".join("_" if letter in '<>:"/\\|?*' else letter for letter in self._title).strip(". ") or "items"
            self.path.setText(str(self._folder / f"{name}{ending}"))
        elif ending and self.path.text().strip():
            path = Path(self.path.text().strip())
            known = {kind.ending for kind in Format if kind.ending}
            self.path.setText(str(path.with_suffix(ending) if path.suffix.lower() in known else path))
        self._show()

    def _show(self) -> None:
        self._problem.setText(self.problem)
        self.export.setEnabled(not self.problem)


def _section(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "section")
    label.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return label
