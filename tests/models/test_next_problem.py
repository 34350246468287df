"""Going through problems: to the nearest one as the table stands, back again, around the end, through every one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.fields import NumberType
from domain.metadata import Cell
from domain.schema import EMPTY_SCHEMA
from models.checking import check_column
from models.findings import Report, report
from models.next_problem import next_problem
from tests.models.columns_of_text import column

KEYS = ("a", "b", "c")
GOOD, BAD = "1", '"x"'
TABLES = st.integers(1, 8).flatmap(
    lambda rows: st.lists(st.lists(st.booleans(), min_size=rows, max_size=rows), min_size=3, max_size=3)
)


def found(table: list[list[bool]]) -> Report:
    cells: dict[str, list[Cell]] = {
        key: [BAD if bad else GOOD for bad in bads] for key, bads in zip(KEYS, table, strict=True)
    }
    columns = [check_column(column(values, NumberType(), key)) for key, values in cells.items()]
    return report(columns, np.empty(0, np.int64), len(table[0]), EMPTY_SCHEMA)


@given(table=TABLES, data=st.data())
def test_it_is_the_nearest_in_the_order_of_the_screen(table: list[list[bool]], data: st.DataObject) -> None:
    rows = len(table[0])
    order = data.draw(st.permutations(range(rows)).map(lambda all_: all_[: data.draw(st.integers(0, rows))]))
    keys = data.draw(st.permutations(KEYS))
    start = (data.draw(st.integers(0, max(len(order) - 1, 0))), data.draw(st.integers(0, 2)))
    forward = data.draw(st.booleans())
    spots = [
        (at, place) for at, row in enumerate(order) for place, key in enumerate(keys) if table[KEYS.index(key)][row]
    ]
    spot = next_problem(found(table), np.array(order, np.int64), keys, start, forward=forward)
    if not spots:
        assert spot is None
        return
    ahead = [each for each in spots if (each > start if forward else each < start)]
    behind = spots[0] if forward else spots[-1]
    wanted = (ahead[0] if forward else ahead[-1]) if ahead else behind
    assert spot is not None
    assert (spot.row, spot.place) == wanted
    assert spot.finding.key == keys[spot.place]
    assert spot.around == (not ahead)
    assert (spot.number, spot.of) == (sorted({at for at, _ in spots}).index(spot.row) + 1, len({at for at, _ in spots}))


@given(table=TABLES)
def test_walking_on_meets_every_problem_once(table: list[list[bool]]) -> None:
    rows, checked = len(table[0]), found(table)
    all_ = [(row, place) for row in range(rows) for place in range(3) if table[place][row]]
    at, met = (-1, 3), list[tuple[int, int]]()
    for _ in all_:
        spot = next_problem(checked, np.arange(rows), KEYS, at)
        assert spot is not None
        at = (spot.row, spot.place)
        met.append(at)
    assert met == all_


def test_one_finding_can_be_followed_alone() -> None:
    checked = found([[True, False, True], [True, True, True], [False, False, False]])
    only = next(finding for finding in checked.findings if finding.key == "a")
    spot = next_problem(checked, np.arange(3), KEYS, (0, 0), only=only)
    assert spot is not None
    assert (spot.row, spot.place, spot.of) == (2, 0, 2)


def test_items_that_came_since_have_no_problems_yet() -> None:
    checked = found([[True], [False], [False]])
    spot = next_problem(checked, np.array([1, 0, 2]), KEYS, (-1, 3))
    assert spot is not None
    assert spot.row == 1
