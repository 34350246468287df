"""A plan read for its review: every line of it, in groups by item and by key; made where there is time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from controllers.push_plan import Plan
from domain.schema import Schema
from ui.dialogs.review_lines import Kind, Line, lines_of

Grouping = Literal["item", "key"]

_PUSHABLE = (Kind.CHANGE, Kind.CONFLICT, Kind.DROPPED)


@dataclass(frozen=True, slots=True)
class Group:
    """An item or a key, and the numbers of its lines."""

    title: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines in the plan's order; `pushable` are those that would be sent. `groups`: the most urgent first.

    `counts`: how many lines there are of a kind.
    """

    lines: tuple[Line, ...]
    pushable: tuple[Line, ...]
    groups: Mapping[Grouping, Sequence[Group]]
    counts: Mapping[Kind, int]


def reading_of(plan: Plan, schema: Schema) -> Reading:
    """Read what is shown of a plan. Twenty thousand lines take a third of a second: for a lane."""
    lines = lines_of(plan, schema)
    pushable = tuple(line for line in lines if line.kind in _PUSHABLE)
    groups: dict[Grouping, Sequence[Group]] = {"item": _grouped(lines, "item"), "key": _grouped(lines, "key")}
    return Reading(lines, pushable, groups, Counter(line.kind for line in lines))


NOTHING = Reading((), (), {"item": (), "key": ()}, {})


def _grouped(lines: Sequence[Line], grouping: Grouping) -> list[Group]:
    """Groups in the order of their most urgent line; lines with the same urgency keep their order."""
    groups: dict[str, list[int]] = {}
    titles: dict[str, str] = {}
    for at, line in enumerate(lines):
        key = line.item if grouping == "item" else line.key
        groups.setdefault(key, []).append(at)
        titles[key] = line.name if grouping == "item" else line.key
    made = [
        Group(titles[key], tuple(sorted(found, key=lambda at: lines[at].kind.value))) for key, found in groups.items()
    ]
    return sorted(made, key=lambda group: lines[group.lines[0]].kind.value)
