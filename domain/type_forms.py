"""The types a person can choose, by their recommended names, and how each is written in the schema."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from domain.reading import quote

MOST_OPTIONS = 255
"""The platform's own library refuses 256 options, though the wire allows them."""
LARGEST_EMBEDDING = 4096
LARGEST_ACTIVE_EMBEDDING = 2000


class SchemaRefused(ValueError):
    """An edit of the schema that is not done; its text is a sentence that says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class TypeWord:
    """What a type is for, in one line, and the other names it goes by."""

    explanation: str
    aliases: tuple[str, ...] = ()


TYPE_WORDS: Mapping[str, TypeWord] = MappingProxyType(
    {
        "boolean": TypeWord("True or false; filtered as one of two."),
        "datetime": TypeWord("A date or a time in ISO 8601, such as 2024-05-31T14:30:00Z; filtered by range."),
        "number": TypeWord("Any number, whole or not; filtered by range."),
        "uuid": TypeWord("A UUID, such as the name of a record elsewhere; filtered as text."),
        "varchar": TypeWord(
            "Text of at most 8,192 characters: names, places, short notes. If unsure, choose this.", ("string",)
        ),
        "text": TypeWord("Text of any length: transcripts, captions, long notes.", ("long_string",)),
        "enum": TypeWord("One of up to 255 fixed options; filtered by choosing them."),
        "embedding": TypeWord("A list of 1 to 4,096 numbers, for similarity search and plots."),
        "geospatial": TypeWord("A place: latitude and longitude in degrees."),
    }
)
"""Recommended name -> what it means. Aliases are read; the recommended name is written."""

SCALARS = ("boolean", "datetime", "number", "uuid", "varchar", "text")
"""The types that can turn into each other without a new key."""

_ALIASES: Mapping[str, str] = {alias: word for word, meaning in TYPE_WORDS.items() for alias in meaning.aliases}


def recommended(word: str) -> str:
    """The recommended name of a type, by any of its names; a word that is none comes back as it is."""
    return _ALIASES.get(word, word)


def form_of(word: str) -> dict[str, Any]:
    """The wire form of a type that needs no more than its name. Raises SchemaRefused for any other word."""
    name = recommended(word.strip().lower())
    if name in SCALARS:
        return {"ty": "variant", "hint": name}
    if name == "geospatial":
        return geospatial_form()
    if name in TYPE_WORDS:
        more = "its options" if name == "enum" else "its size"
        raise SchemaRefused(f"The type {name} needs {more}.")
    raise SchemaRefused(f"{quote(word)} is no type of the platform. The types are {', '.join(TYPE_WORDS)}.")


def enum_form(options: Iterable[str]) -> dict[str, Any]:
    """The wire form of an enum, options in the order given. Raises SchemaRefused for none, 256, empty or twice."""
    values = list(options)
    _refuse(options_refusal(values))
    return {"ty": "enum", "values": values}


def embedding_form(size: int) -> dict[str, Any]:
    """The wire form of an embedding of `size` numbers. Raises SchemaRefused outside 1 to 4096."""
    _refuse(size_refusal(size))
    return {"ty": "embedding", "size": size, "api": None}


def geospatial_form() -> dict[str, Any]:
    """The wire form of a place."""
    return {"ty": "geospatial"}


def options_refusal(options: Iterable[str]) -> str | None:
    """Why these cannot be the options of an enum, or None where they can."""
    counts = Counter(options)
    if not counts:
        return "An enum needs at least one option."
    if counts.total() > MOST_OPTIONS:
        return f"An enum takes at most {MOST_OPTIONS} options; these are {counts.total():,}."
    if any(not option.strip() for option in counts):
        return "An option needs a name: an empty one cannot be told from no value."
    twice = [option for option, count in counts.items() if count > 1]
    return f"The option {quote(twice[0])} is there twice." if twice else None


def size_refusal(size: int) -> str | None:
    """Why an embedding cannot have this many numbers, or None where it can."""
    if 1 <= size <= LARGEST_EMBEDDING:
        return None
    return f"An embedding has 1 to {LARGEST_EMBEDDING:,} numbers; {size:,} is outside."


def size_warning(size: int) -> str:
    """What people regret about a size the platform takes; empty for nothing."""
    if LARGEST_ACTIVE_EMBEDDING < size <= LARGEST_EMBEDDING:
        return f"Active takes embeddings of at most {LARGEST_ACTIVE_EMBEDDING:,} numbers; this one stays in Index."
    return ""


def form_refusal(form: Any) -> str | None:
    """Why a key cannot be added with this wire form, or None where it can; forms of later versions can."""
    if not isinstance(form, Mapping) or not isinstance(cast("Mapping[str, Any]", form).get("ty"), str):
        return 'A type is an object with a member "ty" that names it.'
    parts = cast("Mapping[str, Any]", form)
    match parts["ty"]:
        case "tombstone":
            return "A key cannot be added as a deleted one."
        case "variant":
            return _hint_refusal(parts.get("hint", "text"))
        case "enum":
            return _values_refusal(parts.get("values"))
        case "embedding":
            size = parts.get("size")
            return size_refusal(size) if type(size) is int else "The size of an embedding is a whole number."
        case _:
            return None


def _hint_refusal(hint: Any) -> str | None:
    return None if recommended(str(hint)) in SCALARS else f"{quote(hint)} is no type of the platform."


def _values_refusal(values: Any) -> str | None:
    options = cast("list[Any]", values) if isinstance(values, list) else None
    if options is None or not all(isinstance(option, str) for option in options):
        return "The options of an enum are a list of texts."
    return options_refusal(options)


def _refuse(reason: str | None) -> None:
    if reason is not None:
        raise SchemaRefused(reason)
