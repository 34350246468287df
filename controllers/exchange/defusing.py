"""Text a spreadsheet would take for a formula, made harmless in exported files, and as it was when it comes back.

A text that starts with a sign of a formula gets an apostrophe before it. A text that starts with an apostrophe before
such a sign, or before another apostrophe, gets one more: so taking one away always gives back what was written.
"""

SIGNS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What a formula may start with, the wide forms of East Asian keyboards too."""

GUARD = "'"
_GUARDED = SIGNS | {GUARD}


def defused(text: str) -> str:
    """The text as a spreadsheet may read it. Numbers are not for this: -5 as a number stays -5."""
    first, second = text[:1], text[1:2]
    if first in SIGNS or (first == GUARD and second in _GUARDED):
        return GUARD + text
    return text


def kept(text: str) -> str:
    """For files that mark text as text by themselves: only what `restored` would change gets its apostrophe."""
    return GUARD + text if restored(text) != text else text


def restored(text: str) -> str:
    """What was given to `defused` or `kept`; any other text as it is."""
    return text[1:] if text[:1] == GUARD and text[1:2] in _GUARDED else text
