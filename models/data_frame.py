"""The confirmed values as a pandas frame, and single columns with what is edited over them: for the lane that computes.

This file brings pandas, which takes half a second to import: import it where it is needed, not at the start.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd

from domain.metadata import Cell
from models.arrow import ArrowArray, in_pieces
from models.arrow_page import FACT_MARK, KEY_MARK
from models.column_spec import ColumnSpec
from models.metadata_frame import MetadataFrame
from models.overlay import Overlay, overlay
from models.staged import StagedEdits
from models.text_arrays import chunked, replaced, text_array


def data_frame(frame: MetadataFrame) -> pd.DataFrame:
    """Every item as the platform confirmed it: columns "f:" + fact and "k:" + key, the latter with JSON text.

    The columns are Arrow's own, not copied, but for those the platform said something new of since they were loaded.
    """
    names = [*(FACT_MARK + name for name in frame.facts), *(KEY_MARK + key for key in frame.keys)]
    return pd.DataFrame({name: _series(frame, name) for name in names})


class ColumnValues:
    """One column as it was when it was asked for: nothing that happens to the table later changes it.

    The values may be given as a function, which the first to look at them calls: that takes time, so it is a lane.
    """

    def __init__(self, spec: ColumnSpec, values: "pd.Series[Any] | Callable[[], pd.Series[Any]]") -> None:
        self.spec = spec
        self._values = values

    @cached_property
    def values(self) -> "pd.Series[Any]":
        """JSON text, or facts as they are; one value a row of the frame."""
        return self._values() if callable(self._values) else self._values


def column_values(frame: MetadataFrame, staged: StagedEdits, spec: ColumnSpec) -> ColumnValues:
    """The values a column shows, staged edits laid over: JSON text, or facts as they are."""
    name = f"{FACT_MARK if spec.kind == 'fact' else KEY_MARK}{spec.name}"
    pieces, news = frame.pieces(name), frame.news(name)
    edited = None if spec.kind == "fact" else overlay(frame, staged, spec.name)
    if edited is None or not len(edited.rows):
        return ColumnValues(spec, partial(_confirmed, pieces, news))
    return ColumnValues(spec, partial(_edited, pieces, news, edited))


def _edited(
    pieces: Sequence[tuple[int, ArrowArray | None]], news: Mapping[int, Cell], edited: Overlay
) -> "pd.Series[Any]":
    confirmed = in_pieces(pieces)
    cells: Any = confirmed.combine_chunks() if confirmed.num_chunks != 1 else confirmed.chunk(0)
    if news:
        cells = replaced(cells, np.fromiter(news, np.int64, len(news)), text_array(list(news.values())))
    values: Any = pd.Series(pd.arrays.ArrowExtensionArray(chunked(replaced(cells, edited.rows, edited.cells))))
    return values


def _series(frame: MetadataFrame, name: str) -> "pd.Series[Any]":
    return _confirmed(frame.pieces(name), frame.news(name))


def _confirmed(pieces: Sequence[tuple[int, ArrowArray | None]], news: Mapping[int, Cell]) -> "pd.Series[Any]":
    values: Any = pd.Series(pd.arrays.ArrowExtensionArray(in_pieces(pieces)))
    return _laid_over(values, news)


def _laid_over(values: "pd.Series[Any]", news: Mapping[int, Cell]) -> "pd.Series[Any]":
    """The values with some rows replaced, all in one go: every write copies an Arrow column whole."""
    if not news:
        return values
    copy = values.copy()
    copy.iloc[list(news)] = list(news.values())
    return copy
