"""The rows of an open table are filtered and sorted beside the window."""

from pathlib import Path

import pytest

from controllers.settings import Settings
from domain.conditions import Contains, Equals, IsChanged, IsEmpty, IsInvalid, Matches, More, Not, OneOf
from tests.controllers.arranged import Bench, Tell, telling
from tests.models.world import page


@pytest.fixture
def tell(tmp_path: Path, qapp: object) -> Tell:
    return telling(tmp_path)


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


def test_what_is_invalid_includes_what_cannot_be_read(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        bench.table.table.append(page({5: {}, 6: {"video.rate": '"soon"'}}, {5: "The metadata is not a JSON object."}))
        bench.arrangement.set_condition("key:video.rate", IsInvalid())
        await bench.settles()
        assert bench.names == [5, 6]
        bench.arrangement.set_condition("key:video.rate", Not(IsInvalid()))
        await bench.settles()
        assert bench.names == [1, 2, 3, 4]
        bench.arrangement.clear_filters()
        bench.arrangement.set_everywhere(IsInvalid())
        await bench.settles()
        assert bench.names == [5, 6]

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
