"""Every edit of the schema as a pure function from one schema to another, refused with a sentence where it can't be.

What an edit does not touch are the very same objects, in the same order, so they go back to the platform as they came.
The rules are those of the encord SDK 0.1.211 (`MetadataSchema`), which refuses the same edits; where it edits in
silence, as when it keeps an option twice, this refuses.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard, cast

from domain.keys import check_key
from domain.reading import quote
from domain.schema import is_tombstone, read_field
from domain.schema_text import Raw, same_form, with_member
from domain.shaped_fields import UnknownType, describe
from domain.type_forms import MOST_OPTIONS, SchemaRefused, form_refusal, options_refusal, recommended

__all__ = [
    "Raw",
    "SchemaRefused",
    "add_key",
    "add_options",
    "hard_delete",
    "restore",
    "retype",
    "soft_delete",
    "without_loss",
]


def add_key(raw: Raw, key: str, form: Any) -> dict[str, Any]:
    """The schema with one key more, at its end. A soft-deleted scalar comes back in its place, as another scalar.

    Raises SchemaRefused for a key or a form the platform refuses, and for a key that is there already.
    """
    _check(check_key(key))
    _check(form_refusal(form))
    if key not in raw:
        return {**raw, key: _tidy(form)}
    if not _is_deleted(raw[key]):
        raise SchemaRefused(f"The schema has {quote(key)} already: {describe(read_field(raw[key]))}.")
    return retype(raw, key, form)


def retype(raw: Raw, key: str, form: Any) -> dict[str, Any]:
    """The schema with another type for a key: a scalar, live or soft-deleted, becomes another scalar.

    Raises SchemaRefused for everything else: the platform never turns one kind of type into another.
    """
    before = _known(raw, key)
    if same_form(before, form):
        return dict(raw)
    _check(form_refusal(form))
    if _is_deleted(before):
        before = _deleted_form(key, before)
    if not _is_scalar(before):
        raise SchemaRefused(
            f"{quote(key)} is {describe(read_field(before))}; the platform does not give such a key another type. "
            "Add a new key and move the values to it."
        )
    if not _is_scalar(form):
        raise SchemaRefused(
            f"The platform does not turn a scalar such as {quote(key)} into {describe(read_field(form))}. "
            "Add a new key and move the values to it."
        )
    return {**raw, key: _tidy(form)}


def add_options(raw: Raw, key: str, options: Iterable[str]) -> dict[str, Any]:
    """The schema with more options for an enum, after those it has. The platform has no way to take one away.

    Raises SchemaRefused for a key that is no enum, for no options, one that is there already, and more than 255.
    """
    form, new = _live(raw, key), list(options)
    if form.get("ty") != "enum":
        raise SchemaRefused(f"{quote(key)} has no options: it is {describe(read_field(form))}.")
    held = form.get("values")
    before = cast("list[str]", held) if isinstance(held, list) else []
    _check(options_refusal(new))
    there = next((option for option in new if option in before), None)
    if there is not None:
        raise SchemaRefused(f"The option {quote(there)} is there already.")
    # The SDK keeps an option as often as it was added; each counts, and none is taken away here.
    if len(before) + len(new) > MOST_OPTIONS:
        raise SchemaRefused(
            f"Of at most {MOST_OPTIONS} options {quote(key)} has {len(before)}, so {len(new)} more are too many."
        )
    return {**raw, key: with_member(form, "values", [*before, *new])}


def soft_delete(raw: Raw, key: str) -> dict[str, Any]:
    """The schema without a key that can be restored. Values on items stay. Raises SchemaRefused."""
    return {**raw, key: {"ty": "tombstone", "deleted_ty": _live(raw, key)}}


def hard_delete(raw: Raw, key: str) -> dict[str, Any]:
    """The schema with a key deleted for ever: never restored, never added again. Raises SchemaRefused."""
    _live(raw, key)
    return {**raw, key: {"ty": "tombstone", "deleted_ty": None}}


def restore(raw: Raw, key: str) -> dict[str, Any]:
    """The schema with a soft-deleted key as it was. Raises SchemaRefused."""
    _check_there(raw, key)  # and its name is not checked: what was there may be there again
    form = raw[key]
    if not _is_deleted(form):
        raise SchemaRefused(f"{quote(key)} is not deleted.")
    return {**raw, key: _deleted_form(key, form)}


def without_loss(base: Raw, wanted: Raw) -> dict[str, Any]:
    """What of a wanted schema the platform's rules allow after `base`, such as an earlier version to go back to.

    A key of `base` is never left out: it is soft-deleted instead. One deleted for ever stays so.
    """
    kept = {key: form if key not in wanted or _is_final(form) else wanted[key] for key, form in base.items()}
    gone = (key for key in base if key not in wanted and not _is_deleted(base[key]))
    kept |= {key: {"ty": "tombstone", "deleted_ty": base[key]} for key in gone}
    order = [*wanted, *(key for key in base if key not in wanted)]
    return {key: kept.get(key, wanted.get(key)) for key in order}


def _known(raw: Raw, key: str) -> Any:
    _check_there(raw, key)
    _check(check_key(key))
    return raw[key]


def _check_there(raw: Raw, key: str) -> None:
    if key not in raw:
        raise SchemaRefused(f"The schema has no key {quote(key)}.")


def _live(raw: Raw, key: str) -> Mapping[str, Any]:
    form = _known(raw, key)
    if _is_final(form):
        raise SchemaRefused(f"{quote(key)} was deleted for ever.")
    if _is_deleted(form):
        raise SchemaRefused(f"{quote(key)} is deleted already. Restore it first.")
    if isinstance(read_field(form), UnknownType):
        raise SchemaRefused(f"This version does not know the type of {quote(key)}, so it stays as it is.")
    return form


def _deleted_form(key: str, tombstone: Mapping[str, Any]) -> Any:
    if _is_final(tombstone):
        raise SchemaRefused(f"{quote(key)} was deleted for ever; the platform neither restores nor adds it again.")
    return tombstone["deleted_ty"]


def _is_deleted(form: Any) -> TypeGuard[Mapping[str, Any]]:
    return is_tombstone(form)


def _is_final(form: Any) -> bool:
    return is_tombstone(form) and form.get("deleted_ty") is None


def _is_scalar(form: Any) -> bool:
    """Whether it is a scalar as the SDK makes them; the platform's own strict kinds are not."""
    return isinstance(form, Mapping) and cast("Raw", form).get("ty") == "variant"


def _tidy(form: Any) -> Any:
    """The form with the recommended name in place of an alias."""
    hint = form.get("hint")
    return (
        form if not isinstance(hint, str) or recommended(hint) == hint else with_member(form, "hint", recommended(hint))
    )


def _check(reason: str | None) -> None:
    if reason is not None:
        raise SchemaRefused(reason)
