"""The rules of schema edits against the SDK's own: what it refuses we refuse, and where we refuse more is listed."""

from collections.abc import Callable
from typing import Any, TypeAlias

from encord.metadata_schema import MetadataSchema, MetadataSchemaError
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain import schema_edits
from domain.keys import check_key
from domain.schema_edits import Raw, SchemaRefused
from domain.type_forms import SCALARS, form_of

GONE: dict[str, Any] = {"ty": "tombstone", "deleted_ty": None}
LIVE: list[dict[str, Any]] = [
    form_of("number"),
    {"ty": "variant", "hint": "string"},
    {"ty": "enum", "values": ["a", "a", "b"]},
    {"ty": "enum", "values": [f"{number:03}" for number in range(254)]},
    {"ty": "enum", "values": [f"{number:03}" for number in range(256)]},
    {"ty": "embedding", "size": 4, "api": None},
    {"ty": "geospatial"},
    {"ty": "user"},
    {"ty": "number", "format": "F32"},
    {"ty": "varchar", "max_length": 12},
]
FORMS = st.sampled_from([*LIVE, *({"ty": "tombstone", "deleted_ty": form} for form in LIVE), GONE])
KEYS = st.sampled_from(["city", "Team.note", "keyframes", "key-frames", "$x", "", "a/b", "é", " "])
SDK: TypeAlias = Callable[[MetadataSchema], None]
OURS: TypeAlias = Callable[[Raw], dict[str, Any]]

DELIBERATE = ("there twice", "there already", "needs a name")
"""Where we refuse and the SDK does not: an option kept twice, an empty one."""


class Platform:
    """What the SDK's schema asks: answers with one schema, takes what is saved."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.saved: Any = None

    def get(self, *_path: str, result_type: Any, **_options: Any) -> Any:
        return result_type.model_validate(self.raw)

    def post(self, *_path: str, payload: Any, **_options: Any) -> None:
        self.saved = payload.model_dump(mode="json")


def by_sdk(raw: Raw, edit: SDK) -> dict[str, Any] | None:
    """The schema the SDK saves after an edit; None where it refuses."""
    platform = Platform(raw)
    schema = MetadataSchema(platform)  # pyright: ignore[reportArgumentType]  # all it asks of a client
    try:
        edit(schema)
        schema.save()
    except (MetadataSchemaError, ValidationError):
        return None
    return platform.saved


def by_us(raw: Raw, edit: OURS) -> dict[str, Any] | str:
    """The schema after our edit, as the SDK would save it; a sentence where we refuse."""
    try:
        after = edit(raw)
    except SchemaRefused as refused:
        return str(refused)
    platform = Platform(after)
    schema = MetadataSchema(platform)  # pyright: ignore[reportArgumentType]  # all it asks of a client
    schema._dirty = True  # pyright: ignore[reportPrivateUsage]
    schema.save()
    return platform.saved


@st.composite
def edits(draw: st.DrawFn) -> tuple[SDK, OURS]:
    """The same edit of the same key, by the SDK and by us."""
    key = draw(KEYS)
    word = draw(st.sampled_from(SCALARS))
    options = draw(st.lists(st.sampled_from(["a", "x", "y", ""]), max_size=3))
    size = draw(st.sampled_from([0, 1, 4096, 4097]))
    pairs: list[tuple[SDK, OURS]] = [
        (
            lambda schema: schema.add_scalar(key, data_type=word),
            lambda raw: _scalar(raw, key, form_of(word)),
        ),
        (
            lambda schema: schema.add_enum(key, values=options),
            lambda raw: _new(raw, key, {"ty": "enum", "values": options}),
        ),
        (
            lambda schema: schema.add_enum_options(key, values=options),
            lambda raw: schema_edits.add_options(raw, key, options),
        ),
        (
            lambda schema: schema.add_embedding(key, size=size),
            lambda raw: _new(raw, key, {"ty": "embedding", "size": size, "api": None}),
        ),
        (lambda schema: schema.add_geospatial(key), lambda raw: _new(raw, key, {"ty": "geospatial"})),
        (lambda schema: schema.delete_key(key), lambda raw: schema_edits.soft_delete(raw, key)),
        (lambda schema: schema.delete_key(key, hard=True), lambda raw: schema_edits.hard_delete(raw, key)),
        (lambda schema: schema.restore_key(key), lambda raw: schema_edits.restore(raw, key)),
    ]
    return draw(st.sampled_from(pairs))


def _scalar(raw: Raw, key: str, form: Any) -> dict[str, Any]:
    return schema_edits.retype(raw, key, form) if key in raw else schema_edits.add_key(raw, key, form)


def _new(raw: Raw, key: str, form: Any) -> dict[str, Any]:
    return schema_edits.add_key(raw, key, form)


def told(saved: dict[str, Any]) -> dict[str, Any]:
    """A schema with the options of enums sorted: the SDK loses the order people chose, we keep it."""
    return {key: _sorted(form) for key, form in saved.items()}


def _sorted(form: dict[str, Any]) -> dict[str, Any]:
    if form["ty"] == "tombstone" and form["deleted_ty"]:
        return {**form, "deleted_ty": _sorted(form["deleted_ty"])}
    return {**form, "values": sorted(form["values"])} if form["ty"] == "enum" else form


@given(st.dictionaries(KEYS, FORMS, max_size=4), edits())
def test_we_accept_nothing_the_sdk_refuses_and_do_the_same(raw: dict[str, Any], edit: tuple[SDK, OURS]) -> None:
    sdk, ours = by_sdk(raw, edit[0]), by_us(raw, edit[1])
    if isinstance(ours, str):
        assert sdk is None or any(word in ours for word in DELIBERATE), ours
    else:
        assert sdk is not None
        assert told(ours) == told(sdk)


@given(st.text(min_size=1, max_size=12) | st.text("keyframs$-_ .é1", min_size=1, max_size=12))
@example("key frames")
@example("²")
def test_a_key_we_take_is_taken_by_the_sdk_and_the_other_way_round(key: str) -> None:
    sdk = by_sdk({}, lambda schema: schema.add_scalar(key, data_type="text"))
    assert (check_key(key) is None) == (sdk is not None)
