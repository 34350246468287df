"""The schema as it is edited here and not saved yet: on disk first, then seen; what is back as it was is no change."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from domain.schema import Schema
from domain.schema_changes import SchemaChange, SchemaMerge, changes, merge
from domain.schema_text import Form, Raw
from models.journal_file import JournalRefused
from models.schema_log import SchemaLog
from models.schema_state import NOTHING_STAGED, Prepared, SchemaState, with_forms


class SchemaDraft(QObject):
    """One platform's schema as last read (`base`) and as staged (`schema`); the same where nothing is staged.

    Without a journal nothing outlives the program. Methods that stage something raise JournalRefused, with nothing
    changed, where the disk does not take it.
    """

    changed = Signal()
    """The staged schema, or what it is compared with, is another."""
    refused = Signal(str)
    """An undo or redo that the journal did not take; the sentence says why."""

    def __init__(self, journal: SchemaLog | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo = QUndoStack(self)
        self.platform = ""
        self.restored = ""
        """What to tell the user where opening brought back edits of an earlier run; empty otherwise."""
        self._journal = journal
        self._state = NOTHING_STAGED

    @property
    def base(self) -> Schema:
        """What the platform last said."""
        return self._state.base

    @property
    def schema(self) -> Schema:
        """What is to be: the staged schema."""
        return self._state.draft

    @property
    def changes(self) -> tuple[SchemaChange, ...]:
        """What saving would change on the platform, as far as is known."""
        return self._state.changes

    @property
    def disputed(self) -> frozenset[str]:
        """The keys edited here that somebody else has changed too since; a save asks about each."""
        return frozenset(self._state.over)

    @property
    def edited_over(self) -> Raw:
        """The schema the edits were made over: `base`, and of disputed keys what they were before."""
        return self._state.edited_over

    def open(self, platform: str, raw: Raw) -> None:
        """Show a platform's schema with what is staged for it in the journal."""
        if platform == self.platform:
            self.restored = ""
            self.take_base(raw)
            return
        self.undo.clear()
        self.platform = platform
        base = Schema.read(raw)
        self._state, self.restored = SchemaState(base, base, {}), ""
        since, staged = self._found()
        over = with_forms(raw, {key: before for key, before, _ in staged})
        mine = with_forms(raw, {key: after for key, _, after in staged})
        self._rebase(over, mine, raw)
        if self.changes:
            self.restored = _restored(len(self.changes), since, len(self.disputed))
        self.changed.emit()

    @property
    def state(self) -> SchemaState:
        """What is staged over what, at this moment."""
        return self._state

    def stage(self, title: str, raw: Raw) -> None:
        """Stage a whole schema as one step that can be undone. A key of the platform's that it lacks is soft-deleted.

        Raises JournalRefused.
        """
        state = self._state.staged(raw)
        if changes(self.schema.raw, state.draft.raw):
            self._push(_Step(self, title, self._state, state))

    def stage_prepared(self, title: str, step: Prepared) -> bool:
        """Stage a step that was worked out beside the window; False where the draft has moved on meanwhile.

        Raises JournalRefused.
        """
        if step.before is not self._state:
            return False
        if step.moves:
            self._push(_Step(self, title, step.before, step.after))
        return True

    def revert(self, keys: Iterable[str] | None = None) -> None:
        """Take back what is staged of some keys, or of all, to what the platform last said. Can be undone.

        Raises JournalRefused.
        """
        self.stage("Revert the schema" if keys is None else "Revert keys of the schema", self._state.reverted(keys))

    def take_base(self, raw: Raw, over: Raw | None = None) -> SchemaMerge:
        """The platform says this now: edits made here are laid over it.

        `over`: what the edits are seen from, `edited_over` where not given; after a save, what was staged then. An
        edited key that is another on the platform too becomes disputed and stays as it was edited.
        """
        merged = self._rebase(self.edited_over if over is None else over, self.schema.raw, raw)
        with suppress(JournalRefused):  # what it holds still says what was edited over what
            self._keep(self._state)
        self.changed.emit()
        return merged

    def undo_last(self) -> str:
        """Take the last step back; gives the sentence when the journal refused, and then nothing has changed."""
        return _go(self.undo, forward=False)

    def redo_next(self) -> str:
        """Do the last undone step again; gives the sentence when the journal refused, and then nothing has changed."""
        return _go(self.undo, forward=True)

    def go(self, before: SchemaState, after: SchemaState) -> None:
        """Move the keys in which two states differ from one to the other. Raises JournalRefused."""
        if self._state is before:
            self._put(after)
            return
        now, wanted = self.schema.raw, after.draft.raw
        if changes(now, before.draft.raw):  # somebody's save came between: only what this step moved goes back
            moved = changes(before.draft.raw, wanted)
            wanted = with_forms(now, {change.key: change.after for change in moved})
        self._put(self._state.staged(wanted))

    def _push(self, step: "_Step") -> None:
        self._put(step.after)
        self.undo.push(step)

    def _put(self, state: SchemaState) -> None:
        self._keep(state)
        self._state = state
        self.changed.emit()

    def _keep(self, state: SchemaState) -> None:
        if self._journal is not None:
            self._journal.stage_schema(self.platform, state.written)

    def _found(self) -> tuple[str, Sequence[tuple[str, Any, Any]]]:
        try:
            return self._journal.staged_schema(self.platform) if self._journal is not None else ("", ())
        except JournalRefused as refused:
            self.restored = refused.sentence
            return "", ()

    def _rebase(self, over: Raw, mine: Raw, theirs: Raw) -> SchemaMerge:
        merged = merge(over, mine, theirs := _known(self.base.raw, theirs))
        dropped = {conflict.key: None for conflict in merged.conflicts if conflict.dropped}
        disputed = {conflict.key: conflict.base for conflict in merged.conflicts if not conflict.dropped}
        base = self.base.edited(theirs)
        self._state = SchemaState(base, base.edited(with_forms(merged.merged, dropped)), disputed)
        return merged


