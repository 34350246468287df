"""The schema edits migrations are made of: a key that shall be there, a key that shall go, and the way back."""

from typing import Any

from domain.schema import EnumType, read_field
from domain.schema_edits import Raw, SchemaRefused, add_key, restore, soft_delete
from domain.shaped_fields import DeletedType
from domain.type_forms import SCALARS, form_of


def is_live(raw: Raw, key: str) -> bool:
    """Whether the schema has the key, and it is not deleted."""
    return key in raw and not is_deleted(raw[key])


def is_deleted(form: Any) -> bool:
    """Whether a wire form says that its key was deleted."""
    return isinstance(read_field(form), DeletedType)


def given(raw: Raw, key: str, form: Any) -> dict[str, Any]:
    """The schema with a key of this form. Raises SchemaRefused where it is there with another one."""
    if not is_live(raw, key):
        if key in raw and raw[key].get("deleted_ty") == form:
            return restore(raw, key)
        return add_key(raw, key, _softly(form))
    if raw[key] == form or _takes(raw[key], form):
        return dict(raw)
    there, wanted = read_field(raw[key]).name, read_field(form).name
    raise SchemaRefused(
        f'"{key}" is in the schema already, as {there}, and can\'t take values of another type ({wanted}). '
        "Choose another name, or change its type first."
    )


def gone(raw: Raw, key: str) -> dict[str, Any]:
    """The schema without a key: deleted so that it can be restored; as it is where it has no such key."""
    return soft_delete(raw, key) if is_live(raw, key) else dict(raw)


def _softly(form: Any) -> Any:
    """The form in which a key can be made: the platform's own strict scalars become those everybody can make."""
    name = read_field(form).name
    return form_of(name) if form.get("ty") == name and name in SCALARS else form


def _takes(there: Any, form: Any) -> bool:
    one, other = read_field(there), read_field(form)
    if isinstance(one, EnumType) and isinstance(other, EnumType):
        return set(other.options) <= set(one.options)
    return one == other


def taken_back(raw: Raw, before: Raw, after: Raw) -> dict[str, Any]:
    """The schema with the keys that differ between two others as they were before; keys added since are deleted.

    Raises SchemaRefused where one of them was changed by somebody else meanwhile.
    """
    back = dict(raw)
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) == after.get(key):
            continue
        if raw.get(key) != after.get(key) and raw.get(key) != before.get(key):
            raise SchemaRefused(f'"{key}" was changed in the schema since. Nothing was changed; look at it first.')
        if key in before:
            back[key] = before[key]
        else:
            back = gone(back, key)
    return back
