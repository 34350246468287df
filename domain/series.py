"""How a few values go on when they are dragged: numbers, dates and numbered names in steps, anything else repeated."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from typing import TypeAlias, TypeVar

from domain.metadata import Cell
from domain.reading import parse, spell

Rule: TypeAlias = Callable[[int], str]
"""The value at a place: 0 is the first one that was given, also before it and after the last."""

Step = TypeVar("Step")

_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?")
_NUMBERED = re.compile(r"(.*?)(\d{1,15})", re.DOTALL)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY = timedelta(days=1)
_EXACT = Context(prec=100)


def continued(cells: Sequence[Cell], count: int, *, series: bool, backward: bool = False) -> list[Cell]:
    """The next `count` values after the last of the cells, or before the first, the nearest one first.

    With `series` they go on in steps where the cells make a series; else, and without it, they are repeated.
    """
    if not cells:
        return []
    places = [-1 - at if backward else len(cells) + at for at in range(count)]
    rule = _rule(cells) if series else None
    if rule is not None:
        try:
            with localcontext(_EXACT):
                return [rule(place) for place in places]
        except OverflowError:  # beyond the year 9999, or before the first
            pass
    return [cells[place % len(cells)] for place in places]


def goes_on(cells: Sequence[Cell]) -> bool:
    """Whether the cells are dragged on as a series unless asked otherwise: one number alone is repeated."""
    return _rule(cells) is not None and not (len(cells) == 1 and _NUMBER.fullmatch(cells[0] or ""))


def _rule(cells: Sequence[Cell]) -> Rule | None:
    known = [cell for cell in cells if cell is not None]
    if len(known) < len(cells):
        return None
    return _numbers(known) or _moments(known) or _numbered(known)


def _numbers(cells: Sequence[str]) -> Rule | None:
    if not all(_NUMBER.fullmatch(cell) for cell in cells):
        return None
    with localcontext(_EXACT):
        values = [Decimal(cell) for cell in cells]
        step = _constant([after - before for before, after in pairwise(values)], Decimal(1))
    if step is None:
        return None
    return lambda place: format(values[0] + step * place, "f")


def _moments(cells: Sequence[str]) -> Rule | None:
    texts = [parse(cell) for cell in cells if cell.startswith('"')]
    moments = [_moment(text) for text in texts]
    known = [moment for moment in moments if moment is not None]
    if (
        len(known) < len(cells)
        or len({(type(moment), text[-1:] == "Z") for moment, text in zip(known, texts, strict=True)}) > 1
    ):
        return None
    if len({moment.tzinfo for moment in known if isinstance(moment, datetime)}) > 1:
        return None
    utc = texts[0].endswith("Z")
    return _by_months(known, utc=utc) or _by_time(known, utc=utc)


def _moment(text: str) -> date | None:
    """A date, or a date with a time, that is spelt as this program would spell it."""
    try:
        moment = date.fromisoformat(text) if _DATE.fullmatch(text) else datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if _spelt(moment, utc=text.endswith("Z")) == text else None


def _spelt(moment: date, *, utc: bool) -> str:
    return moment.isoformat().replace("+00:00", "Z") if utc else moment.isoformat()


def _by_months(moments: Sequence[date], *, utc: bool) -> Rule | None:
    """Dates on the same day of the month, as the firsts of January, February and March."""
    first = moments[0]
    if len(moments) == 1 or any(moment.day != first.day or _clock(moment) != _clock(first) for moment in moments):
        return None
    months = [moment.year * 12 + moment.month - 1 for moment in moments]
    step = _constant([after - before for before, after in pairwise(months)], 0)
    if not step:
        return None

    def at(place: int) -> str:
        year, month = divmod(months[0] + step * place, 12)
        if not 1 <= year <= 9999:
            raise OverflowError
        day = min(first.day, monthrange(year, month + 1)[1])
        return spell(_spelt(first.replace(year=year, month=month + 1, day=day), utc=utc))

    return at


def _clock(moment: date) -> object:
    return moment.timetz() if isinstance(moment, datetime) else None


def _by_time(moments: Sequence[date], *, utc: bool) -> Rule | None:
    step = _constant([after - before for before, after in pairwise(moments)], _DAY)
    if step is None:
        return None
    return lambda place: spell(_spelt(moments[0] + step * place, utc=utc))


def _numbered(cells: Sequence[str]) -> Rule | None:
    """Text that ends in a number: `frame 009` is followed by `frame 010`."""
    texts = [parse(cell) for cell in cells if cell.startswith('"')]
    parts = [match for match in map(_NUMBERED.fullmatch, texts) if match is not None]
    if len(parts) < len(cells) or len({part[1] for part in parts}) > 1:
        return None
    values = [int(part[2]) for part in parts]
    step = _constant([after - before for before, after in pairwise(values)], 1)
    if step is None:
        return None
    width = max((len(part[2]) for part in parts if part[2].startswith("0")), default=0)
    return lambda place: spell(f"{parts[0][1]}{abs(values[0] + step * place):0{width}d}")


def _constant(steps: Sequence[Step], alone: Step) -> Step | None:
    """The step from each to the next where it is always the same; `alone` where there is only one value."""
    if not steps:
        return alone
    return steps[0] if all(step == steps[0] for step in steps) else None
