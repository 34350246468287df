"""Bringing the values of a file into an open table: read, matched, planned in the compute lane, then staged."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow

from controllers.exchange.gathering import file_addresses, folder_paths
from controllers.exchange.import_plan import Decisions, ImportPlan, make_plan
from controllers.exchange.mapping import ImportMapping
from controllers.exchange.matching import Items, Match, MatchBy, match
from controllers.exchange.readers import Opened, ReadAs, open_file
from controllers.exchange.source import in_one_piece, text_array
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.session import Session
from controllers.staging import stage
from domain.metadata import Cell
from domain.schema import Schema
from models.arrow import ArrowArray, in_pieces
from models.arrow_page import FACT_MARK, UNREADABLE
from models.cell_edits import Outcome
from models.data_frame import ColumnValues, column_values
from models.staged import StagedEdits
from wire.cancel import CancelToken
from wire.errors import PlatformError

_arrow: Any = pyarrow  # it has no types

Pieces: TypeAlias = Sequence[tuple[int, ArrowArray | None]]


@dataclass(frozen=True, slots=True)
class Matched:
    """The items of the table as they were when the rows of the file were matched, and which row means which."""

    items: Items
    match: Match


class Importing:
    """One file on its way into one open table. Nothing changes before `stage`."""

    def __init__(self, table: OpenTable, staged: StagedEdits, session: Session, lanes: Lanes) -> None:
        self.table = table
        self._staged = staged
        self._session = session
        self._lanes = lanes
        self._folders: dict[str, str] = {}
        self._urls: dict[str, str | None] = {}
        self._cancel = CancelToken()

    def stop(self) -> None:
        """Let go of what is being worked out: nobody wants it any more."""
        self._cancel.cancel()
        self._cancel = CancelToken()

    async def read(self, path: Path, how: ReadAs | None = None) -> Opened:
        """Read a file in the compute lane. Raises FileRefused."""
        return await self._lanes.compute(open_file, path, how)

    async def match(self, opened: Opened, by: MatchBy) -> Matched:
        """Find the items of every row. Raises PlatformError when the platform can't tell the paths of folders."""
        items = await self._items([by.key] if by.by == "key" else [])
        if by.by == "path":
            items = replace(items, folders=await self._paths(items))
        if by.by == "url":
            items = await self._with_urls(items)
        column = opened.table.column(by.column) or opened.table.columns[0]
        found = await self._lanes.compute(match, column, by, items)
        if len(found.ambiguous) and not items.folders:
            items = await self._with_folders(items)
        return Matched(items, found)

    def fact(self, row: int, name: str) -> object:
        """What the platform says of an item of the table."""
        return self.table.frame.fact(row, name)

    def value(self, row: int, key: str) -> Cell:
        """What an item holds now, a staged edit laid over."""
        edit = self._staged.column(key).get(self.table.frame.uuid(row))
        return self.table.frame.confirmed(row, key) if edit is None else edit.after

    async def plan(self, opened: Opened, mapping: ImportMapping, found: Match, decisions: Decisions) -> ImportPlan:
        """Work out what would change. Raises Cancelled once `stop` was called or another plan is wanted."""
        self.stop()
        cancel = self._cancel
        wanted = [use.key for use in mapping.used]
        every = self.table.frame.keys if decisions.mode == "replace" else ()
        items = await self._items(dict.fromkeys([*wanted, *every]))
        return await self._lanes.compute(make_plan, opened.table, mapping, found, items, decisions, cancel)

    async def stage(self, plan: ImportPlan, name: str) -> Outcome:
        """Stage what was planned, as one step to undo."""
        title = f"Import {name}"
        return await stage(self.table, self._lanes, title, plan.edits, keep_invalid=plan.keep_invalid)

    async def _items(self, keys: Iterable[str]) -> Items:
        """The items as they are now, with the values of some keys; a breath between two keys."""
        frame = self.table.frame
        specs = {spec.name: spec for spec in self.table.table.columns if spec.kind == "key"}
        cells: dict[str, ColumnValues] = {}
        for key in keys:
            if key in specs:
                cells[key] = column_values(frame, self._staged, specs[key])
                await asyncio.sleep(0)
        facts = {name: frame.pieces(FACT_MARK + name) for name in ("uuid", "name", "parent")}
        broken = frame.pieces(UNREADABLE)
        items = await self._lanes.compute(_items, facts, cells, broken, self._session.schema)
        return replace(
            items, unreadable=frozenset(row for row in items.unreadable if frame.unreadable(row) is not None)
        )

    async def _paths(self, items: Items) -> dict[str, str]:
        """The paths of the folders the items are in; asked for once."""
        parents = await self._lanes.compute(_different, items.parents)
        unknown = [uuid for uuid in parents if uuid not in self._folders]
        if unknown:
            client = self._session.require_client()
            self._folders |= await self._lanes.read(folder_paths, client, unknown, self._cancel)
        return self._folders

    async def _with_folders(self, items: Items) -> Items:
        """The same with the paths of its folders where they help to tell items apart, and the platform tells them."""
        if len(await self._lanes.compute(_different, items.parents)) < 2:
            return items
        try:
            return replace(items, folders=await self._paths(items))
        except PlatformError:
            return items

    async def _with_urls(self, items: Items) -> Items:
        """The same with where each item's file is; asked for once."""
        uuids = await self._lanes.compute(_different, items.uuids)
        unknown = [uuid for uuid in uuids if uuid not in self._urls]
        if unknown:
            client = self._session.require_client()
            found = await self._lanes.read(file_addresses, client, unknown, self._cancel)
            self._urls |= {uuid: found.get(uuid) for uuid in unknown}
        return replace(items, urls=await self._lanes.compute(_addresses, items.uuids, self._urls))


def _items(facts: Mapping[str, Pieces], cells: Mapping[str, ColumnValues], broken: Pieces, schema: Schema) -> Items:
    """Snapshots as Arrow columns without seams."""
    joined = {name: _joined(pieces) for name, pieces in facts.items()}
    there = _joined(broken).is_valid().to_numpy(zero_copy_only=False)
    return Items(
        joined["uuid"],
        joined["name"],
        joined["parent"],
        {key: in_one_piece(_arrow.array(column.values.array)) for key, column in cells.items()},
        schema,
        unreadable=frozenset(np.flatnonzero(there).tolist()),
    )


def _joined(pieces: Pieces) -> Any:
    return in_one_piece(in_pieces(pieces))


def _different(column: Any) -> list[str]:
    return [uuid for uuid in column.unique().to_pylist() if uuid]


def _addresses(uuids: Any, urls: Mapping[str, str | None]) -> Any:
    return text_array([urls.get(uuid) for uuid in uuids.to_pylist()])
