"""Schemas as the platform can return them, and edits as people make them, for properties."""

import json
from collections.abc import Callable
from typing import Any, TypeAlias

from hypothesis import strategies as st

from domain import schema_edits
from domain.schema_edits import SchemaRefused
from domain.schema_text import Raw
from domain.type_forms import SCALARS, enum_form, form_of

Edit: TypeAlias = Callable[[Raw], dict[str, Any]]

KEYS = st.sampled_from(["city", "fps", "video.fps", "Team.note", "keyframes", "$encord", "é", "a b"]) | st.text(
    max_size=6
)
OPTIONS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5)
SCALAR = st.sampled_from(SCALARS).map(form_of)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
LIVE: st.SearchStrategy[dict[str, Any]] = st.one_of(
    SCALAR,
    st.sampled_from(["string", "long_string", "hologram"]).map(lambda hint: {"ty": "variant", "hint": hint}),
    OPTIONS.map(lambda values: {"ty": "enum", "values": values}),
    st.integers(1, 4096).map(lambda size: {"ty": "embedding", "size": size, "api": None}),
    st.sampled_from(
        [
            {"ty": "geospatial"},
            {"ty": "user"},
            {"ty": "text"},
            {"ty": "number", "format": "F32"},
            {"ty": "varchar", "max_length": 40},
            {"ty": "datetime", "timezone": "UTC"},
        ]
    ),
    st.dictionaries(st.text(max_size=4), _JSON, max_size=3).map(lambda more: {**more, "ty": "later"}),
)
FORMS = (
    LIVE
    | LIVE.map(lambda form: {"ty": "tombstone", "deleted_ty": form})
    | st.just({"ty": "tombstone", "deleted_ty": None})
)
RAWS: st.SearchStrategy[dict[str, Any]] = st.dictionaries(KEYS, FORMS, max_size=6)


@st.composite
def schema_texts(draw: st.DrawFn) -> str:
    """The text of a schema, spelt as some platform may spell it: white space, escapes, long numbers."""
    spaces = st.sampled_from(["", " ", "\n\t"])
    members = [
        f"{draw(spaces)}{json.dumps(key, ensure_ascii=draw(st.booleans()))}{draw(spaces)}:"
        f"{json.dumps(form, ensure_ascii=draw(st.booleans()), separators=(', ', draw(st.sampled_from([':', ' : ']))))}"
        for key, form in draw(RAWS).items()
    ]
    more = '"9":{"ty":"later","n":[1.50,1e2,1E+400,12345678901234567890123,-0]}' if draw(st.booleans()) else ""
    return "{" + ",".join([*members, *filter(None, [more])]) + "}"


def _tried(edit: Edit) -> Edit:
    """The edit where it is allowed, else nothing."""

    def tried(raw: Raw) -> dict[str, Any]:
        try:
            return edit(raw)
        except SchemaRefused:
            return dict(raw)

    return tried


_ON_KEY: dict[str, Callable[[Raw, str], dict[str, Any]]] = {
    "soft delete": schema_edits.soft_delete,
    "hard delete": schema_edits.hard_delete,
    "restore": schema_edits.restore,
}


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """One edit of any kind of any key; it does nothing where it is refused."""
    key, form, options = (
        draw(KEYS),
        draw(SCALAR | OPTIONS.map(lambda values: enum_form(sorted({*values})))),
        draw(OPTIONS),
    )
    kinds: list[Edit] = [
        lambda raw: schema_edits.add_key(raw, key, form),
        lambda raw: schema_edits.retype(raw, key, form),
        lambda raw: schema_edits.add_options(raw, key, options),
        *(lambda raw, do=do: do(raw, key) for do in _ON_KEY.values()),
    ]
    return _tried(draw(st.sampled_from(kinds)))


EDITS = st.lists(edits(), max_size=6)


def edited(raw: Raw, done: list[Edit]) -> dict[str, Any]:
    """The schema after edits, in order."""
    for edit in done:
        raw = edit(raw)
    return dict(raw)
