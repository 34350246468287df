"""One key that was changed here and by somebody else: what it was, what it is there, and whose change is kept."""

from typing import Any, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QRadioButton, QVBoxLayout

from domain.schema import read_field
from domain.schema_changes import SchemaConflict
from domain.shaped_fields import describe

Choice = Literal["mine", "theirs", ""]


class ConflictCard(QFrame):
    """`choice` is empty until a person has decided."""

    decided = Signal()

    def __init__(self, conflict: SchemaConflict) -> None:
        super().__init__()
        self.conflict = conflict
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Conflict in {key}").format(key=conflict.key))
        name = QLabel(conflict.key)
        name.setProperty("role", "title")
        name.setWordWrap(True)
        was = QLabel(self.tr("It was: {form}").format(form=_told(self, conflict.base)))
        was.setProperty("role", "muted")
        was.setWordWrap(True)
        self._mine = QRadioButton(self.tr("Keep yours: {form}").format(form=_told(self, conflict.mine)))
        self._theirs = QRadioButton(self.tr("Keep theirs: {form}").format(form=_told(self, conflict.theirs)))
        self._mine.setObjectName(f"mine {conflict.key}")
        self._theirs.setObjectName(f"theirs {conflict.key}")
        group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        for part in (name, was, self._mine, self._theirs):
            layout.addWidget(part)
        for button in (self._mine, self._theirs):
            group.addButton(button)
            button.toggled.connect(self._tell)

    @property
    def choice(self) -> Choice:
        """Whose change is kept."""
        return "mine" if self._mine.isChecked() else "theirs" if self._theirs.isChecked() else ""

    def _tell(self, checked: bool) -> None:
        if checked:
            self.decided.emit()


def _told(card: ConflictCard, form: Any) -> str:
    return card.tr("not in the schema") if form is None else describe(read_field(form))
