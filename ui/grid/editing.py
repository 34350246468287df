"""Editing one value in its place: opens the right editor, reads what was typed, and keeps or refuses it in the open."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QLocale, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtWidgets import QTableView

from domain.fields import DatetimeType, TextType
from domain.reading import Valid
from domain.schema import FieldType
from domain.shaped_fields import EmbeddingType
from models.cell_edits import Accepted, Outcome
from models.cell_state import CellState
from models.metadata_table import MetadataTable
from ui.grid.bubble import Bubble
from ui.grid.editors import CellEditor
from ui.grid.forms import forms_of
from ui.grid.large_editing import LargeEditing
from ui.grid.moments import Clock, in_words, local_now, spelt_out
from ui.grid.movement import Move
from ui.grid.selecting import Selecting
from ui.grid.typesetting import one_line

Fill: TypeAlias = Callable[[str, bool], Outcome]
_NARROWEST = 168
_LONG = 160


def _never(_column: int) -> bool:
    return False


class CellEditing(QObject):
    """One edit at a time. A value that breaks the schema keeps the editor open, with the reason under it."""

    said = Signal(str)
    """A sentence about what was understood, or why a cell cannot be edited."""
    is_pinned: Callable[[int], bool] = staticmethod(_never)
    """Whether a column stays at the left while others scroll."""
    fill: Fill | None = None
    """Gives every selected cell a text, keeping what breaks the schema where it is True."""

    def __init__(self, view: QTableView, table: MetadataTable, selecting: Selecting, clock: Clock = local_now) -> None:
        super().__init__(view)
        self._view = view
        self._table = table
        self._selecting = selecting
        self._clock = clock
        self._large = LargeEditing(view, table)
        self._large.said.connect(self.said)
        self._editor: CellEditor | None = None
        self._index = QPersistentModelIndex()
        self._original = ""
        self._typed = False
        self._refused: str | None = None
        self.bubble = Bubble(view)
        self.bubble.keep_wanted.connect(self._keep)
        self.left_edge = 0
        """Where the columns that scroll begin: an editor never covers the pinned one."""
        table.modelReset.connect(self.cancel)

    @property
    def active(self) -> bool:
        """Whether a value is being edited in its cell."""
        return self._editor is not None

    @property
    def editor(self) -> CellEditor | None:
        """The open editor."""
        return self._editor

    # begin

    def begin(self, typed: str | None = None) -> bool:
        """Edit the current cell; `typed` takes the place of its value. Gives whether an editor opened."""
        field = self._editable()
        if field is None or self._editor is not None:
            return False
        cell = self._table.cell(*self._place())
        text = "" if cell is None else field.edit_text(cell)
        if typed is None and _needs_room(field, text):
            self._large.open(self._place(), text)
            return True
        self._open(field, text, typed)
        return True

    def begin_with_list(self) -> None:
        """Edit the current cell with its list of options open."""
        if self._editor is None:
            self.begin()
        if self._editor is not None:
            self._editor.show_list()

    def begin_large(self) -> None:
        """Edit the current cell, or go on with the open edit, in the roomy editor."""
        if self._editor is not None:
            text, place = self._editor.text(), (self._index.row(), self._index.column())
            self._close()
            self._large.open(place, text)
            return
        field = self._editable()
        if field is not None:
            cell = self._table.cell(*self._place())
            self._large.open(self._place(), "" if cell is None else field.edit_text(cell))

    def _place(self) -> tuple[int, int]:
        index = self._view.currentIndex()
        return index.row(), index.column()

    def _editable(self) -> FieldType | None:
        """The type of the current cell where it can be edited; else None, and the reason is said."""
        index = self._view.currentIndex()
        if not index.isValid():
            return None
        spec, shown = self._table.column(index.column()), self._table.shown(index.row(), index.column())
        reason = ""
        if not spec.editable:
            reason = self.tr('"%s" comes from the platform and cannot be edited here.') % spec.title
        elif shown.state is CellState.UNREADABLE:
            reason = shown.reason
        elif isinstance(spec.field, EmbeddingType):
            reason = self.tr("An embedding is made by a program; it can be cleared or removed here, not typed.")
        if reason:
            self.said.emit(reason)
        return None if reason else spec.field

    def _open(self, field: FieldType, text: str, typed: str | None) -> None:
        index = self._view.currentIndex()
        self._view.scrollTo(index)
        self._index = QPersistentModelIndex(index)
        self._original, self._typed, self._refused = text, typed is not None, None
        editor = self._editor = CellEditor(self._view.viewport(), field)
        editor.setFont(self._view.font())
        spec = self._table.column(index.column())
        editor.setAccessibleName(f"{spec.title}, {spec.describes}")
        editor.setText(text if typed is None else typed)
        if typed is None:
            editor.selectAll()
        editor.textEdited.connect(self._on_edited)
        editor.textChanged.connect(self._echo)
        editor.commit_wanted.connect(self._on_commit_wanted)
        editor.fill_wanted.connect(self._on_fill_wanted)
        editor.picked.connect(self.finish)
        editor.abandoned.connect(self.cancel)
        editor.left.connect(self._on_left)
        self.place()
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed is not None and editor.has_list:
            editor.completer().setCompletionPrefix(typed)
            editor.completer().complete()
        self._echo()

    # while typing

    def place(self) -> None:
        """Lay the editor and its bubble over the cell, wherever it has scrolled to."""
        if self._editor is None or not self._index.isValid():
            return
        rect = self._view.visualRect(self._table.index(self._index.row(), self._index.column()))
        pinned = rect.left() < self.left_edge and self.is_pinned(self._index.column())
        area = self._view.viewport().rect()
        left = rect.left() if pinned else max(rect.left(), min(self.left_edge, rect.right()))
        width = max(rect.right() - left, _NARROWEST if self._editor.has_signs else rect.width())
        left = max(area.left(), min(left, area.right() - width))
        height = max(rect.height() + 1, self._editor.fontMetrics().height() + 6)
        self._editor.setGeometry(QRect(left, rect.top() - 1, width + 1, height))
        if not self.bubble.isHidden():
            self.bubble.place(self._anchor())

    def _anchor(self) -> QRect:
        """The editor's place in the coordinates of the view, where the bubble lives."""
        rect = QRect() if self._editor is None else self._editor.geometry()
        return QRect(self._view.viewport().mapTo(self._view, rect.topLeft()), rect.size())

    def _on_edited(self) -> None:
        self._refused = None

    def _echo(self) -> None:
        """Say what is understood so far, where it is not just what was typed."""
        if self._editor is None:
            return
        field, text = self._table.column(self._index.column()).field, self._editor.text()
        if field is None or text == self._refused:
            return
        meant = self._meant(field, text)
        outcome = field.read(meant)
        words = outcome.note if isinstance(outcome, Valid) else ""
        if isinstance(outcome, Valid) and isinstance(field, DatetimeType):
            words = in_words(outcome.cell.strip('"'))
        elif isinstance(outcome, Valid) and meant != text and not words:
            words = self.tr("read as %s") % meant
        self.bubble.note(words if text.strip() else "", self._anchor())

    def _meant(self, field: FieldType, text: str) -> str:
        """What the type is given to read: words for days spelt out, and what is written the way of this place."""
        text = spelt_out(text, self._clock) if isinstance(field, DatetimeType) else text
        return forms_of(QLocale()).meant(field, text, local=False)

    # end

    def finish(self) -> bool:
        """Keep what was typed, if the schema takes it; whether no editor is open afterwards."""
        return self._commit(keep=False)

    def cancel(self) -> None:
        """Close the editor; the value stays as it was."""
        if self._editor is not None:
            self._close()

    def _on_commit_wanted(self, move: Move) -> None:
        if self._editor is None:
            return
        again = self._refused is not None and self._refused == self._editor.text()
        if self._commit(keep=again and move in {Move.DOWN, Move.UP}):
            self._selecting.travel(move)

    def _on_fill_wanted(self) -> None:
        """Ctrl+Enter: every selected cell gets what is typed; again, and a refused value is kept on purpose."""
        editor, fill = self._editor, self.fill
        field = self._table.column(self._index.column()).field if self._index.isValid() else None
        if editor is None or fill is None or field is None:
            return
        text = editor.text()
        outcome = fill(self._meant(field, text), self._refused is not None and self._refused == text)
        self._conclude(text, outcome)

    def _on_left(self) -> None:
        self.finish()

    def _keep(self) -> None:
        self._commit(keep=True)

    def _commit(self, *, keep: bool) -> bool:
        editor = self._editor
        if editor is None:
            return True
        text = editor.text()
        field = self._table.column(self._index.column()).field
        untouched = text == self._original and not self._typed
        if not self._index.isValid() or field is None or untouched or (not text and not self._original):
            self._close()
            return True
        place = (self._index.row(), self._index.column())
        outcome = self._table.edit([place], self._meant(field, text), keep_invalid=keep)
        return self._conclude(text, outcome)

    def _conclude(self, text: str, outcome: Outcome) -> bool:
        """Close after a value was taken; else say why not, and keep the editor open."""
        if isinstance(outcome, Accepted):
            self._close()
            if outcome.note:
                self.said.emit(outcome.note[:1].upper() + outcome.note[1:] + ".")
            return True
        self._refused = text if outcome.invalid and text else None
        if self._editor is not None:
            self._editor.setAccessibleDescription(outcome.reason)
        self.bubble.refuse(outcome.reason, self._anchor(), can_keep=self._refused is not None)
        return False

    def _close(self) -> None:
        editor, self._editor = self._editor, None
        self._refused = None
        self.bubble.hide()
        if editor is None:
            return
        # Trap: a widget that is hidden with the focus passes it on as if Tab was pressed, and the table would travel.
        if editor.hasFocus():
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.hide()
        editor.deleteLater()
        self._view.viewport().update()


def _needs_room(field: FieldType, text: str) -> bool:
    """Whether a value is better read with room: text of several lines, long text, JSON with a shape."""
    if one_line(text) != text or len(text) > _LONG:
        return True
    return (isinstance(field, TextType) and len(text) > _LONG // 2) or text.startswith(("{", "["))
