"""The organisation's metadata schema: which keys there are and what type each has.

The wire form of a type is documented with the encord SDK 0.1.211 (`metadata_schema.py`): scalars are
`{"ty": "variant", "hint": …}`, strict server-side kinds name themselves, deleted keys are tombstones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias, TypeGuard, cast

from domain.fields import (
    VARCHAR_LIMIT,
    BooleanType,
    DatetimeType,
    EnumType,
    Field,
    NumberType,
    TextType,
    UuidType,
    VarcharType,
)
from domain.shaped_fields import DeletedType, EmbeddingType, GeospatialType, UnknownType, UntypedField, UserType

FieldType: TypeAlias = Field

_SCALARS: Mapping[str, Callable[[], Field]] = {
    "number": NumberType,
    "varchar": VarcharType,
    "string": VarcharType,
    "text": TextType,
    "long_string": TextType,
    "boolean": BooleanType,
    "datetime": DatetimeType,
    "uuid": UuidType,
}
_UNTYPED = UntypedField()


@dataclass(frozen=True, slots=True)
class Schema:
    """Every key of the schema with its type; `raw` are the platform's own objects, sent back as they came."""

    fields: Mapping[str, Field]
    raw: Mapping[str, Any]

    @staticmethod
    def read(document: Mapping[str, Any] | None) -> "Schema":
        """The schema from the platform's answer; None, an organisation without a schema, is an empty one."""
        raw = dict(document or {})
        fields = {key: read_field(form) for key, form in raw.items()}
        return Schema(MappingProxyType(fields), MappingProxyType(raw))

    def edited(self, raw: Mapping[str, Any]) -> "Schema":
        """Another schema, mostly of the same forms: only those that are new objects are read."""
        mine = self.raw
        fields = {
            key: self.fields[key] if key in mine and mine[key] is form else read_field(form)
            for key, form in raw.items()
        }
        return Schema(MappingProxyType(fields), raw if isinstance(raw, MappingProxyType) else MappingProxyType(raw))

    def field(self, key: str) -> Field:
        """The type of a key; `UntypedField` for a key the schema does not have."""
        return self.fields.get(key, _UNTYPED)

    def live_keys(self) -> tuple[str, ...]:
        """The keys that are not deleted, in the schema's order."""
        return tuple(key for key, field in self.fields.items() if not isinstance(field, DeletedType))


EMPTY_SCHEMA = Schema.read(None)


def read_field(form: Any) -> Field:
    """The type a wire form means; a form this version does not know is an `UnknownType`, never an error."""
    if not isinstance(form, Mapping):
        return UnknownType(word=str(form))
    parts = cast("Mapping[str, Any]", form)
    word = str(parts.get("ty"))
    if word == "variant":
        word = str(parts.get("hint", "text"))
        return _SCALARS[word]() if word in _SCALARS else UnknownType(word=f"variant {word}")
    return _read_kind(word, parts)


def _read_kind(word: str, parts: Mapping[str, Any]) -> Field:
    match word:
        case "varchar":
            limit = parts.get("max_length", VARCHAR_LIMIT)
            return VarcharType(limit if isinstance(limit, int) else VARCHAR_LIMIT)
        case "enum":
            values = parts.get("values")
            options = cast("list[Any]", values) if isinstance(values, list) else []
            return EnumType(tuple(str(option) for option in options))
        case "embedding":
            size = parts.get("size")
            return EmbeddingType(size) if isinstance(size, int) else UnknownType(word="embedding without a size")
        case "geospatial":
            return GeospatialType()
        case "user":
            return UserType()
        case "tombstone":
            was = parts.get("deleted_ty")
            return DeletedType(None if was is None else _read_deleted(was))
        case _:
            return _SCALARS[word]() if word in _SCALARS else UnknownType(word=word)


def _read_deleted(form: Any) -> Field:
    return UnknownType(word="tombstone") if is_tombstone(form) else read_field(form)


def is_tombstone(form: Any) -> TypeGuard[Mapping[str, Any]]:
    """Whether a wire form says that its key is deleted."""
    return isinstance(form, Mapping) and cast("Mapping[str, Any]", form).get("ty") == "tombstone"
