"""Another name for a key, or for everything in a namespace: the value is copied, and only then the old key goes."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from typing_extensions import override

from domain.keys import RESERVED_PREFIX, check_key
from domain.metadata import Cell
from domain.migrations.migration import NOTHING, Clash, Filled, Migration, placed
from domain.migrations.schema_steps import given, gone, is_deleted
from domain.reading import Invalid
from domain.schema_edits import Raw, SchemaRefused


class _Renaming(Migration):
    """Keys that get another name, each by itself."""

    __slots__ = ()

    clash: Clash

    @abstractmethod
    def target(self, key: str) -> str | None:
        """The new name of a key; None for a key that keeps its name."""

    @override
    def widen(self, raw: Raw) -> dict[str, Any]:
        widened = dict(raw)
        for key, form in raw.items():
            target = self.target(key)
            if target is not None and not is_deleted(form):
                widened = given(widened, target, form)
        return widened

    @override
    def narrow(self, raw: Raw) -> dict[str, Any]:
        narrowed = dict(raw)
        for key in raw:
            if self.target(key) is not None:
                narrowed = gone(narrowed, key)
        return narrowed

    @override
    def fill(self, cells: Mapping[str, str]) -> Filled:
        changes: dict[str, Cell] = {}
        left: dict[str, str] = {}
        for key, cell in cells.items():
            target = self.target(key)
            if target is None:
                continue
            there = cells.get(target)
            outcome = self._placed(there, cell, target)
            if isinstance(outcome, Invalid):
                left[key] = outcome.reason
            elif outcome != there:
                changes[target] = outcome
        return Filled(changes, left) if changes or left else NOTHING

    @override
    def clear(self, cells: Mapping[str, str]) -> dict[str, Cell]:
        old = {key: target for key in cells if (target := self.target(key)) is not None}
        return {key: None for key, target in old.items() if self._is_there(cells, key, target)}

    def _is_there(self, cells: Mapping[str, str], key: str, target: str) -> bool:
        there = cells.get(target)
        return there is not None and self._placed(there, cells[key], target) == there

    def _placed(self, there: Cell, cell: str, target: str) -> Cell | Invalid:
        return placed(there, cell, self.clash, target)


@dataclass(frozen=True, slots=True)
class RenameKey(_Renaming):
    """One key."""

    old: str
    new: str
    clash: Clash = "leave"

    @property
    @override
    def title(self) -> str:
        return f"Rename {self.old} to {self.new}"

    @override
    def reads(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(key for key in keys if key in {self.old, self.new})

    @override
    def target(self, key: str) -> str | None:
        return self.new if key == self.old else None

    @override
    def widen(self, raw: Raw) -> dict[str, Any]:
        _check(self.old, self.new)
        return super(RenameKey, self).widen(raw)


@dataclass(frozen=True, slots=True)
class RenameNamespace(_Renaming):
    """Everything in a namespace, as deep as it goes; an empty new name takes its keys out of it."""

    old: str
    new: str
    clash: Clash = "leave"

    @property
    @override
    def title(self) -> str:
        return f"Move {self.old}. to {self.new}." if self.new else f"Take everything out of {self.old}."

    @override
    def reads(self, keys: Iterable[str]) -> tuple[str, ...]:
        known = tuple(keys)
        targets = {self.target(key) for key in known}
        return tuple(key for key in known if key in targets or self.target(key) is not None)

    @override
    def target(self, key: str) -> str | None:
        start = f"{self.old}."
        if not key.startswith(start) or key.startswith(RESERVED_PREFIX):
            return None
        rest = key[len(start) :]
        return f"{self.new}.{rest}" if self.new else rest

    @override
    def widen(self, raw: Raw) -> dict[str, Any]:
        if not self.old:
            raise SchemaRefused("Say which namespace shall be moved.")
        if self.new == self.old or self.new.startswith(f"{self.old}."):
            raise SchemaRefused(f'"{self.new}" lies inside "{self.old}". Move it to a place outside of itself.')
        for key in raw:
            target = self.target(key)
            if target is not None:
                _check(key, target)
                if self.target(target) is not None:
                    raise SchemaRefused(f'"{key}" would become "{target}", which is in the namespace that is moved.')
        return super(RenameNamespace, self).widen(raw)

    @override
    def fill(self, cells: Mapping[str, str]) -> Filled:
        filled = super(RenameNamespace, self).fill(cells)
        wrong = {key: sentence for key in cells if (sentence := self._refusal(key))}
        if not wrong:
            return filled
        targets = {self.target(key) for key in wrong}
        changes = {key: cell for key, cell in filled.changes.items() if key not in targets}
        return Filled(changes, {**filled.left, **wrong})

    @override
    def clear(self, cells: Mapping[str, str]) -> dict[str, Cell]:
        cleared = super(RenameNamespace, self).clear(cells)
        return {key: cell for key, cell in cleared.items() if not self._refusal(key)}

    def _refusal(self, key: str) -> str:
        """Why a key that no schema knows keeps its name."""
        target = self.target(key)
        if target is None:
            return ""
        if self.target(target) is not None:
            return f'"{target}" would lie in the namespace that is moved.'
        return check_key(target) or ""


def _check(old: str, new: str) -> None:
    refusal = check_key(new)
    if refusal:
        raise SchemaRefused(refusal)
    if old == new:
        raise SchemaRefused("The new name is the old one.")
