"""Round and round inside a selection, and where data ends: beside plain lists that are walked cell by cell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.grid.data_edge import edge_of_data, run_below
from ui.grid.movement import Move
from ui.grid.ranges import Range
from ui.grid.travelling import Block, blocks_of, next_inside


def apart(blocks: list[Block]) -> bool:
    cells = [(row, place) for b in blocks for row in range(b.top, b.bottom + 1) for place in range(b.first, b.last + 1)]
    return len(cells) == len(set(cells))


def block(top: int, first: int, tall: int, wide: int) -> Block:
    return Block(top, top + tall, first, first + wide)


blocks = st.lists(
    st.builds(block, st.integers(0, 9), st.integers(0, 6), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=4
).filter(apart)


def walk(chosen: list[Block], *, across: bool) -> list[tuple[int, int]]:
    walked: list[tuple[int, int]] = []
    for each in chosen:
        rows, places = range(each.top, each.bottom + 1), range(each.first, each.last + 1)
        if across:
            walked += [(row, place) for row in rows for place in places]
        else:
            walked += [(row, place) for place in places for row in rows]
    return walked


@given(blocks, st.sampled_from([Move.NEXT, Move.PREVIOUS, Move.DOWN, Move.UP]))
def test_every_cell_is_visited_in_order_and_round_again(chosen: list[Block], move: Move) -> None:
    cells = walk(chosen, across=move in {Move.NEXT, Move.PREVIOUS})
    by = 1 if move in {Move.NEXT, Move.DOWN} else -1
    for at, cell in enumerate(cells):
        assert next_inside(chosen, cell, move) == cells[(at + by) % len(cells)]
    assert next_inside(chosen, (99, 99), move) == (chosen[0].top, chosen[0].first)


def test_columns_that_stand_together_are_one_block() -> None:
    assert blocks_of([Range(0, 0, 3, 0), Range(0, 4, 3, 5)], [4, 0, 5, 1]) == [Block(0, 3, 0, 2)]
    assert blocks_of([Range(0, 0, 3, 1)], [0, 4, 1]) == [Block(0, 3, 0, 0), Block(0, 3, 2, 2)]


def edge_by_steps(filled: list[bool], start: int, by: int) -> int:
    at = start + by
    if not 0 <= at < len(filled):
        return start
    if filled[start] and filled[at]:
        while 0 <= at + by < len(filled) and filled[at + by]:
            at += by
        return at
    while 0 <= at + by < len(filled) and not filled[at]:
        at += by
    return at


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.data(), st.booleans())
def test_the_edge_of_data_is_where_steps_would_end(filled: list[bool], data: st.DataObject, forward: bool) -> None:
    start = data.draw(st.integers(0, len(filled) - 1))
    assert edge_of_data(np.array(filled), start, forward=forward) == edge_by_steps(filled, start, 1 if forward else -1)


@pytest.mark.parametrize(("start", "last"), [(0, 1), (2, 1), (3, 4), (5, 4)])
def test_a_run_ends_before_the_first_gap(start: int, last: int) -> None:
    assert run_below(np.array([True, True, False, True, True]), start) == last
