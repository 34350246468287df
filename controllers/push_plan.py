"""What a push would do, item by item: worked out before anything is sent, and shown in the review."""

import time
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from typing_extensions import override

from controllers.fast_metadata import read_metadata, write_changed
from controllers.push_receipt import Receipt
from domain.changes import ItemChange, PushMode
from domain.keys import RESERVED_PREFIX
from domain.metadata import Cell, Conflict, Metadata, Unreadable, merge, same_value
from domain.reading import Invalid
from domain.schema import Schema
from wire.messages import ItemText

Choice: TypeAlias = Literal["mine", "theirs"]
Choices: TypeAlias = Mapping[tuple[str, str], Choice]
"""(item, key) -> whose value wins."""

FRESH_FOR = 30.0  # s after which a plan is checked against the platform again, chunk by chunk, before it is sent


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """What a push would do to one item.

    `before` is the metadata the platform holds now, `wanted` what would be set over it (None removes a key); a key in
    conflict is not in it; `now` are the platform's cells of all these keys. `theirs_moved`: keys changed on the
    platform since the table read them. `would_drop`: keys whose newer value on the platform a replacing push would
    lose. `invalid`: key -> why its new value breaks the schema. `problem`: a sentence why it can't be pushed at all.
    """

    change: ItemChange
    before: str = ""
    now: Mapping[str, Cell] = field(default_factory=dict[str, Cell])
    wanted: Mapping[str, Cell] = field(default_factory=dict[str, Cell])
    conflicts: tuple[Conflict, ...] = ()
    theirs_moved: tuple[str, ...] = ()
    would_drop: tuple[str, ...] = ()
    invalid: Mapping[str, str] = field(default_factory=dict[str, str])
    problem: str | None = None

    @property
    def merged(self) -> str:
        """The metadata as it would be sent, keys in conflict as the platform has them."""
        return self.text({})

    @property
    def already(self) -> bool:
        """Whether the platform holds all of this already."""
        return self.problem is None and not self.conflicts and not self.wanted

    def undecided(self, choices: Choices) -> tuple[str, ...]:
        """The keys in conflict that nobody has decided."""
        return tuple(at.key for at in self.conflicts if (self.change.item, at.key) not in choices)

    def given_up(self, choices: Choices) -> list[tuple[str, str]]:
        """The (item, key) pairs whose edit was decided against."""
        pairs = ((self.change.item, at.key) for at in self.conflicts)
        return [pair for pair in pairs if choices.get(pair) == "theirs"]

    def cells(self, choices: Choices) -> dict[str, Cell]:
        """What is to be set over what the platform holds, conflicts decided."""
        mine = {at.key: at.mine for at in self.conflicts if choices.get((self.change.item, at.key)) == "mine"}
        return {**self.wanted, **mine}

    def moves(self, choices: Choices) -> dict[str, tuple[Cell, Cell]]:
        """Key -> what the platform holds now and what it shall hold, of every key that is sent changed."""
        return {key: (self.now.get(key), after) for key, after in self.cells(choices).items()}

    def text(self, choices: Choices) -> str:
        """The whole metadata as it would be sent, conflicts decided; undecided ones stay the platform's."""
        return self.sent(choices)[0]

    def sent(self, choices: Choices) -> tuple[str, Metadata | None]:
        """The same text, and what it says; None where nothing of it is changed."""
        cells = self.cells(choices)
        before = read_metadata(self.before) if cells else None
        return write_changed(before, cells) if isinstance(before, Metadata) else (self.before, None)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push would do. `read_at`: when the platform was asked, on the monotonic clock.

    `shown` are the items to be looked at one by one, all of them where it is None. `counts` is of all.
    """

    items: Sequence[PlannedItem]
    mode: PushMode
    platform_key: str = ""
    read_at: float = 0.0
    shown: Sequence[PlannedItem] | None = None
    counts: "PlanCounts | None" = None

    @property
    def told(self) -> "PlanCounts":
        """What is to be said of all its items together."""
        return self.counts or count_plan(self.items)

    @property
    def unchanged_count(self) -> int:
        """How many items the platform holds already as they shall be."""
        return self.told.unchanged

    @property
    def conflict_count(self) -> int:
        """How many keys of how many items need a choice, keys only."""
        return sum(self.told.conflicts.values())

    @property
    def problem_count(self) -> int:
        """How many items can't be pushed."""
        return self.told.problems

    @property
    def is_fresh(self) -> bool:
        """Whether the platform was asked so short ago that asking again would tell nothing."""
        return time.monotonic() - self.read_at < FRESH_FOR

    def only(self, items: Container[str]) -> "Plan":
        """The plan for some of the items, checked anew when it is pushed."""
        fewer = tuple(at for at in self.items if at.change.item in items)
        return Plan(fewer, self.mode, self.platform_key, float("-inf"))

    def failed(self, receipt: Receipt) -> "Plan":
        """The plan for what a push did not bring there."""
        return self.only(receipt.unfinished())


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """A plan in numbers: items and edits to be sent, items there already, with a problem; key -> conflicts."""

    items: int = 0
    edits: int = 0
    unchanged: int = 0
    problems: int = 0
    conflicts: Mapping[str, int] = field(default_factory=dict[str, int])


