"""Types are chosen by their recommended names, and written as the platform wants them."""

from typing import Any

import pytest
from hypothesis import given

from domain.schema import read_field
from domain.shaped_fields import UnknownType
from domain.type_forms import (
    SCALARS,
    TYPE_WORDS,
    SchemaRefused,
    embedding_form,
    enum_form,
    form_of,
    form_refusal,
    geospatial_form,
    size_warning,
)
from tests.domain.raw_schemas import LIVE


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("number", {"ty": "variant", "hint": "number"}),
        (" Text ", {"ty": "variant", "hint": "text"}),
        ("string", {"ty": "variant", "hint": "varchar"}),
        ("long_string", {"ty": "variant", "hint": "text"}),
        ("geospatial", {"ty": "geospatial"}),
    ],
)
def test_a_word_becomes_the_form_the_platform_wants(word: str, form: dict[str, Any]) -> None:
    assert form_of(word) == form


@pytest.mark.parametrize(
    ("word", "sentence"), [("enum", "needs its options"), ("embedding", "needs its size"), ("int", "is no type")]
)
def test_a_word_that_is_not_enough_says_what_is_missing(word: str, sentence: str) -> None:
    with pytest.raises(SchemaRefused, match=sentence):
        form_of(word)


def test_every_word_is_explained_and_every_scalar_has_a_form() -> None:
    assert all(meaning.explanation.endswith(".") for meaning in TYPE_WORDS.values())
    assert [read_field(form_of(word)).name for word in SCALARS] == list(SCALARS)
    assert {alias for meaning in TYPE_WORDS.values() for alias in meaning.aliases} == {"string", "long_string"}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "at least one"),
        ([str(number) for number in range(256)], "at most 255 options; these are 256"),
        (["a", " "], "needs a name"),
        (["a", "b", "a"], 'The option "a" is there twice'),
    ],
)
def test_options_the_platform_would_regret_are_refused(options: list[str], sentence: str) -> None:
    with pytest.raises(SchemaRefused, match=sentence):
        enum_form(options)


def test_255_options_are_taken_in_the_order_given() -> None:
    options = [str(number) for number in range(255)]
    assert enum_form(options) == {"ty": "enum", "values": options}


@pytest.mark.parametrize("size", [0, -1, 4097])
def test_an_embedding_has_a_size_within_bounds(size: int) -> None:
    with pytest.raises(SchemaRefused, match=r"1 to 4,096"):
        embedding_form(size)


def test_sizes_active_does_not_take_are_warned_about() -> None:
    assert embedding_form(4096) == {"ty": "embedding", "size": 4096, "api": None}
    assert (size_warning(2000), size_warning(4097)) == ("", "")
    assert "2,000" in size_warning(2001)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ("number", "names it"),
        ({"hint": "number"}, "names it"),
        ({"ty": "tombstone", "deleted_ty": None}, "deleted"),
        ({"ty": "variant", "hint": "int"}, "no type"),
        ({"ty": "enum"}, "list of texts"),
        ({"ty": "enum", "values": [1]}, "list of texts"),
        ({"ty": "enum", "values": []}, "at least one"),
        ({"ty": "embedding", "size": 5000}, "outside"),
        ({"ty": "embedding", "size": True}, "whole number"),
        ({"ty": "embedding"}, "whole number"),
    ],
)
def test_a_form_the_platform_refuses_is_refused_with_a_sentence(form: Any, sentence: str) -> None:
    assert sentence in (form_refusal(form) or "")


@given(LIVE)
def test_forms_of_later_versions_are_let_through(form: dict[str, Any]) -> None:
    if isinstance(read_field(form), UnknownType) and form["ty"] != "variant":
        assert form_refusal(form) is None
    assert form_refusal(geospatial_form()) is None
    assert form_refusal({"ty": "variant"}) is None
