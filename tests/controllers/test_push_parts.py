"""A push of any length: what is kept in parts reads as if it were whole, and goes at the platform's pace."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from controllers.parted import Parted
from controllers.planned_items import PlannedItems
from controllers.push_pace import LEAST, Pace
from controllers.push_plan import Checks, Decisions, PlannedItem, count_plan, plan_item
from controllers.push_queue import PushQueue
from controllers.push_scope import Scope
from domain.changes import ItemChange, PushMode
from domain.metadata import CLEARED, Cell, Conflict
from domain.schema import Schema
from wire.errors import Limited, PlatformDown, Unreachable
from wire.messages import ItemText
from wire.retry import RetryPolicy

CELLS: st.SearchStrategy[Cell] = st.sampled_from((None, "1", "1.0", "2", '"a"', CLEARED))
PAIRS = st.dictionaries(st.sampled_from("xyz"), st.tuples(CELLS, CELLS), min_size=1)


@st.composite
def planned(draw: st.DrawFn) -> list[PlannedItem]:
    """Plans for some items, laid over whatever the platform holds."""
    checks = Checks(Schema.read({"metadata": {"x": {"type": "number"}}}))
    plans: list[PlannedItem] = []
    for number, cells in enumerate(draw(st.lists(PAIRS, max_size=8))):
        held = draw(st.dictionaries(st.sampled_from("xyz"), st.sampled_from(("1", "2", '"a"'))))
        text = "{" + ",".join(f'"{key}":{cell}' for key, cell in held.items()) + "}"
        change = ItemChange(f"u{number}", f"item {number}", "f", cells)
        mode = draw(st.sampled_from(list(PushMode)))
        plans.append(plan_item(change, ItemText(f"u{number}", text, ""), mode, checks))
    return plans


@given(planned())
def test_a_long_plan_says_of_each_item_what_a_short_one_says(plans: list[PlannedItem]) -> None:
    many = PlannedItems([plan.change for plan in plans])
    many.add(plans[:3])
    many.add(plans[3:])
    assert len(many) == len(plans)
    for one, other in zip(many, plans, strict=True):
        assert (one.change, one.conflicts, one.problem) == (other.change, other.conflicts, other.problem)
        assert (one.would_drop, one.invalid) == (other.would_drop, other.invalid)
        assert one.cells({}) == other.cells({})
        assert one.moves({}) == other.moves({})
        assert one.already == other.already
    assert count_plan(many) == count_plan(plans)
    assert many[1:4] == list(many)[1:4]
    assert many.unchanged == sum(plan.already for plan in plans)


@given(st.lists(st.lists(st.integers()), max_size=6), st.slices(12))
def test_what_is_kept_in_parts_reads_as_one_sequence(parts: list[list[int]], piece: slice) -> None:
    whole = [value for part in parts for value in part]
    kept: Parted[int] = Parted([len(part) for part in parts], parts.__getitem__)
    assert list(kept) == whole
    assert list(kept[piece]) == whole[piece]
    assert [kept[at] for at in range(len(whole))] == whole
    assert [list(each) for each in kept.pieces()] == parts
    assert list(kept.counts) == [len(part) for part in parts]


def _items(count: int, size: int = 1) -> list[PlannedItem]:
    return [PlannedItem(ItemChange(f"u{at}", "", "", {"k": (None, "x" * size)})) for at in range(count)]


@given(st.integers(0, 30), st.lists(st.tuples(st.integers(1, 7), st.booleans())))
def test_a_queue_gives_everything_once_and_in_order(count: int, takes: Sequence[tuple[int, bool]]) -> None:
    items = _items(count)
    queue, got = PushQueue(items), list[PlannedItem]()
    for size, puts_back in takes:
        portion = queue.take(size)
        assert len(portion) <= size
        if puts_back:
            queue.put_back(portion)
        else:
            got += portion
    while portion := queue.take(5):
        got += portion
    assert got == items


def test_a_portion_is_not_larger_than_a_request_may_be() -> None:
    queue = PushQueue(_items(5, 3_000_000))
    assert [len(queue.take(1000)) for _ in range(4)] == [2, 2, 1, 0]


def test_the_pace_slows_down_for_a_busy_platform_and_comes_back() -> None:
    pace = Pace(RetryPolicy(attempts=3, base=0.5, jitter=lambda: 0.0))
    first = pace.refused(PlatformDown("down"))
    assert first is not None
    assert (pace.size, pace.rest > 0) == (500, True)
    assert pace.refused(Limited("busy", retry_after=7.0)) == 7.0
    assert pace.size == 250
    pace.took(10.0)
    assert pace.size == 125
    for _ in range(20):
        pace.took(0.1)
    assert (pace.size, pace.rest) == (1000, 0.0)


def test_patience_has_an_end_and_a_broken_line_is_not_waited_for() -> None:
    pace = Pace(RetryPolicy(attempts=3))
    waits = [pace.refused(PlatformDown("down")) for _ in range(4)]
    assert [wait is None for wait in waits] == [False, False, False, True]
    assert Pace(RetryPolicy()).refused(Unreachable("gone")) is None
    assert Pace(RetryPolicy()).refused(Limited("busy", retry_after=100_000.0)) is None
    for _ in range(20):
        pace.asked_to_wait()
    assert pace.size == LEAST
    assert Pace(RetryPolicy(), 10).size == 10


def test_choices_one_by_one_go_before_the_one_for_all_others() -> None:
    decided = Decisions({("u1", "k"): "mine"}, "theirs")
    assert (decided["u1", "k"], decided["u2", "k"]) == ("mine", "theirs")
    item = PlannedItem(ItemChange("u2", "", "", {"k": ("1", "2")}), conflicts=(Conflict("k", "1", "2", "3"),))
    assert item.undecided(decided) == ()
    assert item.undecided(Decisions({}, None)) == ("k",)


def test_what_a_push_set_out_to_do_comes_back_from_the_journal() -> None:
    choices = Decisions({("u1", "k"): "mine"}, "theirs")
    kept = Scope.read(Scope(3, frozenset({("u9", "k")}), choices).text(), continues=5)
    assert (kept.undoes, kept.left_out, kept.continues) == (3, {("u9", "k")}, 5)
    assert (kept.choices["u1", "k"], kept.choices["any", "k"]) == ("mine", "theirs")
    assert Scope.read("{", 5) == Scope(continues=5)
