"""Dark and light: follows the system live, or what the person chose in the View menu."""

import re
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

import resources
from ui.tokens import DARK, LIGHT, Tokens, palette_of


class ThemeMode(StrEnum):
    """What the person asked for; SYSTEM follows the desktop as it changes."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_SCHEMES = {
    ThemeMode.SYSTEM: Qt.ColorScheme.Unknown,
    ThemeMode.LIGHT: Qt.ColorScheme.Light,
    ThemeMode.DARK: Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """Owns the application's style, palette and style sheet."""

    changed = Signal(object)  # Tokens

    def __init__(self, app: QApplication, mode: ThemeMode = ThemeMode.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self.mode = mode
        self.tokens: Tokens = LIGHT
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self.choose(mode)

    def choose(self, mode: ThemeMode) -> None:
        """Follow the system, or hold to light or dark whatever it does."""
        self.mode = mode
        self._app.styleHints().setColorScheme(_SCHEMES[mode])
        self._follow()

    def _follow(self) -> None:
        dark = wants_dark(self.mode, self._app.styleHints().colorScheme())
        tokens = DARK if dark else LIGHT
        if tokens is self.tokens and self._app.styleSheet():
            return
        self.tokens = tokens
        self._app.setPalette(palette_of(tokens))
        self._app.setStyleSheet(style_sheet(tokens))
        self.changed.emit(tokens)


def wants_dark(mode: ThemeMode, system: Qt.ColorScheme) -> bool:
    """Whether a choice means dark while the system is as it is; a system that says nothing counts as light."""
    return mode == ThemeMode.DARK or (mode == ThemeMode.SYSTEM and system == Qt.ColorScheme.Dark)


def style_sheet(tokens: Tokens) -> str:
    """The style sheet with its tokens filled in."""
    source = resources.STYLE.read_text(encoding="utf-8").partition("*/")[2]
    values = {name: str(getattr(tokens, name)) for name in Tokens.__slots__}
    values |= {"indicators": resources.INDICATORS.as_posix(), "mode": "dark" if tokens.dark else "light"}
    return re.sub(r"\{([a-z_]+)\}", lambda found: values[found.group(1)], source)
