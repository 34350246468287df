"""A schema goes back to the platform in the letters it came in."""

import copy
import itertools
import json
import pickle
from typing import Any

import pytest
from hypothesis import given

from domain.schema import Schema
from domain.schema_text import Form, read_form, read_raw, same_form, spell_form, spell_raw, with_member
from domain.shaped_fields import DeletedType, UnknownType
from tests.domain.raw_schemas import EDITS, RAWS, Edit, edited, schema_texts


@given(schema_texts())
def test_any_schema_goes_back_as_it_came(text: str) -> None:
    raw = read_raw(text)
    again = read_raw(spell_raw(raw))
    assert spell_raw(again) == spell_raw(raw)
    assert list(again) == list(raw)
    for key, form in raw.items():
        assert spell_form(form) in text
        assert spell_form(again[key]) == spell_form(form)
    assert Schema.read(raw).raw == raw


@given(schema_texts(), EDITS)
def test_what_no_edit_touched_is_the_same_object(text: str, done: list[Edit]) -> None:
    raw = read_raw(text)
    after = edited(raw, done)
    untouched = [key for key in raw if after[key] == raw[key]]
    assert all(after[key] is raw[key] for key in untouched)
    assert [key for key in after if key in raw] == list(raw)


@given(RAWS)
def test_a_schema_of_plain_values_is_spelt_as_json(raw: dict[str, Any]) -> None:
    assert json.loads(spell_raw(raw)) == raw
    assert read_raw(spell_raw(raw)) == raw
    assert all(same_form(form, read_form(json.dumps(form, indent=1))) for form in raw.values())


@pytest.mark.parametrize("text", ["null", "", " ", "{}", " { }\n"])
def test_no_schema_is_an_empty_one(text: str) -> None:
    assert read_raw(text) == {}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[1]", "The schema is not a JSON object"),
        ('{"a":', "The schema is not a JSON object"),
        ('{"a":NaN}', "not a JSON number"),
        ('{"a":' + "[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_schema_says_so(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_raw(text)


def test_a_schema_near_the_depth_that_can_be_read_is_read_or_refused() -> None:
    outcomes: set[str] = set()
    for depth, before in itertools.product(
        range(700, 1000), ('{"a":', '{"a":{"ty":', '{"a":{"ty":"tombstone","deleted_ty":')
    ):
        for opens, closes in (("[", "]"), ('{"b":', "}")):
            try:
                text = f"{before}{opens * depth}1{closes * depth}{'}' * before.count('{')}"
                outcomes.add(str(len(read_raw(text))))
            except ValueError as refused:
                outcomes.add(str(refused))
    assert outcomes == {"1", "The schema is nested too deeply to be read."}


def test_deleted_types_in_deleted_types_are_kept_and_not_looked_into() -> None:
    text = '{"a":' + '{"ty":"tombstone","deleted_ty":' * 300 + "null" + "}" * 300 + "}"
    raw = read_raw(text)
    assert spell_raw(raw) == text
    assert Schema.read(raw).field("a") == DeletedType(UnknownType("tombstone"))


def test_one_member_is_set_and_the_others_stay_spelt_as_they_are() -> None:
    form = read_form('{"values" : ["b"], "ty":"enum","x":1.50}')
    assert spell_form(with_member(form, "values", ["b", "é"])) == '{"values":["b","é"],"ty":"enum","x":1.50}'
    assert with_member({"ty": "enum"}, "values", ["b"]) == {"ty": "enum", "values": ["b"]}


def test_the_type_a_tombstone_holds_keeps_its_spelling() -> None:
    tombstone = read_form('{"ty":"tombstone","deleted_ty":{"ty" : "number","n":1.0}}')
    assert spell_form(tombstone["deleted_ty"]) == '{"ty" : "number","n":1.0}'
    assert spell_form({"ty": "tombstone", "deleted_ty": tombstone["deleted_ty"]}).endswith('{"ty" : "number","n":1.0}}')


def test_forms_say_the_same_in_another_order_and_spelling() -> None:
    assert same_form(read_form('{"ty":"x","n":1.0}'), {"n": 1, "ty": "x"})
    assert not same_form({"ty": "x", "n": True}, {"ty": "x", "n": 1})
    assert not same_form(None, {"ty": "x"})


def test_a_form_can_be_copied_and_sent_to_another_process() -> None:
    form = read_form('{"ty" : "number"}')
    for twin in (copy.deepcopy(form), pickle.loads(pickle.dumps(form))):
        assert isinstance(twin, Form)
        assert (twin, twin.text) == (form, form.text)


def test_values_that_are_no_objects_and_very_long_numbers_are_kept() -> None:
    long = "9" * 5000
    raw = read_raw(f'{{"a":"number","b":[1],"c":{{"ty":"later","n":{long}}},"d":{long}}}')
    assert spell_form(raw["c"]) == f'{{"ty":"later","n":{long}}}'
    assert (raw["a"], raw["b"]) == ("number", [1])
