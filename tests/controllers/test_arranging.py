"""The rows of an open table are filtered and sorted beside the window, and nothing moves under a person's hands."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from controllers.arranging import Arrangement
from controllers.jobs import Lanes, Tasks
from controllers.open_table import OpenTable
from controllers.settings import Settings
from domain.conditions import Contains, Equals, IsChanged, IsEmpty, Matches, More, OneOf
from domain.schema import Schema
from models.journal import Journal
from models.staged import StagedEdits
from tests.models.world import SCHEMA, column, item, page

ITEMS = {
    1: {"note": '"fog"', "video.rate": "3", "scene.weather": '"sun"'},
    2: {"note": '"Fog again"', "video.rate": "1", "scene.weather": '"rain"'},
    3: {"note": '"clear"', "video.rate": "2", "scene.weather": '"sun"'},
    4: {"video.rate": "2"},
}


class Bench:
    """A table of four items, arranged."""

    def __init__(self, home: Path, settings: Settings | None) -> None:
        self.journal = Journal.open(home / "journal.sqlite")
        self.staged = StagedEdits(self.journal, "local")
        self.lanes = Lanes()
        self.tasks = Tasks()
        self.table = OpenTable("folder", "1", "Folder", self.staged, Schema.read(SCHEMA))
        self.tester = QAbstractItemModelTester(
            self.table.table, QAbstractItemModelTester.FailureReportingMode.Fatal, self.table.table
        )
        self.failed: list[object] = []
        self.tasks.failed.connect(self.failed.append)
        self.arrangement = Arrangement(self.table, self.lanes, self.tasks.spawn, settings)

    @property
    def names(self) -> list[int]:
        """The numbers of the items shown, from top to bottom."""
        table = self.table.table
        return [int(table.item(row)[-12:]) for row in range(table.rowCount())]

    async def settles(self) -> None:
        """Wait until nothing is being worked out."""
        for _ in range(500):
            await asyncio.sleep(0.005)
            if not self.tasks_left():
                assert not self.failed
                return
        raise AssertionError

    def tasks_left(self) -> bool:
        return len(asyncio.all_tasks()) > 1

    async def loads(self, numbers: range) -> None:
        await self.table.take(page({number: {"note": f'"fog {number}"'} for number in numbers}))

    def edit(self, row: int, key: str, text: str) -> None:
        self.table.table.edit([(row, column(self.table.table, key))], text)

    def close(self) -> None:
        self.lanes.close()
        self.journal.close()


Story = Callable[[Bench], Awaitable[None]]


@pytest.fixture
def tell(tmp_path: Path, qapp: object) -> Callable[..., None]:
    def run(story: Story, settings: Settings | None = None, *, loaded: bool = True) -> None:
        async def whole() -> None:
            bench = Bench(tmp_path, settings)
            if loaded:
                question = bench.table.begin()
                await bench.table.take(page(ITEMS))
                bench.table.end(question)
                await bench.settles()
            try:
                await story(bench)
            finally:
                await bench.tasks.cancel_all()
                bench.close()

        asyncio.run(whole())

    return run


Tell = Callable[..., None]


def test_conditions_leave_rows_out_and_clearing_brings_them_back(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        arrangement = bench.arrangement
        arrangement.add_condition("note", Contains("fog"))
        await bench.settles()
        assert bench.names == [1, 2]
        assert (arrangement.shown, arrangement.total) == (2, 4)
        arrangement.add_condition("video.rate", More("2"))
        await bench.settles()
        assert bench.names == [1]
        assert arrangement.described() == ('note contains "fog"', "video.rate is more than 2")
        arrangement.clear_filters()
        await bench.settles()
        assert bench.names == [1, 2, 3, 4]
        assert not arrangement.active

    tell(story)


def test_a_condition_on_all_columns_asks_facts_too(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        bench.arrangement.set_everywhere(Contains("file 3"))
        await bench.settles()
        assert bench.names == [3]
        assert bench.arrangement.described() == ('any column contains "file 3"',)

    tell(story)


def test_a_click_turns_the_order_and_another_column_comes_after_it(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        arrangement = bench.arrangement
        arrangement.turn_sort("key:video.rate")
        await bench.settles()
        assert bench.names == [2, 3, 4, 1]
        arrangement.turn_sort("key:note", add=True)
        arrangement.turn_sort("key:note", add=True)
        arrangement.turn_sort("key:video.rate", add=True)
        await bench.settles()
        assert bench.names == [1, 3, 4, 2]
        assert [key.column for key in arrangement.wish.sort] == ["key:video.rate", "key:note"]
        arrangement.turn_sort("key:video.rate", add=True)
        await bench.settles()
        assert bench.names == [2, 1, 3, 4]
        arrangement.sort_no_more()
        await bench.settles()
        assert bench.names == [1, 2, 3, 4]

    tell(story)


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


def test_changed_values_can_be_asked_for(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        bench.edit(2, "note", "new")
        bench.arrangement.add_condition("note", IsChanged())
        await bench.settles()
        assert bench.names == [3]
        bench.arrangement.clear_filters()
        bench.arrangement.set_everywhere(IsChanged())
        await bench.settles()
        assert bench.names == [3]

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


def test_rows_handed_over_are_shown_with_their_sentence(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        bench.arrangement.show_rows([0, 2, 3], "Items with problems")
        await bench.settles()
        assert bench.names == [1, 3, 4]
        bench.arrangement.add_condition("note", IsEmpty())
        await bench.settles()
        assert bench.names == [4]
        assert bench.arrangement.described() == ("note is empty", "Items with problems")
        bench.arrangement.clear_filters()
        await bench.settles()
        assert bench.names == [1, 2, 3, 4]

    tell(story)


def test_the_values_of_a_column_are_counted_under_the_other_filters(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        bench.arrangement.add_condition("note", Contains("fog"))
        bench.arrangement.add_condition("scene.weather", Equals("sun"))
        found = await bench.arrangement.values_of("key:scene.weather")
        assert found.values == (("rain", 1), ("sun", 1))
        found = await bench.arrangement.values_of("key:note")
        assert found.values == (("clear", 1), ("fog", 1))

    tell(story)


def test_the_value_of_a_cell_becomes_a_filter(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        columns = [spec.id for spec in bench.table.table.columns]
        bench.arrangement.filter_by_cell(0, columns.index("key:note"))
        bench.arrangement.filter_by_cell(3, columns.index("key:scene.weather"))
        bench.arrangement.filter_by_cell(0, columns.index("key:video.rate"))
        bench.arrangement.filter_by_cell(0, columns.index("fact:item_type"))
        bench.arrangement.filter_by_cell(1, columns.index("fact:file_size"))
        assert dict(bench.arrangement.wish.conditions) == {
            "key:note": Equals("fog"),
            "key:scene.weather": IsEmpty(),
            "key:video.rate": Equals("3"),
            "fact:item_type": Equals("video"),
            "fact:file_size": Equals("2000"),
        }
        await bench.settles()

    tell(story)


def test_an_expression_that_is_refused_is_said_and_the_rows_stay(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        bench.arrangement.add_condition("note", Matches("(?P<a>x)(?#c)(?<b>y)"))
        await bench.settles()
        assert bench.arrangement.refusal
        assert bench.names == [1, 2, 3, 4]
        bench.arrangement.add_condition("note", OneOf(("fog", "clear")))
        await bench.settles()
        assert not bench.arrangement.refusal
        assert bench.names == [1, 3]

    tell(story)


def test_how_a_table_was_left_is_how_it_is_found(tell: Tell, tmp_path: Path) -> None:
    settings = Settings(tmp_path)

    async def leave(bench: Bench) -> None:
        bench.arrangement.add_condition("note", Contains("fog"))
        bench.arrangement.sort_by("key:video.rate", descending=False)
        await bench.settles()

    async def find(bench: Bench) -> None:
        assert bench.names == [2, 1]
        bench.arrangement.clear_filters()
        bench.arrangement.sort_no_more()
        await bench.settles()
        assert settings.arrangement("folder:1") == ""

    tell(leave, settings)
    tell(find, settings)


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
