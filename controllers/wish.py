"""How a person wants a table arranged: conditions by column, one for all columns, and what to sort by."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from domain.conditions import Condition, Unclear, describe_condition, read_condition, write_condition

VERSION = 1


def _nothing() -> Mapping[str, Condition]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SortKey:
    """One column to sort by, by its id ("key:video.fps"), and which way."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """Conditions by column id, a condition that any column may meet, and what to sort by, what counts most first."""

    conditions: Mapping[str, Condition] = field(default_factory=_nothing)
    everywhere: Condition | None = None
    sort: tuple[SortKey, ...] = ()

    @property
    def filters(self) -> bool:
        """Whether it leaves rows out."""
        return bool(self.conditions) or self.everywhere is not None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it asks, each once."""
        return tuple(dict.fromkeys([*self.conditions, *(key.column for key in self.sort)]))

    def with_condition(self, column: str, condition: Condition | None) -> "Wish":
        """Another condition on a column, or none."""
        wanted = {**self.conditions, column: condition}
        found = {name: each for name, each in wanted.items() if each is not None}
        return replace(self, conditions=MappingProxyType(found))

    def with_sort(self, column: str, *, descending: bool | None, add: bool = False) -> "Wish":
        """Sort by a column, alone or after the others; `None` sorts by it no more."""
        if descending is None:
            return replace(self, sort=tuple(key for key in self.sort if key.column != column))
        wanted = SortKey(column, descending)
        if not add:
            return replace(self, sort=(wanted,))
        if column in {key.column for key in self.sort}:
            return replace(self, sort=tuple(wanted if key.column == column else key for key in self.sort))
        return replace(self, sort=(*self.sort, wanted))

    def direction(self, column: str) -> bool | None:
        """Whether it sorts by a column descending; None where it does not sort by it."""
        return next((key.descending for key in self.sort if key.column == column), None)

    def turned(self, column: str) -> bool | None:
        """What comes after the direction it sorts by a column in: ascending, then descending, then not at all."""
        following: dict[bool | None, bool | None] = {None: False, False: True, True: None}
        return following[self.direction(column)]

    def described(self, titles: Mapping[str, str]) -> tuple[str, ...]:
        """Every condition in words, with the titles of the columns by their ids."""
        found = [f"{titles.get(name, name)} {describe_condition(each)}" for name, each in self.conditions.items()]
        return tuple(
            found if self.everywhere is None else [*found, f"any column {describe_condition(self.everywhere)}"]
        )

    def written(self) -> str:
        """The wish as text to keep; empty for none."""
        if self == NO_WISH:
            return ""
        saved = {
            "version": VERSION,
            "conditions": {name: write_condition(condition) for name, condition in self.conditions.items()},
            "everywhere": write_condition(self.everywhere) if self.everywhere is not None else "",
            "sort": [[key.column, key.descending] for key in self.sort],
        }
        return json.dumps(saved)


NO_WISH = Wish()


def read_wish(text: str) -> Wish:
    """The wish that was kept; what cannot be read of it is left out."""
    try:
        saved: Any = json.loads(text or "{}")
        if saved.get("version") != VERSION:
            return NO_WISH
        found = {str(name): _condition(typed) for name, typed in saved["conditions"].items()}
        conditions = {name: condition for name, condition in found.items() if condition is not None}
        sort = tuple(SortKey(str(column), bool(descending)) for column, descending in saved["sort"])
        return Wish(MappingProxyType(conditions), _condition(saved["everywhere"]), sort)
    except (ValueError, KeyError, TypeError, AttributeError):
        return NO_WISH


def _condition(typed: object) -> Condition | None:
    found = read_condition(str(typed))
    return None if isinstance(found, Unclear) else found
