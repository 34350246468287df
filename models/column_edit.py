"""What shall become of one key on many rows: the form in which every large edit reaches the table."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.metadata import Cell


@dataclass(frozen=True, slots=True)
class ColumnEdit:
    """New values of one key.

    `rows`: rows of the frame, not of the screen, each once. `cells`: one JSON text a row, `null` to clear it, None to
    take the key off the item.
    """

    key: str
    rows: npt.NDArray[np.int64]
    cells: Sequence[Cell]
