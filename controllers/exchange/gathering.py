"""Gathers records: which columns a table can give, their values, the paths of folders, the addresses of files."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from controllers.exchange.formats import Format
from controllers.exchange.records import PATH, Column, Records, column_of
from controllers.exchange.writing import NEEDED
from domain.schema import Schema
from models.arrow import in_pieces
from models.arrow_page import FACT_MARK, KEY_MARK
from models.column_spec import ColumnSpec, key_columns
from models.data_frame import ColumnValues, column_values
from models.facts import FACTS, Fact
from models.metadata_frame import MetadataFrame
from models.staged import StagedEdits
from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.errors import Forbidden, NotFound

PATH_COLUMN = ColumnSpec("fact", PATH, "Folder path")
"""Where the items lie; its values are the uuids of folders until their paths are known."""

_PARENT = "parent"
_CHUNK = 1000  # items asked for at once


def _fact_column(fact: Fact) -> ColumnSpec:
    return ColumnSpec("fact", fact.name, "Folder UUID" if fact.name == _PARENT else fact.title, fact=fact)


def fact_columns() -> tuple[ColumnSpec, ...]:
    """What the platform says of an item, in the order it is written: the identifier and the name first."""
    facts = sorted(FACTS, key=lambda fact: (fact.name != "uuid", fact.name != "name"))
    return tuple(map(_fact_column, facts))


_FOLDERS = next(fact for fact in fact_columns() if fact.name == _PARENT)


def usual_columns(frame: MetadataFrame, schema: Schema, kind: Format) -> tuple[ColumnSpec, ...]:
    """The columns that go out unless somebody chooses: uuid, name, folder and the keys.

    Hidden keys, which the platform keeps for itself or which were deleted, go into files that hold whole items.
    """
    facts = tuple(fact for fact in fact_columns() if fact.name in {"uuid", "name"})
    whole = kind in NEEDED
    keys = tuple(key for key in key_columns(frame.keys, schema) if whole or not key.hidden)
    return (*facts, PATH_COLUMN, *keys)


def with_needed(specs: Sequence[ColumnSpec], kind: Format) -> tuple[ColumnSpec, ...]:
    """The columns with the facts the kind of file can't do without."""
    here = {spec.name for spec in specs if spec.kind == "fact"}
    missing = [fact for fact in fact_columns() if fact.name in NEEDED.get(kind, ()) and fact.name not in here]
    return (*missing, *specs)


def with_keys_below(
    specs: Sequence[ColumnSpec], here: MetadataFrame, below: MetadataFrame, schema: Schema
) -> tuple[ColumnSpec, ...]:
    """The columns with the keys that only subfolders have, unless a person left keys of the folder itself out."""
    chosen = {spec.name for spec in specs if spec.kind == "key"}
    if any(not key.hidden and key.name not in chosen for key in key_columns(here.keys, schema)):
        return tuple(specs)
    new = set(below.keys) - set(here.keys)
    return (*specs, *(key for key in key_columns(below.keys, schema) if key.name in new and not key.hidden))


def confirmed_values(frame: MetadataFrame, spec: ColumnSpec) -> ColumnValues:
    """The values of a column as the platform confirmed them, where nothing is staged."""
    name = (KEY_MARK if spec.kind == "key" else FACT_MARK) + spec.name
    values: Any = pd.Series(pd.arrays.ArrowExtensionArray(in_pieces(frame.pieces(name))))
    return ColumnValues(spec, values)


def confirmed_records(
    frame: MetadataFrame, specs: Sequence[ColumnSpec], rows: npt.NDArray[np.int64], paths: Mapping[str, str]
) -> Records:
    """Records of what the platform confirmed. `paths`: folder -> its path."""
    return Records(tuple(_column(confirmed_values(frame, _source(spec)), spec, paths) for spec in specs), rows)


async def shown_records(
    frame: MetadataFrame,
    staged: StagedEdits,
    specs: Sequence[ColumnSpec],
    rows: npt.NDArray[np.int64],
    paths: Mapping[str, str],
) -> Records:
    """Records of what a table shows, staged edits laid over; on the thread of the window, with room to breathe."""
    columns: list[Column] = []
    for spec in specs:
        columns.append(_column(column_values(frame, staged, _source(spec)), spec, paths))
        await asyncio.sleep(0)
    return Records(tuple(columns), rows)


def _source(spec: ColumnSpec) -> ColumnSpec:
    """The column of the table that a column on its way out is made from."""
    return _FOLDERS if spec is PATH_COLUMN else spec


def _column(values: ColumnValues, spec: ColumnSpec, paths: Mapping[str, str]) -> Column:
    return column_of(values, paths if spec is PATH_COLUMN else None)


def folders_of(frame: MetadataFrame) -> frozenset[str]:
    """The folders the items lie in."""
    column = column_of(confirmed_values(frame, _FOLDERS), {})
    whole = Records((column,), np.arange(frame.rows, dtype=np.int64))
    return frozenset(folder for batch in whole.column_batches(column) for folder in set(batch) if folder)


def folder_paths(client: PlatformClient, folders: Iterable[str], cancel: CancelToken | None = None) -> dict[str, str]:
    """Folder -> its path from the top, "A/B"; those nobody may see are left out. Raises PlatformError."""
    paths: dict[str, str] = {}
    for uuid in folders:
        try:
            folder = client.get_folder(uuid, cancel=cancel)
        except (Forbidden, NotFound):
            continue
        names = [*(step.name for step in folder.path if step.uuid != folder.uuid), folder.name]
        paths[uuid] = "/".join(names)
    return paths


def file_addresses(client: PlatformClient, items: Iterable[str], cancel: CancelToken | None = None) -> dict[str, str]:
    """Item -> where its file is in the cloud; items without one are left out. Raises PlatformError."""
    return {
        item.uuid: item.url
        for chunk in _chunks(iter(items))
        for item in client.get_items(chunk, cancel=cancel)
        if item.url and "://" in item.url
    }


def _chunks(items: Iterator[str]) -> Iterator[list[str]]:
    while chunk := list(islice(items, _CHUNK)):
        yield chunk


def item_names(records: Records) -> Iterator[str]:
    """The uuids of the items that go out."""
    column = records.fact("uuid")
    if column is not None:
        for batch in records.column_batches(column):
            yield from batch
