"""The passphrase of a key file: asked, used once, never kept."""

from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from ui.dialogs.frame import Frame, shown
from ui.icons import icon


class PassphraseDialog(Frame):
    """Asks under a sentence that says for which key, or that the last one was wrong."""

    def __init__(self, sentence: str, parent: QWidget | None) -> None:
        super().__init__(self.tr("Passphrase"), parent, sentence)
        self.setMinimumWidth(440)
        self._edit = QLineEdit()
        self._edit.setObjectName("passphrase")
        self._edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._show = self._edit.addAction(icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self._show.setCheckable(True)
        self._show.setToolTip(self.tr("Show what is typed"))
        self._show.toggled.connect(self._reveal)
        label = QLabel(self.tr("&Passphrase"))
        label.setBuddy(self._edit)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.addRow(label, self._edit)
        note = QLabel(self.tr("It unlocks the key in memory and is not stored anywhere."))
        note.setProperty("role", "muted")
        self.body.addLayout(form)
        self.body.addWidget(note)
        self.add_cancel()
        unlock = self.add_button(self.tr("Unlock"), "unlock", primary=True)
        unlock.clicked.connect(self.accept)

    def take(self) -> str:
        """The passphrase; the field is emptied."""
        text = self._edit.text()
        self._edit.clear()
        return text

    def _reveal(self, shown: bool) -> None:
        self._edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


async def ask_passphrase(sentence: str, parent: QWidget | None) -> str | None:
    """Ask for a passphrase; None when the person gives up."""
    dialog = PassphraseDialog(sentence, parent)
    try:
        return dialog.take() if await shown(dialog) else None
    finally:
        dialog.deleteLater()
