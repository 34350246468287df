"""Moments as the platform writes them: ISO 8601 in UTC, always of one length, so that text order is time order."""

import datetime as dt


def moment_text(moment: dt.datetime) -> str:
    """Spell a moment with a zone as `2026-05-01T12:00:00.000000Z`."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def now_text() -> str:
    """Spell the present moment."""
    return moment_text(dt.datetime.now(dt.UTC))
