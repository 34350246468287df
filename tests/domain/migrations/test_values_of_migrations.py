"""What migrations do to the values of one item: what is filled and cleared, and what stays, with its reason."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.migrations.conversions import AsTyped, ByLists, ByTable, DecimalComma, SinceEpoch, SpeltDate
from domain.migrations.converting import ConvertKey
from domain.migrations.options import ChangeOptions
from domain.migrations.parting import MergeKeys, SplitKey
from domain.migrations.renaming import RenameKey, RenameNamespace
from domain.reading import Invalid
from domain.schema import read_field
from tests.domain.migrations.forms import DATETIME, NUMBER, VARCHAR


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
