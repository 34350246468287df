"""Deleting a key for ever: it says what that means, and the key must be typed."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from domain.fields import Field
from domain.shaped_fields import describe
from ui.dialogs.frame import Frame
from ui.wording import counted


class DeleteForEverDialog(Frame):
    """Accepted only when the very key was typed. `filled`: items that are loaded and have a value, if that is known."""

    def __init__(self, key: str, kind: Field, filled: int | None, parent: QWidget | None) -> None:
        super().__init__(
            self.tr("Delete this key for ever?"),
            parent,
            self.tr(
                "The platform never restores such a key, never takes it again, and never indexes it. "
                "Values on items stay, but nothing can filter by them."
            ),
        )
        self.setMinimumWidth(480)
        self._key = key
        told = QLabel(f"{key}  ·  {describe(kind)}")
        told.setProperty("role", "title")
        told.setWordWrap(True)
        self.body.addWidget(told)
        if filled:
            used = QLabel(
                counted(
                    filled,
                    self.tr("1 item that is loaded has a value under it."),
                    self.tr("%n items that are loaded have a value under it."),
                )
            )
            used.setProperty("role", "problem")
            self.body.addWidget(used)
        ask = QLabel(self.tr("&Type the key to go on:"))
        self._edit = QLineEdit()
        self._edit.setObjectName("typed_key")
        self._edit.setPlaceholderText(key)
        self._edit.setAccessibleName(self.tr("The key, typed again"))
        ask.setBuddy(self._edit)
        self.body.addWidget(ask)
        self.body.addWidget(self._edit)
        soft = QLabel(self.tr("Delete Key, without for ever, takes it out of use and can be undone any time."))
        soft.setProperty("role", "muted")
        soft.setWordWrap(True)
        self.body.addWidget(soft)
        self.add_cancel()
        self.delete = self.add_button(self.tr("Delete for Ever"), "delete_for_ever", primary=True)
        self.delete.setEnabled(False)
        self.delete.clicked.connect(self.accept)
        self._edit.textChanged.connect(self._check)

    def _check(self, typed: str) -> None:
        self.delete.setEnabled(typed == self._key)
