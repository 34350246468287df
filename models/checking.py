"""Checking a whole table: which rule each value breaks and what JSON it is, on the distinct values of each column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.fields import BooleanType, DatetimeType, Field, NumberType, TextType, UuidType, VarcharType
from domain.metadata import Cell
from domain.problems import Kind, Rule, judge, kind_of
from domain.shaped_fields import EmbeddingType, UntypedField
from models.arrow import ArrowArray
from models.data_frame import ColumnValues
from models.distinct import NUMBER, asked_once, distinct, lengths, matching, occurrences

KINDS: Sequence[Kind] = tuple(Kind)
RULES: Sequence[Rule | None] = (None, *Rule)
KIND_MASK = 0x07
RULE_SHIFT = 3
UNDECIDED = 0xFF
"""No mark: there are fewer rules than that."""

_TEXT = r'"[^"\\\x00-\x1f]*"'
_DAY = r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
_CLOCK = r"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{3,6})?)?"
_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-9]|2[0-3]):[0-5][0-9])"
_UUID = r'"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"'


@dataclass(frozen=True, slots=True)
class CheckedColumn:
    """What was found of one key: `marks`, one byte a row of the frame, its kind below and its rule above."""

    key: str
    field: Field
    marks: npt.NDArray[np.uint8]

    def without(self, rows: npt.NDArray[np.int64]) -> "CheckedColumn":
        """The same as if some rows had no value."""
        marks = self.marks.copy()
        marks[rows] = KINDS.index(Kind.ABSENT)
        return replace(self, marks=marks)

    def tally(self) -> npt.NDArray[np.int64]:
        """How many rows carry each mark, 256 numbers."""
        return np.bincount(self.marks, minlength=256)

    def rows(self, rule: Rule) -> npt.NDArray[np.int64]:
        """The rows whose value breaks a rule, in the order of arrival."""
        return np.flatnonzero(self.marks >> RULE_SHIFT == RULES.index(rule))

    def of_kinds(self, kinds: Sequence[Kind]) -> npt.NDArray[np.int64]:
        """The rows whose value is of one of some kinds of JSON."""
        return np.flatnonzero(np.isin(self.marks & KIND_MASK, [KINDS.index(kind) for kind in kinds]))


def mark_of(field: Field, cell: Cell) -> int:
    """The mark of one value: what JSON it is and which rule it breaks."""
    if cell is None:
        return KINDS.index(Kind.ABSENT)
    rule = judge(field, cell)
    kind = Kind.NOT_JSON if rule is Rule.NOT_JSON else kind_of(cell)
    return RULES.index(rule) << RULE_SHIFT | KINDS.index(kind)


def check_column(column: ColumnValues) -> CheckedColumn:
    """Check every value of a key; for the lane that computes. Values that are plainly good are found in one pass."""
    field = column.spec.field or UntypedField()
    return CheckedColumn(column.spec.name, field, _marks(field, column.values))


def rechecked(column: CheckedColumn, rows: npt.NDArray[np.int64], cells: ArrowArray) -> CheckedColumn:
    """The same with the values of some rows checked again; the column before stays as it is. For a lane."""
    marks = column.marks.copy()
    marks[rows] = _marks(column.field, cells)
    return replace(column, marks=marks)


def _marks(field: Field, values: Any) -> npt.NDArray[np.uint8]:
    found = distinct(values)
    marks = np.append(plain_marks(field, found.cells), np.uint8(KINDS.index(Kind.ABSENT)))
    rest = np.flatnonzero(marks == UNDECIDED)
    if len(rest):
        marks[rest] = asked_once(found.chosen(rest), partial(mark_of, field))
    return marks[found.codes]  # the code NONE points at the last mark


def plain_marks(field: Field, cells: Any) -> npt.NDArray[np.uint8]:
    """The marks that the spelling of distinct values alone decides; UNDECIDED for what needs a closer look."""
    marks = np.full(len(cells), UNDECIDED, np.uint8)
    for kind, pattern in ((Kind.NUMBER, NUMBER), (Kind.TEXT, _TEXT)):
        rule = _rule_of_plain(field, kind)
        if rule != _IT_DEPENDS:
            marks[matching(cells, f"^{pattern}$")] = rule << RULE_SHIFT | KINDS.index(kind)
    special = _plainly_good(field, cells)
    if special is not None:
        marks[special] = KINDS.index(Kind.LIST if isinstance(field, EmbeddingType) else Kind.TEXT)
    return marks


_IT_DEPENDS = -1


def _rule_of_plain(field: Field, kind: Kind) -> int:
    """What every number, or every text, is under a type, by its place in RULES."""
    match field:
        case UntypedField():
            return 0
        case NumberType():
            return 0 if kind is Kind.NUMBER else RULES.index(Rule.WRONG_TYPE)
        case TextType() if kind is Kind.TEXT:
            return 0
        case BooleanType() | TextType():
            return RULES.index(Rule.WRONG_TYPE)
        case _:
            return _IT_DEPENDS if kind is Kind.TEXT else RULES.index(Rule.WRONG_TYPE)


def _plainly_good(field: Field, cells: Any) -> npt.NDArray[np.bool_] | None:
    match field:
        case VarcharType(limit=limit):
            return matching(cells, f"^{_TEXT}$") & (lengths(cells) <= limit + 2)
        case DatetimeType():
            return matching(cells, f'^"{_DAY}(?:{_CLOCK}{_ZONE})?"$')
        case UuidType():
            return matching(cells, f"^{_UUID}$")
        case EmbeddingType(size=size):
            return matching(cells, rf"^\[{NUMBER}(?:,{NUMBER})*\]$") & (occurrences(cells, ",") == size - 1)
        case _:
            return None
