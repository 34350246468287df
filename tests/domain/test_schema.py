"""The schema is read as the platform sends it, and what is not understood is kept."""

from typing import Any

import pytest

from domain.fields import (
    BooleanType,
    DatetimeType,
    EnumType,
    Field,
    NumberType,
    TextType,
    UuidType,
    VarcharType,
)
from domain.schema import EMPTY_SCHEMA, Schema
from domain.shaped_fields import DeletedType, EmbeddingType, GeospatialType, UnknownType, UntypedField, UserType

FORMS: list[tuple[Any, Field]] = [
    ({"ty": "variant", "hint": "number"}, NumberType()),
    ({"ty": "variant", "hint": "string"}, VarcharType()),
    ({"ty": "variant", "hint": "long_string"}, TextType()),
    ({"ty": "variant", "hint": "uuid"}, UuidType()),
    ({"ty": "variant"}, TextType()),
    ({"ty": "variant", "hint": "hologram"}, UnknownType("variant hologram")),
    ({"ty": "number", "format": "F32"}, NumberType()),
    ({"ty": "boolean"}, BooleanType()),
    ({"ty": "datetime", "timezone": "UTC"}, DatetimeType()),
    ({"ty": "varchar", "max_length": 12}, VarcharType(12)),
    ({"ty": "varchar", "max_length": None}, VarcharType(8192)),
    ({"ty": "varchar"}, VarcharType(8192)),
    ({"ty": "enum", "values": ["b", "a"]}, EnumType(("b", "a"))),
    ({"ty": "enum"}, EnumType(())),
    ({"ty": "embedding", "size": 16, "api": None}, EmbeddingType(16)),
    ({"ty": "embedding"}, UnknownType("embedding without a size")),
    ({"ty": "geospatial"}, GeospatialType()),
    ({"ty": "user"}, UserType()),
    ({"ty": "tombstone", "deleted_ty": {"ty": "variant", "hint": "number"}}, DeletedType(NumberType())),
    ({"ty": "tombstone", "deleted_ty": None}, DeletedType()),
    ({"ty": "hologram"}, UnknownType("hologram")),
    ("number", UnknownType("number")),
]


@pytest.mark.parametrize(("form", "field"), FORMS)
def test_every_form_is_read_and_kept(form: Any, field: Field) -> None:
    schema = Schema.read({"key": form})
    assert schema.field("key") == field
    assert schema.raw["key"] is form


def test_a_key_the_schema_does_not_have_is_untyped() -> None:
    assert EMPTY_SCHEMA.field("anything") == UntypedField()


def test_deleted_keys_are_not_live() -> None:
    schema = Schema.read({"a": {"ty": "boolean"}, "b": {"ty": "tombstone", "deleted_ty": None}, "c": {"ty": "new"}})
    assert schema.live_keys() == ("a", "c")


def test_an_edited_schema_reads_only_what_is_new() -> None:
    before = Schema.read({"a": {"ty": "boolean"}, "b": {"ty": "enum", "values": ["x"]}})
    after = before.edited({"b": before.raw["b"], "a": {"ty": "text"}, "c": {"ty": "uuid"}})
    assert after == Schema.read(dict(after.raw))
    assert after.fields["b"] is before.fields["b"]
    assert list(after.raw) == ["b", "a", "c"]
    assert after.edited(after.raw).raw is after.raw
