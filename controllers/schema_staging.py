"""The one way in which keys of the schema are staged: a few at once, very many beside the window and then as one."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from controllers.lanes import Lanes
from domain.schema_edits import SchemaRefused
from domain.schema_text import Raw
from models.schema_draft import SchemaDraft
from models.schema_state import Prepared, SchemaState, prepare

Edit = Callable[[Raw], Mapping[str, Any]]

AT_ONCE = 100
"""Keys that are staged without leaving the thread of the window."""
_TRIES = 5


async def stage(
    draft: SchemaDraft, lanes: Lanes, title: str, edit: Edit, *, count: int, at_once: int = AT_ONCE
) -> None:
    """Stage an edit of about `count` keys as one step that can be undone.

    `edit` must be a pure function: with more than `at_once` keys it runs in a lane, and again where somebody edited
    meanwhile. Raises SchemaRefused and JournalRefused, with nothing changed.
    """
    if count <= at_once:
        draft.stage(title, edit(draft.schema.raw))
        return
    for _ in range(_TRIES):
        if draft.stage_prepared(title, await lanes.compute(_prepared, draft.state, edit)):
            return
    raise SchemaRefused("The schema kept changing while this was prepared, so nothing was changed. Try again.")


async def revert(draft: SchemaDraft, lanes: Lanes, keys: Collection[str] | None = None) -> None:
    """Take back what is staged of some keys, or of all. Raises SchemaRefused and JournalRefused, nothing changed."""
    count = len(draft.changes) if keys is None else len(keys)
    title = "Revert the schema" if keys is None else "Revert keys of the schema"
    state = draft.state
    await stage(draft, lanes, title, lambda _: state.reverted(keys), count=count)


def _prepared(state: SchemaState, edit: Edit) -> Prepared:
    return prepare(state, edit(state.draft.raw))
