"""Columns of JSON texts as the plain texts people write in files, and back: many at once, odd ones one by one."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow
import pyarrow.compute

from domain.reading import spell

_arrow: Any = pyarrow  # it has no types
_compute: Any = pyarrow.compute
_TEXT = _arrow.large_string()
_PLAIN = r'^"[^"\\]*"$'
_TO_ESCAPE = '[\\x00-\\x1f"\\\\]'


def plain_texts(cells: Any) -> Any:
    """JSON strings without their quotes, other values as they are spelt; null for null."""
    quoted = _compute.match_substring_regex(cells, _PLAIN)
    texts = _compute.if_else(quoted, _compute.utf8_slice_codeunits(cells, 1, -1), cells)
    odd = _compute.and_(_compute.starts_with(cells, '"'), _compute.invert(quoted))
    texts = with_changes(texts, odd, _text_of)
    return _compute.replace_with_mask(
        texts, _compute.fill_null(_compute.equal(cells, "null"), fill_value=False), _arrow.scalar(None, _TEXT)
    )


def _text_of(cell: str) -> str:
    return str(json.loads(cell))


def spelt_texts(texts: Any) -> Any:
    """Texts as JSON strings; null for null."""
    odd = _compute.match_substring_regex(texts, _TO_ESCAPE)
    quote = _arrow.scalar('"', _TEXT)
    quoted = _compute.binary_join_element_wise(quote, texts, quote, _arrow.scalar("", _TEXT))
    # What has to be escaped is few: those are spelt from the text as it was.
    rows = np.flatnonzero(_compute.fill_null(odd, fill_value=False).to_numpy(zero_copy_only=False))
    if not len(rows):
        return quoted
    news = _arrow.array([spell(text) for text in texts.take(_arrow.array(rows)).to_pylist()], _TEXT)
    return _compute.replace_with_mask(quoted, _compute.fill_null(odd, fill_value=False), news)


def with_changes(texts: Any, mask: Any, change: Callable[[str], str]) -> Any:
    """The same column, what the mask points at changed one by one."""
    mask = _compute.fill_null(mask, fill_value=False)
    rows = np.flatnonzero(mask.to_numpy(zero_copy_only=False))
    if not len(rows):
        return texts
    news = _arrow.array([change(text) for text in texts.take(_arrow.array(rows)).to_pylist()], _TEXT)
    return _compute.replace_with_mask(texts, mask, news)
