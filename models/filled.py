"""Which cells of a column show a value: absent, removed and cleared ones are the gaps one jumps over."""

from typing import Any

import numpy as np
import numpy.typing as npt

from domain.metadata import CLEARED, Cell
from models.arrow import ArrowArray, text_lengths
from models.arrow_page import FACT_MARK, KEY_MARK
from models.column_spec import ColumnSpec
from models.metadata_frame import MetadataFrame
from models.overlay import overlay
from models.staged import StagedEdits

_EMPTY_TEXT = 2
"""Letters of the JSON text `""`."""


def is_filled(cell: Cell) -> bool:
    """Whether a cell shows anything: empty text does not."""
    return cell is not None and cell not in {CLEARED, '""'}


def filled_rows(frame: MetadataFrame, staged: StagedEdits, spec: ColumnSpec) -> npt.NDArray[np.bool_]:
    """One truth a row of the frame: whether its cell in the column shows a value, staged edits laid over."""
    mark = FACT_MARK if spec.kind == "fact" else KEY_MARK
    pieces = [_filled(size, array, spec) for size, array in frame.pieces(mark + spec.name)]
    filled = np.concatenate(pieces) if pieces else np.zeros(0, np.bool_)
    for row, value in frame.news(mark + spec.name).items():
        filled[row] = _shows(value, spec)
    if spec.kind == "key":
        edited = overlay(frame, staged, spec.name)
        filled[edited.rows] = _filled(len(edited.rows), edited.cells, spec)
    return filled


def _shows(value: Any, spec: ColumnSpec) -> bool:
    return is_filled(value) if spec.kind == "key" else value is not None and value != ""


def _filled(size: int, array: ArrowArray | None, spec: ColumnSpec) -> npt.NDArray[np.bool_]:
    if array is None:
        return np.zeros(size, np.bool_)
    lengths, firsts = text_lengths(array)
    if spec.kind == "fact":
        return lengths > 0
    # Of all JSON only null begins with n, and only the empty text is a quote and one letter more.
    return (lengths > 0) & (firsts != ord("n")) & ~((lengths == _EMPTY_TEXT) & (firsts == ord('"')))
