"""What a person can do to the cells of an open table, one short function a gesture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from controllers.open_table import OpenTable
from domain.keys import check_key, warn_key
from domain.metadata import CLEARED
from models.edits import redo as redo_last
from models.edits import undo as undo_last
from models.journal_file import JournalRefused
from models.metadata_table import Accepted, Rejected

Cells: TypeAlias = Sequence[tuple[int, int]]
"""Cells as (row, column) of the table as it is shown."""


@dataclass(frozen=True, slots=True)
class Done:
    """The edit is staged: how many cells it touched, and a note where one is needed."""

    cells: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was staged; `reason` is a sentence. `can_keep`: it may be staged anyway, on purpose, marked as invalid."""

    reason: str
    can_keep: bool = False


Outcome: TypeAlias = Done | Refused
