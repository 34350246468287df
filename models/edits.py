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
from models.staged_steps import Step

Confirmed: TypeAlias = Callable[[str, Sequence[str]], Mapping[str, Cell]]
"""Key and items -> the confirmed value of each of the items that is known."""


class Edit(QUndoCommand):
    """Values set, cleared or removed. Undo takes the step that was staged back; where a push or another table moved its
    cells meanwhile, the values before are staged anew, seen from what the cells hold now.
    """

    def __init__(self, staged: StagedEdits, title: str, step: Step | None) -> None:
        super().__init__(title)
        self._staged = staged
        self._step: Step = step or ()
        self._forward = True
        self._skip = step is not None
        self.refusal = ""
        """Why the last undo or redo did nothing; empty when it did."""

    @override
    def redo(self) -> None:
        self._go(self.text(), forward=True)

    @override
    def undo(self) -> None:
        self._go(f"Undo {self.text()}", forward=False)

    def put_back(self) -> None:
        """Let the next undo or redo pass without doing anything: the stack steps back over a refused one."""
        self._skip = True

    def is_quick(self, *, forward: bool) -> bool:
        """Whether the next redo (undo) takes a moment only, however many cells it moves."""
        return self._staged.can_step(self._step, back=forward is not self._forward)

    def stage_anew(self, title: str, *, forward: bool) -> Step:
        """Stage the values after (before) the edit over what the cells hold now. Raises JournalRefused."""
        raise NotImplementedError

    def _go(self, title: str, *, forward: bool) -> None:
        self.refusal = ""
        if self._skip:
            self._skip = False
            return
        try:
            if self.is_quick(forward=forward):
                self._staged.take_step(title, self._step, back=forward is not self._forward)
            else:
                self._step, self._forward = self.stage_anew(title, forward=forward), forward
        except JournalRefused as refused:
            # An exception cannot cross Qt's stack: the command says it, and undo() below steps back.
            self.refusal = refused.sentence
            self._staged.refused.emit(refused.sentence)


class EditCells(Edit):
    """A few cells: the facts before and after, by column. Redo stages the after, undo the before.

    `kept_before` says, by key, which items held a value that breaks the schema on purpose. `step` is for the gesture
    that staged its changes itself, to learn of a full disk before anything is on the stack. `confirmed` says what the
    platform holds of items the table shows.
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
        step: Step | None = None,
    ) -> None:
        super().__init__(staged, title, step)
        self._changes = changes
        self._names = names
        self._confirmed = confirmed
        self._kept_before = kept_invalid(staged, changes) if kept_before is None else kept_before

    @override
    def stage_anew(self, title: str, *, forward: bool) -> Step:
        nothing: frozenset[str] = frozenset()
        changes = self._changes
        if not forward:
            changes = [change.inverse(self._kept_before.get(change.key, nothing)) for change in changes]
        return self._staged.stage_columns(title, [self._from_now(change) for change in changes], self._names)

    def _from_now(self, change: ColumnChange) -> ColumnChange:
        """The change seen from what the cells hold now: another table, or a push, may have moved them meanwhile."""
        staged = self._staged.column(change.key).found(change.items)
        settled = [item for item, cell in zip(change.items, staged, strict=True) if cell is None]
        if self._confirmed is None or not settled:
            return change
        held = self._confirmed(change.key, settled)
        before = [held.get(item, cell) for item, cell in zip(change.items, change.before, strict=True)]
        moved = [
            at
            for at, cell in enumerate(staged)
            if cell is not None or (before[at] != change.after[at] and not same(before[at], change.after[at]))
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
            found = zip(change.items, cells.found(change.items), strict=True)
            kept[change.key] = frozenset(item for item, cell in found if cell is not None and cell.kept_invalid)
    return kept


def undo(stack: QUndoStack) -> str:
    """Take the last command back; gives the sentence when the journal refused, and then nothing has changed."""
    command = stack.command(stack.index() - 1)
    stack.undo()
    if not isinstance(command, Edit) or not command.refusal:
        return ""
    sentence = command.refusal
    command.put_back()
    stack.redo()
    return sentence


def redo(stack: QUndoStack) -> str:
    """Do the last undone command again; gives the sentence when the journal refused, and then nothing has changed."""
    command = stack.command(stack.index())
    stack.redo()
    if not isinstance(command, Edit) or not command.refusal:
        return ""
    sentence = command.refusal
    command.put_back()
    stack.undo()
    return sentence
