"""A plan to be reviewed: a change, a conflict, and more."""

from controllers.push_plan import Plan, PlannedItem
from domain.changes import ItemChange, PushMode
from domain.metadata import Conflict, Metadata
from domain.schema import Schema

SCHEMA = Schema.read({"note": {"ty": "text"}, "count": {"ty": "variant", "hint": "number"}})


def change(item: str, **cells: tuple[str | None, str | None]) -> ItemChange:
    return ItemChange(item, f"{item}.jpg", "folder", cells)


def planned(
    item: ItemChange,
    before: str = "{}",
    *,
    wanted: dict[str, str | None] | None = None,
    conflicts: tuple[Conflict, ...] = (),
    invalid: dict[str, str] | None = None,
) -> PlannedItem:
    every = {key: after for key, (_, after) in item.cells.items()}
    wanted = every if wanted is None else wanted
    read = Metadata.read(before)
    held = dict(read.cells) if isinstance(read, Metadata) else dict[str, str]()
    now = {key: held.get(key) for key in (*wanted, *(at.key for at in conflicts))}
    return PlannedItem(item, before, now=now, wanted=wanted, conflicts=conflicts, invalid=invalid or {})


CONFLICTED = planned(
    change("b", note=('"old"', '"mine"'), count=("1", "2")),
    '{"note":"theirs","count":1}',
    wanted={"count": "2"},
    conflicts=(Conflict("note", '"old"', '"mine"', '"theirs"'),),
)


PLAN = Plan(
    (
        planned(change("a", note=('"one"', '"two"'), count=(None, "5")), '{"note":"one"}'),
        CONFLICTED,
        PlannedItem(change("c", note=('"x"', '"y"')), problem="It is gone. Its edits stay staged."),
        planned(change("d", note=('"x"', '"y"')), '{"note":"y"}', wanted={}),
    ),
    PushMode.MERGE,
)