def count_plan(items: Iterable[PlannedItem]) -> PlanCounts:
    """Count the items of a plan."""
    changed = edits = unchanged = problems = 0
    conflicts: Counter[str] = Counter()
    for item in items:
        problems += item.problem is not None
        unchanged += item.already
        sent = len(item.conflicts) + sum(key in item.change.cells for key in item.wanted)
        changed += sent > 0
        edits += sent
        conflicts.update(at.key for at in item.conflicts)
    return PlanCounts(changed, edits, unchanged, problems, conflicts)


class Decisions(Mapping[tuple[str, str], Choice]):
    """Choices one by one, and one for all conflicts that nobody decided singly (None: those are undecided)."""

    def __init__(self, single: Choices, rest: Choice | None) -> None:
        self._single: dict[tuple[str, str], Choice] = dict(single)
        self.rest: Choice | None = rest

    @override
    def __getitem__(self, key: tuple[str, str]) -> Choice:
        choice: Choice | None = self._single.get(key) or self.rest
        if choice is None:
            raise KeyError(key)
        return choice

    @override
    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._single)

    @override
    def __len__(self) -> int:
        return len(self._single)


class Checks:
    """Why values break the schema; the same value of the same key, the usual case, is looked at once."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._reasons: dict[tuple[str, str], str] = {}

    def of(self, change: ItemChange) -> dict[str, str]:
        """Key -> why its new value breaks the schema."""
        reasons = ((key, self._reason(key, after)) for key, (_, after) in change.cells.items() if after is not None)
        return {key: reason for key, reason in reasons if reason}

    def _reason(self, key: str, cell: str) -> str:
        reason = self._reasons.get((key, cell))
        if reason is None:
            outcome = self._schema.field(key).check(cell)
            reason = self._reasons[key, cell] = outcome.reason if isinstance(outcome, Invalid) else ""
        return reason


def plan_item(
    change: ItemChange, item: ItemText, mode: PushMode, checks: Checks, shown: Metadata | None = None
) -> PlannedItem:
    """Work out what happens to one item. `shown` is the metadata the table shows as confirmed, where a table does."""
    theirs = read_metadata(item.metadata)
    if isinstance(theirs, Unreadable):
        return PlannedItem(change, item.metadata, problem=f"{theirs.reason} Its edits stay staged.")
    replacing = mode is PushMode.REPLACE
    wanted = _replacement(theirs, shown or theirs, change) if replacing else {}
    conflicts: tuple[Conflict, ...] = ()
    if not replacing:
        edited = {key: cell for key in change.cells if (cell := theirs.cells.get(key)) is not None}
        result = merge(Metadata(edited), change.cells)
        conflicts = result.conflicts
        wanted = {
            key: after for key, (_, after) in change.cells.items() if result.merged.cells.get(key) != edited.get(key)
        }
    return PlannedItem(
        change,
        item.metadata,
        now={key: theirs.cells.get(key) for key in (*wanted, *(at.key for at in conflicts))},
        wanted=wanted,
        conflicts=conflicts,
        theirs_moved=_moved(theirs, shown),
        would_drop=tuple(key for key in wanted if _is_newer(key, theirs, shown, change)) if replacing else (),
        invalid=checks.of(change),
    )


def still_holds(reviewed: PlannedItem, now: PlannedItem) -> bool:
    """Whether what was reviewed may be sent although the platform moved on: it asks no new question."""
    return set(now.conflicts) <= set(reviewed.conflicts) and set(now.would_drop) <= set(reviewed.would_drop)


def _replacement(theirs: Metadata, shown: Metadata, change: ItemChange) -> dict[str, Cell]:
    """What makes the platform's metadata exactly what the table shows. Reserved keys are not shown and stay."""
    target = shown.with_cells({key: after for key, (_, after) in change.cells.items()}).cells
    keys = dict.fromkeys((*theirs.cells, *target))
    return {
        key: target.get(key)
        for key in keys
        if (key in change.cells or not key.startswith(RESERVED_PREFIX))
        and not same_value(theirs.cells.get(key), target.get(key))
    }


def _is_newer(key: str, theirs: Metadata, shown: Metadata | None, change: ItemChange) -> bool:
    """Whether the platform's value of a key is another one than the edit, or the table, started from."""
    known = change.cells[key][0] if key in change.cells else shown.cells.get(key) if shown is not None else None
    return not same_value(theirs.cells.get(key), known)


def _moved(theirs: Metadata, shown: Metadata | None) -> tuple[str, ...]:
    if shown is None:
        return ()
    keys = dict.fromkeys((*theirs.cells, *shown.cells))
    return tuple(key for key in keys if not same_value(theirs.cells.get(key), shown.cells.get(key)))
