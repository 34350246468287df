"""Finding the parts of a window by their kind and name, and pressing them."""

from typing import Any, TypeVar

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QAbstractButton, QWidget

W = TypeVar("W", bound=QWidget)


def find(inside: QWidget, kind: type[W], name: str = "") -> W:
    """The one child of a kind, by name where there are more; a missing one fails the test."""
    found = inside.findChild(kind, name) if name else inside.findChild(kind)
    assert isinstance(found, kind), f"no {kind.__name__} {name}"
    return found


def press(dialog: QWidget, name: str) -> None:
    """Press the button of a dialog by its name, as a person could."""
    button = find(dialog, QAbstractButton, name)
    assert button.isEnabled(), f"{name} is disabled: {button.toolTip()}"
    button.click()


def listen(signal: SignalInstance) -> list[Any]:
    """What a signal tells from now on: its one argument each time, or None where it has none."""
    heard: list[Any] = []

    def take(*told: Any) -> None:
        heard.append(told[0] if told else None)

    signal.connect(take)
    return heard
