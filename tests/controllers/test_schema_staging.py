"""Very many keys of the schema are staged beside the window, and a few at once; either way as one step."""

import asyncio
from pathlib import Path

import pytest

from controllers import schema_staging
from domain.schema_edits import SchemaRefused, add_key, soft_delete
from domain.schema_text import Raw
from domain.type_forms import form_of
from tests.controllers.desk import Desk, tell
from tests.local_platform import LocalPlatform


def without(raw: Raw) -> Raw:
    """The schema with every key deleted."""
    return {key: soft_delete(raw, key)[key] for key in raw}


def test_very_many_keys_are_one_step_that_undo_takes_back(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.connect(platform.url, platform.key_file)
        draft = desk.session.draft
        keys = draft.schema.live_keys()
        await schema_staging.stage(draft, desk.lanes, "Delete all", without, count=len(keys), at_once=0)
        assert (draft.schema.live_keys(), len(draft.changes)) == ((), len(keys))
        draft.undo.undo()
        assert draft.schema.live_keys() == keys
        draft.undo.redo()
        await schema_staging.revert(draft, desk.lanes)
        assert (draft.schema.live_keys(), draft.changes) == (keys, ())

    tell(tmp_path, story)


def test_what_is_edited_meanwhile_is_kept_and_a_refusal_changes_nothing(
    platform: LocalPlatform, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> None:
        await desk.connect(platform.url, platform.key_file)
        draft = desk.session.draft
        asked: list[int] = []

        def edit(raw: Raw) -> Raw:
            asked.append(len(raw))
            return add_key(raw, "mine", form_of("number"))

        staging = asyncio.ensure_future(schema_staging.stage(draft, desk.lanes, "Add mine", edit, count=1, at_once=0))
        await asyncio.sleep(0)  # it is on its way
        draft.stage("Add key", add_key(draft.schema.raw, "meanwhile", form_of("text")))
        await staging
        assert asked == [asked[0], asked[0] + 1]
        assert {"meanwhile", "mine"} <= set(draft.schema.live_keys())
        before = draft.state
        with pytest.raises(SchemaRefused, match="already"):
            await schema_staging.stage(draft, desk.lanes, "Add mine", edit, count=1, at_once=0)
        assert draft.state is before

    tell(tmp_path, story)
