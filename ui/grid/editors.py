"""The line a value is typed in, and what each type adds to it: a list of options, a clock, a new identifier."""

import uuid
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget
from typing_extensions import override

from domain.fields import BooleanType, DatetimeType, EnumType, NumberType, UuidType
from domain.schema import FieldType
from ui.grid.movement import Move
from ui.icons import icon
from ui.tokens import tokens_of

_MOST_SHOWN = 12
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STAYS = frozenset(
    {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason}
)


class CellEditor(QLineEdit):
    """Lies over one cell. Says what the keys ask for; who made it reads the text and closes it."""

    commit_wanted = Signal(object)
    """Enter or Tab: the Move to take afterwards."""
    fill_wanted = Signal()
    """Ctrl+Enter: every selected cell shall have what is typed."""
    picked = Signal()
    """A value was chosen with the mouse or made by a button: it is complete."""
    abandoned = Signal()
    """Esc."""
    left = Signal()
    """The focus went elsewhere in the window."""

    def __init__(self, parent: QWidget, field: FieldType) -> None:
        super().__init__(parent)
        self.setObjectName("cell_editor")
        self.setFrame(False)
        tokens = tokens_of(self.palette())
        self.setStyleSheet(
            f"QLineEdit#cell_editor {{ border: 2px solid {tokens.accent}; border-radius: 0; padding: 0 5px;"
            f" min-height: 0; background: {tokens.base}; color: {tokens.text}; }}"
        )
        # As in the cell: text written from the right still begins at the cell's left.
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self._list: QCompleter | None = None
        self._options: tuple[str, ...] = ()
        match field:
            case EnumType(options=options):
                self._offer(options)
            case BooleanType():
                self._offer(("true", "false"))
            case NumberType():
                self.setAlignment(Qt.AlignmentFlag.AlignRight)
            case DatetimeType():
                self._add("history", self.tr("The time now"), self._type_now)
                self.setPlaceholderText(self.tr("2024-05-31T14:30:00Z, now, today"))
            case UuidType():
                self._add("refresh", self.tr("A new identifier"), self._generate)
            case _:
                pass

    def _offer(self, options: tuple[str, ...]) -> None:
        self._options = options
        self._list = QCompleter(list(options), self)
        self._list.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list.setFilterMode(Qt.MatchFlag.MatchContains)
        self._list.setMaxVisibleItems(_MOST_SHOWN)
        self.setCompleter(self._list)
        self._list.activated.connect(self._on_chosen)
        popup, tokens = QListView(), tokens_of(self.palette())
        popup.setObjectName("cell_options")
        popup.setStyleSheet(
            f"QListView#cell_options {{ background: {tokens.raised}; color: {tokens.text}; padding: 3px;"
            f" border: 1px solid {tokens.strong_border}; outline: 0; }}"
            f" QListView#cell_options::item {{ padding: 4px 5px; border-radius: 3px; }}"
            f" QListView#cell_options::item:hover {{ background: {tokens.hover}; }}"
            f" QListView#cell_options::item:selected {{ background: {tokens.highlight};"
            f" color: {tokens.on_highlight}; }}"
        )
        self._list.setPopup(popup)
        popup.installEventFilter(self)
        self._add("chevron-down", self.tr("All options  (Alt+Down)"), self.show_list)

    def _add(self, drawing: str, tip: str, done: Callable[[], None]) -> None:
        action = QAction(icon(drawing), tip, self)
        action.setToolTip(tip)
        action.triggered.connect(done)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    def _type_now(self) -> None:
        self._fill_in("now")

    def _generate(self) -> None:
        self._fill_in(str(uuid.uuid4()))

    def _fill_in(self, text: str) -> None:
        self.setText(text)
        self.setFocus()

    @property
    def has_list(self) -> bool:
        """Whether there are options to choose from."""
        return self._list is not None

    @property
    def has_signs(self) -> bool:
        """Whether buttons stand in it, which want room beside the text."""
        return bool(self.actions())

    def show_list(self) -> None:
        """Open the list with every option, whatever is typed; the one that is typed is marked."""
        if self._list is None:
            return
        self._list.setCompletionPrefix("")
        self._list.complete()
        popup = self._list.popup()
        if popup is not None and self.text() in self._options:
            popup.setCurrentIndex(self._list.completionModel().index(self._options.index(self.text()), 0))

    @override
    def event(self, arg__1: QEvent) -> bool:
        # Tab would leave the editor before keyPressEvent hears of it.
        if not isinstance(arg__1, QKeyEvent) or arg__1.type() != QEvent.Type.KeyPress:
            return super().event(arg__1)
        if arg__1.key() in _TABS and not arg__1.modifiers() & _LEAVES:
            shift = arg__1.key() == Qt.Key.Key_Backtab or arg__1.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.commit_wanted.emit(Move.PREVIOUS if shift else Move.NEXT)
            return True
        return super().event(arg__1)

    @override
    def eventFilter(self, arg__1: QObject, arg__2: QEvent) -> bool:
        """Enter over the list takes the marked option, else what is typed: Qt's own takes whatever contains it."""
        enter = isinstance(arg__2, QKeyEvent) and arg__2.type() == QEvent.Type.KeyPress and arg__2.key() in _ENTER
        if enter and isinstance(arg__1, QListView) and not arg__1.currentIndex().isValid():
            self._take_only_match()
            self.commit_wanted.emit(Move.DOWN)
            return True
        return super().eventFilter(arg__1, arg__2)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        key = Qt.Key(arg__1.key())
        alt = bool(arg__1.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in _ENTER and arg__1.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._take_only_match()
            self.fill_wanted.emit()
        elif key in _ENTER and not alt:
            self._take_only_match()
            shift = arg__1.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.commit_wanted.emit(Move.UP if shift else Move.DOWN)
        elif key == Qt.Key.Key_Escape:
            self.abandoned.emit()
        elif key == Qt.Key.Key_Down and (alt or self._list is not None):
            self.show_list()
        else:
            super().keyPressEvent(arg__1)

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        if arg__1.reason() not in _STAYS:
            self.left.emit()

    def _take_only_match(self) -> None:
        """Letters that begin exactly one option of the open list stand for it; any others are taken as typed."""
        popup = self._list.popup() if self._list is not None else None
        typed = self.text().strip().casefold()
        if popup is None or not popup.isVisible():
            return
        matches = [option for option in self._options if typed and option.casefold().startswith(typed)]
        popup.hide()
        if len(matches) == 1:
            self.setText(matches[0])

    def _on_chosen(self, text: str) -> None:
        self.setText(text)
        self.picked.emit()


_TABS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_LEAVES = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
