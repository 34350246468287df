"""The schema as it is edited here and not saved yet: on disk first, then seen; what is back as it was is no change."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from domain.schema import EMPTY_SCHEMA, Schema
from domain.schema_changes import SchemaChange, SchemaMerge, changes, merge
from domain.schema_edits import without_loss
from domain.schema_text import Form, Raw, same_form
from models.journal_file import JournalRefused
from models.schema_log import SchemaLog


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
        self._state = _State(EMPTY_SCHEMA, EMPTY_SCHEMA, {})

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
        self._state, self.restored = _State(base, base, {}), ""
        since, staged = self._found()
        over = _with(raw, {key: before for key, before, _ in staged})
        mine = _with(raw, {key: after for key, _, after in staged})
        self._rebase(over, mine, raw)
        if self.changes:
            self.restored = _restored(len(self.changes), since, len(self.disputed))
        self.changed.emit()

    def stage(self, title: str, raw: Raw) -> None:
        """Stage a whole schema as one step that can be undone. A key of the platform's that it lacks is soft-deleted.

        Raises JournalRefused.
        """
        before = self.schema.raw
        after = without_loss(self.base.raw, raw)
        if not changes(before, after):
            return
        self._put(after)
        self.undo.push(_Step(self, title, before, self.schema.raw))

    def revert(self, keys: Iterable[str] | None = None) -> None:
        """Take back what is staged of some keys, or of all, to what the platform last said. Can be undone.

        Raises JournalRefused.
        """
        wanted = {change.key for change in self.changes}.intersection(*(() if keys is None else (set(keys),)))
        if wanted:
            base = self.base.raw
            title = "Revert the schema" if keys is None else "Revert keys of the schema"
            self.stage(title, _with(self.schema.raw, {key: base.get(key) for key in wanted}))

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

    def go(self, before: Raw, after: Raw) -> None:
        """Move the keys in which two schemas differ from one to the other. Raises JournalRefused."""
        now = self.schema.raw
        if changes(now, before):  # somebody's save came between: only what this step moved goes back
            after = _with(now, {change.key: change.after for change in changes(before, after)})
        self._put(without_loss(self.base.raw, after))

    def _put(self, raw: Raw) -> None:
        state = _State(self.base, self.schema.edited(raw), self._state.over)
        self._keep(state)
        self._state = state
        self.changed.emit()

    def _keep(self, state: "_State") -> None:
        if self._journal is not None:
            self._journal.stage_schema(self.platform, state.edits)

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
        self._state = _State(base, base.edited(_with(merged.merged, dropped)), disputed)
        return merged


class _State:
    """The schema as the platform has it, as staged, and disputed keys with the forms they were edited over."""

    def __init__(self, base: Schema, draft: Schema, over: Mapping[str, Any]) -> None:
        self.base = base
        self.draft = draft
        self.over = {key: form for key, form in over.items() if not same_form(base.raw.get(key), draft.raw.get(key))}

    @cached_property
    def edited_over(self) -> Raw:
        return _with(self.base.raw, self.over)

    @cached_property
    def changes(self) -> tuple[SchemaChange, ...]:
        return changes(self.base.raw, self.draft.raw)

    @property
    def edits(self) -> tuple[SchemaChange, ...]:
        return changes(self.edited_over, self.draft.raw) if self.over else self.changes


class _Step(QUndoCommand):
    """One gesture, done already when it is pushed. Only the keys it changed move when it is undone."""

    def __init__(self, draft: SchemaDraft, title: str, before: Raw, after: Raw) -> None:
        super().__init__(title)
        self._draft = draft
        self._before = before
        self._after = after
        self.skip = True
        self.refusal = ""

    @override
    def redo(self) -> None:
        self._go(self._before, self._after)

    @override
    def undo(self) -> None:
        self._go(self._after, self._before)

    def _go(self, before: Raw, after: Raw) -> None:
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


def _with(raw: Raw, forms: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with some keys set, in place or at the end; None takes a key out."""
    return {key: form for key, form in {**raw, **forms}.items() if key not in forms or form is not None}


def _restored(count: int, since: str, disputed: int) -> str:
    edits = "1 edit of the schema is" if count == 1 else f"{count:,} edits of the schema are"
    told = f"{edits} staged again, as left on {since[:10]} at {since[11:16]} UTC. Nothing was saved yet."
    return f"{told} {disputed:,} of them meet a change somebody else made meanwhile." if disputed else told
