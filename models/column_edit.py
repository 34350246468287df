"""What shall become of one key on many rows: the form in which every large edit reaches the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt
from typing_extensions import override

from domain.metadata import Cell
from models.arrow import ArrowArray


@dataclass(frozen=True, slots=True)
class Repeated(Sequence[Cell]):
    """One value for very many rows, kept once."""

    cell: Cell
    times: int

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> "Repeated": ...
    @override
    def __getitem__(self, index: int | slice) -> "Cell | Repeated":
        if isinstance(index, slice):
            return Repeated(self.cell, len(range(self.times)[index]))
        range(self.times)[index]
        return self.cell

    @override
    def __len__(self) -> int:
        return self.times


@dataclass(frozen=True, slots=True, eq=False)
class ArrowCells(Sequence[Cell]):
    """Cells that are an Arrow array of large strings already: nothing is copied."""

    array: ArrowArray

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Cell]: ...
    @override
    def __getitem__(self, index: int | slice) -> Cell | Sequence[Cell]:
        if isinstance(index, slice):
            return [self.array[at].as_py() for at in range(*index.indices(len(self)))]
        return self.array[index].as_py()

    @override
    def __len__(self) -> int:
        return len(self.array)


@dataclass(frozen=True, slots=True)
class ColumnEdit:
    """New values of one key.

    `rows`: rows of the frame, not of the screen, each once. `cells`: one JSON text a row, `null` to clear it, None to
    take the key off the item. `reserved`: written by who knows the shape of a key that belongs to the platform, as
    `keyframes` and `$encord` do; such a key needs no column of its own before.
    """

    key: str
    rows: npt.NDArray[np.int64]
    cells: Sequence[Cell]
    reserved: bool = False
