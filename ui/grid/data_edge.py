"""Where data ends along a row or a column: the cell Ctrl with an arrow goes to, as in spreadsheets."""

import numpy as np
import numpy.typing as npt

Filled = npt.NDArray[np.bool_]
"""One truth a cell: whether it shows a value."""


def edge_of_data(filled: Filled, start: int, *, forward: bool) -> int:
    """From a filled cell with a filled neighbour to the last of them; else to the next filled cell, else to the end."""
    line = filled[start + 1 :] if forward else filled[:start][::-1]
    if not len(line):
        return start
    if filled[start] and line[0]:
        steps = len(line) if line.all() else int(np.argmin(line))
    else:
        steps = int(np.argmax(line)) + 1 if line.any() else len(line)
    return start + steps if forward else start - steps


def run_below(filled: Filled, start: int) -> int:
    """The last cell of the unbroken run of filled cells that begins at `start`, or `start - 1` where there is none."""
    line = filled[start:]
    if not len(line) or not line[0]:
        return start - 1
    return start + (len(line) if line.all() else int(np.argmin(line))) - 1
