"""Moments and uuids as the platform writes them: text of one length, so that the order of moments is that of time."""

import datetime as dt
from uuid import uuid4


def moment_text(moment: dt.datetime) -> str:
    """Spell a moment with a zone as `2026-05-01T12:00:00.000000Z`."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def new_uuid() -> str:
    """Make up a uuid."""
    return str(uuid4())


def now_text() -> str:
    """Spell the present moment."""
    return moment_text(dt.datetime.now(dt.UTC))
