"""What can be undone: one command a gesture, however many cells it touched."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from domain.changes import CellChange
from models.journal_file import JournalRefused
from models.staged import Names, StagedEdits


class EditCells(QUndoCommand):
    """Values set, cleared or removed: the facts before and after. Redo stages the after, undo the before.

    `kept` are the (item, key) pairs whose new value breaks the schema on purpose. `staged_already` is for the gesture
    that staged its changes itself, to learn of a full disk before anything is on the stack.
    """

    def __init__(
        self,
        staged: StagedEdits,
        title: str,
        changes: Sequence[CellChange],
        names: Names,
        kept: AbstractSet[tuple[str, str]] = frozenset(),
        *,
        kept_before: AbstractSet[tuple[str, str]] | None = None,
        staged_already: bool = False,
    ) -> None:
        super().__init__(title)
        self._staged = staged
        self._changes = changes
        self._names = names
        self._kept = kept
        self._kept_before = kept_invalid(staged, changes) if kept_before is None else kept_before
        self._skip = staged_already
        self.refusal = ""
        """Why the last undo or redo did nothing; empty when it did."""

    @override
    def redo(self) -> None:
        self._stage(self.text(), self._changes, self._kept)

    @override
    def undo(self) -> None:
        inverse = [CellChange(change.item, change.key, change.after, change.before) for change in self._changes]
        self._stage(f"Undo {self.text()}", inverse, self._kept_before)

    def put_back(self) -> None:
        """Let the next undo or redo pass without doing anything: the stack steps back over a refused one."""
        self._skip = True

    def _stage(self, title: str, changes: Sequence[CellChange], kept: AbstractSet[tuple[str, str]]) -> None:
        self.refusal = ""
        if self._skip:
            self._skip = False
            return
        try:
            self._staged.stage(title, changes, self._names, kept)
        except JournalRefused as refused:
            # An exception cannot cross Qt's stack: the command says it, and undo() below steps back.
            self.refusal = refused.sentence
            self._staged.refused.emit(refused.sentence)


def kept_invalid(staged: StagedEdits, changes: Sequence[CellChange]) -> frozenset[tuple[str, str]]:
    """Which of the cells about to change hold, staged, a value that breaks the schema on purpose."""
    if not staged.count:
        return frozenset()
    cells = ((change.item, change.key, staged.cell(change.item, change.key)) for change in changes)
    return frozenset((item, key) for item, key, cell in cells if cell is not None and cell.kept_invalid)


def undo(stack: QUndoStack) -> str:
    """Take the last command back; gives the sentence when the journal refused, and then nothing has changed."""
    command = stack.command(stack.index() - 1)
    stack.undo()
    if not isinstance(command, EditCells) or not command.refusal:
        return ""
    sentence = command.refusal
    command.put_back()
    stack.redo()
    return sentence


def redo(stack: QUndoStack) -> str:
    """Do the last undone command again; gives the sentence when the journal refused, and then nothing has changed."""
    command = stack.command(stack.index())
    stack.redo()
    if not isinstance(command, EditCells) or not command.refusal:
        return ""
    sentence = command.refusal
    command.put_back()
    stack.undo()
    return sentence
