"""The schema as the platform has it and as it is staged, at one moment, with all that follows from the two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.schema import EMPTY_SCHEMA, Schema
from domain.schema_changes import SchemaChange, changes
from domain.schema_edits import without_loss
from domain.schema_text import Raw, same_form
from models.schema_log import staged_text


class SchemaState:
    """Never changes. `over`: disputed keys with the forms they were edited over."""

    def __init__(self, base: Schema, draft: Schema, over: Mapping[str, Any]) -> None:
        self.base = base
        self.draft = draft
        self.over = {key: form for key, form in over.items() if not same_form(base.raw.get(key), draft.raw.get(key))}

    @cached_property
    def edited_over(self) -> Raw:
        """The schema the edits were made over: `base`, and of disputed keys what they were before."""
        return with_forms(self.base.raw, self.over)

    @cached_property
    def changes(self) -> tuple[SchemaChange, ...]:
        """What saving would change."""
        return changes(self.base.raw, self.draft.raw)

    @property
    def edits(self) -> Sequence[SchemaChange]:
        """What was edited."""
        return changes(self.edited_over, self.draft.raw) if self.over else self.changes

    @cached_property
    def written(self) -> bytes:
        """The edits as the journal keeps them."""
        return staged_text(self.edits)

    def reverted(self, keys: Iterable[str] | None = None) -> Raw:
        """The schema with some keys, or all, as the platform has them."""
        wanted = {change.key for change in self.changes}.intersection(*(() if keys is None else (set(keys),)))
        return with_forms(self.draft.raw, {key: self.base.raw.get(key) for key in wanted})

    def staged(self, raw: Raw) -> "SchemaState":
        """The state with another draft. What the platform has and `raw` lacks is soft-deleted."""
        return SchemaState(self.base, self.draft.edited(without_loss(self.base.raw, raw)), self.over)


NOTHING_STAGED = SchemaState(EMPTY_SCHEMA, EMPTY_SCHEMA, {})


@dataclass(frozen=True, slots=True)
class Prepared:
    """A step of many keys from one state to another, ready to be kept and shown; `moves`: whether anything differs."""

    before: SchemaState
    after: SchemaState
    moves: bool


def prepare(before: SchemaState, raw: Raw) -> Prepared:
    """Work out all there is to work out of staging a schema; may run beside the window."""
    after = before.staged(raw)
    return Prepared(before, after, moves=before.written != after.written)


def with_forms(raw: Raw, forms: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with some keys set, in place or at the end; None takes a key out."""
    return {key: form for key, form in {**raw, **forms}.items() if key not in forms or form is not None}
