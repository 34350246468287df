"""Undo starts from what a cell holds now, whoever moved it meanwhile."""

from models.edits import redo, undo
from tests.models.world import World, item, page, text


def test_undo_after_another_table_took_the_edit_back_stages_nothing(world: World) -> None:
    one, other = world.table(page({1: {"note": '"a"'}})), world.table(page({1: {"note": '"a"'}}))
    column = one.column_of("note")
    assert column is not None
    one.edit([(0, column)], "b")
    other.edit([(0, column)], "a")
    assert world.staged.count == 0
    assert undo(one.undo_stack) == ""
    assert world.staged.count == 0
    assert redo(one.undo_stack) == ""
    assert text(other, 0, "note") == "b"
    assert world.staged.changes().items[0].cells == {"note": ('"a"', '"b"')}


def test_undo_after_a_push_goes_back_over_what_the_platform_now_holds(world: World) -> None:
    table = world.table(page({1: {"note": '"a"'}}))
    column = table.column_of("note")
    assert column is not None
    table.edit([(0, column)], "b")
    sent = world.staged.changes()
    world.staged.forget(sent)
    table.accept({item(1): {"note": '"b"'}})
    assert undo(table.undo_stack) == ""
    assert world.staged.changes().items[0].cells == {"note": ('"b"', '"a"')}
