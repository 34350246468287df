"""What a person's hands do: keys and the mouse, through the window system, to whatever is really under them."""

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton
_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


def press(keys: str) -> None:
    """Press a key or a chord, named as menus do: "Ctrl+Shift+Z", "Space", "F2"."""
    *held, name = keys.split("+")
    modifiers = _NONE
    for each in held:
        modifiers |= _HELD[each]
    _popup, window = _with_keys()
    QTest.keyClick(window, Qt.Key[f"Key_{name}"], modifiers)


def type_text(text: str) -> None:
    """Type a text; what is on no key comes from the input method, as with a real keyboard."""
    for letter in text:
        if letter.isascii() and letter.isprintable():
            _popup, window = _with_keys()
            cast("Any", QTest).keyClick(window, letter)  # the stubs know of no letters
        else:
            _compose(letter)


def click(widget: QWidget, at: QPoint | None = None, held: Qt.KeyboardModifier = _NONE) -> None:
    """Press and release the left button over a widget, in its middle unless told."""
    window, place = _place(widget, at)
    QTest.mouseClick(window, _LEFT, held, place)


def double_click(widget: QWidget, at: QPoint) -> None:
    """Click twice, quickly."""
    window, place = _place(widget, at)
    QTest.mouseDClick(window, _LEFT, _NONE, place)


def drag(widget: QWidget, way: Sequence[QPoint]) -> None:
    """Press the left button at the first place, go by all the others, and let go at the last."""
    window, start = _place(widget, way[0])
    QTest.mousePress(window, _LEFT, _NONE, start)
    for at in way[1:]:
        QTest.mouseMove(window, widget.mapTo(widget.window(), at))
    QTest.mouseRelease(window, _LEFT, _NONE, widget.mapTo(widget.window(), way[-1]))


def _place(widget: QWidget, at: QPoint | None) -> tuple[QWindow, QPoint]:
    """The window a widget is in and a point of it there; it must be open to the mouse."""
    at = widget.rect().center() if at is None else at
    assert widget.isVisible(), f"{widget} is not on the screen"
    assert _open_part(widget).contains(at), f"{at} of {widget} is out of sight"
    modal = QApplication.activeModalWidget()
    assert modal is None or modal is widget.window(), f"{modal.windowTitle()} stands before {widget}"
    under = widget.window().childAt(widget.mapTo(widget.window(), at)) or widget.window()
    assert under is widget or widget.isAncestorOf(under), f"{under} lies over {widget}"
    handle = widget.window().windowHandle()
    return handle, widget.mapTo(widget.window(), at)


def _open_part(widget: QWidget) -> QRect:
    return widget.visibleRegion().boundingRect()


def _with_keys() -> tuple[QWidget | None, QWindow]:
    """The window that has the keyboard, and the popup that is shown in it: a window goes when no one holds that."""
    popup = QApplication.activePopupWidget()
    window = popup.window().windowHandle() if popup is not None else QGuiApplication.focusWindow()
    assert window is not None, "no window has the keyboard"
    return popup, window


def _compose(letter: str) -> None:
    target = QGuiApplication.focusObject()
    assert target is not None, "nothing has the keyboard"
    event = QInputMethodEvent()
    event.setCommitString(letter)
    QApplication.sendEvent(target, event)
