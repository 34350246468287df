"""Columns hold the same few values again and again: what was worked out for a value once is kept."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_REMEMBERED = 65_536
_LENGTH = 256


def remembering(function: Callable[[str | None], T]) -> Callable[[str | None], T]:
    """The same function, quick for values it has seen; long ones are worked out anew."""
    known: dict[str | None, T] = {}

    def answer(cell: str | None) -> T:
        try:
            return known[cell]
        except KeyError:
            found = function(cell)
        if cell is None or len(cell) <= _LENGTH:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[cell] = found
        return found

    return answer
