"""Which rows of a table to show and in what order, computed from columns that do not change any more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from domain.conditions import Condition
from models.distinct_values import DistinctValues, distinct_values
from models.read_column import ReadColumn, Rows
from models.row_filter import never, rows_meeting
from models.row_order import rows_in_order


def no_rows() -> Rows:
    """No row at all."""
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of `rows` rows: conditions by column id, one for all columns, (column id, descending) to sort by.

    `gone` rows are never shown. Where `given` is set only those are. `kept` ones stay although a condition speaks
    against them. `cancelled` is asked now and then.
    """

    rows: int
    columns: Mapping[str, ReadColumn]
    conditions: Mapping[str, Condition]
    everywhere: Condition | None = None
    sort: Sequence[tuple[str, bool]] = ()
    gone: Rows = field(default_factory=no_rows)
    given: Rows | None = None
    kept: Rows = field(default_factory=no_rows)
    cancelled: Callable[[], bool] = never


def arranged(question: Question) -> Rows:
    """The rows to show, from top to bottom. Raises FilterRefused."""
    rows = _filtered(question)
    keys = [(question.columns[name], descending) for name, descending in question.sort if name in question.columns]
    return rows if question.cancelled() or not keys else rows_in_order(keys, rows)


def values_among(question: Question, column: str, most: int = 1000) -> DistinctValues:
    """The values of a column in the rows that meet the conditions. Raises FilterRefused."""
    return distinct_values(question.columns[column], _filtered(question), most)


def _filtered(question: Question) -> Rows:
    there = np.ones(question.rows, np.bool_)
    if question.given is not None:
        there[:] = False
        there[question.given] = True
    if question.conditions or question.everywhere is not None:
        there &= rows_meeting(
            question.rows, question.columns, question.conditions, question.everywhere, question.cancelled
        )
    there[question.kept] = True
    there[question.gone] = False
    return np.flatnonzero(there)
