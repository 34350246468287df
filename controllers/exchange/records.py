"""What goes out of a table: which rows, which columns, and their values batch by batch."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from domain.fields import Field
from models.arrow import ArrowArray, taken
from models.data_frame import ColumnValues
from models.facts import FACTS, FactKind

BATCH = 10_000  # rows written between two looks at Cancel
PATH = "folder"
KEY_MARK = "metadata:"

_KINDS: Mapping[str, FactKind] = {fact.name: fact.kind for fact in FACTS}
TAKEN = frozenset({*_KINDS, PATH})
"""What heads the columns of facts: a key of such a name is marked, so that a column never means both."""

Values: TypeAlias = list[Any]
"""One column of a batch: JSON texts of a key, raw values of a fact; None where there is nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column on its way out. `name`: the key or the fact's name on the wire; `field`: the type of a key.

    `parts`: Arrow arrays, one behind the other, each beginning at the row of `starts`. `renamed`: what stands for a
    value, as the path of a folder for its uuid.
    """

    kind: Literal["fact", "key"]
    name: str
    parts: Sequence[ArrowArray]
    starts: npt.NDArray[np.int64]
    field: Field | None = None
    renamed: Mapping[Any, Any] | None = None
    title: str = ""

    @property
    def header(self) -> str:
        """What heads it in a file: a title it was given, or what an import knows it by."""
        return self.title or (header_of_key(self.name) if self.kind == "key" else self.name)

    @property
    def fact_kind(self) -> FactKind:
        """How a fact is written."""
        return _KINDS.get(self.name, FactKind.TEXT)

    def at(self, rows: npt.NDArray[np.int64]) -> Values:
        """The values at some rows, part by part: a take over many pieces copies them all first."""
        values = self._at(rows)
        renamed = self.renamed
        return values if renamed is None else [renamed.get(value, value) for value in values]

    def _at(self, rows: npt.NDArray[np.int64]) -> Values:
        owners = np.searchsorted(self.starts, rows, side="right") - 1
        first = int(owners[0])
        if (owners == first).all():
            return taken(self.parts[first], rows - self.starts[first])
        values: Values = [None] * len(rows)
        for owner in sorted(set[int](owners.tolist())):
            positions = np.flatnonzero(owners == owner)
            found = taken(self.parts[owner], rows[positions] - self.starts[owner])
            for position, value in zip(positions.tolist(), found, strict=True):
                values[position] = value
        return values


@dataclass(frozen=True, slots=True)
class Records:
    """What goes out: the columns, and the rows of the frame in the order they are written."""

    columns: tuple[Column, ...]
    rows: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)

    def batches(self, size: int = BATCH) -> Iterator[list[Values]]:
        """The rows, at most `size` at a time: one list for each column."""
        for start in range(0, len(self.rows), size):
            rows = self.rows[start : start + size]
            yield [column.at(rows) for column in self.columns]

    def column_batches(self, column: Column, size: int = BATCH) -> Iterator[Values]:
        """The same for one column alone."""
        for start in range(0, len(self.rows), size):
            yield column.at(self.rows[start : start + size])

    def titled(self, titles: Mapping[tuple[str, str], str]) -> "Records":
        """The same under titles a person gave: (kind, name) -> title; one that is there already changes nothing."""
        taken = {column.header for column in self.columns}
        columns: list[Column] = []
        for column in self.columns:
            title = titles.get((column.kind, column.name), "")
            new = title and title not in taken
            columns.append(replace(column, title=title) if new else column)
            taken.add(title)
        return replace(self, columns=tuple(columns))

    @property
    def facts(self) -> tuple[Column, ...]:
        """The columns of what the platform says itself."""
        return tuple(column for column in self.columns if column.kind == "fact")

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns of metadata keys."""
        return tuple(column for column in self.columns if column.kind == "key")

    def fact(self, name: str) -> Column | None:
        """A fact among the columns."""
        return next((column for column in self.facts if column.name == name), None)


def column_of(values: ColumnValues, folders: Mapping[str, str] | None = None) -> Column:
    """A column from the values a table shows. `folders`: uuid -> path, for the column of folders alone."""
    spec, array = values.spec, _arrow(values)
    lengths = [len(part) for part in array]
    starts = np.cumsum([0, *lengths[:-1]], dtype=np.int64)
    if folders is not None:
        return Column("fact", PATH, array, starts, None, folders)
    return Column(spec.kind, spec.name, array, starts, spec.field)


def _arrow(values: ColumnValues) -> list[ArrowArray]:
    array: Any = values.values.array
    return [part for part in array.__arrow_array__().chunks if len(part)]


def header_of_key(key: str) -> str:
    """What heads the column of a key: the key, marked where a fact has the same name."""
    return KEY_MARK + key if key in TAKEN else key


def key_of_header(header: str) -> str:
    """The key a header stands for, if it stands for one: without its mark. No key has a colon."""
    return header.removeprefix(KEY_MARK)


def changed_rows(rows: Iterable[int | None]) -> npt.NDArray[np.int64]:
    """Rows in their order, each once; None for what is not in this table."""
    return np.array(sorted({row for row in rows if row is not None}), np.int64)
