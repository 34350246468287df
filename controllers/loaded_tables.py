"""The open tables as lanes read them, key by key: each item once, however many tables show it."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from controllers.browsing import Browsing
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from domain.schema import Schema
from models.arrow_page import FACT_MARK
from models.column_spec import key_column
from models.data_frame import column_values
from models.loaded_values import LoadedPart, LoadedValues, Rows, shown_before
from models.staged import StagedEdits

Stamp: TypeAlias = tuple[object, ...]
_UUID = f"{FACT_MARK}uuid"


class LoadedTables:
    """What is open in the window now."""

    def __init__(self, browsing: Browsing, staged: StagedEdits, lanes: Lanes) -> None:
        self._browsing = browsing
        self._staged = staged
        self._lanes = lanes
        self._known: tuple[Stamp, list[Rows]] = ((), [])

    @property
    def tables(self) -> tuple[OpenTable, ...]:
        """The tables that hold items."""
        return tuple(table for table in self._browsing.tables if table.frame.rows)

    @property
    def staged_keys(self) -> tuple[str, ...]:
        """Every key that edits are staged of."""
        return tuple(self._staged.keys)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that came with an item, or is staged on one."""
        frames = (key for table in self.tables for key in table.frame.keys)
        return tuple(dict.fromkeys((*frames, *self._staged.keys)))

    def stamp(self, key: str) -> Stamp:
        """The same again as long as nothing of what is shown under a key can have changed."""
        tables = self.tables
        shown = tuple((table.id, table.frame.rows, table.frame.asked, len(table.gone)) for table in tables)
        return (*shown, self._staged.mark(key))

    async def values(self, key: str, schema: Schema) -> LoadedValues:
        """What is shown under a key now; what happens to the tables meanwhile does not count."""
        tables = self.tables
        columns = [column_values(table.frame, self._staged, key_column(key, schema)) for table in tables]
        gone = [table.gone for table in tables]
        again = await self._shown_before(tables)
        parts = zip(tables, columns, gone, again, strict=True)
        return LoadedValues(
            [LoadedPart(table.id, column, np.union1d(left, twice)) for table, column, left, twice in parts]
        )

    async def _shown_before(self, tables: Sequence[OpenTable]) -> list[Rows]:
        """The rows of items that a table before has too; asked once while no rows come."""
        if len(tables) < 2:
            return [np.empty(0, np.int64) for _ in tables]
        stamp: Stamp = tuple((table.id, table.frame.rows) for table in tables)
        if self._known[0] != stamp:
            items = [table.frame.pieces(_UUID) for table in tables]
            self._known = (stamp, await self._lanes.compute(shown_before, items))
        return self._known[1]
