"""Which rows meet a condition: Arrow and NumPy over whole columns, never row by row. For the lane that computes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pyarrow
import pyarrow.compute

from domain.conditions import (
    Between,
    Condition,
    Contains,
    Equals,
    IsChanged,
    IsEmpty,
    IsInvalid,
    Less,
    Matches,
    More,
    Not,
    OneOf,
)
from domain.fields import DatetimeType, EnumType, TextType, VarcharType
from domain.operands import number_of, span_of
from models.facts import FactKind
from models.read_column import Mask, ReadColumn
from models.read_texts import NO_MOMENT, microseconds
from models.schema_screen import broken_rows

_arrow: Any = pyarrow
_compute: Any = pyarrow.compute

Cancelled = Callable[[], bool]
MOST_HELD = 192 * 2**20
"""Bytes of ready columns after which a filter over all columns lets go of each again."""


class FilterRefused(Exception):
    """A condition the columns cannot be asked; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def never() -> bool:
    """Nobody cancels."""
    return False


def rows_meeting(
    rows: int,
    columns: Mapping[str, ReadColumn],
    conditions: Mapping[str, Condition],
    everywhere: Condition | None,
    cancelled: Cancelled = never,
) -> Mask:
    """Which of the rows meet every condition on its column, and one in any column. Raises FilterRefused.

    Where it is cancelled the answer is of no use.
    """
    met = np.ones(rows, np.bool_)
    for name, condition in conditions.items():
        if not cancelled() and name in columns:
            met &= matching(columns[name], condition)
    if everywhere is not None:
        met &= matching_anywhere(columns.values(), everywhere, met, cancelled)
    return met


def matching_anywhere(
    columns: Iterable[ReadColumn], condition: Condition, among: Mask, cancelled: Cancelled = never
) -> Mask:
    """Which of the rows meet a condition in any column; its opposite is met where no column meets it."""
    if isinstance(condition, Not):
        return ~matching_anywhere(columns, condition.condition, among, cancelled)
    found = np.zeros(len(among), np.bool_)
    held = 0
    for column in columns:
        if cancelled():
            break
        found |= matching(column, condition)
        held += column.weight
        if held > MOST_HELD:
            column.lighten()
    return found


def matching(column: ReadColumn, condition: Condition) -> Mask:
    """Which rows of a column meet a condition. A missing value meets only that it is empty, and opposites."""
    try:
        return _matching(column, condition)
    except _arrow.ArrowInvalid as refusal:
        raise FilterRefused(f"The filter could not be used: {str(refusal).partition(':')[2].strip()}.") from refusal


def _matching(column: ReadColumn, condition: Condition) -> Mask:
    match condition:
        case Not(inner):
            return ~_matching(column, inner)
        case IsEmpty():
            return column.absent | column.ask(_letters("equal", ""), column.texts)
        case IsInvalid():
            return broken_rows(column) | column.unreadable
        case IsChanged():
            return column.changed
        case Contains(text):
            wanted = _compute.utf8_lower(text).as_py()
            form = column.texts if text.upper() == text.lower() else column.lower  # figures have no case
            return column.ask(partial(_compute.match_substring, pattern=wanted), form)
        case Matches(pattern):
            return column.ask(partial(_compute.match_substring_regex, pattern=pattern), column.texts)
        case OneOf(texts, empty):
            return _among(column, texts, empty=empty)
        case Equals() | Less() | More() | Between():
            return _compared(column, condition)


def _among(column: ReadColumn, texts: Sequence[str], *, empty: bool) -> Mask:
    wanted = _arrow.array(texts, column.texts.type)
    met = column.ask(partial(_compute.is_in, value_set=wanted), column.texts)
    return met | _matching(column, IsEmpty()) if empty else met


Compared = Equals | Less | More | Between


def _compared(column: ReadColumn, condition: Compared) -> Mask:
    """By size where the column and what it is compared with are numbers or moments, else by letters."""
    if _holds_moments(column):
        spans = [span_of(text) for text in _operands(condition)]
        if all(spans):
            return _compared_moments(column, condition, [_edges(*span) for span in spans if span])
    numbers = [number_of(text) for text in _operands(condition)]
    if None not in numbers and not (isinstance(condition, Equals) and _holds_texts(column)):
        return _compared_numbers(column, condition, [number for number in numbers if number is not None])
    return _compared_texts(column, condition)


def _operands(condition: Compared) -> tuple[str, ...]:
    return (condition.low, condition.high) if isinstance(condition, Between) else (condition.text,)


def _holds_moments(column: ReadColumn) -> bool:
    fact = column.spec.fact
    return isinstance(column.spec.field, DatetimeType) or (fact is not None and fact.kind is FactKind.MOMENT)


def _holds_texts(column: ReadColumn) -> bool:
    """Whether 1 and 1.0 are two values in this column."""
    return isinstance(column.spec.field, TextType | VarcharType | EnumType)


def _edges(start: Any, end: Any) -> tuple[int, int]:
    return microseconds(start.timestamp()), microseconds(end.timestamp())


def _compared_numbers(column: ReadColumn, condition: Compared, bounds: Sequence[float]) -> Mask:
    values = column.numbers
    match condition:
        case Less(_, or_equal):
            met = values <= bounds[0] if or_equal else values < bounds[0]
        case More(_, or_equal):
            met = values >= bounds[0] if or_equal else values > bounds[0]
        case Between():
            met = (values >= bounds[0]) & (values <= bounds[1])
        case Equals():
            met = values == bounds[0]
    return column.spread(met)


def _compared_moments(column: ReadColumn, condition: Compared, spans: Sequence[tuple[int, int]]) -> Mask:
    values = column.moments
    first, after = spans[0]
    match condition:
        case Less(_, or_equal):
            met = values < (after if or_equal else first)
        case More(_, or_equal):
            met = values >= (first if or_equal else after)
        case Between():
            met = (values >= first) & (values < spans[1][1])
        case Equals():
            met = (values >= first) & (values < after)
    return column.spread(met & (values != NO_MOMENT))


def _compared_texts(column: ReadColumn, condition: Compared) -> Mask:
    match condition:
        case Equals(text):
            return column.ask(_letters("equal", text), column.texts)
        case Less(text, or_equal):
            return _by_letters(column, "less_equal" if or_equal else "less", text)
        case More(text, or_equal):
            return _by_letters(column, "greater_equal" if or_equal else "greater", text)
        case Between(low, high):
            return _by_letters(column, "greater_equal", low) & _by_letters(column, "less_equal", high)


def _by_letters(column: ReadColumn, comparison: str, text: str) -> Mask:
    wanted = _compute.utf8_lower(text).as_py()
    return column.ask(_letters(comparison, wanted), column.lower)


def _letters(comparison: str, text: str) -> Callable[[Any], Any]:
    """An Arrow comparison with one text."""

    def compare(form: Any) -> Any:
        return getattr(_compute, comparison)(form, text)

    return compare