class _Step(QUndoCommand):
    """One gesture, done already when it is pushed. Only the keys it changed move when it is undone."""

    def __init__(self, draft: SchemaDraft, title: str, before: SchemaState, after: SchemaState) -> None:
        super().__init__(title)
        self._draft = draft
        self._before = before
        self.after = after
        self.skip = True
        self.refusal = ""

    @override
    def redo(self) -> None:
        self._go(self._before, self.after)

    @override
    def undo(self) -> None:
        self._go(self.after, self._before)

    def _go(self, before: SchemaState, after: SchemaState) -> None:
        self.refusal = ""
        if self.skip:
            self.skip = False
            return
        try:
            self._draft.go(before, after)
        except JournalRefused as refused:
            # An exception cannot cross Qt's stack: the step says it, and `_go` below steps back.
            self.refusal = refused.sentence
            self._draft.refused.emit(refused.sentence)


def _go(stack: QUndoStack, *, forward: bool) -> str:
    step = stack.command(stack.index() if forward else stack.index() - 1)
    if not isinstance(step, _Step):
        return ""
    (stack.redo if forward else stack.undo)()
    sentence = step.refusal
    if sentence:
        step.skip = True
        (stack.undo if forward else stack.redo)()
    return sentence


def _known(known: Raw, raw: Raw) -> Raw:
    """The schema with the very objects known before where they are spelt alike: whoever shows them need not look."""
    return {key: _same_object(known.get(key), form) for key, form in raw.items()}


def _same_object(known: Any, form: Any) -> Any:
    return known if isinstance(known, Form) and isinstance(form, Form) and known.text == form.text else form


def _restored(count: int, since: str, disputed: int) -> str:
    edits = "1 edit of the schema is" if count == 1 else f"{count:,} edits of the schema are"
    told = f"{edits} staged again, as left on {since[:10]} at {since[11:16]} UTC. Nothing was saved yet."
    return f"{told} {disputed:,} of them meet a change somebody else made meanwhile." if disputed else told
