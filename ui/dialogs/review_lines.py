"""What a push would do, line by line as the review shows it: one line a key of an item."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from controllers.push_plan import Plan, PlannedItem
from domain.metadata import CLEARED, Cell, Conflict
from domain.schema import FieldType, Schema
from ui.wording import said


class Kind(Enum):
    """What is to be said of a line; those that need a person come first."""

    CONFLICT = 0
    PROBLEM = 1
    CHANGE = 2
    DROPPED = 3
    ALREADY = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One key of one item. `before` and `after` are texts to read; `sentence` is what to know beside them."""

    item: str
    name: str
    key: str
    before: str
    after: str
    kind: Kind
    sentence: str = ""
    conflict: Conflict | None = None
    base: str = ""
    is_new: bool = False
    is_removed: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """The item and the key."""
        return self.item, self.key

    @property
    def optional(self) -> bool:
        """Whether it can be left out of the push."""
        return self.kind is Kind.CHANGE or self.kind is Kind.CONFLICT


def readable(field: FieldType, cell: Cell) -> str:
    """A value as text to read; empty where there is none."""
    if cell is None or cell == CLEARED:
        return ""
    return field.show(cell) if field.name == "embedding" else field.edit_text(cell)


def _apart(field: FieldType, before: Cell, after: Cell) -> tuple[str, str]:
    """Both values as text; as JSON where they would read the same, such as the text "1.1" and the number 1.1."""
    texts = readable(field, before), readable(field, after)
    alike = before != after and texts[0] == texts[1]
    if not alike or field.name == "embedding" or CLEARED in {before, after}:
        return texts
    return before or "", after or ""


def lines_of(plan: Plan, schema: Schema) -> tuple[Line, ...]:
    """Every line of what is shown of a plan, in the plan's order."""
    return tuple(
        line for item in (plan.items if plan.shown is None else plan.shown) for line in _item_lines(item, schema)
    )


def _item_lines(item: PlannedItem, schema: Schema) -> Iterator[Line]:
    conflicts = {conflict.key: conflict for conflict in item.conflicts}
    for key in dict.fromkeys((*item.change.cells, *item.wanted)):
        base, mine = item.change.cells.get(key, (None, None))
        before = item.now.get(key, base)
        after = item.wanted.get(key, mine)
        kind = _kind(item, key, conflicts)
        field = schema.field(key)
        one, other = _apart(field, before, after)
        yield Line(
            item=item.change.item,
            name=item.change.name,
            key=key,
            before=one,
            after=other,
            kind=kind,
            sentence=_sentence(item, key, kind, after),
            conflict=conflicts.get(key),
            base=readable(field, base),
            is_new=before is None,
            is_removed=after is None,
        )


def _kind(item: PlannedItem, key: str, conflicts: dict[str, Conflict]) -> Kind:
    if item.problem is not None:
        return Kind.PROBLEM
    if key in conflicts:
        return Kind.CONFLICT
    if key not in item.wanted:
        return Kind.ALREADY
    return Kind.CHANGE if key in item.change.cells else Kind.DROPPED


def _sentence(item: PlannedItem, key: str, kind: Kind, after: Cell) -> str:
    match kind:
        case Kind.PROBLEM:
            return item.problem or ""
        case Kind.CONFLICT:
            return said("Changed on the platform too: choose whose value stays.")
        case Kind.ALREADY:
            return said("The platform holds this already.")
        case Kind.DROPPED:
            return said("Set on the platform meanwhile: replacing takes it away.")
        case Kind.CHANGE:
            return _change_sentence(item, key, after)


def _change_sentence(item: PlannedItem, key: str, after: Cell) -> str:
    if key in item.invalid:
        return said("Kept although it breaks the schema: {reason}").format(reason=item.invalid[key])
    if key in item.would_drop:
        return said("Changed on the platform meanwhile: replacing overwrites it.")
    if after is None:
        return said("The key is removed.")
    return said("The value is cleared.") if after == CLEARED else ""
