"""Which items the rows of a file mean: by UUID, name, name within a folder, URL, or any key; all rows at once."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.compute

from controllers.exchange.plain import plain_texts
from controllers.exchange.source import SourceColumn
from domain.schema import Schema

Rows: TypeAlias = npt.NDArray[np.int64]
By: TypeAlias = Literal["uuid", "name", "path", "url", "key"]

_arrow: Any = pyarrow  # it has no types
_compute: Any = pyarrow.compute
_UUID = re.compile(r"(?:urn:uuid:)?[{(]?[0-9a-fA-F-]{32,36}[})]?")
_NO_ROWS: Rows = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class MatchBy:
    """The column of the file that names items, and what it names them by; `key` is the metadata key for "key"."""

    column: str
    by: By
    key: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """The items of an open table as they were when asked for: Arrow columns of one length.

    `cells`: key -> JSON texts, staged edits laid over. `folders`: a folder's UUID -> its path, parts joined by "/".
    `unreadable`: rows whose metadata can't be read and so not be edited.
    """

    uuids: Any
    names: Any
    parents: Any
    cells: Mapping[str, Any]
    schema: Schema
    urls: Any = None
    folders: Mapping[str, str] = field(default_factory=dict[str, str])
    unreadable: frozenset[int] = frozenset()

    @property
    def rows(self) -> int:
        """How many items."""
        return len(self.uuids)


@dataclass(frozen=True, slots=True)
class Match:
    """For each row of the file a code (-1: it means no item); `rows[starts[code] : starts[code + 1]]` are its items."""

    codes: Rows
    starts: Rows
    rows: Rows
    sizes: Rows
    """How many items each row of the file means."""
    matched: int
    """How many rows mean exactly one item."""
    ambiguous: Rows
    """The rows of the file that mean several items."""
    unmatched: Rows
    """The rows of the file that mean no item."""

    def items_of(self, row: int) -> Rows:
        """The items a row of the file means."""
        code = int(self.codes[row])
        return self.rows[self.starts[code] : self.starts[code + 1]] if code >= 0 else _NO_ROWS

    def pairs(
        self, chosen: Mapping[int, Sequence[int]] = MappingProxyType({}), *, all_of_several: bool = False
    ) -> tuple[Rows, Rows]:
        """Rows of the file and the item each means, side by side; rows that mean several, left out or given to all.

        `chosen`: row of the file -> which of its several items it means, decided one by one.
        """
        sizes = self.sizes.copy()
        sizes[list(chosen)] = 0
        if not all_of_several:
            sizes[sizes > 1] = 0
        wanted = np.flatnonzero(sizes > 0).astype(np.int64)
        counts = sizes[wanted]
        lines = np.repeat(wanted, counts)
        within = np.arange(len(lines), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = self.rows[np.repeat(self.starts[self.codes[wanted]], counts) + within]
        if not chosen:
            return lines, rows
        more = [(line, row) for line, given in chosen.items() for row in given]
        lines = np.concatenate([lines, np.array([line for line, _ in more], np.int64)])
        rows = np.concatenate([rows, np.array([row for _, row in more], np.int64)])
        order = np.argsort(lines, kind="stable")
        return lines[order], rows[order]


def match(column: SourceColumn, by: MatchBy, items: Items) -> Match:
    """Find the items of every row. Rows without anything in the column mean no item."""
    exact = plain_texts(column.cells) if column.kind == "json" else column.cells
    wanted = _given(exact)
    match by.by:
        case "uuid":
            return _by_uuid(wanted, items.uuids)
        case "name":
            return _exactly(exact, wanted, items.names)
        case "path":
            return _within_folders(wanted, items)
        case "url":
            urls = items.urls if items.urls is not None else _arrow.nulls(items.rows, _arrow.large_string())
            return _exactly(exact, wanted, urls)
        case "key":
            return _exactly(exact, wanted, plain_texts(items.cells[by.key]))


def uuids_of(column: SourceColumn | None) -> list[str]:
    """The UUIDs a column holds, spelt as the platform spells them."""
    if column is None:
        return []
    texts = _given(plain_texts(column.cells) if column.kind == "json" else column.cells).unique().to_pylist()
    return [_uuid(text) for text in texts if text is not None and _UUID.fullmatch(text)]


def _matched(wanted: Any, held: Any) -> Match:
    """Rows with the same text; `held`, one text an item, may hold a text more than once."""
    known = held.dictionary_encode()
    return _grouped(_numbers(_compute.index_in(wanted, value_set=known.dictionary)), _numbers(known.indices))


def _exactly(exact: Any, trimmed: Any, held: Any) -> Match:
    """Rows with the very same text; only where there is none, with the same but for blanks around it."""
    if _compute.all(_compute.fill_null(_compute.equal(exact, trimmed), fill_value=True)).as_py():
        return _matched(trimmed, held)
    there = _compute.is_in(exact, value_set=held.unique())
    given = _compute.if_else(trimmed.is_null(), _arrow.scalar(None, trimmed.type), exact)
    return _matched(_compute.if_else(there, given, trimmed), held)


def _grouped(codes: Rows, held: Rows, rows: Rows | None = None) -> Match:
    """Items by their code; `rows` are the items' rows where they are not 0, 1, 2, …"""
    there = np.flatnonzero(held >= 0)
    order = there[np.argsort(held[there], kind="stable")].astype(np.int64)
    counts = np.bincount(held[there], minlength=int(codes.max(initial=-1)) + 1)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])
    sizes = np.append(counts, 0)[codes].astype(np.int64)
    return Match(
        codes,
        starts,
        order if rows is None else rows[order],
        sizes,
        int(np.count_nonzero(sizes == 1)),
        np.flatnonzero(sizes > 1).astype(np.int64),
        np.flatnonzero(sizes == 0).astype(np.int64),
    )


