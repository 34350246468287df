"""The types of the schema whose values have a shape, and those this program does not edit by type.

Embeddings are lists of 1 to 4096 numbers; places are objects with a latitude and a longitude in degrees
(encord SDK 0.1.211, `orm/metadata_schema.py`).
"""

import re
from dataclasses import dataclass
from typing import Any, cast

from typing_extensions import override

from domain.fields import NOTHING_TYPED, EnumType, Field
from domain.keyframe_values import portions
from domain.metadata import CLEARED
from domain.reading import Invalid, Number, Reading, Valid, kind, parse, spell

_DEGREES = r"([+-]?[0-9]+(?:\.[0-9]+)?)"
_PLACE = re.compile(rf"\s*{_DEGREES}\s*°?\s*[,; ]\s*{_DEGREES}\s*°?\s*")
_LONG_LIST = 100_000  # letters
_BOUNDS = {"latitude": 90, "longitude": 180}


@dataclass(frozen=True, slots=True)
class EmbeddingType(Field):
    """A list of `size` numbers."""

    name = "embedding"
    size: int = 1

    @override
    def read(self, text: str) -> Reading:
        cell = text.strip()
        if not cell:
            return Invalid(NOTHING_TYPED)
        outcome = self.check(cell)
        return outcome if isinstance(outcome, Valid) and cell != CLEARED else Invalid(self._wanted())

    @override
    def check_value(self, value: Any, cell: str) -> Reading:
        if not isinstance(value, list):
            return Invalid(f"The value is {kind(value)}, not a list of {self.size:,} numbers.")
        numbers = cast("list[Any]", value)
        if not all(isinstance(number, Number) for number in numbers):
            return Invalid("The list holds something else than numbers.")
        if len(numbers) != self.size:
            return Invalid(f"The list has {len(numbers):,} numbers; the schema asks for {self.size:,}.")
        return Valid(cell)

    @override
    def show(self, cell: str) -> str:
        if cell == CLEARED:
            return ""
        count = cell.count(",") + 1 if cell.startswith("[") and cell.strip("[] \n") else 0
        return f"{count:,} numbers"

    def _wanted(self) -> str:
        return f"An embedding is a JSON list of {self.size:,} numbers, such as [0.1, 0.2, …]."


@dataclass(frozen=True, slots=True)
class GeospatialType(Field):
    """A place: latitude and longitude in degrees."""

    name = "geospatial"

    @override
    def read(self, text: str) -> Reading:
        typed = text.strip()
        if not typed:
            return Invalid(NOTHING_TYPED)
        match = _PLACE.fullmatch(typed)
        if match is None:
            outcome = self.check(typed)
            if isinstance(outcome, Valid) and typed != CLEARED:
                return outcome
            return Invalid('A place is a latitude and a longitude, such as "51.5074, -0.1278".')
        cell = f'{{"latitude":{_trim(match[1])},"longitude":{_trim(match[2])}}}'
        return self.check(cell)

    @override
    def check_value(self, value: Any, cell: str) -> Reading:
        if not isinstance(value, dict):
            return Invalid(f"The value is {kind(value)}, not a place with a latitude and a longitude.")
        place = cast("dict[str, Any]", value)
        for name, bound in _BOUNDS.items():
            degrees = place.get(name)
            if not isinstance(degrees, Number):
                return Invalid(f"The place has no {name} that is a number.")
            if not -bound <= float(degrees) <= bound:
                return Invalid(f"The {name} {degrees} is outside -{bound} to {bound} degrees.")
        return Valid(cell)

    @override
    def edit_text(self, cell: str) -> str:
        if cell == CLEARED:
            return ""
        if isinstance(self.check(cell), Invalid):
            return cell
        place = parse(cell)
        return f"{place['latitude']}, {place['longitude']}"


@dataclass(frozen=True, slots=True)
class UntypedField(Field):
    """A key the schema does not have: JSON where it reads as JSON, else text."""

    name = "untyped"

    @override
    def read(self, text: str) -> Reading:
        if not text.strip():
            return Invalid(NOTHING_TYPED)
        try:
            value = parse(text)
        except (ValueError, RecursionError):
            return Valid(spell(text))
        return Valid(text.strip(), "" if isinstance(value, str) and not isinstance(value, Number) else kind(value))

    @override
    def check_value(self, value: Any, cell: str) -> Reading:
        del value  # any JSON fits
        return Valid(cell)

    @override
    def check(self, cell: str) -> Reading:
        if len(cell) <= _LONG_LIST or cell[0] != "[":
            return Field.check(self, cell)
        try:
            portions(cell)  # a portion at a time, so that no other thread waits for it
        except (ValueError, RecursionError):
            return Invalid("The value is not JSON.")
        return self.check_value(None, cell)

    @override
    def edit_text(self, cell: str) -> str:
        if cell[:1] in ("[", "{"):
            return cell
        text = Field.edit_text(self, cell)
        outcome = self.read(text)
        # Text that looks like another JSON value keeps its quotes, so that what is read is what was there.
        return text if isinstance(outcome, Valid) and outcome.cell == cell else cell


@dataclass(frozen=True, slots=True)
class UserType(UntypedField):
    """The platform's `user` type, which its own SDK cannot name either."""

    name = "user"


@dataclass(frozen=True, slots=True)
class DeletedType(UntypedField):
    """A key deleted from the schema. `was` is the type that can be restored; None means deleted for ever."""

    name = "deleted"
    was: Field | None = None


@dataclass(frozen=True, slots=True)
class UnknownType(UntypedField):
    """A type this version does not know; values are edited as JSON and the schema's object is kept as it is."""

    name = "unknown"
    word: str = ""


def _trim(degrees: str) -> str:
    sign = "-" if degrees.startswith("-") else ""
    whole, point, fraction = degrees.lstrip("+-").partition(".")
    return f"{sign}{whole.lstrip('0') or '0'}{point}{fraction}"


def describe(field: Field) -> str:
    """The type as a person reads it: "enum, 4 options", "embedding, 16 numbers", "not in the schema"."""
    match field:
        case EnumType(options=options):
            return "enum, 1 option" if len(options) == 1 else f"enum, {len(options)} options"
        case EmbeddingType(size=size):
            return "embedding, 1 number" if size == 1 else f"embedding, {size:,} numbers"
        case DeletedType(was=was):
            return "deleted" if was else "deleted for ever"
        case UnknownType(word=word):
            return f"unknown type {word}"
        case _:
            return "not in the schema" if field.name == "untyped" else field.name
