"""Commands of very many cells over one table: asked for, prepared beside the window, written, and only then shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QUndoStack
from typing_extensions import override

from domain.keys import check_key
from models.column_edit import ArrowCells, ColumnEdit
from models.edits import Edit
from models.journal_file import JournalRefused
from models.large_edit import Prepared, Refusal, Undoing, Wish, Wishes, prepare
from models.metadata_frame import MetadataFrame
from models.staged import StagedEdits
from models.staged_steps import Step
from models.table_columns import TableColumns, read_only


class LargeEdits:
    """What happens on the thread of the window: `ask`, then in a lane `prepare` and `write`, then `show`."""

    def __init__(self, frame: MetadataFrame, staged: StagedEdits, columns: TableColumns, undo: QUndoStack) -> None:
        self._frame = frame
        self._staged = staged
        self._columns = columns
        self._undo = undo

    def ask(self, edits: Sequence[ColumnEdit], *, keep_invalid: bool) -> Wishes:
        """The command as it stands now: everything a lane needs to prepare it."""
        wishes: list[Wish] = []
        for edit in edits:
            staged = self._staged.column(edit.key).copy()
            wishes.append(Wish(self._columns.of_key(edit.key), edit, staged, self._staged.mark(edit.key)))
        return Wishes(self._frame.reading(), wishes, keep_invalid)

    def holds(self, wishes: Wishes) -> bool:
        """Whether what was prepared is still right: nobody edited its keys, nothing came from the platform."""
        return wishes.reading.asked == self._frame.asked and all(
            self._staged.mark(wish.column.name) is wish.mark and self._columns.of_key(wish.column.name) == wish.column
            for wish in wishes.keys
        )

    def refusal(self, edits: Sequence[ColumnEdit]) -> str:
        """Why keys cannot be edited at all; empty where they can."""
        for edit in edits:
            column = self._columns.of_key(edit.key)
            if edit.reserved:
                continue
            if not column.editable:
                return read_only(column)
            if self._columns.key_position(edit.key) is None and (refusal := check_key(edit.key)):
                return refusal
        return ""

    def write(self, prepared: Prepared) -> str:
        """Put the cells on the disk; gives the name of their file. For a lane. Raises JournalRefused."""
        return self._staged.journal.content.write([staging.delta for staging in prepared.stagings])

    def drop(self, content: str) -> None:
        """Forget a file that did not become a command."""
        self._staged.journal.content.delete([content])

    def show(self, title: str, prepared: Prepared, content: str) -> None:
        """Make a command of what is prepared and written: journaled, then shown. Raises JournalRefused."""
        step = self._staged.stage_large(title, content, prepared.stagings)
        self._undo.push(EditMany(self, self._staged, title, prepared.undoing, step))

    def stage_now(self, title: str, wishes: Wishes) -> Step:
        """All of it at once, while the window waits. Raises JournalRefused."""
        prepared = prepare(wishes)
        if isinstance(prepared, Refusal):
            raise JournalRefused(prepared.reason)
        if not prepared.stagings:
            return ()
        return self._staged.stage_large(title, self.write(prepared), prepared.stagings)

    def undo_wishes(self, undoing: Sequence[Undoing], *, forward: bool) -> Wishes:
        """What takes a large command back (does it again) over what the cells hold now."""
        wishes: list[Wish] = []
        for each in undoing:
            cells, kept = (each.after, each.kept_after) if forward else (each.before, each.kept_before)
            edit = ColumnEdit(each.column.name, each.rows, ArrowCells(cells))
            staged, mark = self._staged.column(edit.key).copy(), self._staged.mark(edit.key)
            wishes.append(Wish(each.column, edit, staged, mark, kept))
        return Wishes(self._frame.reading(), wishes, keep_invalid=True)


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A command that was prepared and written beside the window."""

    prepared: Prepared
    content: str


class EditMany(Edit):
    """Very many values set, cleared or removed."""

    def __init__(
        self, edits: LargeEdits, staged: StagedEdits, title: str, undoing: Sequence[Undoing], step: Step
    ) -> None:
        super().__init__(staged, title, step)
        self._edits = edits
        self._undoing = undoing
        self._ready: Ready | None = None

    def wishes(self, *, forward: bool) -> Wishes:
        """What would do it again (take it back) over what the cells hold now."""
        return self._edits.undo_wishes(self._undoing, forward=forward)

    def be_ready(self, ready: Ready) -> None:
        """The next undo or redo, which comes at once, stages this."""
        self._ready = ready

    @override
    def stage_anew(self, title: str, *, forward: bool) -> Step:
        ready, self._ready = self._ready, None
        if ready is not None and not ready.prepared.stagings:
            return ()
        if ready is not None:
            return self._staged.stage_large(title, ready.content, ready.prepared.stagings)
        return self._edits.stage_now(title, self.wishes(forward=forward))
