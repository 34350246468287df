"""One column's values as filters, sorts and counts ask for them: as text, as numbers, as moments.

For the lane that computes: nothing here walks row by row, but for values no Arrow function can read.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.compute

from models.arrow import texts as text_array
from models.data_frame import ColumnValues
from models.facts import FactKind, write_fact
from models.read_texts import moments_of, numbers_of, unquoted

_arrow: Any = pyarrow
_compute: Any = pyarrow.compute

Mask: TypeAlias = npt.NDArray[np.bool_]
Rows: TypeAlias = npt.NDArray[np.int64]

_SAMPLE = 4096
_OFTEN = 4


class ReadColumn:
    """A column that does not change any more. Each form is made when it is asked for first, and kept.

    Values that come again and again are kept once each, with a code for each row; `changed` are the rows with an edit,
    `unreadable` those of items whose metadata cannot be read.
    """

    def __init__(
        self, column: ColumnValues, rows: int, changed: Rows | None = None, unreadable: Rows | None = None
    ) -> None:
        self.spec = column.spec
        self.rows = rows
        self._column = column
        self._changed = np.empty(0, np.int64) if changed is None else changed
        self._unreadable = np.empty(0, np.int64) if unreadable is None else unreadable

    @property
    def weight(self) -> int:
        """How many bytes its forms hold now, roughly."""
        return sum(int(form.nbytes) for form in self.__dict__.values() if hasattr(form, "nbytes"))

    def lighten(self) -> None:
        """Let go of the forms that are as long as the column, but for the codes; they are made again when asked for."""
        for name in ("_parts", "cells", "texts", "lower", "numbers", "moments"):
            if self.codes is None:
                self.__dict__.pop(name, None)

    @cached_property
    def changed(self) -> Mask:
        """Whether the value is edited here and not sent."""
        mask = np.zeros(self.rows, np.bool_)
        mask[self._changed] = True
        return mask

    @property
    def unreadable(self) -> Mask:
        """Whether nobody can say what the item holds."""
        mask = np.zeros(self.rows, np.bool_)
        mask[self._unreadable] = True
        return mask

    @cached_property
    def codes(self) -> npt.NDArray[np.int32] | None:
        """Which of the values a row has, -1 for none; None where the values are the rows themselves."""
        return self._parts[1]

    @cached_property
    def cells(self) -> Any:
        """The values as they are kept: JSON text, or facts; absent and cleared ones null."""
        whole = self._parts[0]
        if self.spec.kind == "fact" or not len(whole):
            return whole
        cleared = _compute.equal(whole, "null")
        return _compute.if_else(cleared, None, whole) if _compute.any(cleared).as_py() else whole

    @cached_property
    def texts(self) -> Any:
        """The values as text without quotes."""
        if not _is_text(self.cells):
            return _compute.cast(self.cells, _arrow.large_string())
        if self.spec.fact is None:
            return unquoted(self.cells)
        if self.spec.fact.kind is FactKind.WORD:
            return text_array([write_fact(FactKind.WORD, word) for word in self.cells.to_pylist()])
        return self.cells

    @cached_property
    def lower(self) -> Any:
        """The texts in lower case."""
        return _compute.utf8_lower(self.texts)

    @cached_property
    def numbers(self) -> npt.NDArray[np.float64]:
        """The values that are numbers, or texts that spell one; NaN for the others."""
        return numbers_of(self.texts if _is_text(self.cells) else self.cells)

    @cached_property
    def moments(self) -> npt.NDArray[np.int64]:
        """The values that are moments, in microseconds since 1970 in UTC; NO_MOMENT for the others."""
        return moments_of(self.texts)

    @cached_property
    def absent(self) -> Mask:
        """Whether a row has no value: absent or cleared."""
        return self.spread(_mask(_compute.is_null(self.cells)), of_none=True)

    def spread(self, of_values: Mask, *, of_none: bool = False) -> Mask:
        """What is so of `values`, as what is so of the rows; `of_none` for rows without a code."""
        if self.codes is None:
            return of_values
        return np.append(of_values, of_none)[self.codes]

    def ask(self, question: Callable[[Any], Any], form: Any) -> Mask:
        """An Arrow function over one of the forms, row by row; nothing is so of a missing value."""
        return self.spread(_mask(question(form)))

    def spread_numbers(self, of_values: npt.NDArray[Any], of_none: Any) -> npt.NDArray[Any]:
        """One number for each of `values`, as one for each row."""
        if self.codes is None:
            return of_values
        return np.append(of_values, np.asarray([of_none], of_values.dtype))[self.codes]

    @cached_property
    def _parts(self) -> tuple[Any, npt.NDArray[np.int32] | None]:
        """Each value once with the codes of the rows, or the values of the rows."""
        array: Any = self._column.values.array
        pieces = array.__arrow_array__()
        whole = pieces.combine_chunks() if isinstance(pieces, _arrow.ChunkedArray) else pieces
        if not _is_text(whole) or not _comes_again(whole):
            return whole, None
        coded = whole.dictionary_encode()
        return coded.dictionary, np.asarray(_compute.fill_null(coded.indices, -1))


def _is_text(array: Any) -> bool:
    return _arrow.types.is_large_string(array.type) or _arrow.types.is_string(array.type)


def _mask(answer: Any) -> Mask:
    return np.asarray(_compute.fill_null(answer, False))


def _comes_again(whole: Any) -> bool:
    """Whether values repeat so much that it pays to keep each once.

    A sample from all over tells: among n values of d, about n²/2d come again.
    """
    if len(whole) <= _SAMPLE:
        return True
    places = _arrow.array(np.linspace(0, len(whole) - 1, _SAMPLE).astype(np.int64))
    again = _SAMPLE - _compute.count_distinct(whole.take(places), mode="all").as_py()
    return again * len(whole) >= _OFTEN * _SAMPLE**2
