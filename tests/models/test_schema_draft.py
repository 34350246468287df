"""The staged schema: journaled, undone, laid over what the platform says, and there again after a crash."""

from PySide6.QtCore import QObject

from domain.schema_changes import describe
from domain.schema_edits import add_key, hard_delete, retype, soft_delete
from domain.schema_text import read_raw, spell_raw
from domain.type_forms import form_of
from models.journal import Journal
from models.schema_draft import SchemaDraft

RAW = read_raw('{"city": {"ty":"variant", "hint":"string"}, "fps":{"ty":"variant","hint":"number"}}')
NUMBER, TEXT, MOMENT = form_of("number"), form_of("text"), form_of("datetime")


def draft_of(journal: Journal, raw: object = RAW) -> SchemaDraft:
    draft = SchemaDraft(journal)
    draft.open("local", read_raw(spell_raw(raw)))  # pyright: ignore[reportArgumentType]
    return draft


def told(draft: SchemaDraft) -> list[str]:
    return [describe(change) for change in draft.changes]


def test_an_edit_is_seen_at_once_and_undone_to_the_letter(journal: Journal, qapp: QObject) -> None:
    draft = draft_of(journal)
    heard: list[int] = []
    draft.changed.connect(lambda: heard.append(len(draft.changes)))
    draft.stage("Add key", add_key(draft.schema.raw, "team.note", TEXT))
    draft.stage("Delete key", soft_delete(draft.schema.raw, "fps"))
    assert draft.schema.live_keys() == ("city", "team.note")
    assert told(draft) == ['Delete "fps": number, can be restored', 'Add "team.note": text']
    assert draft.base.raw == RAW
    draft.undo.undo()
    draft.undo.undo()
    assert spell_raw(draft.schema.raw) == spell_raw(RAW)
    assert draft.undo.redoText() == "Add key"
    draft.undo.redo()
    assert heard == [1, 2, 1, 0, 1]


def test_what_is_staged_is_there_again_after_the_program_ends(journal: Journal, qapp: QObject) -> None:
    draft = draft_of(journal)
    draft.stage("Add key", add_key(draft.schema.raw, "team.note", TEXT))
    draft.stage("Delete key", hard_delete(draft.schema.raw, "fps"))
    again = draft_of(journal)
    assert spell_raw(again.schema.raw) == spell_raw(draft.schema.raw)
    assert again.restored.startswith("2 edits of the schema are staged again, as left on 20")
    assert not again.undo.canUndo()
    again.revert()
    assert again.changes == ()
    assert draft_of(journal).restored == ""


def test_keys_a_colleague_added_stay_and_edits_are_laid_over_them(journal: Journal, qapp: QObject) -> None:
    draft = draft_of(journal)
    draft.stage("Change type", retype(draft.schema.raw, "fps", TEXT))
    theirs = add_key(RAW, "theirs", NUMBER)
    draft.take_base(theirs)
    assert list(draft.schema.raw) == ["city", "fps", "theirs"]
    assert told(draft) == ['Change "fps" from number to text']
    draft.undo.undo()
    assert spell_raw(draft.schema.raw) == spell_raw(theirs)


def test_a_key_both_changed_is_disputed_until_reverted(journal: Journal, qapp: QObject) -> None:
    draft = draft_of(journal)
    draft.stage("Change type", retype(draft.schema.raw, "fps", TEXT))
    draft.take_base(retype(RAW, "fps", MOMENT))
    assert draft.disputed == {"fps"}
    assert told(draft) == ['Change "fps" from datetime to text']
    assert draft.edited_over["fps"] == NUMBER
    again = draft_of(journal, retype(RAW, "fps", MOMENT))
    assert again.disputed == {"fps"}
    assert "1 of them meet" in again.restored
    draft.revert(["fps"])
    assert (draft.disputed, told(draft)) == (frozenset(), [])
    assert draft.schema.raw["fps"] == MOMENT


def test_an_edit_undone_after_its_save_is_staged_the_other_way(journal: Journal, qapp: QObject) -> None:
    draft = draft_of(journal)
    draft.stage("Add key", add_key(draft.schema.raw, "note", TEXT))
    draft.take_base(draft.schema.raw)
    assert draft.changes == ()
    draft.undo.undo()
    assert told(draft) == ['Delete "note": text, can be restored']


def test_keys_left_out_by_somebody_are_left_out_here_too_unless_edited(journal: Journal, qapp: QObject) -> None:
    draft = draft_of(journal)
    draft.stage("Change type", retype(draft.schema.raw, "fps", TEXT))
    merged = draft.take_base({})
    assert {conflict.key: conflict.dropped for conflict in merged.conflicts} == {"city": True, "fps": False}
    assert told(draft) == ['Add "fps": text']
