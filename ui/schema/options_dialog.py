"""Options to add to an enum, one a line: what is new, what is there, and how many the platform still takes."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from domain.type_forms import MOST_OPTIONS
from ui.dialogs.frame import Frame
from ui.wording import counted


class AddOptionsDialog(Frame):
    """`options` are the new ones, in order, each once."""

    def __init__(self, key: str, held: Sequence[str], parent: QWidget | None, start: Sequence[str] = ()) -> None:
        super().__init__(self.tr("Add options"), parent, self.tr('New options of "{key}", one a line.').format(key=key))
        self.setMinimumSize(440, 360)
        self._held = tuple(held)
        self._edit = QPlainTextEdit("\n".join(start))
        self._edit.setObjectName("new_options")
        self._edit.setAccessibleName(self.tr("New options, one a line"))
        self._edit.setTabChangesFocus(True)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self.body.addWidget(self._edit, 1)
        self.body.addWidget(self._told)
        self.add_cancel()
        self._add = self.add_button(self.tr("Add Options"), "add", primary=True)
        self._add.clicked.connect(self.accept)
        self._edit.textChanged.connect(self._check)
        self._check()

    @property
    def options(self) -> list[str]:
        """What is to be added."""
        lines = (line.strip() for line in self._edit.toPlainText().splitlines())
        return [line for line in dict.fromkeys(lines) if line and line not in self._held]

    def _check(self) -> None:
        new, room = len(self.options), MOST_OPTIONS - len(self._held)
        typed = len([line for line in self._edit.toPlainText().splitlines() if line.strip()])
        told = self.tr("{n} of {most}").format(n=len(self._held) + new, most=MOST_OPTIONS)
        if typed > new:
            told += "  ·  " + counted(typed - new, self.tr("1 is there already"), self.tr("%n are there already"))
        too_many = new > room
        if too_many:
            told += "  ·  " + self.tr("the platform takes no more than {most}").format(most=MOST_OPTIONS)
        self._told.setText(told)
        self._told.setProperty("role", "problem" if too_many else "muted")
        self._told.style().unpolish(self._told)
        self._told.style().polish(self._told)
        self._add.setText(counted(new, self.tr("Add 1 Option"), self.tr("Add %n Options")))
        self._add.setEnabled(0 < new <= room)
