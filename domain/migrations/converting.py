"""Another type for a key: its values are converted by a rule, in their place or into another key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from typing_extensions import override

from domain.fields import Field
from domain.keys import check_key
from domain.metadata import CLEARED, Cell
from domain.migrations.conversions import Conversion
from domain.migrations.migration import NOTHING, Clash, Filled, Migration, Rest, placed, rested
from domain.migrations.schema_steps import given, gone, is_live
from domain.reading import Invalid, Valid
from domain.schema import read_field
from domain.schema_edits import Raw, SchemaRefused, retype


@dataclass(frozen=True, slots=True)
class ConvertKey(Migration):
    """`form`: the wire form of the new type; `how`: the rule; `rest`: what becomes of values that don't convert.

    With `into` another key than `key` the values move there, and what does not convert stays under the old key.
    """

    key: str
    form: Mapping[str, Any]
    how: Conversion
    rest: Rest = "leave"
    into: str = ""
    clash: Clash = "leave"

    @property
    def target(self) -> str:
        """The key the converted values are under."""
        return self.into or self.key

    @property
    def in_place(self) -> bool:
        """Whether the key keeps its name."""
        return self.target == self.key

    @property
    @override
    def title(self) -> str:
        word = read_field(self.form).name
        return f"Change {self.key} to {word}" if self.in_place else f"Convert {self.key} into {self.into} ({word})"

    @property
    @override
    def one_step(self) -> bool:
        return self.in_place

    @override
    def reads(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(key for key in keys if key in {self.key, self.target})

    @override
    def widen(self, raw: Raw) -> dict[str, Any]:
        if not self.in_place:
            refusal = check_key(self.into)
            if refusal:
                raise SchemaRefused(refusal)
            return given(raw, self.into, self.form)
        if not is_live(raw, self.key):
            raise SchemaRefused(f'"{self.key}" is not in the schema. Add it with the new type instead.')
        return dict(raw) if raw[self.key] == self.form else retype(raw, self.key, self.form)

    @override
    def narrow(self, raw: Raw) -> dict[str, Any]:
        return dict(raw) if self.in_place else gone(raw, self.key)

    @override
    def fill(self, cells: Mapping[str, str]) -> Filled:
        cell = cells.get(self.key)
        if cell is None:
            return NOTHING
        outcome = self._converted(cell, read_field(self.form))
        if isinstance(outcome, Invalid):
            return self._unconverted(outcome)
        there = cells.get(self.target)
        settled = outcome if self.in_place or outcome is None else placed(there, outcome, self.clash, self.target)
        if isinstance(settled, Invalid):
            return Filled(left={self.key: settled.reason})
        return NOTHING if settled == there else Filled({self.target: settled})

    @override
    def clear(self, cells: Mapping[str, str]) -> dict[str, Cell]:
        if self.in_place or self.key not in cells or self.fill(cells) is not NOTHING:
            return {}
        return {self.key: None}

    def _converted(self, cell: str, kind: Field) -> Cell | Invalid:
        if cell == CLEARED or isinstance(kind.check(cell), Valid):
            return cell
        outcome = self.how.convert(cell, kind)
        checked = kind.check(outcome) if isinstance(outcome, str) else outcome
        return checked if isinstance(checked, Invalid) else outcome

    def _unconverted(self, why: Invalid) -> Filled:
        if self.rest == "leave" or not self.in_place:
            return Filled(left={self.key: why.reason})
        return Filled({self.key: rested(self.rest)}, {self.key: why.reason})
