"""What can be done, one line a form, at the left of the dialogs that ask for one."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui.icons import icon


class Offered(Protocol):
    """A form as the list shows it."""

    @property
    def icon(self) -> str:
        """The name of its picture."""
        ...

    @property
    def title(self) -> str:
        """What it does."""
        ...


class FormList(QListWidget):
    """As wide as its longest line."""

    def __init__(self, name: str, title: str, forms: Sequence[Offered]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("role", "operations")
        self.setIconSize(QSize(16, 16))
        for form in forms:
            QListWidgetItem(icon(form.icon), form.title, self)

    def fit(self) -> None:
        """Take the room it needs, once it has the style of its dialog."""
        self.setFixedWidth(self.sizeHintForColumn(0) + 28)
