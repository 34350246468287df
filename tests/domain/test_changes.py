"""Change sets: counted, taken back, and thinned line by line."""

from domain.changes import CellChange, ChangeSet, ItemChange, PushMode

SET = ChangeSet(
    (
        ItemChange("i1", "one.jpg", "f", {"a": ("1", "2"), "b": (None, "3")}),
        ItemChange("i2", "two.jpg", "f", {"a": ("1", None)}),
    )
)


def test_items_and_cells_are_counted() -> None:
    assert (SET.count_items, SET.count_cells) == (2, 3)
    assert (ChangeSet(()).count_items, ChangeSet(()).count_cells) == (0, 0)


def test_the_inverse_of_the_inverse_is_the_set_itself() -> None:
    inverse = SET.inverse()
    assert inverse.items[0].cells == {"a": ("2", "1"), "b": ("3", None)}
    assert inverse.inverse() == SET


def test_an_item_with_nothing_left_is_gone() -> None:
    kept = SET.without({("i2", "a"), ("i1", "b")})
    assert [(change.item, dict(change.cells)) for change in kept.items] == [("i1", {"a": ("1", "2")})]


def test_a_cell_change_is_a_value() -> None:
    assert CellChange("i", "a", None, "1") == CellChange("i", "a", None, "1")
    assert [mode.value for mode in PushMode] == ["merge", "replace"]
