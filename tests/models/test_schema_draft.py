"""The staged schema: journaled, undone, laid over what the platform says, and there again after a crash."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject

from domain.schema_changes import describe
from domain.schema_edits import add_key, hard_delete, retype, soft_delete
from domain.schema_text import Raw, read_raw, spell_raw
from domain.type_forms import form_of
from models.journal import Journal
from models.journal_file import JournalRefused
from models.schema_draft import SchemaDraft
from models.schema_log import NOTHING
from models.schema_state import prepare
from tests.domain.raw_schemas import EDITS, Edit, edited, edits, schema_texts
from tests.models.test_journal import fill_the_disk

RAW = read_raw('{"city": {"ty":"variant", "hint":"string"}, "fps":{"ty":"variant","hint":"number"}}')
NUMBER, TEXT, MOMENT = form_of("number"), form_of("text"), form_of("datetime")


def draft_of(journal: Journal, raw: Raw = RAW) -> SchemaDraft:
    draft = SchemaDraft(journal)
    draft.open("local", read_raw(spell_raw(raw)))
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


def test_edits_of_another_platform_wait_for_it(journal: Journal, qapp: QObject) -> None:
    draft = draft_of(journal)
    draft.stage("Add key", add_key(draft.schema.raw, "note", TEXT))
    draft.open("elsewhere", {"theirs": NUMBER})
    assert (told(draft), draft.undo.canUndo(), list(draft.schema.raw)) == ([], False, ["theirs"])
    draft.open("local", RAW)
    assert told(draft) == ['Add "note": text']


def test_a_connection_made_again_keeps_what_can_be_undone(journal: Journal, qapp: QObject) -> None:
    draft = draft_of(journal)
    draft.stage("Add key", add_key(draft.schema.raw, "note", TEXT))
    draft.open("local", RAW)
    assert draft.restored == ""
    draft.undo.undo()
    assert told(draft) == []


def test_a_step_that_changes_nothing_is_none(journal: Journal, qapp: QObject) -> None:
    draft = draft_of(journal)
    draft.stage("Nothing", dict(draft.schema.raw))
    draft.revert()
    draft.revert(["fps"])
    assert not draft.undo.canUndo()
    assert (draft.undo_last(), draft.redo_next()) == ("", "")


def test_without_a_journal_it_works_all_the_same(qapp: QObject) -> None:
    draft = SchemaDraft()
    draft.open("local", RAW)
    draft.stage("Add key", add_key(draft.schema.raw, "note", TEXT))
    draft.revert(["note", "fps"])
    assert told(draft) == []
    draft.undo.undo()
    assert told(draft) == ['Add "note": text']


def test_on_a_full_disk_nothing_is_shown_that_is_not_kept(journal: Journal, qapp: QObject) -> None:
    draft = draft_of(journal)
    large = {"ty": "enum", "values": [f"{number:0500}" for number in range(200)]}
    draft.stage("Add key", add_key(draft.schema.raw, "large", large))
    draft.revert()
    with journal.reading() as connection:
        connection.execute("VACUUM")
    fill_the_disk(journal)
    refused: list[str] = []
    draft.refused.connect(refused.append)
    with pytest.raises(JournalRefused):
        draft.stage("Add key", add_key(draft.schema.raw, "large", large))
    assert draft.undo_last().startswith("There is no room left on the disk")
    assert (told(draft), draft.undo.index(), len(refused)) == ([], 2, 1)
    with journal.writing() as connection:
        connection.execute("PRAGMA max_page_count=1000000")
    assert draft.undo_last() == ""
    assert told(draft) == ['Add "large": enum, 200 options']
    assert draft.redo_next() == ""
    assert told(draft) == []


def test_staged_edits_that_cannot_be_read_are_kept_and_said_so(journal: Journal, qapp: QObject) -> None:
    draft = draft_of(journal)
    draft.stage("Add key", add_key(draft.schema.raw, "note", TEXT))
    with journal.writing() as connection:
        connection.execute("UPDATE schema_draft SET staged = ?", (b'[["note",null,"{"]]',))
    again = draft_of(journal)
    assert (told(again), "could not be read" in again.restored) == ([], True)
    again.stage("Add key", add_key(again.schema.raw, "note", TEXT))
    with journal.reading() as connection:
        rows = connection.execute("SELECT platform FROM schema_draft ORDER BY platform").fetchall()
    assert [platform.split()[0] for (platform,) in rows] == ["local", "unreadable"]


_TOGETHER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@_TOGETHER
@given(schema_texts(), EDITS)
def test_any_sequence_of_edits_undone_gives_the_same_bytes(qapp: QObject, text: str, done: list[Edit]) -> None:
    draft = SchemaDraft()
    draft.open("local", read_raw(text))
    before = [spell_raw(draft.schema.raw)]
    for edit in done:
        draft.stage("Edit", edit(draft.schema.raw))
        if spell_raw(draft.schema.raw) != before[-1]:
            before.append(spell_raw(draft.schema.raw))
    assert draft.undo.count() == len(before) - 1
    for expected in reversed(before[:-1]):
        draft.undo.undo()
        assert spell_raw(draft.schema.raw) == expected
    assert (draft.changes, spell_raw(draft.base.raw)) == ((), before[0])
    for expected in before[1:]:
        draft.undo.redo()
        assert spell_raw(draft.schema.raw) == expected


@_TOGETHER
@given(schema_texts(), EDITS, st.lists(edits(), max_size=3), st.integers(0, 4))
def test_whatever_a_colleague_saves_no_key_is_lost_and_a_restart_shows_the_same(
    journal: Journal, qapp: QObject, text: str, mine: list[Edit], theirs: list[Edit], undone: int
) -> None:
    journal.stage_schema("local", NOTHING)
    base = read_raw(text)
    draft = SchemaDraft(journal)
    draft.open("local", base)
    for edit in mine:
        draft.stage("Edit", edit(draft.schema.raw))
    staged = set(draft.schema.raw)
    platform = edited(base, theirs)
    draft.take_base(platform)
    assert set(draft.schema.raw) == staged | set(platform)
    for _ in range(undone):
        draft.undo.undo()
    assert set(platform) <= set(draft.schema.raw)
    again = SchemaDraft(journal)
    again.open("local", platform)
    assert (again.schema.raw, again.disputed) == (draft.schema.raw, draft.disputed)
    assert again.changes == draft.changes


def test_a_step_worked_out_beside_the_window_counts_only_for_the_draft_it_was_made_of(
    journal: Journal, qapp: QObject
) -> None:
    draft = SchemaDraft(journal)
    draft.open("local", {"fps": form_of("number"), "lux": form_of("number")})
    gone = prepare(draft.state, {})
    draft.stage("Add key", add_key(draft.schema.raw, "more", form_of("text")))
    assert not draft.stage_prepared("Delete both", gone)
    assert draft.stage_prepared("Nothing", prepare(draft.state, draft.schema.raw))
    assert draft.stage_prepared("Delete all", prepare(draft.state, {}))
    assert [describe(change) for change in draft.changes] == [
        'Delete "fps": number, can be restored',
        'Delete "lux": number, can be restored',
    ]
    draft.undo.undo()
    assert list(draft.schema.live_keys()) == ["fps", "lux", "more"]
    draft.undo.redo()
    again = SchemaDraft(journal)
    again.open("local", draft.base.raw)
    assert again.schema.raw == draft.schema.raw
    assert draft.undo.undoText() == "Delete all"
