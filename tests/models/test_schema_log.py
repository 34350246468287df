"""What is staged of the schema, and every save of it, are on disk."""

from domain.schema_changes import changes
from domain.schema_text import read_raw, spell_raw
from models.journal import Journal
from models.schema_log import NOTHING, staged_text

BEFORE = read_raw('{"a": {"ty": "enum", "values": ["größer"]}, "b":{"ty":"number","format":"F32" , "x":1.50}}')
AFTER = {**BEFORE, "a": {"ty": "tombstone", "deleted_ty": BEFORE["a"]}, "c": {"ty": "geospatial"}}


def test_what_is_staged_is_kept_by_platform_until_nothing_is(journal: Journal) -> None:
    journal.stage_schema("local", staged_text(changes(BEFORE, AFTER)))
    journal.stage_schema("elsewhere", staged_text(changes({}, BEFORE)))
    since, staged = journal.staged_schema("local")
    assert since
    assert [key for key, _, _ in staged] == ["a", "c"]
    assert spell_raw({key: before for key, before, _ in staged}) == spell_raw({"a": BEFORE["a"], "c": None})
    assert spell_raw({key: after for key, _, after in staged}) == spell_raw({"a": AFTER["a"], "c": AFTER["c"]})
    journal.stage_schema("local", NOTHING)
    assert journal.staged_schema("local") == ("", ())
    assert len(journal.staged_schema("elsewhere")[1]) == 2


def test_saves_are_kept_with_both_schemas_the_newest_first(journal: Journal) -> None:
    first = journal.schema_sent("local", "me@example.org", "Add a", {}, BEFORE)
    journal.schema_settled(first, "saved")
    journal.schema_found("local", BEFORE, AFTER)
    second = journal.schema_sent("local", "me@example.org", "Back", AFTER, BEFORE)
    journal.schema_settled(second, "saved", AFTER)
    versions = journal.schema_versions("local")
    assert [(version.state, version.note, version.user) for version in versions] == [
        ("saved", "Back", "me@example.org"),
        ("found", "", ""),
        ("saved", "Add a", "me@example.org"),
    ]
    assert versions[0].after_text == versions[0].before_text == spell_raw(AFTER)
    assert spell_raw(versions[2].after) == spell_raw(BEFORE)
    assert versions[2].before == {}
    assert len(journal.schema_versions("local", "größer")) == 3
    assert len(journal.schema_versions("local", "Add a")) == 1
    assert journal.schema_versions("elsewhere") == ()
