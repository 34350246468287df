"""What dragging on, filling down and filling right put where: cells by column, over values as they were."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from controllers.selected import Values
from domain.fields import TextType
from domain.metadata import CLEARED, Cell
from domain.reading import Invalid
from domain.schema import FieldType
from domain.series import continued, goes_on
from models.column_edit import ColumnEdit
from models.column_spec import ColumnSpec
from ui.grid.targets import Rows


class Way(Enum):
    """Where cells are dragged on to."""

    DOWN = auto()
    UP = auto()
    RIGHT = auto()
    LEFT = auto()

    @property
    def upright(self) -> bool:
        """Whether they are dragged along their columns."""
        return self in {Way.DOWN, Way.UP}

    @property
    def backward(self) -> bool:
        """Whether the series goes on before its first cell."""
        return self in {Way.UP, Way.LEFT}


@dataclass(frozen=True, slots=True)
class Drag:
    """How cells are filled: which way, and whether Ctrl turns copying into a series or a series into copying."""

    way: Way
    other: bool = False
    copies: bool = False
    """Whether values are only ever repeated."""

    def follows(self, cells: Sequence[Cell]) -> bool:
        """Whether these cells go on as a series."""
        return not self.copies and goes_on(cells) is not self.other


@dataclass(frozen=True, slots=True)
class Along:
    """One column dragged along: what it holds, and the rows to be filled, the nearest to it first."""

    spec: ColumnSpec
    source: Values
    rows: Rows


def along_columns(parts: Sequence[Along], drag: Drag) -> list[ColumnEdit]:
    """Each column goes on by itself; an absent or cleared value leaves the cells it would reach as they are."""
    edits: list[ColumnEdit] = []
    for part in parts:
        cells = [None if cell == CLEARED else cell for cell in part.source()]
        series = drag.follows(cells) and _counts(part.spec.field)
        wanted = continued(cells, len(part.rows), series=series, backward=drag.way.backward)
        edits.append(_given(part.spec.name, part.rows, wanted))
    return edits


def across_columns(
    sources: Sequence[tuple[ColumnSpec, Values]], wanted: Sequence[ColumnSpec], rows: Rows, drag: Drag
) -> list[ColumnEdit]:
    """Each row goes on by itself over other columns, whose types read what comes; what they refuse is left out.

    `sources` in the order of the screen; `wanted`: the columns to be filled, the nearest first.
    """
    columns = [values() for _, values in sources]
    alike = len({type(spec.field) for spec, _ in sources}) == 1 and _counts(sources[0][0].field)
    filled: list[list[Cell]] = [[] for _ in wanted]
    count, step = len(sources), -1 if drag.way.backward else 1
    readers = [_reader(sources[(at if step > 0 else -1 - at) % count][0], spec) for at, spec in enumerate(wanted)]
    for cells in zip(*columns, strict=True):
        known = [None if cell == CLEARED else cell for cell in cells]
        series = alike and drag.follows(known)
        for at, cell in enumerate(continued(known, len(wanted), series=series, backward=drag.way.backward)):
            filled[at].append(readers[at](cell))
    return [_given(spec.name, rows, cells) for spec, cells in zip(wanted, filled, strict=True) if spec.editable]


def _counts(field: FieldType | None) -> bool:
    """Whether values of this type make series at all: options and identifiers are only repeated."""
    return field is None or field.name not in {"enum", "uuid", "boolean", "embedding", "geospatial"}


def _given(key: str, rows: Rows, cells: Sequence[Cell]) -> ColumnEdit:
    there = np.fromiter((cell is not None for cell in cells), np.bool_, len(rows))
    return ColumnEdit(key, rows[there], [cell for cell in cells if cell is not None])


def _reader(source: ColumnSpec, target: ColumnSpec) -> Callable[[Cell], Cell]:
    """Reads a cell of one column for another; None where its type refuses it."""
    known: dict[Cell, Cell] = {}

    def read(cell: Cell) -> Cell:
        if cell not in known:
            known[cell] = converted(cell, source, target)
        return known[cell]

    return read


def converted(cell: Cell, source: ColumnSpec, target: ColumnSpec) -> Cell:
    """A cell of one column as another column takes it; None where it refuses it."""
    if cell is None or target.field is None:
        return None
    if source.kind == "key" and not isinstance(target.field.check(cell), Invalid):
        return cell
    text = (source.field or TextType()).edit_text(cell)
    outcome = target.field.read(text)
    return None if isinstance(outcome, Invalid) else outcome.cell
