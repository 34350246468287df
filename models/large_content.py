"""The cells of a large command in a file of their own beside the journal: written whole before the journal names it."""

import contextlib
import errno
import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pyarrow
import pyarrow.ipc

from models.journal_file import FULL, JournalRefused, not_taken
from models.staged_block import Block, Delta, Items
from models.text_arrays import joined, picked, text_array

_arrow: Any = pyarrow
_ipc: Any = pyarrow.ipc
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_STAGED, _KEPT, _GONE = 0, 1, 2
_KEY, _ROWS = b"key", b"rows"


class UnreadableContent(Exception):
    """The file is not there, or not as it was written."""


class LargeContent:
    """A folder of files, one a command, never changed once written. Any lane may write one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, deltas: Sequence[Delta]) -> str:
        """Put the cells on the disk for good; gives the file's name. Raises JournalRefused with no file left behind."""
        name = f"{uuid4().hex}.arrow"
        path = self._folder / name
        try:
            self._folder.mkdir(exist_ok=True)
            with path.open("wb") as file:
                for delta in deltas:
                    _write(file, delta)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                path.unlink()
            raise JournalRefused(FULL if error.errno in _NO_ROOM else not_taken(error)) from error
        return name

    def read(self, name: str, keys: Sequence[str]) -> list[Delta]:
        """The cells of a file that has these keys. Raises UnreadableContent."""
        try:
            with (self._folder / name).open("rb") as file:
                deltas = [_read(file) for _ in keys]
        except (OSError, ValueError, KeyError) as error:  # pyarrow's own refusals are ValueErrors and KeyErrors
            raise UnreadableContent(name) from error
        if [delta.key for delta in deltas] != list(keys):
            raise UnreadableContent(name)
        return deltas

    def keep_only(self, names: Collection[str]) -> None:
        """Delete every file but these: what a command that never came about, or is no more, left behind."""
        self.delete(path.name for path in self._folder.glob("*.arrow") if path.name not in names)

    def delete(self, names: Iterable[str]) -> None:
        """Delete files."""
        for name in names:
            with contextlib.suppress(OSError):  # another program reads it: the next start tries again
                (self._folder / name).unlink()


def _write(file: Any, delta: Delta) -> None:
    block, gone = delta.block, delta.gone
    nothing = _arrow.nulls(len(gone), _arrow.large_string())
    states = np.concatenate([np.where(block.kept, _KEPT, _STAGED), np.full(len(gone), _GONE)]).astype(np.int8)
    pieces = {
        "item": (block.items.uuids, gone),
        "name": (block.items.names, nothing),
        "folder": (block.items.folders, nothing),
        "base": (block.base, nothing),
        "after": (block.after, nothing),
    }
    columns: dict[str, Any] = {name: joined(parts) if len(gone) else parts[0] for name, parts in pieces.items()}
    columns["state"] = _arrow.Array.from_buffers(_arrow.int8(), len(states), [None, _arrow.py_buffer(states)])
    table = _arrow.table(columns)
    table = table.replace_schema_metadata({_KEY: delta.key.encode(), _ROWS: str(len(states)).encode()})
    with _ipc.new_stream(file, table.schema, options=_ipc.IpcWriteOptions(compression="zstd")) as stream:
        stream.write_table(table)


def _read(file: Any) -> Delta:
    with _ipc.open_stream(file) as stream:
        table = stream.read_all()
    about = table.schema.metadata
    if int(about[_ROWS]) != table.num_rows:
        message = "rows are missing"
        raise ValueError(message)
    columns: dict[str, Any] = {
        name: joined(table.column(name).chunks or [text_array(())]) for name in table.column_names[:-1]
    }
    states = np.asarray(table.column("state").to_numpy(), np.int8)
    there, gone = np.flatnonzero(states != _GONE), np.flatnonzero(states == _GONE)
    uuids, names, folders, base, after = (picked(columns[name], there) for name in columns)
    block = Block(Items(uuids, names, folders), base, after, states[there] == _KEPT)
    return Delta(about[_KEY].decode(), block, picked(columns["item"], gone))
