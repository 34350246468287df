"""Regular expressions a person typed: compiled, checked against their template, and never running for long."""

import re
from typing import Any

import regex

from domain.bulk.patterns import length_within_reach
from domain.reading import Invalid

PATIENCE = 0.1  # s one value may take
MOST_SLOW = 20  # values that took longer, after which the expression is given up

_engine: Any = regex
_ERROR: type[Exception] = regex.error


class TooSlow(Exception):
    """So many values took too long that nobody would wait for the rest; the sentence says what to do."""

    sentence = "The regular expression takes too long on these values. Make it more exact, and try again."


class BoundedPattern:
    """A compiled expression that gives up on a text after `PATIENCE`, and on everything after `MOST_SLOW` texts."""

    def __init__(self, source: str, compiled: Any, *, plain: bool = False) -> None:
        self.source = source
        self.plain = plain
        """Whether it means what its source says: every letter as it stands, anywhere in a text."""
        self._compiled = compiled
        self._reach = length_within_reach(source)  # asking the clock doubles the time a short text takes
        self._slow = 0

    @property
    def groups(self) -> int:
        """How many groups it has."""
        return self._compiled.groups

    def sub(self, template: str, text: str) -> str:
        """The text with every match replaced; raises TimeoutError, and TooSlow where that happens again and again."""
        if len(text) <= self._reach:
            return self._compiled.sub(template, text)
        try:
            return self._compiled.sub(template, text, timeout=PATIENCE, concurrent=True)
        except TimeoutError:
            self._count()
            raise

    def search(self, text: str) -> Any:
        """The first match or None; raises as `sub` does."""
        if len(text) <= self._reach:
            return self._compiled.search(text)
        try:
            return self._compiled.search(text, timeout=PATIENCE, concurrent=True)
        except TimeoutError:
            self._count()
            raise

    def _count(self) -> None:
        self._slow += 1
        if self._slow >= MOST_SLOW:
            raise TooSlow from None


def read_pattern(
    source: str, template: str = "", *, match_case: bool = True, whole: bool = False
) -> BoundedPattern | Invalid:
    """Compile what was typed, or say what is wrong with it or with its template."""
    flags = 0 if match_case else _engine.IGNORECASE
    wanted = rf"\A(?:{source})\Z" if whole else source
    try:
        compiled = _engine.compile(wanted, flags)
        # Matches nothing, anywhere: the template is read, and its groups are there or not.
        _engine.compile(rf"(?:{source})|", flags).sub(template, "")
    except (_ERROR, IndexError, re.error) as problem:
        return Invalid(f"The regular expression can't be read: {problem}.")
    return BoundedPattern(source, compiled, plain=match_case and not whole)
