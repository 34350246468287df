"""What migrations do to the schema: both old and new are legal in between, and what can't be is said."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.migrations.conversions import AsTyped, SinceEpoch
from domain.migrations.converting import ConvertKey
from domain.migrations.migration import Migration
from domain.migrations.options import ChangeOptions
from domain.migrations.parting import MergeKeys, SplitKey
from domain.migrations.renaming import RenameKey, RenameNamespace
from domain.migrations.schema_steps import taken_back
from domain.schema import Schema
from domain.schema_edits import SchemaRefused
from tests.domain.migrations.forms import DATETIME, NUMBER, STRICT, VARCHAR

RAW: dict[str, Any] = {
    "city": VARCHAR,
    "when": NUMBER,
    "strict": STRICT,
    "weather": {"ty": "enum", "values": ["sun", "rain", "snow"]},
    "video.fps": NUMBER,
    "video.raw.codec": VARCHAR,
    "gone": {"ty": "tombstone", "deleted_ty": VARCHAR},
    "later": {"ty": "hologram", "depth": 3},
}


def _deleted(form: Mapping[str, Any]) -> dict[str, Any]:
    return {"ty": "tombstone", "deleted_ty": form}


def _both(migration: Migration) -> tuple[dict[str, Any], dict[str, Any]]:
    widened = migration.widen(RAW)
    assert migration.widen(widened) == widened, "a step that was cut short can be taken again"
    narrowed = migration.narrow(widened)
    assert migration.narrow(narrowed) == narrowed
    return widened, narrowed


def _refusal(migration: Migration, raw: Mapping[str, Any] = RAW) -> str:
    with pytest.raises(SchemaRefused) as refused:
        migration.narrow(migration.widen(raw))
    return str(refused.value)


def test_a_renamed_key_is_there_twice_in_between() -> None:
    widened, narrowed = _both(RenameKey("city", "scene.city"))
    assert widened == {**RAW, "scene.city": VARCHAR}
    assert narrowed == {**widened, "city": _deleted(VARCHAR)}


def test_untouched_keys_are_the_very_same_objects() -> None:
    _, narrowed = _both(RenameKey("city", "scene.city"))
    assert all(narrowed[key] is form for key, form in RAW.items() if key != "city")


def test_an_enum_keeps_its_options_under_the_new_name() -> None:
    widened, _ = _both(RenameKey("weather", "scene.weather"))
    assert widened["scene.weather"] == RAW["weather"]


def test_a_strict_key_gets_a_name_as_the_type_everybody_can_make() -> None:
    widened, narrowed = _both(RenameKey("strict", "loose"))
    assert widened["loose"] == NUMBER
    assert narrowed["strict"] == _deleted(STRICT)


def test_a_key_only_items_know_is_renamed_without_the_schema() -> None:
    widened, narrowed = _both(RenameKey("unknown", "known"))
    assert narrowed == widened == RAW


def test_a_deleted_key_of_the_same_type_is_restored_for_the_new_name() -> None:
    widened, _ = _both(RenameKey("city", "gone"))
    assert widened["gone"] == VARCHAR


def test_an_enum_that_has_all_the_options_takes_them() -> None:
    raw = {**RAW, "sky": {"ty": "enum", "values": ["sun", "rain", "snow", "fog"]}}
    assert RenameKey("weather", "sky").widen(raw) == raw
    assert "can't take values of another type" in _refusal(RenameKey("sky", "weather"), raw)


@pytest.mark.parametrize(
    ("migration", "words"),
    [
        (RenameKey("city", "city"), "is the old one"),
        (RenameKey("city", "$city"), "belong to the platform"),
        (RenameKey("city", "when"), "in the schema already, as number"),
        (RenameNamespace("", "x"), "which namespace"),
        (RenameNamespace("video", "video"), "outside of itself"),
        (RenameNamespace("video", "video.old"), "outside of itself"),
        (RenameNamespace("video", "$x"), "belong to the platform"),
        (ChangeOptions("weather", {}), "what shall become"),
        (ChangeOptions("weather", {"fog": "rain"}), 'no option "fog"'),
        (ChangeOptions("weather", {"sun": "rain", "rain": "sun"}), "one after the other"),
        (ChangeOptions("weather", {"sun": "", "rain": "", "snow": ""}), "at least one option"),
        (ChangeOptions("city", {"a": "b"}), "is not an enum"),
        (ChangeOptions("gone", {"a": "b"}), "is not an enum"),
        (ConvertKey("nowhere", NUMBER, AsTyped()), "is not in the schema"),
        (ConvertKey("city", {"ty": "enum", "values": ["a"]}, AsTyped()), "Add a new key"),
        (ConvertKey("city", NUMBER, AsTyped(), into="$n"), "belong to the platform"),
        (SplitKey("city", {"a": VARCHAR}), "at least two"),
        (SplitKey("city", {"city": VARCHAR, "b": VARCHAR}), "into itself"),
        (SplitKey("city", {"$a": VARCHAR, "b": VARCHAR}), "$a: "),
        (SplitKey("city", {"": VARCHAR, "b": VARCHAR}), "A key needs a name."),
        (MergeKeys((), "city", VARCHAR), "which keys"),
        (MergeKeys(("city", "when"), "city", VARCHAR, "join"), "none of them"),
        (MergeKeys(("city", "when"), "$x", VARCHAR), "belong to the platform"),
    ],
)
def test_what_can_not_be_is_said(migration: Migration, words: str) -> None:
    assert words in _refusal(migration)


def test_the_last_options_can_go_only_with_the_key() -> None:
    migration = ChangeOptions("weather", {"sun": "", "rain": "", "snow": ""})
    with pytest.raises(SchemaRefused, match="at least one option"):
        migration.narrow(RAW)


def test_a_namespace_moves_with_all_its_keys() -> None:
    widened, narrowed = _both(RenameNamespace("video", "media.video"))
    assert Schema.read(widened).live_keys()[-2:] == ("media.video.fps", "media.video.raw.codec")
    assert narrowed["video.fps"] == _deleted(NUMBER)
    assert narrowed["city"] == VARCHAR


def test_a_key_that_would_come_to_lie_in_the_moved_namespace_is_refused() -> None:
    raw = {"a.b.a.b.c": VARCHAR}
    assert "would become" in _refusal(RenameNamespace("a.b", ""), raw)


def test_a_key_of_items_that_would_lie_in_the_moved_namespace_keeps_its_name() -> None:
    migration, cells = RenameNamespace("v", ""), {"v.v.a": "1", "v.b": "2", "v.$c": "3"}
    filled = migration.fill(cells)
    assert filled.changes == {"b": "2"}
    assert set(filled.left) == {"v.v.a", "v.$c"}
    assert migration.clear({**cells, "b": "2", "v.a": "1", "$c": "3"}) == {"v.b": None}


def test_options_are_renamed_merged_and_removed() -> None:
    widened, narrowed = _both(ChangeOptions("weather", {"sun": "clear", "snow": "rain"}))
    assert widened["weather"]["values"] == ["sun", "rain", "snow", "clear"]
    assert narrowed["weather"]["values"] == ["rain", "clear"]
    assert _both(ChangeOptions("weather", {"snow": ""}))[1]["weather"]["values"] == ["sun", "rain"]
    assert ChangeOptions("weather", {"snow": ""}).narrow({"weather": _deleted(RAW["weather"])})


def test_a_new_type_is_written_before_the_values_and_nothing_after() -> None:
    widened, narrowed = _both(ConvertKey("when", DATETIME, SinceEpoch("seconds")))
    assert widened["when"] == DATETIME
    assert narrowed == widened


def test_values_converted_into_another_key_leave_the_old_one_deleted() -> None:
    form = {"ty": "enum", "values": ["a", "b"]}
    widened, narrowed = _both(ConvertKey("city", form, AsTyped(), into="kind"))
    assert widened["kind"] == form
    assert narrowed["city"] == _deleted(VARCHAR)


def test_a_split_key_goes_unless_it_is_kept() -> None:
    into = {"street": VARCHAR, "town": VARCHAR}
    assert _both(SplitKey("city", into))[1]["city"] == _deleted(VARCHAR)
    assert _both(SplitKey("city", into, keep=True))[1]["city"] == VARCHAR


def test_merged_keys_go() -> None:
    _, narrowed = _both(MergeKeys(("city", "video.raw.codec"), "city", VARCHAR))
    assert narrowed["city"] == VARCHAR
    assert narrowed["video.raw.codec"] == _deleted(VARCHAR)


def test_the_schema_comes_back() -> None:
    for migration in (RenameKey("city", "town"), ChangeOptions("weather", {"sun": "clear"})):
        widened, narrowed = _both(migration)
        back = taken_back(narrowed, widened, narrowed)
        assert back == widened
        first = taken_back(back, RAW, widened)
        assert Schema.read(first).live_keys() == Schema.read(RAW).live_keys()
        assert taken_back(first, RAW, first) == first


def test_the_schema_does_not_come_back_over_what_somebody_else_changed() -> None:
    widened, narrowed = _both(RenameKey("city", "town"))
    with pytest.raises(SchemaRefused, match="was changed in the schema since"):
        taken_back({**narrowed, "city": NUMBER}, widened, narrowed)


@pytest.mark.parametrize(
    ("migration", "title"),
    [
        (RenameKey("a", "b"), "Rename a to b"),
        (RenameNamespace("a", "b"), "Move a. to b."),
        (RenameNamespace("a", ""), "Take everything out of a."),
        (ChangeOptions("k", {"x": "y"}), "Rename x to y in k"),
        (ChangeOptions("k", {"x": ""}), "Remove x from k"),
        (ChangeOptions("k", {"x": "", "y": ""}), "Change 2 options of k"),
        (ConvertKey("k", NUMBER, AsTyped()), "Change k to number"),
        (ConvertKey("k", NUMBER, AsTyped(), into="n"), "Convert k into n (number)"),
        (SplitKey("k", {"a": VARCHAR, "b": VARCHAR}), "Split k into a, b"),
        (MergeKeys(("a", "b"), "b", VARCHAR), "Merge a into b"),
    ],
)
def test_it_says_what_it_does(migration: Migration, title: str) -> None:
    assert migration.title == title


@pytest.mark.parametrize(
    ("migration", "keys"),
    [
        (RenameKey("a", "b"), ("b", "a")),
        (RenameNamespace("n", "m"), ("n.x", "m.x")),
        (ChangeOptions("a", {"x": "y"}), ("a",)),
        (ConvertKey("a", NUMBER, AsTyped(), into="n.x"), ("n.x", "a")),
        (SplitKey("a", {"b": VARCHAR, "n.x": VARCHAR}), ("b", "n.x", "a")),
        (MergeKeys(("a", "b"), "m.x", VARCHAR), ("b", "a", "m.x")),
    ],
)
def test_it_says_which_keys_it_is_about(migration: Migration, keys: tuple[str, ...]) -> None:
    assert migration.reads(["b", "n.x", "a", "m.x", "m.y", "n"]) == keys


def test_only_what_leaves_nothing_to_take_away_is_done_in_one_step() -> None:
    into = {"b": VARCHAR, "c": VARCHAR}
    assert ConvertKey("a", NUMBER, AsTyped()).one_step
    assert SplitKey("a", into, keep=True).one_step
    assert ChangeOptions("a", {"x": "y"}).one_step
    assert not SplitKey("a", into).one_step
    assert not RenameKey("a", "b").one_step
