"""What differs between schemas is told key by key, and two people's edits are merged without losing a key."""

from typing import Any

import pytest
from hypothesis import given

from domain.schema_changes import SchemaChange, SchemaConflict, changes, describe, merge
from domain.schema_edits import Raw, add_key, retype
from domain.schema_text import read_raw, same_form, spell_raw
from domain.type_forms import enum_form, form_of
from tests.domain.raw_schemas import EDITS, RAWS, Edit, edited

NUMBER, TEXT, MOMENT = form_of("number"), form_of("text"), form_of("datetime")
GONE: dict[str, Any] = {"ty": "tombstone", "deleted_ty": None}
AB, ABC = {"ty": "enum", "values": ["a", "b"]}, {"ty": "enum", "values": ["a", "b", "c"]}
MANY = enum_form(["a", "b", *"cdefg"])


def deleted(form: Any) -> dict[str, Any]:
    return {"ty": "tombstone", "deleted_ty": form}


TOLD: list[tuple[Any, Any, str, str]] = [
    (None, NUMBER, "add", 'Add "k": number'),
    (NUMBER, TEXT, "retype", 'Change "k" from number to text'),
    (NUMBER, AB, "retype", 'Change "k" from number to enum, 2 options'),
    (AB, ABC, "options", 'Change the options of "k": add "c"'),
    (AB, MANY, "options", 'Change the options of "k": add "c", "d", "e" and 2 more'),
    (ABC, AB, "options", 'Change the options of "k": take away "c"'),
    (AB, enum_form(["b", "x"]), "options", 'Change the options of "k": add "x"; take away "a"'),
    (AB, enum_form(["b", "a"]), "options", 'Change the options of "k": another order'),
    ({"ty": "enum"}, AB, "options", 'Change the options of "k": add "a", "b"'),
    (NUMBER, deleted(NUMBER), "delete", 'Delete "k": number, can be restored'),
    (NUMBER, GONE, "hard delete", 'Delete "k" for ever'),
    (deleted(NUMBER), GONE, "hard delete", 'Delete "k" for ever'),
    (deleted(NUMBER), NUMBER, "restore", 'Restore "k": number'),
    (deleted(NUMBER), TEXT, "retype", 'Restore "k" as text'),
    (GONE, TEXT, "retype", 'Restore "k" as text'),
    (deleted(NUMBER), deleted(TEXT), "other", 'Change "k": deleted, spelt otherwise'),
    (GONE, {**GONE, "at": "now"}, "other", 'Change "k": deleted for ever, spelt otherwise'),
    (GONE, deleted(TEXT), "other", 'Change "k": deleted, spelt otherwise'),
    (NUMBER, {"ty": "number", "format": "F32"}, "other", 'Change "k": number, spelt otherwise'),
    (NUMBER, None, "other", 'Leave out "k": number'),
]


@pytest.mark.parametrize(("before", "after", "kind", "sentence"), TOLD)
def test_every_difference_has_a_kind_and_a_sentence(before: Any, after: Any, kind: str, sentence: str) -> None:
    raws = [{} if form is None else {"k": form} for form in (before, after)]
    (change,) = changes(*raws)
    assert change == SchemaChange("k", change.kind, before, after)
    assert (change.kind, describe(change)) == (kind, sentence)


def test_differences_come_in_a_stable_order_and_spelling_is_none() -> None:
    base = read_raw('{"b":{"ty":"text"},"a":{"ty":"text"}, "s": {"n":1.0,"ty":"later"}}')
    draft = {"new": TEXT, "a": NUMBER, "b": MOMENT, "s": {"ty": "later", "n": 1}}
    assert [change.key for change in changes(base, draft)] == ["b", "a", "new"]


@given(RAWS, EDITS)
def test_differences_lead_from_one_schema_to_the_other(base: Raw, done: list[Edit]) -> None:
    draft = edited(base, done)
    patched = {**base, **{change.key: change.after for change in changes(base, draft)}}
    assert spell_raw(patched) == spell_raw(draft)
    assert changes(draft, draft) == ()
    assert all(describe(change) for change in changes(base, draft))


@given(RAWS, EDITS, EDITS)
def test_a_merge_of_two_peoples_edits_never_drops_a_key(base: Raw, mine: list[Edit], theirs: list[Edit]) -> None:
    my, their = edited(base, mine), edited(base, theirs)
    merged = merge(base, my, their)
    assert set(merged.merged) == {*my, *their}
    assert list(merged.merged)[: len(their)] == list(their)
    disputed = {conflict.key for conflict in merged.conflicts}
    for key, form in merged.merged.items():
        mine_moved = not same_form(base.get(key), my.get(key))
        assert form is (my if mine_moved and not same_form(my.get(key), their.get(key)) else their)[key]
        both = mine_moved and not same_form(base.get(key), their.get(key))
        assert (key in disputed) == (both and not same_form(my.get(key), their.get(key)))
    assert merged.by_them == changes(base, their)


@given(RAWS, RAWS, RAWS)
def test_a_merge_of_any_three_schemas_keeps_every_key_of_both(base: Raw, mine: Raw, theirs: Raw) -> None:
    merged = merge(base, mine, theirs)
    assert {*mine, *theirs} <= {*merged.merged}
    for conflict in merged.conflicts:
        assert conflict.dropped == (
            conflict.key not in theirs and same_form(base.get(conflict.key), mine.get(conflict.key))
        )


@given(RAWS, EDITS)
def test_with_nobody_else_a_merge_is_what_was_edited(base: Raw, mine: list[Edit]) -> None:
    draft = edited(base, mine)
    assert dict(merge(base, draft, base).merged) == draft
    assert merge(base, draft, draft).conflicts == ()
    assert dict(merge(base, base, draft).merged) == draft


def test_a_key_changed_by_both_is_a_conflict_and_mine_until_decided() -> None:
    base = {"k": NUMBER, "other": TEXT}
    merged = merge(base, retype(base, "k", TEXT), add_key(retype(base, "k", MOMENT), "theirs", TEXT))
    assert merged.conflicts == (SchemaConflict("k", NUMBER, TEXT, MOMENT),)
    assert merged.merged == {"k": TEXT, "other": TEXT, "theirs": TEXT}
    assert not merged.conflicts[0].dropped


def test_a_key_somebody_left_out_is_asked_about() -> None:
    merged = merge({"k": NUMBER}, {"k": NUMBER}, {})
    assert merged.conflicts == (SchemaConflict("k", NUMBER, NUMBER, None),)
    assert merged.conflicts[0].dropped
    assert merge({"k": NUMBER}, {}, {"k": NUMBER}).merged == {"k": NUMBER}
