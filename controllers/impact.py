"""What a change of the schema does to values, as it is told: how many, where, which, and what here names the key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from controllers.key_mentions import Mention
from domain.schema import read_field
from domain.schema_changes import SchemaChange
from domain.shaped_fields import UntypedField, describe
from models.loaded_values import Rows
from models.repairing import Counted
from models.retype_impact import Turning


@dataclass(frozen=True, slots=True)
class Example:
    """A value that becomes invalid, as JSON text, and the item that has it."""

    item: str
    name: str
    folder: str
    cell: str


@dataclass(frozen=True, slots=True)
class FolderCount:
    """A folder and how many of its values become invalid."""

    uuid: str
    name: str
    count: int


def _no_rows() -> Mapping[int, Rows]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Impact:
    """What becomes of `checked` values of one key. `samples`: those becoming invalid, the most frequent first.

    `rows`: the rows of those by the number of the open table, for a look at what is loaded; `folders` and `examples`:
    where those are, for a look at every folder. `where` is said after the numbers: "in the open tables". `problem`:
    a sentence why not everything was looked at; `remark`: one on what does not count.
    """

    key: str
    checked: int
    becoming_invalid: int
    samples: tuple[Counted, ...]
    named_by: tuple[Mention, ...]
    still_invalid: int = 0
    becoming_valid: int = 0
    rows: Mapping[int, Rows] = field(default_factory=_no_rows)
    where: str = ""
    told: str = ""
    problem: str = ""
    remark: str = ""
    folders: tuple[FolderCount, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything was looked at."""
        return not self.problem

    @property
    def sentence(self) -> str:
        """`number → datetime: 1,204 of 9,880 values in the open tables become invalid.`"""
        return " ".join(filter(None, (self.told, self.problem, self.remark)))


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many values become what."""

    checked: int
    becoming_invalid: int
    still_invalid: int
    becoming_valid: int


def turning_of(change: SchemaChange) -> Turning:
    """From which type to which a change turns its key; none where the schema does not have it."""
    return Turning(_field(change.before), _field(change.after))


def told(change: SchemaChange, numbers: Numbers, where: str) -> str:
    """The impact in a sentence or two."""
    values = _values(numbers.checked)
    if change.kind in {"delete", "hard delete"}:
        return _of_deletion(change, numbers.checked, values, where)
    turn = _turn(change)
    if not numbers.checked:
        return f"{turn}: no item has a value {where}."
    parts = [f"{turn}: {_main(change, numbers, values, where)}"]
    if numbers.still_invalid:
        more = numbers.still_invalid
        parts.append(f"{more:,} more {_one(more, 'is', 'are')} invalid already and {_one(more, 'stays', 'stay')} so.")
    if numbers.becoming_valid:
        good = numbers.becoming_valid
        parts.append(f"{good:,} that {_one(good, 'is', 'are')} invalid now {_one(good, 'becomes', 'become')} valid.")
    return " ".join(parts)


def _main(change: SchemaChange, numbers: Numbers, values: str, where: str) -> str:
    bad = numbers.becoming_invalid
    if change.kind == "add":
        fits = f"{_all(values)} {where} {_one(numbers.checked, 'fits', 'fit')}."
        return f"{bad:,} of {values} {where} {_one(bad, 'does', 'do')} not fit." if bad else fits
    if bad:
        return f"{bad:,} of {values} {where} {_one(bad, 'becomes', 'become')} invalid."
    if numbers.still_invalid:
        return f"no value {where} becomes invalid."
    return f"{_all(values)} {where} {_one(numbers.checked, 'stays', 'stay')} valid."


def _of_deletion(change: SchemaChange, checked: int, values: str, where: str) -> str:
    if not checked:
        return f"No item has a value {where}."
    stay = f"{values} {where} {_one(checked, 'stays on its item', 'stay on their items')}, without a type."
    return stay + (" No item can ever be filtered by the key again." if change.kind == "hard delete" else "")


def _turn(change: SchemaChange) -> str:
    before, after = _field(change.before), _field(change.after)
    if change.kind == "add" or isinstance(before, UntypedField):
        return describe(after)
    return f"{describe(before)} → {describe(after)}"


def _field(form: Any) -> Any:
    return UntypedField() if form is None else read_field(form)


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count:,} values"


def _all(values: str) -> str:
    return f"the {values}" if values.startswith("1 ") else f"all {values}"


def _one(count: int, one: str, many: str) -> str:
    return one if count == 1 else many
