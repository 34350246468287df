"""Reading what was sent: JSON into shapes, uuids and names into the one way they are kept."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

import msgspec

from server.refusals import Unfit

T = TypeVar("T")


def read_json(body: bytes | msgspec.Raw, kind: type[T]) -> T:
    """Read JSON into a shape.

    Raises:
        Unfit: it is not JSON, or not of this shape.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise Unfit(f"The body is not what this call wants: {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unfit(f"The body is not JSON: {error}.") from error
    except RecursionError as error:
        raise Unfit("The body is nested too deep to be read.") from error


def read_uuid(text: str) -> str:
    """Spell a uuid the one way it is kept."""
    try:
        return str(UUID(text))
    except ValueError as error:
        raise Unfit(f"{text[:80]!r} is not a uuid.") from error


def read_uuids(texts: Sequence[str]) -> list[str]:
    """Spell uuids the one way they are kept, in order."""
    return [read_uuid(text) for text in texts]


def check_text(text: str, name: str, longest: int | None = None) -> str:
    """Give a name or description back when the platform can keep it."""
    if "\0" in text:
        raise Unfit(f"{name} may not contain the character NUL.")
    if longest is not None and not 1 <= len(text) <= longest:
        raise Unfit(f"{name} has 1 to {longest} characters, this one has {len(text)}.")
    return text
