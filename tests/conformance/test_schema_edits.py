"""Every edit of the schema beside the same call of the real SDK: what we allow it allows, and the outcome is the same.

Where the SDK edits in silence and we refuse, it is on purpose, and listed in `OURS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import pytest
from encord.http.v2.api_client import ApiClient
from encord.metadata_schema import MetadataSchema, MetadataSchemaError
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from domain.schema_edits import (
    SchemaRefused,
    add_key,
    add_options,
    hard_delete,
    restore,
    retype,
    soft_delete,
)
from domain.schema_text import Raw
from domain.type_forms import embedding_form, enum_form, form_of, geospatial_form

SCALARS = ("boolean", "datetime", "number", "uuid", "varchar", "text", "string", "long_string")
FORMS: tuple[dict[str, Any], ...] = (
    *({"ty": "variant", "hint": word} for word in SCALARS[:6]),
    {"ty": "enum", "values": ["a", "b"]},
    {"ty": "enum", "values": ["a", "a"]},
    {"ty": "enum", "values": [str(number) for number in range(254)]},
    {"ty": "embedding", "size": 3, "api": None},
    {"ty": "geospatial"},
    {"ty": "number", "format": "F32"},
    {"ty": "varchar", "max_length": 40},
    {"ty": "user"},
)
STATES: tuple[Any, ...] = (*FORMS, *({"ty": "tombstone", "deleted_ty": form} for form in (*FORMS, None)))
KEYS = ("a", "key", "keyframes", "new", "$x", "a/b")
OPTIONS: tuple[list[str], ...] = (["c"], ["a"], ["c", "c"], [""], [], ["c", "d", "e"])
OURS = ("is there already", "is there twice", "needs a name")
"""What we refuse though the SDK does it: an option that is there already, one given twice, and an empty one."""


class _NoPlatform:
    """What the SDK asks for its schema: one that a test gives it."""

    def get(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(frozen=True)
class Edit:
    """One edit, ours and theirs."""

    name: str
    ours: Callable[[Raw], Raw]
    theirs: Callable[[MetadataSchema], object]

    @override
    def __repr__(self) -> str:
        return self.name


def sdk_schema(raw: Raw) -> MetadataSchema:
    schema = MetadataSchema(cast("ApiClient", _NoPlatform()))
    kind: Any = type(schema).__init__.__globals__["_ClientMetadataSchema"]
    cast("Any", schema)._schema = kind.model_validate(dict(raw)).root
    return schema


def dumped(schema: MetadataSchema) -> dict[str, Any]:
    forms: dict[str, Any] = cast("Any", schema)._schema
    return {key: form.model_dump(mode="json") for key, form in forms.items()}


def scalar(key: str, word: str) -> Edit:
    def theirs(schema: MetadataSchema) -> None:
        schema.add_scalar(key, data_type=cast("Any", word))

    def ours(raw: Raw) -> Raw:
        form = form_of(word)
        live = key in raw and raw[key].get("ty") != "tombstone"
        return retype(raw, key, form) if live else add_key(raw, key, form)

    return Edit(f"{key} becomes {word}", ours, theirs)


def options(key: str, new: list[str]) -> Edit:
    return Edit(
        f"{key} gets {new}",
        lambda raw: add_options(raw, key, new),
        lambda schema: schema.add_enum_options(key, values=new),
    )


def of_key(key: str) -> tuple[Edit, ...]:
    return (
        Edit(f"add enum {key}", lambda raw: add_key(raw, key, enum_form(["y", "x"])),
             lambda schema: schema.add_enum(key, values=["y", "x"])),
        Edit(f"add embedding {key}", lambda raw: add_key(raw, key, embedding_form(7)),
             lambda schema: schema.add_embedding(key, size=7)),
        Edit(f"add place {key}", lambda raw: add_key(raw, key, geospatial_form()),
             lambda schema: schema.add_geospatial(key)),
        Edit(f"delete {key}", lambda raw: soft_delete(raw, key), lambda schema: schema.delete_key(key)),
        Edit(f"delete {key} for ever", lambda raw: hard_delete(raw, key),
             lambda schema: schema.delete_key(key, hard=True)),
        Edit(f"restore {key}", lambda raw: restore(raw, key), lambda schema: schema.restore_key(key)),
        *(scalar(key, word) for word in SCALARS),
        *(options(key, new) for new in OPTIONS),
    )  # fmt: skip


EDITS = tuple(edit for key in KEYS for edit in of_key(key))
schemas = st.dictionaries(st.sampled_from(KEYS[:3]), st.sampled_from(STATES), max_size=3)


def as_the_sdk_sorts(raw: Raw) -> dict[str, Any]:
    """The SDK sorts the options of an enum it makes or extends; the order is no difference."""
    return {
        key: {**form, "values": sorted(form["values"])} if form.get("ty") == "enum" else form
        for key, form in raw.items()
    }


@settings(max_examples=600)
@given(schemas, st.sampled_from(EDITS))
def test_what_we_allow_the_sdk_allows_and_does_the_same(raw: dict[str, Any], edit: Edit) -> None:
    try:
        ours = edit.ours(raw)
    except SchemaRefused as refused:
        told = str(refused)
        ours = None
    else:
        told = ""
    schema = sdk_schema(raw)
    if ours is None:
        if not any(words in told for words in OURS):
            with pytest.raises(MetadataSchemaError):
                edit.theirs(schema)
        return
    edit.theirs(schema)
    assert as_the_sdk_sorts(dumped(schema)) == as_the_sdk_sorts(ours)
