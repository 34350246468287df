"""Nothing moves under a person's hands while rows are edited, come, or are read again."""

import asyncio
from pathlib import Path

import pytest

from domain.conditions import Contains, Matches
from tests.controllers.arranged import ITEMS, Bench, Tell, telling
from tests.models.world import item, page


@pytest.fixture
def tell(tmp_path: Path, qapp: object) -> Tell:
    return telling(tmp_path)


def test_only_the_last_of_what_is_typed_is_worked_out(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        orders: list[int] = []
        bench.table.table.modelReset.connect(lambda: orders.append(len(bench.names)))
        for typed in ("f", "fo", "fog ", "fog a"):
            bench.arrangement.set_condition("key:note", Contains(typed), typing=True)
            await asyncio.sleep(0.02)
        await bench.settles()
        assert bench.names == [2]
        assert orders == [1]

    tell(story)


def test_an_edit_never_moves_a_row_until_it_is_asked_for(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        arrangement = bench.arrangement
        arrangement.add_condition("note", Contains("fog"))
        await bench.settles()
        bench.edit(0, "video.rate", "7")
        assert not arrangement.outdated
        bench.edit(0, "note", "gone")
        assert arrangement.outdated
        bench.table.undo.undo()
        assert not arrangement.outdated
        bench.table.undo.redo()
        assert arrangement.outdated
        await bench.settles()
        assert bench.names == [1, 2]
        arrangement.apply_again()
        await bench.settles()
        assert bench.names == [2]
        assert not arrangement.outdated

    tell(story)


def test_what_a_push_confirms_asks_for_nothing_where_no_row_would_move(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        from domain.metadata import Metadata

        arrangement = bench.arrangement
        bench.edit(2, "note", "fog as well")
        arrangement.add_condition("note", Contains("fog"))
        await bench.settles()
        pushed = {item(3): Metadata({"note": '"fog as well"', "video.rate": "2", "scene.weather": '"sun"'})}
        bench.staged.forget(bench.staged.changes())
        bench.table.accept(pushed, {})
        await bench.settles()
        assert bench.names == [1, 2, 3]
        assert not arrangement.outdated
        bench.edit(0, "note", "fog, and more of it")
        assert arrangement.outdated
        await bench.settles()
        assert not arrangement.outdated
        bench.edit(0, "note", "gone")
        await bench.settles()
        assert arrangement.outdated

    tell(story)


def test_an_edit_that_is_taken_back_may_matter_too(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        bench.edit(2, "note", "fog as well")
        bench.arrangement.add_condition("note", Contains("fog"))
        await bench.settles()
        assert bench.names == [1, 2, 3]
        bench.arrangement.apply_again()
        bench.table.undo.undo()
        await bench.settles()
        assert bench.names == [1, 2]

    tell(story)


def test_rows_that_come_while_a_filter_is_on_wait_until_they_are_filtered(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        bench.arrangement.add_condition("note", Matches("[13579]$"))
        await bench.settles()
        question = bench.table.begin()
        await bench.loads(range(10, 14))
        assert bench.names == []
        await bench.loads(range(14, 18))
        bench.table.end(question)
        await bench.settles()
        assert bench.names == [11, 13, 15, 17]

    tell(story)


def test_edited_rows_stay_while_the_first_load_goes_on(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        bench.arrangement.add_condition("note", Contains("fog"))
        question = bench.table.begin()
        await bench.loads(range(10, 12))
        while bench.names != [10, 11]:
            await asyncio.sleep(0.01)
        bench.edit(0, "note", "gone")
        await bench.loads(range(12, 14))
        bench.table.end(question)
        await bench.settles()
        assert bench.names == [10, 11, 12, 13]
        assert bench.arrangement.outdated

    tell(story, loaded=False)


def test_a_refresh_looks_at_edited_rows_again_and_leaves_out_what_is_gone(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        bench.arrangement.add_condition("note", Contains("fog"))
        await bench.settles()
        bench.edit(0, "note", "gone")
        question = bench.table.begin()
        await bench.table.take(page({number: ITEMS[number] for number in (1, 2, 3)}))
        bench.table.end(question)
        await bench.settles()
        assert bench.names == [2]
        assert bench.arrangement.total == 3
        bench.arrangement.clear_filters()
        await bench.settles()
        assert bench.names == [1, 2, 3]

    tell(story)


def test_rows_wait_while_a_person_types_into_a_cell(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        typing = [True]
        bench.arrangement.may_move = lambda: not typing[0]
        bench.arrangement.add_condition("note", Contains("fog"))
        await asyncio.sleep(0.1)
        assert bench.names == [1, 2, 3, 4]
        typing[0] = False
        await bench.settles()
        assert bench.names == [1, 2]

    tell(story)


def test_a_table_that_is_closed_is_arranged_no_more(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        bench.arrangement.add_condition("note", Contains("fog"))
        bench.table.close()
        await bench.settles()
        assert bench.names == [1, 2, 3, 4]

    tell(story)


def test_columns_are_read_again_when_the_platform_says_something_new(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        from domain.metadata import Metadata

        bench.arrangement.add_condition("note", Contains("fog"))
        await bench.settles()
        bench.table.accept({item(3): Metadata({"note": '"fog now"'})}, {})
        assert bench.arrangement.outdated
        bench.arrangement.apply_again()
        await bench.settles()
        assert bench.names == [1, 2, 3]

    tell(story)
