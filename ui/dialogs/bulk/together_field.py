"""One key of many items in a form: whether it is changed, its editor, and the values there are to choose from."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QToolButton, QWidget

from controllers.together import Held
from domain.bulk.operation import Operation
from domain.bulk.setting import Clear, Remove, Set
from domain.bulk.texts import text_of
from domain.fields import DatetimeType
from domain.metadata import CLEARED, Cell
from domain.reading import Invalid
from domain.schema import FieldType
from ui.grid.editors import CellEditor
from ui.grid.moments import local_now, spelt_out
from ui.grid.movement import Move
from ui.icons import icon
from ui.wording import counted, number, shortened

_LABEL = 168
_LONGEST = 48


class TogetherField(QWidget):
    """A key. Typing ticks it; the arrow offers the values there are, and to clear the value or remove the key."""

    changed = Signal()

    def __init__(self, key: str, describes: str, kind: FieldType) -> None:
        super().__init__()
        self.key = key
        self._kind = kind
        self._instead: Operation | None = None
        self._tick = QCheckBox(key)
        self._tick.setObjectName(f"tick_{key}")
        self._tick.setToolTip(f"{key} · {describes}")
        self._tick.setFixedWidth(_LABEL)
        self._editor = CellEditor(self, kind)
        self._editor.setObjectName(f"edit_{key}")
        self._editor.setStyleSheet("")
        self._editor.setFrame(True)
        self._editor.setAccessibleName(key)
        self._editor.setPlaceholderText(self.tr("looking…"))
        self._more = QToolButton()
        self._more.setIcon(icon("more"))
        self._more.setProperty("role", "more")
        self._more.setToolTip(self.tr("Values there are, clear, remove"))
        self._more.setAccessibleName(self.tr("More for {key}").format(key=key))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        for widget in (self._tick, self._editor, self._more):
            across.addWidget(widget, 1 if widget is self._editor else 0)
        self._editor.textEdited.connect(self._typed)
        self._editor.textChanged.connect(self._tell)
        self._editor.commit_wanted.connect(self._go_on)
        self._tick.toggled.connect(self._ticked)
        self._fill_menu(None)

    @property
    def ticked(self) -> bool:
        """Whether the key is to be changed."""
        return self._tick.isChecked()

    @property
    def operation(self) -> Operation | Invalid:
        """What to do with the key, or why what is typed can't be a value of it."""
        if self._instead is not None:
            return self._instead
        text = self._editor.text()
        spelt = spelt_out(text, local_now) if isinstance(self._kind, DatetimeType) else text
        outcome = self._kind.read(spelt)
        return outcome if isinstance(outcome, Invalid) else Set(spelt)

    def focus(self) -> None:
        """Go to its editor."""
        self._editor.setFocus()

    def show_held(self, held: Held) -> None:
        """Show what the items hold; what is typed already stays."""
        self._fill_menu(held)
        self._editor.setPlaceholderText(self._words(held))
        if not self.ticked and self._instead is None:
            common = held.common
            self._editor.setText("" if common is None or common == CLEARED else self._kind.edit_text(common))
            self._editor.setCursorPosition(0)

    def _words(self, held: Held) -> str:
        if held.is_mixed:
            return self.tr("mixed: {values}").format(values=counted(held.different, "", self.tr("%n different values")))
        return self.tr("no value") if held.common in {None, CLEARED} else ""

    def _fill_menu(self, held: Held | None) -> None:
        self._menu.clear()
        for cell, count in held.values if held is not None else ():
            if cell is not None and cell != CLEARED:
                self._menu.addAction(self._value_action(cell, count))
        self._menu.addSeparator()
        self._menu.addAction(icon("clear"), self.tr("&Clear the value"), partial(self._do, Clear()))
        self._menu.addAction(icon("remove"), self.tr("&Remove the key"), partial(self._do, Remove()))

    def _value_action(self, cell: str, count: int) -> QAction:
        shown = shortened(self._kind.show(cell) or text_of(cell), _LONGEST).replace("&", "&&")
        action = QAction(f"{shown}  ({number(count)})" if count else shown, self._menu)
        action.triggered.connect(partial(self._take, cell))
        return action

    def _take(self, cell: Cell) -> None:
        self._undo_instead()
        self._editor.setText(self._kind.edit_text(cell or ""))
        self._tick.setChecked(True)

    def _do(self, operation: Operation) -> None:
        self._instead = operation
        self._editor.clear()
        words = self.tr("the value will be cleared") if isinstance(operation, Clear) else self.tr("the key will go")
        self._editor.setPlaceholderText(words)
        self._tick.setChecked(True)
        self._tell()

    def _undo_instead(self) -> None:
        if self._instead is not None:
            self._instead = None
            self._editor.setPlaceholderText("")

    def _typed(self) -> None:
        self._undo_instead()
        self._tick.setChecked(True)

    def _ticked(self, on: bool) -> None:
        if not on:
            self._undo_instead()
        self._tell()

    def _go_on(self, move: Move) -> None:
        """Enter and Tab go to the next field, with Shift to the one before."""
        if move in {Move.PREVIOUS, Move.UP}:
            self.focusPreviousChild()
        else:
            self.focusNextChild()

    def _tell(self) -> None:
        self.changed.emit()
