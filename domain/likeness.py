"""How alike two texts are: what a hurried hand would have meant to be the same."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_BLANKS = re.compile(r"\s+")
_SEPARATORS = re.compile(r"[\s_\-]+")
LONGEST = 64
"""Characters; longer texts are compared by case and white space only."""


def squeezed(text: str) -> str:
    """The text without what is easily typed otherwise: case, width, white space, hyphens for spaces."""
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def tidy(text: str) -> str:
    """The text without white space at its ends and with single spaces inside."""
    return _BLANKS.sub(" ", text).strip()


def distance(one: str, other: str, limit: int) -> int:
    """How many letters must be put in, left out, changed or swapped with their neighbour; `limit` + 1 for more.

    The cost is the length of the text times the limit.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, _next_row(one, other, at, letter, row, before)
        del last
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _next_row(one: str, other: str, at: int, letter: str, row: list[int], before: list[int]) -> list[int]:
    following = [at]
    for place, against in enumerate(other, 1):
        cost = min(row[place] + 1, following[-1] + 1, row[place - 1] + (letter != against))
        if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == against:
            cost = min(cost, before[place - 2] + 1)
        following.append(cost)
    return following


def nearest(text: str, options: Iterable[str]) -> str | None:
    """The one option a text was probably meant to be; None where none is near, or two are equally near."""
    wanted = squeezed(text)
    if not wanted:
        return None
    limit = 1 if len(wanted) <= 4 else 2 if len(wanted) <= 8 else 3
    found: list[str] = []
    best = limit + 1
    for option in options:
        away = distance(wanted, squeezed(option), min(best, limit))
        if away < best:
            found, best = [option], away
        elif away == best and best <= limit:
            found.append(option)
    return found[0] if len(found) == 1 else None


def without_one_letter(text: str) -> Iterator[str]:
    """The text, and every text it becomes when a letter is left out: two that share one are one letter apart."""
    yield text
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]


def differ_in_figures(one: str, other: str) -> bool:
    """Whether the figures of two texts differ: "camera 1" and "camera 2" are near, and not meant to be the same."""
    return [letter for letter in one if letter.isdigit()] != [letter for letter in other if letter.isdigit()]
