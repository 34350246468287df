"""One field of the filter row: what is typed is read at once; Esc clears, the funnel opens the list of values."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from typing_extensions import override

from domain.conditions import Condition, Unclear, read_condition, write_condition
from ui.dialogs.frame import restyle
from ui.icons import icon

_TABS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ROOM_FOR_SIGNS = 84


class FilterField(QLineEdit):
    """A line that holds one condition, as `read_condition` reads it."""

    asked = Signal(object, bool)
    """The condition that is typed now, or None; and whether it may still be typed on."""
    list_wanted = Signal()
    """The funnel was pressed, or Alt+Down."""
    travelled = Signal(int)
    """Tab (1) or Shift+Tab (-1): go to the field beside it."""
    said = Signal(str)
    """Why what is typed cannot be asked; empty once it can."""
    left = Signal()
    """Esc in an empty field, Enter or Down: back to the table."""

    def __init__(self, parent: QWidget, hint: str, *, has_list: bool = True) -> None:
        super().__init__(parent)
        self._condition: Condition | None = None
        self._hint = hint
        self.setPlaceholderText(self.tr("Filter") if has_list else self.tr("Filter all columns"))
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self._has_list = has_list
        self._list = QAction(icon("filter"), self.tr("Values and conditions  (Alt+Down)"), self)
        self._list.triggered.connect(self.list_wanted)
        if has_list:
            self.setProperty("role", "filter")
            self.addAction(self._list, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self._read)
        self.textChanged.connect(self._meet_text)
        self._say("")

    @property
    def condition(self) -> Condition | None:
        """The condition that is asked now."""
        return self._condition

    def show_condition(self, condition: Condition | None) -> None:
        """Show what is asked by other means; what is being typed and means the same stays as it is typed."""
        if condition != self._condition or (condition is None and not self._is_unclear()):
            self._condition = condition
            self.setText("" if condition is None else write_condition(condition))
            self._say("")

    def begin(self, text: str) -> None:
        """Begin a condition for the person to go on with, such as ">"."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(text)
        self._read(text, finished=False)

    def _is_unclear(self) -> bool:
        return isinstance(read_condition(self.text()), Unclear)

    def _read(self, text: str, *, finished: bool = False) -> None:
        found = read_condition(text)
        if isinstance(found, Unclear):
            self._say(found.reason)
            return
        self._say("")
        if found != self._condition:
            self._condition = found
            self.asked.emit(found, not finished)

    def say_refused(self, reason: str) -> None:
        """Mark what is typed as something that could not be asked."""
        self._say(reason)

    def _say(self, reason: str) -> None:
        self.setToolTip(f"{self._hint}\n{reason}" if reason else f"{self._hint}\n{_help(self)}")
        if reason or self.property("problem") == "true":
            self.said.emit(reason)
        if self.property("problem") != ("true" if reason else "false"):
            self.setProperty("problem", "true" if reason else "false")
            restyle(self)

    def _meet_text(self, text: str) -> None:
        if not text and self._condition is not None:  # the clear button
            self._read("", finished=True)
        if self.property("active") != ("true" if text else "false"):
            self.setProperty("active", "true" if text else "false")
            restyle(self)

    def fit_signs(self) -> None:
        """Leave the signs out where the column is too narrow for them."""
        wide = self.width() >= _ROOM_FOR_SIGNS
        if wide != self._list.isVisible():
            self._list.setVisible(wide)
        self.setClearButtonEnabled(wide or not self._has_list)
        for button in self.findChildren(QToolButton):
            button.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def event(self, arg__1: QEvent) -> bool:
        if isinstance(arg__1, QKeyEvent) and arg__1.type() == QEvent.Type.KeyPress and arg__1.key() in _TABS:
            back = arg__1.key() == Qt.Key.Key_Backtab or arg__1.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if self._has_list and not arg__1.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.travelled.emit(-1 if back else 1)
                return True
        return super().event(arg__1)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        key = Qt.Key(arg__1.key())
        if key == Qt.Key.Key_Escape:
            self._escape()
        elif key == Qt.Key.Key_Down and arg__1.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.list_wanted.emit()
        elif key in _ENTER:
            self.asked.emit(self._condition, False)
            self.left.emit()
        elif key == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(arg__1)

    def _escape(self) -> None:
        if self.text():
            self.setText("")
            self._read("", finished=True)
        else:
            self.left.emit()


def _help(field: QLineEdit) -> str:
    return field.tr("fog   =fog   =fog|rain   >10   1..5   2024-05   /re.x/   empty   invalid   changed   ! for not")
