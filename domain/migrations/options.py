"""Options of an enum under another name, several as one, or gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from typing_extensions import override

from domain.bulk.texts import quoted, text_of
from domain.metadata import Cell
from domain.migrations.migration import NOTHING, Filled, Migration, rested
from domain.migrations.schema_steps import is_live
from domain.reading import quote
from domain.schema import EnumType, read_field
from domain.schema_edits import Raw, SchemaRefused, add_options
from domain.schema_text import with_member


@dataclass(frozen=True, slots=True)
class ChangeOptions(Migration):
    """`into`: option -> the one its values get; "" for one that goes, and `rest` says what becomes of its values.

    Several options with one target are merged.
    """

    key: str
    into: Mapping[str, str]
    rest: Literal["clear", "remove"] = "clear"

    @property
    @override
    def title(self) -> str:
        if len(self.into) == 1:
            old, new = next(iter(self.into.items()))
            return f"Rename {old} to {new} in {self.key}" if new else f"Remove {old} from {self.key}"
        return f"Change {len(self.into)} options of {self.key}"

    @property
    @override
    def one_step(self) -> bool:
        return True

    @override
    def reads(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(key for key in keys if key == self.key)

    @override
    def widen(self, raw: Raw) -> dict[str, Any]:
        self._check(_options(raw, self.key))
        there = _options(raw, self.key)
        new = [option for option in dict.fromkeys(self.into.values()) if option and option not in there]
        return add_options(raw, self.key, new) if new else dict(raw)

    @override
    def narrow(self, raw: Raw) -> dict[str, Any]:
        if not is_live(raw, self.key):
            return dict(raw)
        kept = [option for option in _options(raw, self.key) if option not in self.into]
        if not kept:
            raise SchemaRefused("An enum needs at least one option. Delete the key instead.")
        return {**raw, self.key: with_member(raw[self.key], "values", kept)}

    @override
    def fill(self, cells: Mapping[str, str]) -> Filled:
        cell = cells.get(self.key)
        if cell is None or not cell.startswith('"'):
            return NOTHING
        new = self.into.get(text_of(cell))
        if new is None:
            return NOTHING
        return Filled({self.key: quoted(new) if new else rested(self.rest)})

    @override
    def clear(self, cells: Mapping[str, str]) -> dict[str, Cell]:
        return {}

    def _check(self, options: tuple[str, ...]) -> None:
        if not self.into:
            raise SchemaRefused("Say what shall become of an option.")
        unknown = [option for option in self.into if option not in options]
        if unknown:
            raise SchemaRefused(f'"{self.key}" has no option {quote(unknown[0])}.')
        both = [new for new in self.into.values() if new in self.into]
        if both:
            raise SchemaRefused(
                f"{quote(both[0])} would go and be the new name of another one. Do one after the other."
            )
        if not any(self.into.values()) and set(options) <= set(self.into):
            raise SchemaRefused("An enum needs at least one option. Delete the key instead.")


def _options(raw: Raw, key: str) -> tuple[str, ...]:
    kind = read_field(raw.get(key)) if is_live(raw, key) else None
    if not isinstance(kind, EnumType):
        raise SchemaRefused(f'"{key}" is not an enum.')
    return kind.options
