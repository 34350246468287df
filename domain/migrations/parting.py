"""One key as several, and several as one; a value goes only where all of it has come to its new place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from typing_extensions import override

from domain.bulk.texts import is_empty, text_of, write
from domain.fields import Field
from domain.keys import check_key
from domain.metadata import Cell, same_value
from domain.migrations.migration import NOTHING, Clash, Filled, Migration, placed
from domain.migrations.schema_steps import given, gone
from domain.reading import Invalid
from domain.schema import read_field
from domain.schema_edits import Raw, SchemaRefused

How = Literal["first", "join"]


@dataclass(frozen=True, slots=True)
class SplitKey(Migration):
    """The text under `key`, cut at `separator` (spaces where it is empty), each part into a key of `into`.

    `into`: key -> its wire form, in the order of the parts; the last one takes all that is left. `keep`: the whole
    text stays under `key` as well.
    """

    key: str
    into: Mapping[str, Mapping[str, Any]]
    separator: str = ","
    keep: bool = False
    clash: Clash = "leave"

    @property
    @override
    def title(self) -> str:
        return f"Split {self.key} into {', '.join(self.into)}"

    @property
    @override
    def one_step(self) -> bool:
        return self.keep

    @override
    def reads(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(key for key in keys if key == self.key or key in self.into)

    @override
    def widen(self, raw: Raw) -> dict[str, Any]:
        _check(self.into, self.key)
        if len(self.into) < 2:
            raise SchemaRefused("Say into which keys the text shall be split: at least two.")
        widened = dict(raw)
        for key, form in self.into.items():
            widened = given(widened, key, dict(form))
        return widened

    @override
    def narrow(self, raw: Raw) -> dict[str, Any]:
        return dict(raw) if self.keep else gone(raw, self.key)

    @override
    def fill(self, cells: Mapping[str, str]) -> Filled:
        changes: dict[str, Cell] = {}
        cell = cells.get(self.key)
        parts = self._parts(cell)
        if not parts and not is_empty(cell):
            return Filled(left={self.key: "There is nothing between the separators."})
        for key, text in parts:
            part = write(text, read_field(self.into[key]))
            there = cells.get(key)
            outcome = part if isinstance(part, Invalid) else placed(there, part, self.clash, key)
            if isinstance(outcome, Invalid):
                return Filled(left={self.key: outcome.reason})
            if outcome != there:
                changes[key] = outcome
        return Filled(changes) if changes else NOTHING

    @override
    def clear(self, cells: Mapping[str, str]) -> dict[str, Cell]:
        cell = cells.get(self.key)
        if self.keep or cell is None or self.fill(cells) is not NOTHING:
            return {}
        return {self.key: None}

    def _parts(self, cell: Cell) -> list[tuple[str, str]]:
        """Key and text of each part there is."""
        if cell is None or is_empty(cell):
            return []
        texts = text_of(cell).split(self.separator or None, len(self.into) - 1)
        return [(key, text.strip()) for key, text in zip(self.into, texts, strict=False) if text.strip()]


@dataclass(frozen=True, slots=True)
class MergeKeys(Migration):
    """The values of `keys` under `into`: the first that is there, or all of them joined as text.

    `clash` says what happens where two of them differ (`keep`: the one under `into` wins, or else the first).
    """

    keys: tuple[str, ...]
    into: str
    form: Mapping[str, Any]
    how: How = "first"
    separator: str = " "
    clash: Clash = "leave"

    @property
    @override
    def title(self) -> str:
        return f"Merge {', '.join(self._sources)} into {self.into}"

    @override
    def reads(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(key for key in keys if key in self.keys or key == self.into)

    @override
    def widen(self, raw: Raw) -> dict[str, Any]:
        if not self._sources:
            raise SchemaRefused("Say which keys shall be merged.")
        if self.how == "join" and self.into in self.keys:
            raise SchemaRefused("Texts are joined into a key that is none of them. Choose another name.")
        refusal = check_key(self.into)
        if refusal:
            raise SchemaRefused(refusal)
        return given(raw, self.into, dict(self.form))

    @override
    def narrow(self, raw: Raw) -> dict[str, Any]:
        narrowed = dict(raw)
        for key in self._sources:
            narrowed = gone(narrowed, key)
        return narrowed

    @override
    def fill(self, cells: Mapping[str, str]) -> Filled:
        held = [(key, cells[key]) for key in self.keys if key in cells and not is_empty(cells[key])]
        if not any(key != self.into for key, _ in held):
            return NOTHING
        wanted, first = self._wanted([cell for _, cell in held]), next(key for key, _ in held if key != self.into)
        if isinstance(wanted, Invalid):
            return Filled(left={first: wanted.reason})
        there = cells.get(self.into)
        outcome = wanted if wanted is None else placed(there, wanted, self.clash, self.into)
        if isinstance(outcome, Invalid):
            return Filled(left={first: outcome.reason})
        return NOTHING if outcome == there else Filled({self.into: outcome})

    @override
    def clear(self, cells: Mapping[str, str]) -> dict[str, Cell]:
        if self.fill(cells) is not NOTHING:
            return {}
        return {key: None for key in self._sources if key in cells}

    @property
    def _sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for key in self.keys if key != self.into))

    def _wanted(self, held: Sequence[str]) -> Cell | Invalid:
        kind = read_field(self.form)
        if self.how == "join":
            return write(self.separator.join(map(text_of, held)), kind)
        winner = _fitted(held[0], kind)
        if self.clash != "leave" or isinstance(winner, Invalid):
            return winner
        fitted = (_fitted(cell, kind) for cell in held[1:])
        same = all(not isinstance(cell, Invalid) and same_value(cell, winner) for cell in fitted)
        return winner if same else Invalid("Its values under these keys differ.")


def _fitted(cell: str, kind: Field) -> Cell | Invalid:
    return write(text_of(cell), kind) if isinstance(kind.check(cell), Invalid) else cell


def _check(keys: Iterable[str], source: str) -> None:
    for key in keys:
        refusal = check_key(key)
        if refusal:
            raise SchemaRefused(f"{key}: {refusal}" if key else refusal)
        if key == source:
            raise SchemaRefused(f'"{key}" can\'t be split into itself. Choose another name.')
