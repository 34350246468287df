"""What happened to a table since its rows were filtered and sorted: which items, and what is staged otherwise."""

from collections.abc import Set as AbstractSet

import numpy as np

from controllers.open_table import OpenTable
from controllers.wish import Wish
from models.arranging import Rows, no_rows
from models.staged_steps import Mark

Marks = dict[str, Mark]
FEW = 2000  # items that are remembered one by one


class News:
    """`confirmed`: whether the platform said something new, beside what is staged."""

    def __init__(self, table: OpenTable) -> None:
        self._table = table
        self._items: set[str] = set()
        self._many = False
        self.count = 0
        """How often something changed."""
        self.confirmed = False
        self.marks: Marks = {}
        """What was staged, under the keys that were asked for, when the rows were worked out."""

    def __bool__(self) -> bool:
        """Whether there is any of an item of the table."""
        return self._many or bool(self._items)

    def add(self, items: AbstractSet[str]) -> None:
        """Something about these items changed."""
        self.count += 1
        self._many = self._many or len(items) > FEW
        if not self._many:
            self._items.update(item for item in items if self._table.frame.row_of(item) is not None)

    def forget(self) -> None:
        """All of it was looked at."""
        self._items.clear()
        self._many = False

    def marks_of(self, wish: Wish) -> Marks:
        """What is staged now under the keys that are asked for."""
        staged = self._table.table.staged
        keys = [name.removeprefix("key:") for name in wish.columns if name.startswith("key:")]
        return {key: staged.mark(key) for key in (keys if wish.everywhere is None else staged.keys)}

    def rows(self) -> Rows:
        """Shown rows that were edited since they were filtered: they stay under the hands."""
        frame = self._table.frame
        if self._many:
            return frame.order
        rows = np.array([row for item in self._items if (row := frame.row_of(item)) is not None], np.int64)
        return np.intersect1d(rows, frame.order) if len(rows) else no_rows()
