"""A schema in a file is brought in key by key: what the platform allows is planned, the rest told, nothing lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllers.exchange.schema_files import SchemaFile, read_schema_text
from controllers.exchange.schema_plan import SchemaPlan, plan_file, planned_lines
from domain.schema_changes import describe

NUMBER = {"ty": "variant", "hint": "number"}
TEXT = {"ty": "variant", "hint": "text"}
ENUM = {"ty": "enum", "values": ["clear", "rain"]}
VECTOR = {"ty": "embedding", "size": 4, "api": None}
HOLOGRAM = {"ty": "hologram", "depth": 3}
SOFT = {"ty": "tombstone", "deleted_ty": NUMBER}
HARD = {"ty": "tombstone", "deleted_ty": None}
FORMS = (NUMBER, TEXT, ENUM, VECTOR, HOLOGRAM, SOFT, HARD, {"ty": "number", "format": "F32"}, {"ty": "user"},
         {"ty": "geospatial"}, {"ty": "variant", "hint": "string"}, {"ty": "enum", "values": ["fog"]},
         {"ty": "tombstone", "deleted_ty": ENUM}, {"ty": "enum", "values": ["a", "a"]})  # fmt: skip
schemas = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(FORMS), max_size=6)


def planned(base: dict[str, Any], wanted: dict[str, Any], **how: Any) -> SchemaPlan:
    return plan_file(base, SchemaFile(wanted, "new"), **how)


def told(plan: SchemaPlan) -> list[str]:
    return [describe(change) for change in plan.changes]


@given(schemas, schemas)
def test_no_key_is_ever_dropped_and_what_does_not_change_is_the_same_object(
    base: dict[str, Any], wanted: dict[str, Any]
) -> None:
    for plan in (planned(base, wanted), planned(base, wanted, prune=True, for_ever=wanted)):
        draft = plan.draft()
        assert list(draft)[: len(base)] == list(base)
        assert all(draft[key] is base[key] for key in base if key not in plan.after)
        assert set(draft) == set(base) | set(plan.after)


@given(schemas, schemas)
def test_a_file_brought_in_once_changes_nothing_when_it_is_brought_in_again(
    base: dict[str, Any], wanted: dict[str, Any]
) -> None:
    plan = planned(base, wanted, prune=True)
    again = planned(plan.draft(), wanted, prune=True)
    assert again.changes == ()
    assert [left.key for left in again.refused] == [left.key for left in plan.refused]


@given(schemas)
def test_a_schema_over_itself_changes_nothing(base: dict[str, Any]) -> None:
    plan = planned(base, base)
    assert (plan.after, plan.kept, plan.only_there) == ({}, (), ())
    assert plan.refused == ()


@pytest.mark.parametrize(
    ("now", "wanted", "change"),
    [
        (None, NUMBER, 'Add "k": number'),
        (None, SOFT, 'Add "k": deleted'),
        (NUMBER, TEXT, 'Change "k" from number to text'),
        (NUMBER, SOFT, 'Delete "k": number, can be restored'),
        (SOFT, NUMBER, 'Restore "k": number'),
        (SOFT, TEXT, 'Restore "k" as text'),
        (ENUM, {"ty": "enum", "values": ["fog", "rain", "clear"]}, 'Change the options of "k": add "fog"'),
    ],
)
def test_what_the_platform_allows_is_planned(now: Any, wanted: Any, change: str) -> None:
    plan = planned({} if now is None else {"k": now}, {"k": wanted})
    assert told(plan) == [change]
    assert plan.refused == ()


@pytest.mark.parametrize(
    ("now", "wanted", "said"),
    [
        (ENUM, NUMBER, "the platform does not give such a key another type"),
        (NUMBER, VECTOR, "does not turn a scalar"),
        (VECTOR, VECTOR | {"size": 5}, "does not give such a key another type"),
        (HARD, NUMBER, "was deleted for ever"),
        (SOFT, HARD, "is deleted and can be restored; the platform cannot delete it for ever now"),
        (NUMBER, HARD, "must be asked for by the name of the key"),
        (None, HOLOGRAM, 'a type this version does not know, "hologram"'),
        (HOLOGRAM, HOLOGRAM | {"depth": 4}, "a type this version does not know"),
        (ENUM, {"ty": "enum", "values": [str(number) for number in range(255)]}, "at most 255 options"),
        (None, {"ty": "enum", "values": [str(number) for number in range(256)]}, "at most 255 options"),
        (None, {"ty": "enum", "values": ["a", "a"]}, "is there twice"),
    ],
)
def test_what_it_does_not_allow_is_told_and_stays(now: Any, wanted: Any, said: str) -> None:
    base = {} if now is None else {"k": now}
    plan = planned(base, {"k": wanted})
    (left,) = plan.refused
    assert said in left.sentence
    assert plan.draft() == base


def test_a_name_the_platform_refuses_is_refused() -> None:
    (left,) = planned({}, {"key frames": NUMBER}).refused
    assert "reserved" in left.sentence


def test_a_key_the_platform_should_not_have_stays_beside_the_others() -> None:
    base = {"keyframes": NUMBER, "a": NUMBER}
    assert planned(base, base | {"b": NUMBER}).draft() == base | {"b": NUMBER}


def test_deleting_for_ever_needs_the_name_of_the_key() -> None:
    plan = planned({"k": NUMBER, "other": NUMBER}, {"k": HARD, "other": HARD, "new": HARD}, for_ever=["k", "new"])
    assert plan.draft() == {"k": HARD, "other": NUMBER, "new": HARD}
    assert [left.key for left in plan.refused] == ["other"]


def test_options_only_the_platform_has_stay_and_are_told() -> None:
    plan = planned({"k": ENUM}, {"k": {"ty": "enum", "values": ["rain", "fog"]}})
    assert plan.draft() == {"k": {"ty": "enum", "values": ["clear", "rain", "fog"]}}
    assert [left.sentence for left in plan.kept] == ['"k" keeps "clear": the platform takes no option away.']
    many = {"ty": "enum", "values": [f"o{number}" for number in range(20)]}
    (left,) = planned({"k": many}, {"k": {"ty": "enum", "values": ["o0"]}}).kept
    assert 'keeps "o1", "o2", "o3", "o4", "o5" and 14 more' in left.sentence


def test_keys_the_file_does_not_name_stay_or_are_deleted_so_that_they_can_be_restored() -> None:
    base = {"a": NUMBER, "b": TEXT, "gone": HARD, "x": HOLOGRAM}
    assert planned(base, {"a": NUMBER}).only_there == ("b", "x")
    plan = planned(base, {"a": NUMBER}, prune=True)
    assert plan.draft() == base | {"b": {"ty": "tombstone", "deleted_ty": TEXT}}
    assert [left.key for left in plan.refused] == ["x"]


def test_only_what_is_chosen_is_brought_in() -> None:
    plan = planned({"a": NUMBER}, {"a": TEXT, "b": NUMBER, "c": NUMBER})
    assert plan.draft(["c"]) == {"a": NUMBER, "c": NUMBER}


def test_each_change_is_told_with_what_people_regret_about_a_new_name() -> None:
    plan = planned({"a b": NUMBER}, {"a b": TEXT, "A.b": NUMBER, "ok": NUMBER})
    assert [(line.key, line.kind, line.text) for line in planned_lines(plan)] == [
        ("a b", "retype", 'Change "a b" from number to text'),
        ("A.b", "add", 'Add "A.b": number'),
        ("ok", "add", 'Add "ok": number'),
    ]
    assert [line.warnings for line in planned_lines(plan)] == [
        (),
        ('"a b" differs only in case, spacing or separators.',),
        (),
    ]


def test_types_spelt_otherwise_are_the_same() -> None:
    base = {"a": {"ty": "variant", "hint": "string"}, "b": {"ty": "number", "format": "F32"}}
    plan = planned(base, {"a": {"ty": "variant", "hint": "varchar"}, "b": NUMBER})
    assert (plan.after, plan.refused) == ({}, ())


def test_an_old_form_leaves_options_and_sizes_as_they_are() -> None:
    base = {"e": ENUM, "v": VECTOR, "soft": {"ty": "tombstone", "deleted_ty": ENUM}, "n": NUMBER, "u": {"ty": "uuid"}}
    file = read_schema_text(
        '{"e": "enum", "v": "embedding", "soft": "enum", "n": "enum", "new": "embedding", "u": "string", "s": "string"}'
    )
    plan = plan_file(base, file)
    assert told(plan) == ['Restore "soft": enum, 2 options', 'Add "s": varchar']
    assert [left.sentence for left in plan.refused] == [
        '"n" is an enum, and the old form of the file does not say its options.',
        '"new" is an embedding, and the old form of the file does not say its size.',
    ]
