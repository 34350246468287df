"""What values look like, counted at once: as the types themselves tell it one by one."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.inference import Evidence, Look
from domain.metadata import Cell
from domain.reading import spell
from models.distinct import NONE, Distinct, distinct
from models.loaded_values import valued
from models.schema_evidence import evidence
from tests.domain.evidence import evidence_of
from tests.models.columns_of_text import pyarrow
from tests.models.test_fitting import WRITTEN

CELLS = st.lists(st.none() | WRITTEN.filter(lambda cell: "\\ud83d" not in cell and "\ud83d" not in cell))


def counted(cells: list[Cell]) -> Evidence:
    return evidence("key", valued(distinct(pyarrow.array(cells, pyarrow.large_string()))))


def told(found: Evidence) -> Any:
    samples = {look: sorted(cells) for look, cells in found.samples.items()}
    words = None if found.words is None else dict(found.words)
    return dict(found.looks), dict(found.sizes), words, samples


@given(cells=CELLS)
def test_what_is_counted_at_once_is_what_is_counted_one_by_one(cells: list[Cell]) -> None:
    assert told(counted(cells)) == told(evidence_of("key", cells))


@pytest.mark.parametrize("count", [255, 256, 2000])
def test_texts_are_kept_while_an_enum_could_have_them_all(count: int) -> None:
    words = counted([spell(f"é{number}") for number in range(count)]).words
    assert words == ({f"é{number}": 1 for number in range(count)} if count <= 255 else None)


def test_long_texts_are_not_kept() -> None:
    found = counted([spell("x" * 10_000), spell("a")])
    assert (found.words, dict(found.looks)) == (None, {Look.TEXT: 1, Look.LONG_TEXT: 1})


def test_a_text_spelt_in_two_ways_is_one_option() -> None:
    assert counted([spell("é"), '"\\u00e9"', spell("é")]).words == {"é": 3}


def test_embeddings_are_counted_by_their_size() -> None:
    vector = json.dumps(np.linspace(0, 1, 16).tolist())
    found = counted([vector, vector, "[1]", json.dumps([1] * 4096), json.dumps([1] * 4097), "[ 1]"])
    assert dict(found.sizes) == {16: 2, 1: 2, 4096: 1}
    assert dict(found.looks) == {Look.VECTOR: 5, Look.OTHER: 1}


def test_rows_that_do_not_count_leave_no_trace() -> None:
    whole = distinct(pyarrow.array(["1", '"a"'], pyarrow.large_string()))
    found = Distinct(whole.cells, np.array([0, NONE], np.int32))
    assert told(evidence("key", found)) == ({Look.NUMBER: 1}, {}, {}, {Look.NUMBER: ["1"]})
