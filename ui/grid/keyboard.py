"""The keys of the table: what each one does, in one place."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from ui.grid.editing import CellEditing
from ui.grid.hands import Hands
from ui.grid.movement import Move, move_of
from ui.grid.ranges import columns_of
from ui.grid.selecting import Selecting

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_META = Qt.KeyboardModifier.MetaModifier
_NONE = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_TRAVEL = {
    (Qt.Key.Key_Return, _NONE): Move.DOWN,
    (Qt.Key.Key_Enter, _NONE): Move.DOWN,
    (Qt.Key.Key_Return, _SHIFT): Move.UP,
    (Qt.Key.Key_Enter, _SHIFT): Move.UP,
    (Qt.Key.Key_Tab, _NONE): Move.NEXT,
    (Qt.Key.Key_Backtab, _SHIFT): Move.PREVIOUS,
    (Qt.Key.Key_Backtab, _NONE): Move.PREVIOUS,
    (Qt.Key.Key_Tab, _SHIFT): Move.PREVIOUS,
}


class Keyboard:
    """Answers the keys of one view: steps, gestures, and typing that begins an edit."""

    def __init__(self, view: QTableView, selecting: Selecting, editing: CellEditing, hands: Hands) -> None:
        self._view = view
        self._selecting = selecting
        self._editing = editing
        cells, copying, filling = hands.cells, hands.copying, hands.filling
        self._gestures: Mapping[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]] = {
            (Qt.Key.Key_F2, _NONE): editing.begin,
            (Qt.Key.Key_F2, _SHIFT): editing.begin_large,
            (Qt.Key.Key_Down, _ALT): editing.begin_with_list,
            (Qt.Key.Key_F8, _CTRL): cells.add_to_selection,
            (Qt.Key.Key_Space, _NONE): cells.toggle,
            (Qt.Key.Key_Space, _CTRL): self._select_columns,
            (Qt.Key.Key_Space, _SHIFT): self._select_rows,
            (Qt.Key.Key_Delete, _NONE): cells.clear,
            (Qt.Key.Key_Delete, _CTRL): cells.remove_key,
            (Qt.Key.Key_Backspace, _NONE): cells.clear,
            (Qt.Key.Key_Backspace, _CTRL): cells.revert,
            (Qt.Key.Key_A, _CTRL): selecting.everything,
            (Qt.Key.Key_C, _CTRL): copying.copy,
            (Qt.Key.Key_C, _CTRL | _SHIFT): copying.copy_with_headers,
            (Qt.Key.Key_X, _CTRL): hands.cut,
            (Qt.Key.Key_V, _CTRL): hands.pasting.paste,
            (Qt.Key.Key_D, _CTRL): filling.fill_down,
            (Qt.Key.Key_R, _CTRL): filling.fill_right,
            (Qt.Key.Key_Semicolon, _CTRL): filling.today,
            (Qt.Key.Key_Semicolon, _CTRL | _SHIFT): filling.now,
            (Qt.Key.Key_Colon, _CTRL | _SHIFT): filling.now,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; whether it asked for anything."""
        modifiers = event.modifiers() & ~_KEYPAD
        gesture = self._gestures.get((Qt.Key(event.key()), modifiers))
        if gesture is not None:
            gesture()
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self._selecting.end_adding()
        travel = _TRAVEL.get((Qt.Key(event.key()), modifiers))
        if travel is not None:
            return self._travel(travel)
        move = move_of(event.key(), modifiers)
        if move is not None:
            self._selecting.move(move, self._page(), extend=bool(modifiers & _SHIFT))
            return True
        return self._type(event)

    def _travel(self, move: Move) -> bool:
        """Go on; at the end of the table Tab leaves it, so that the keyboard is never caught."""
        before = self._selecting.current
        self._selecting.travel(move)
        return move in {Move.UP, Move.DOWN} or before != self._selecting.current

    def _type(self, event: QKeyEvent) -> bool:
        text, modifiers = event.text(), event.modifiers() & (_CTRL | _ALT | _META)
        # AltGr arrives as Ctrl with Alt where it makes letters.
        if not text or not text.isprintable() or modifiers not in (_NONE, _CTRL | _ALT):
            return False
        self._editing.begin(typed=text)
        return True

    def _page(self) -> int:
        return max(1, self._view.viewport().height() // self._view.verticalHeader().defaultSectionSize() - 1)

    def _select_columns(self) -> None:
        columns = [c for c in self._selecting.columns if c in columns_of(self._selecting.ranges)]
        if columns:
            self._selecting.whole_columns(columns[0], columns[-1])

    def _select_rows(self) -> None:
        ranges = self._selecting.ranges
        if ranges:
            self._selecting.rows(min(r.top for r in ranges), max(r.bottom for r in ranges))
