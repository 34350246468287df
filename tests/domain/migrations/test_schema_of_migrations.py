"""What migrations do to the schema: both old and new are legal in between, and what can't be is said."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.migrations.conversions import AsTyped, ByLists, ByTable, DecimalComma, SinceEpoch, SpeltDate
from domain.migrations.converting import ConvertKey
from domain.migrations.migration import Migration
from domain.migrations.options import ChangeOptions
from domain.migrations.parting import MergeKeys, SplitKey
from domain.migrations.renaming import RenameKey, RenameNamespace
from domain.migrations.schema_steps import taken_back
from domain.reading import Invalid
from domain.schema import Schema, read_field
from domain.schema_edits import SchemaRefused

VARCHAR = {"ty": "variant", "hint": "varchar"}
NUMBER = {"ty": "variant", "hint": "number"}
DATETIME = {"ty": "variant", "hint": "datetime"}
STRICT = {"ty": "number", "format": "F64"}
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


def test_an_item_tells_what_it_keeps_and_why() -> None:
    assert "another value" in RenameKey("a", "b").fill({"a": "1", "b": "2"}).left["a"]
    assert "separators" in SplitKey("a", {"b": VARCHAR, "c": VARCHAR}).fill({"a": '","'}).left["a"]
    assert "differ" in MergeKeys(("a", "b"), "c", VARCHAR).fill({"a": '"x"', "b": '"y"'}).left["a"]
    assert "not a number" in ConvertKey("a", NUMBER, AsTyped()).fill({"a": '"x"'}).left["a"]
    assert "another value" in MergeKeys(("a", "b"), "c", VARCHAR).fill({"a": '"x"', "c": '"y"'}).left["a"]
    assert "not a number" in MergeKeys(("a", "b"), "c", NUMBER).fill({"a": '"x"', "b": "1"}).left["a"]
    assert "another value" in ConvertKey("a", NUMBER, AsTyped(), into="b").fill({"a": "1", "b": "2"}).left["a"]


@pytest.mark.parametrize(
    ("how", "form", "cell", "after"),
    [
        (AsTyped(), NUMBER, '" 012 "', "12"),
        (AsTyped(), VARCHAR, "12", '"12"'),
        (AsTyped(), VARCHAR, "true", '"true"'),
        (AsTyped(), {"ty": "enum", "values": ["a"]}, '"A"', '"a"'),
        (DecimalComma(), NUMBER, '"1.234,5"', "1234.5"),
        (DecimalComma(), NUMBER, '"-7,25"', "-7.25"),
        (SinceEpoch("seconds"), DATETIME, "0", '"1970-01-01T00:00:00Z"'),
        (SinceEpoch("seconds"), DATETIME, "1717165800.5", '"2024-05-31T14:30:00.500000Z"'),
        (SinceEpoch("milliseconds"), DATETIME, '"1717165800000"', '"2024-05-31T14:30:00Z"'),
        (SinceEpoch("nanoseconds"), DATETIME, "1717165800000000000", '"2024-05-31T14:30:00Z"'),
        (SinceEpoch("days"), DATETIME, "19874", '"2024-05-31T00:00:00Z"'),
        (SpeltDate("%d.%m.%Y"), DATETIME, '"31.05.2024"', '"2024-05-31"'),
        (ByLists(("Ja",), ("nein",)), {"ty": "variant", "hint": "boolean"}, '" JA "', "true"),
        (ByLists(("Ja",), ("nein",)), {"ty": "variant", "hint": "boolean"}, '"nein"', "false"),
        (ByTable({"sonne": "sun"}), {"ty": "enum", "values": ["sun"]}, '"sonne"', '"sun"'),
        (ByTable({}), {"ty": "enum", "values": ["sun"]}, '"SUN"', '"sun"'),
    ],
)
def test_values_are_converted(how: Any, form: Mapping[str, Any], cell: str, after: str) -> None:
    assert ConvertKey("k", form, how).fill({"k": cell}).changes == {"k": after}


@pytest.mark.parametrize(
    ("how", "form", "cell"),
    [
        (DecimalComma(), NUMBER, '"1,234.5"'),
        (SinceEpoch("seconds"), DATETIME, '"soon"'),
        (SinceEpoch("days"), DATETIME, "99999999"),
        (SinceEpoch("seconds"), DATETIME, "1e99"),
        (SpeltDate("%d.%m.%Y"), DATETIME, '"2024/05/31"'),
        (ByLists(("y",), ("n",)), {"ty": "variant", "hint": "boolean"}, '"perhaps"'),
        (AsTyped(), {"ty": "enum", "values": ["", "a"]}, '{"a":1}'),
        (AsTyped(), DATETIME, '""'),
    ],
)
def test_what_does_not_convert_is_told(how: Any, form: Mapping[str, Any], cell: str) -> None:
    assert isinstance(how.convert(cell, read_field(form)), Invalid)
    stays = ConvertKey("k", form, how).fill({"k": cell})
    assert not stays.changes
    assert stays.left["k"]
    assert ConvertKey("k", form, how, "clear").fill({"k": cell}).changes == {"k": "null"}
    assert ConvertKey("k", form, how, "remove").fill({"k": cell}).changes == {"k": None}


def test_cleared_values_and_absent_keys_are_no_trouble() -> None:
    convert = ConvertKey("k", NUMBER, AsTyped(), into="n")
    assert not convert.fill({}).changes
    assert convert.fill({"k": "null"}).changes == {"n": "null"}
    assert SplitKey("k", {"a": VARCHAR, "b": VARCHAR}).clear({"k": "null"}) == {"k": None}
    assert SplitKey("k", {"a": VARCHAR, "b": VARCHAR}, keep=True).clear({"k": "null"}) == {}
    assert ChangeOptions("k", {"a": "b"}).fill({"k": "1"}).changes == {}
    assert ChangeOptions("k", {"a": "b"}).fill({"k": '"c"'}).changes == {}
    assert ChangeOptions("k", {"a": "b"}).clear({"k": '"a"'}) == {}
    assert MergeKeys(("a", "b"), "c", NUMBER).clear({"a": '"x"'}) == {}


def test_each_part_and_each_winner_comes_to_its_place() -> None:
    assert ChangeOptions("k", {"a": "b", "c": ""}).fill({"k": '"a"'}).changes == {"k": '"b"'}
    assert ChangeOptions("k", {"a": "b", "c": ""}).fill({"k": '"c"'}).changes == {"k": "null"}
    split = SplitKey("k", {"a": VARCHAR, "b": NUMBER})
    assert split.fill({"k": '"x,2"'}).changes == {"a": '"x"', "b": "2"}
    assert split.fill({"k": '"x,2"', "a": '"x"', "b": "2"}).changes == {}
    assert split.clear({"k": '"x,2"', "a": '"x"', "b": "2"}) == {"k": None}
    assert split.clear({"k": '"x,2"'}) == {}
    assert split.fill({"k": '"x,y"'}).left
    assert split.fill({"k": '"x,2"', "a": '"z"'}).left
    merge = MergeKeys(("a", "b"), "c", VARCHAR)
    assert merge.fill({"a": '"x"', "b": '"x"'}).changes == {"c": '"x"'}
    assert merge.fill({"a": '"x"', "c": '"x"'}).changes == {}
    assert merge.clear({"a": '"x"', "c": '"x"'}) == {"a": None}
    assert merge.fill({"c": '"x"'}).changes == {}
    assert merge.fill({"a": "1"}).changes == {"c": '"1"'}
    assert MergeKeys(("a", "b"), "c", VARCHAR, "join", "-").fill({"a": '"x"', "b": "1"}).changes == {"c": '"x-1"'}
    assert MergeKeys(("a", "b"), "c", VARCHAR, clash="keep").fill({"a": '"x"', "b": '"y"'}).changes == {"c": '"x"'}
    rename = RenameKey("a", "b")
    assert rename.fill({"a": "1"}).changes == {"b": "1"}
    assert rename.clear({"a": "1"}) == {}
    assert rename.clear({"a": "1", "b": "1.0"}) == {"a": None}
    assert RenameKey("a", "b", "keep").fill({"a": "1", "b": "2"}).changes == {}
    assert RenameKey("a", "b", "replace").fill({"a": "1", "b": "2"}).changes == {"b": "1"}
    assert RenameNamespace("n", "m").fill({"n.x": "1", "y": "2"}).changes == {"m.x": "1"}
    assert RenameNamespace("n", "m").clear({"n.x": "1", "m.x": "1"}) == {"n.x": None}
    assert ConvertKey("a", NUMBER, AsTyped(), into="b").clear({"a": '"1"', "b": "1"}) == {"a": None}
    assert ConvertKey("a", NUMBER, AsTyped(), into="b").clear({"a": '"1"'}) == {}
    assert ConvertKey("a", NUMBER, AsTyped()).fill({"a": "1"}).changes == {}
    assert ConvertKey("a", NUMBER, SinceEpoch("seconds")).fill({"a": '"1"'}).left
