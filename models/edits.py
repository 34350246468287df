"""What can be undone: one command a gesture, however many cells it touched."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from domain.metadata import Cell
from models.journal_file import JournalRefused
from models.staged import StagedEdits
from models.staged_columns import ColumnChange, Names, same

Confirmed: TypeAlias = Callable[[str, Sequence[str]], Mapping[str, Cell]]
"""Key and items -> the confirmed value of each of the items that is known."""


class EditCells(QUndoCommand):
    """Values set, cleared or removed: the facts before and after, by column. Redo stages the after, undo the before.

    `kept_before` says, by key, which items held a value that breaks the schema on purpose. `staged_already` is for the
    gesture that staged its changes itself, to learn of a full disk before anything is on the stack. `confirmed` says
    what the platform holds of items the table shows.
    """

    def __init__(
        self,
        staged: StagedEdits,
        title: str,
        changes: Sequence[ColumnChange],
        names: Names,
        *,
        confirmed: Confirmed | None = None,
        kept_before: Mapping[str, AbstractSet[str]] | None = None,
        staged_already: bool = False,
    ) -> None:
        super().__init__(title)
        self._staged = staged
        self._changes = changes
        self._names = names
        self._confirmed = confirmed
        self._kept_before = kept_invalid(staged, changes) if kept_before is None else kept_before
        self._skip = staged_already
        self.refusal = ""
        """Why the last undo or redo did nothing; empty when it did."""

    @override
    def redo(self) -> None:
        self._stage(self.text(), self._changes)

    @override
    def undo(self) -> None:
        nothing: frozenset[str] = frozenset()
        inverse = [change.inverse(self._kept_before.get(change.key, nothing)) for change in self._changes]
        self._stage(f"Undo {self.text()}", inverse)

    def put_back(self) -> None:
        """Let the next undo or redo pass without doing anything: the stack steps back over a refused one."""
        self._skip = True

    def _stage(self, title: str, changes: Sequence[ColumnChange]) -> None:
        self.refusal = ""
        if self._skip:
            self._skip = False
            return
        try:
            self._staged.stage_columns(title, [self._from_now(change) for change in changes], self._names)
        except JournalRefused as refused:
            # An exception cannot cross Qt's stack: the command says it, and undo() below steps back.
            self.refusal = refused.sentence
            self._staged.refused.emit(refused.sentence)

    def _from_now(self, change: ColumnChange) -> ColumnChange:
        """The change seen from what the cells hold now: another table, or a push, may have moved them meanwhile."""
        staged = self._staged.column(change.key)
        settled = [item for item in change.items if item not in staged]
        if self._confirmed is None or not settled:
            return change
        held = self._confirmed(change.key, settled)
        before = [held.get(item, cell) for item, cell in zip(change.items, change.before, strict=True)]
        moved = [
            at
            for at, item in enumerate(change.items)
            if item in staged or (before[at] != change.after[at] and not same(before[at], change.after[at]))
        ]
        items, after = [change.items[at] for at in moved], [change.after[at] for at in moved]
        return ColumnChange(
            change.key, items, [before[at] for at in moved], after, frozenset(change.kept).intersection(items)
        )


def kept_invalid(staged: StagedEdits, changes: Sequence[ColumnChange]) -> dict[str, frozenset[str]]:
    """Which of the cells about to change hold, staged, a value that breaks the schema on purpose: key -> items."""
    kept: dict[str, frozenset[str]] = {}
    for change in changes:
        cells = staged.column(change.key)
        if cells:
            kept[change.key] = frozenset(item for item in change.items if item in cells and cells[item].kept_invalid)
    return kept


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
