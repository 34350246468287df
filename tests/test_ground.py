"""What everything stands on: a Qt binding that does not eat None, and rooms whose names hide nobody else's."""

import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parent.parent
ROOMS = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"resources", "docs"}


def test_a_thousand_void_calls_of_qt_leave_none_as_it_was(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 drops one reference to None a call and aborts after some five thousand."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(1_000):
        label.setText("x")
    assert abs(sys.getrefcount(None) - before) < 100


def test_no_room_has_the_name_of_a_module_somebody_else_owns() -> None:
    assert {"domain", "wire", "server", "media", "models", "controllers", "ui", "cli"} <= ROOMS
    taken = set(sys.stdlib_module_names) | {
        name for name, owners in packages_distributions().items() if owners != ["tagline"]
    }
    assert not ROOMS & taken
