"""Changing the letters of values: case, spaces around them, and filling them up to a width."""

import re
from abc import abstractmethod
from dataclasses import dataclass
from typing import Literal

from typing_extensions import override

from domain.bulk.operation import Operation, Result, Row
from domain.bulk.texts import rewritten, text_of
from domain.fields import Field
from domain.metadata import CLEARED, Cell

Case = Literal["upper", "lower", "title", "sentence"]
Side = Literal["both", "start", "end"]

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")  # \u2019 is the apostrophe as people write it
_SPACES = re.compile(r"\s+")


class _Rewriting(Operation):
    """An operation on the text of values that are there."""

    __slots__ = ()

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        if cell is None or cell == CLEARED:
            return cell
        return rewritten(cell, self.rewrite(text_of(cell)), kind)

    @abstractmethod
    def rewrite(self, text: str) -> str:
        """The text as it shall be."""


@dataclass(frozen=True, slots=True)
class ChangeCase(_Rewriting):
    """Capitals and small letters: all of one, a capital for each word, or for the first letter only."""

    case: Case

    @override
    def rewrite(self, text: str) -> str:
        match self.case:
            case "upper":
                return text.upper()
            case "lower":
                return text.lower()
            case "title":
                return _WORD.sub(lambda word: word[0][:1].upper() + word[0][1:].lower(), text)
            case _:
                return text[:1].upper() + text[1:].lower()


@dataclass(frozen=True, slots=True)
class Trim(_Rewriting):
    """Spaces at the ends go; `inner`: those between words become one."""

    side: Side = "both"
    inner: bool = False

    @override
    def rewrite(self, text: str) -> str:
        trimmed = text.lstrip() if self.side != "end" else text
        trimmed = trimmed.rstrip() if self.side != "start" else trimmed
        return _SPACES.sub(" ", trimmed) if self.inner else trimmed


@dataclass(frozen=True, slots=True)
class Pad(_Rewriting):
    """Filled up to a width with one character, at the start or at the end."""

    width: int
    fill: str
    side: Literal["start", "end"] = "start"

    @override
    def rewrite(self, text: str) -> str:
        return text.rjust(self.width, self.fill) if self.side == "start" else text.ljust(self.width, self.fill)
