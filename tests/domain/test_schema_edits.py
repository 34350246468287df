"""Every edit of the schema keeps the platform's rules, touches one key and can be taken back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.schema_edits import (
    Raw,
    SchemaRefused,
    add_key,
    add_options,
    hard_delete,
    restore,
    retype,
    soft_delete,
    without_loss,
)
from domain.schema_text import read_raw, spell_raw
from domain.type_forms import enum_form, form_of
from tests.domain.raw_schemas import EDITS, KEYS, RAWS, Edit, edited

NUMBER, TEXT = form_of("number"), form_of("text")
GONE: dict[str, Any] = {"ty": "tombstone", "deleted_ty": None}
RAW: dict[str, Any] = {
    "city": {"ty": "variant", "hint": "string"},
    "split": {"ty": "enum", "values": ["b", "a", "a"]},
    "old": {"ty": "tombstone", "deleted_ty": NUMBER},
    "old split": {"ty": "tombstone", "deleted_ty": {"ty": "enum", "values": ["x"]}},
    "gone": GONE,
    "strict": {"ty": "number", "format": "F64"},
    "later": {"ty": "hologram"},
    "keyframes": {"ty": "variant", "hint": "text"},
    "full": {"ty": "enum", "values": [str(number) for number in range(255)]},
    "no values": {"ty": "enum"},
}

REFUSED: list[tuple[Edit, str]] = [
    (lambda raw: add_key(raw, "a/b", TEXT), "is not allowed"),
    (lambda raw: add_key(raw, "new", {"ty": "enum", "values": []}), "at least one option"),
    (lambda raw: add_key(raw, "city", TEXT), 'The schema has "city" already: varchar'),
    (lambda raw: add_key(raw, "gone", TEXT), "for ever"),
    (lambda raw: add_key(raw, "old split", TEXT), "enum, 1 option"),
    (lambda raw: add_key(raw, "old", enum_form(["a"])), "does not turn a scalar"),
    (lambda raw: retype(raw, "none", TEXT), 'no key "none"'),
    (lambda raw: retype(raw, "split", TEXT), "does not give such a key another type"),
    (lambda raw: retype(raw, "strict", TEXT), "does not give such a key another type"),
    (lambda raw: retype(raw, "later", TEXT), "does not give such a key another type"),
    (lambda raw: retype(raw, "city", {"ty": "geospatial"}), "does not turn a scalar"),
    (lambda raw: retype(raw, "city", {"ty": "variant", "hint": "int"}), "no type"),
    (lambda raw: retype(raw, "keyframes", TEXT), "is reserved"),
    (lambda raw: retype(raw, "gone", TEXT), "for ever"),
    (lambda raw: add_options(raw, "city", ["a"]), "has no options: it is varchar"),
    (lambda raw: add_options(raw, "split", []), "at least one"),
    (lambda raw: add_options(raw, "split", ["c", "a"]), '"a" is there already'),
    (lambda raw: add_options(raw, "split", ["c", "c"]), "twice"),
    (lambda raw: add_options(raw, "full", ["new"]), "has 255, so 1 more"),
    (lambda raw: add_options(raw, "old split", ["new"]), "deleted already"),
    (lambda raw: soft_delete(raw, "none"), "no key"),
    (lambda raw: soft_delete(raw, "old"), "deleted already"),
    (lambda raw: soft_delete(raw, "gone"), "for ever"),
    (lambda raw: soft_delete(raw, "later"), "does not know the type"),
    (lambda raw: soft_delete(raw, "keyframes"), "is reserved"),
    (lambda raw: hard_delete(raw, "old"), "Restore it first"),
    (lambda raw: hard_delete(raw, "gone"), "for ever"),
    (lambda raw: restore(raw, "city"), "is not deleted"),
    (lambda raw: restore(raw, "none"), "no key"),
    (lambda raw: restore(raw, "gone"), "for ever"),
]


@pytest.mark.parametrize(("edit", "sentence"), REFUSED)
def test_an_edit_the_platform_refuses_says_why(edit: Edit, sentence: str) -> None:
    with pytest.raises(SchemaRefused, match=sentence):
        edit(RAW)


DONE: list[tuple[Edit, str, Any]] = [
    (lambda raw: add_key(raw, "new", TEXT), "new", TEXT),
    (lambda raw: add_key(raw, "new", {"ty": "variant", "hint": "string"}), "new", form_of("varchar")),
    (lambda raw: add_key(raw, "new", {"ty": "variant"}), "new", {"ty": "variant"}),
    (lambda raw: add_key(raw, "new", {"ty": "hologram"}), "new", {"ty": "hologram"}),
    (lambda raw: add_key(raw, "old", TEXT), "old", TEXT),
    (lambda raw: retype(raw, "old", TEXT), "old", TEXT),
    (lambda raw: retype(raw, "city", NUMBER), "city", NUMBER),
    (lambda raw: retype(raw, "split", {"values": ["b", "a", "a"], "ty": "enum"}), "split", RAW["split"]),
    (lambda raw: add_options(raw, "split", ["c"]), "split", {"ty": "enum", "values": ["b", "a", "a", "c"]}),
    (lambda raw: add_options(raw, "no values", ["c"]), "no values", {"ty": "enum", "values": ["c"]}),
    (lambda raw: soft_delete(raw, "strict"), "strict", {"ty": "tombstone", "deleted_ty": RAW["strict"]}),
    (lambda raw: hard_delete(raw, "split"), "split", GONE),
    (lambda raw: restore(raw, "old split"), "old split", {"ty": "enum", "values": ["x"]}),
]


@pytest.mark.parametrize(("edit", "key", "form"), DONE)
def test_an_edit_changes_one_key_and_nothing_else(edit: Edit, key: str, form: Any) -> None:
    after = edit(RAW)
    assert after[key] == form
    assert all(after[other] is RAW[other] for other in RAW if other != key)
    assert list(after) == [*RAW, *({key} - {*RAW})]


@given(RAWS, KEYS)
def test_a_deleted_key_restored_is_the_very_same(raw: Raw, key: str) -> None:
    try:
        deleted = soft_delete(raw, key)
    except SchemaRefused:
        return
    again = restore(deleted, key)
    assert again[key] is raw[key]
    assert list(again) == list(raw)


@given(RAWS, EDITS)
def test_no_edit_ever_drops_a_key(raw: Raw, done: list[Edit]) -> None:
    assert set(raw) <= set(edited(raw, done))


@given(RAWS, RAWS)
def test_nothing_is_lost_on_the_way_to_another_schema(base: Raw, wanted: Raw) -> None:
    allowed = without_loss(base, wanted)
    assert set(allowed) == {*base, *wanted}
    for key, form in allowed.items():
        if base.get(key) == GONE:
            assert form == GONE
        elif key in wanted:
            assert form is wanted[key]
        else:
            assert form in (base[key], {"ty": "tombstone", "deleted_ty": base[key]})
    assert without_loss(base, base) == base
    assert without_loss(base, allowed) == allowed


@given(RAWS, EDITS)
def test_edits_undone_give_the_same_bytes(raw: dict[str, Any], done: list[Edit]) -> None:
    raw = read_raw(spell_raw(raw))
    assert spell_raw(without_loss(raw, raw)) == spell_raw(raw)
    after = edited(raw, done)
    back = {key: raw[key] for key in after if key in raw}
    assert spell_raw(without_loss(raw, back)) == spell_raw(raw)


@given(st.integers(0, 300), st.integers(1, 300))
def test_an_enum_holds_at_most_255_options_however_they_come(held: int, new: int) -> None:
    raw = {"e": {"ty": "enum", "values": [f"held {number}" for number in range(held)]}}
    options = [f"new {number}" for number in range(new)]
    if held + new <= 255:
        assert len(add_options(raw, "e", options)["e"]["values"]) == held + new
        return
    with pytest.raises(SchemaRefused):
        add_options(raw, "e", options)
