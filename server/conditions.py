"""Conditions of a listing: titles that are like a pattern, moments before or after another."""

import datetime as dt
import re

from server.moments import moment_text
from server.refusals import Unfit


def is_like(text: str, pattern: str) -> bool:
    """Say whether a text is like an SQL pattern (`%` any characters, `_` one), whatever the case."""
    parts = re.split(r"([%_])", pattern)
    expression = "".join({"%": ".*", "_": "."}.get(part, re.escape(part)) for part in parts)
    return re.fullmatch(expression, text, re.IGNORECASE | re.DOTALL) is not None


def is_before(earlier: str | None, later: str | None) -> bool:
    """Compare two moments in ISO 8601; without a zone they are UTC. A condition that is not given holds.

    Raises:
        Unfit: one of them is not a moment.
    """
    return not earlier or not later or _moment(earlier) < _moment(later)


def _moment(text: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise Unfit(f"{text!r} is not a moment in ISO 8601.") from error
    return moment_text(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