def _numbers(array: Any) -> Rows:
    """Whole numbers, -1 for null."""
    return _compute.fill_null(array.cast(_arrow.int64()), -1).to_numpy(zero_copy_only=False)


def _given(cells: Any) -> Any:
    """The texts without blanks around them; null where nothing is left."""
    trimmed = _compute.utf8_trim_whitespace(cells)
    return _compute.replace_with_mask(
        trimmed, _compute.fill_null(_compute.equal(trimmed, ""), fill_value=True), _arrow.scalar(None, trimmed.type)
    )


def _by_uuid(wanted: Any, held: Any) -> Match:
    """By UUID as the platform writes it; only what it does not know as it stands is spelt anew and asked again."""
    first = _matched(wanted, held)
    strange = first.unmatched
    texts = wanted.take(_arrow.array(strange))
    spelt = {text: _uuid(text) for text in texts.unique().to_pylist() if text is not None}
    if all(text == again for text, again in spelt.items()):
        return first
    mask = np.zeros(len(wanted), np.bool_)
    mask[strange] = True
    news = _arrow.array([spelt.get(text) for text in texts.to_pylist()], wanted.type)
    return _matched(_compute.replace_with_mask(wanted, _arrow.array(mask), news), held)


def _uuid(text: str) -> str:
    if _UUID.fullmatch(text):
        try:
            return str(uuid.UUID(text.strip("()")))
        except ValueError:
            return text
    return text


def _within_folders(wanted: Any, items: Items) -> Match:
    """A name behind (the end of) its folder's path: "2024/rain/a.jpg" is a.jpg in any folder …/2024/rain."""
    texts = [None if text is None else _tidy(text) for text in wanted.to_pylist()]
    parents = items.parents.dictionary_encode()
    paths = [_tidy(items.folders.get(uuid, "")) for uuid in parents.dictionary.to_pylist()]
    asked = {_folder(text) for text in texts if text is not None}
    names = items.names.dictionary_encode()
    held_names, held_parents = _numbers(names.indices), _numbers(parents.indices)
    places = {name: number for number, name in enumerate(names.dictionary.to_pylist())}
    # One code for each pair of a folder asked for and a name; an item has one for each folder that may mean its own.
    folders = {folder: number for number, folder in enumerate(sorted(asked))}
    held: list[Rows] = [_NO_ROWS]
    rows: list[Rows] = [_NO_ROWS]
    for folder, number in folders.items():
        fitting = [at for at, path in enumerate(paths) if _ends_with(path, folder)]
        inside = np.flatnonzero(np.isin(held_parents, fitting)).astype(np.int64)
        held.append(held_names[inside] + number * len(places))
        rows.append(inside)
    codes = np.array([_code(text, folders, places) for text in texts], np.int64)
    codes[codes >= len(folders) * len(places)] = -1
    return _grouped(codes, np.concatenate(held), np.concatenate(rows))


def _code(text: str | None, folders: Mapping[str, int], places: Mapping[str, int]) -> int:
    if text is None:
        return -1
    name = places.get(text.rpartition("/")[2])
    return -1 if name is None else folders[_folder(text)] * len(places) + name


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _tidy(path: str) -> str:
    """One slash between parts, however it was written: "a / b", "a\\b", "/a/b/"."""
    return "/".join(filter(None, (part.strip() for part in path.replace("\\", "/").split("/"))))


def _ends_with(path: str, folder: str) -> bool:
    return not folder or path == folder or path.endswith(f"/{folder}")
