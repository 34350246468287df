"""A folder without items of its own: says so, and leads on to the folders inside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.panes.empty_state import Picture

_AT_MOST = 12


class EmptyFolder(QWidget):
    """A sentence, and a button for each folder inside."""

    folder_wanted = Signal(str)  # its uuid

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("empty_folder")
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setProperty("role", "muted")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(Picture("folder-open", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._sentence)
        layout.addLayout(self._buttons)
        layout.addStretch(3)
        self._shown: tuple[tuple[str, str, str], ...] | None = None
        self.set_inside(())

    def set_inside(self, folders: Sequence[tuple[str, str, str]]) -> None:
        """The folders inside: (uuid, name, number of items as text)."""
        if tuple(folders) == self._shown:
            return
        self._shown = tuple(folders)
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._sentence.setText(
            self.tr("The items lie in the folders inside this one:") if folders else self.tr("There are no items here.")
        )
        for uuid, name, count in folders[:_AT_MOST]:
            button = QPushButton(icon("folder"), f"{name}   {count}".rstrip())
            button.setMinimumWidth(240)
            button.clicked.connect(partial(self.folder_wanted.emit, uuid))
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
