"""Choosing a platform: the local one, Encord in Europe or the United States, or an address of your own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.frame import Frame, Remark, rule
from ui.icons import icon

EUROPE = "https://api.encord.com"
UNITED_STATES = "https://api.us.encord.com"


@dataclass(frozen=True, slots=True)
class Choice:
    """Where to connect; `url` is empty for the local platform."""

    url: str
    key_file: Path


class ConnectDialog(Frame):
    """Stays open while it connects, so that a refusal is read beside what was typed."""

    chosen = Signal(object)  # Choice

    def __init__(self, recent: Sequence[tuple[str, str]], current: str, parent: QWidget | None) -> None:
        super().__init__(self.tr("Connect to a platform"), parent)
        self.setMinimumWidth(560)
        self._keys = dict(recent)
        self._group = QButtonGroup(self)
        self._own = QLineEdit()
        self._own.setObjectName("own_url")
        self._own.setPlaceholderText("https://")
        self._own.setAccessibleName(self.tr("Address of the platform"))
        self._key = QLineEdit()
        self._key.setObjectName("key_file")
        self._key.setPlaceholderText(self.tr("Ed25519 private key, such as ~/.ssh/encord"))
        self._choose_key = QPushButton(icon("key"), self.tr("Choose…"))
        self._problem = Remark("problem")
        self._places: list[tuple[str, QRadioButton]] = []
        self.body.addLayout(self._build_places())
        self.body.addWidget(rule())
        self.body.addLayout(self._build_key())
        self.body.addWidget(self._problem)
        self.body.addStretch(1)
        self.add_cancel()
        self._connect = self.add_button(self.tr("Connect"), "connect", primary=True)
        self._connect_signals()
        self._start_with(current)

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        url = self._own.text().strip().rstrip("/") if self._is_own() else self._places[self._group.checkedId()][0]
        return Choice(url, Path(self._key.text().strip()).expanduser())

    def say_busy(self, sentence: str) -> None:
        """Connecting: the fields wait."""
        self._problem.setText("")
        self.say(sentence)
        self._set_enabled(enabled=False)

    def say_problem(self, sentence: str) -> None:
        """It was refused: say why and let the person try again."""
        self.say("")
        self._problem.setText(sentence)
        self._set_enabled(enabled=True)
        self._key.setFocus()

    def _build_places(self) -> QVBoxLayout:
        places = (
            ("", self.tr("&Local platform"), self.tr("On this computer, with a sample workspace. No account needed.")),
            (EUROPE, self.tr("Encord, &Europe"), "api.encord.com"),
            (UNITED_STATES, self.tr("Encord, &United States"), "api.us.encord.com"),
            ("own", self.tr("&Another address"), ""),
        )
        column = QVBoxLayout()
        column.setSpacing(4)
        for number, (url, title, words) in enumerate(places):
            button = QRadioButton(title)
            button.setObjectName(f"place_{number}")
            self._group.addButton(button, number)
            self._places.append((url, button))
            column.addWidget(button)
            note = QLabel(words)
            note.setProperty("role", "muted")
            note.setContentsMargins(24, 0, 0, 8)
            if words:
                column.addWidget(note)
        self._own.setContentsMargins(24, 0, 0, 0)
        column.addWidget(self._own)
        return column

    def _build_key(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        label = QLabel(self.tr("Private &key file"))
        label.setBuddy(self._key)
        note = QLabel(self.tr("It stays where it is. Tagline signs with it and never copies or sends it."))
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self._key, 0, 1)
        grid.addWidget(self._choose_key, 0, 2)
        grid.addWidget(note, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        return grid

    def _connect_signals(self) -> None:
        self._group.idToggled.connect(self._place_changed)
        self._own.textChanged.connect(self._check)
        self._key.textChanged.connect(self._check)
        self._choose_key.clicked.connect(self._browse)
        self._connect.clicked.connect(self._take)

    def _start_with(self, current: str) -> None:
        known = [url for url, _ in self._places]
        if current and current not in known:
            self._own.setText(current)
            self._places[-1][1].setChecked(True)
        else:
            self._places[known.index(current)][1].setChecked(True)

    def _is_own(self) -> bool:
        return self._group.checkedId() == len(self._places) - 1

    def _place_changed(self) -> None:
        url = self.choice.url
        if url in self._keys and not self._key.text():
            self._key.setText(self._keys[url])
        self._set_enabled(enabled=True)
        if self._is_own():
            self._own.setFocus()

    def _set_enabled(self, *, enabled: bool) -> None:
        local = self._group.checkedId() == 0
        for _, button in self._places:
            button.setEnabled(enabled)
        self._own.setEnabled(enabled and self._is_own())
        for widget in (self._key, self._choose_key):
            widget.setEnabled(enabled and not local)
        if enabled:
            self._check()
        else:
            self._connect.setEnabled(False)

    def _check(self) -> None:
        reason = ""
        if self._group.checkedId() != 0:
            if self._is_own() and urlsplit(self._own.text().strip()).scheme not in {"http", "https"}:
                reason = self.tr("Give an address that starts with https://.")
            elif not self._key.text().strip():
                reason = self.tr("Choose the private key file first.")
        self._connect.setEnabled(not reason)
        self._connect.setToolTip(reason)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a private key file"), str(Path("~/.ssh").expanduser()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._key.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self) -> None:
        self.chosen.emit(self.choice)
