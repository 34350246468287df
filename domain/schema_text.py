"""The text of a whole schema: every type remembers how the platform spelt it, and goes back in the same letters."""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from domain.metadata import Metadata, Unreadable, same_value
from domain.reading import Number, spell

Raw: TypeAlias = Mapping[str, Any]
"""A schema as the platform holds it: key -> the wire form of its type. Neither it nor a form is changed in place."""

_DEEP = "The schema is nested too deeply to be read."
_LONGEST_INT = 400


class Form(dict[str, Any]):
    """The wire form of a type with the text it was read from; so has the type a tombstone holds."""

    __slots__ = ("text",)

    def __init__(self, members: Mapping[str, Any], text: str) -> None:
        super().__init__(members)
        self.text = text


def read_raw(text: str) -> dict[str, Any]:
    """The schema from the text of a JSON object; `null` or no text is an empty one. Raises ValueError, a sentence."""
    cells = _cells(text if text.strip() else "null")
    try:
        return {key: read_form(cell) for key, cell in cells.items()}
    except RecursionError:
        raise ValueError(_DEEP) from None


def read_form(text: str) -> Any:
    """One wire form from its JSON text: a `Form` where it is an object, and so is the type a tombstone holds.

    Raises ValueError for what is not JSON.
    """
    if not text.startswith("{"):
        return _value(text)
    members = {name: _value(cell) for name, cell in _cells(text).items()}
    held = _cells(text).get("deleted_ty", "")
    if held.startswith("{"):
        members["deleted_ty"] = Form(members["deleted_ty"], held)
    return Form(members, text)


def spell_raw(raw: Raw) -> str:
    """The text of a schema, keys in their order, each type spelt as it was read or, where it is new, compactly."""
    return "{" + ",".join(f"{spell(key)}:{spell_form(form)}" for key, form in raw.items()) + "}"


def spell_form(form: Any) -> str:
    """The JSON text of one wire form."""
    if isinstance(form, Form):
        return form.text
    return spell_raw(cast("Raw", form)) if isinstance(form, Mapping) else spell(form)


def with_member(form: Raw, name: str, value: Any) -> dict[str, Any]:
    """The form with one member set; the others stay spelt as they are."""
    if not isinstance(form, Form):
        return {**form, name: value}
    members = Metadata(_cells(form.text)).with_cells({name: spell_form(value)})
    return Form({**form, name: value}, members.text())


def same_form(one: Any, other: Any) -> bool:
    """Whether two wire forms say the same: the order of members, white space and spellings do not count."""
    # Values Python tells apart are two; those it does not, such as 1 and true, may be.
    return one is other or (one == other and same_value(spell_form(one), spell_form(other)))


def _cells(text: str) -> Mapping[str, str]:
    match Metadata.read(text):
        case Unreadable(reason=reason):
            raise ValueError(reason.replace("The metadata", "The schema"))
        case found:
            return found.cells


def _value(text: str) -> Any:
    return json.loads(text, parse_int=_whole)


def _whole(text: str) -> int | Number:
    """A whole number; one of more digits than Python takes stays text."""
    return int(text) if len(text) <= _LONGEST_INT else Number(text)
