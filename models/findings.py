"""What is wrong with a table, gathered from its checked columns by key and rule; and the types keys really hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.keys import RESERVED_PREFIX, RESERVED_WORD, check_key, fold
from domain.problems import Kind, Rule, Severity
from domain.schema import Schema
from domain.shaped_fields import DeletedType, UntypedField, describe
from models.checking import KIND_MASK, KINDS, RULE_SHIFT, RULES, CheckedColumn
from models.distinct import chunks_of

Rows = npt.NDArray[np.int64]

_VALUES = (Kind.TEXT, Kind.NUMBER, Kind.BOOLEAN, Kind.LIST, Kind.OBJECT)
_PRESENT = tuple(kind for kind in Kind if kind is not Kind.ABSENT)
_SAID = {
    Kind.BOOLEAN: "true or false",
    Kind.NUMBER: "numbers",
    Kind.TEXT: "text",
    Kind.LIST: "lists",
    Kind.OBJECT: "objects",
}
_TYPE_MARKS = np.arange(256) & KIND_MASK
_ABSENT_MARKS = np.equal(_TYPE_MARKS, KINDS.index(Kind.ABSENT))
_RULE_MARKS = np.arange(256) >> RULE_SHIFT


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """One rule broken under one key, by how many `items`; their rows are looked up when they are asked for.

    `key` is empty for items whose metadata cannot be read; `note` is a sentence. `kinds`: what JSON the values in
    question are, where that alone makes them a problem.
    """

    key: str
    rule: Rule
    items: int
    source: CheckedColumn | Rows
    note: str = ""
    kinds: Sequence[Kind] = ()

    @property
    def count(self) -> int:
        """How many problems it is: a key's own is one, however many items have the key."""
        return 1 if self.rule.of_key else self.items

    @property
    def rows(self) -> Rows:
        """The rows of the frame, in the order of arrival; for a key's own problem, those that have the key."""
        if not isinstance(self.source, CheckedColumn):
            return self.source
        return self.source.of_kinds(self.kinds) if self.kinds else self.source.rows(self.rule)

    def holds(self, row: int) -> bool:
        """Whether a row is among those found."""
        if not isinstance(self.source, CheckedColumn):
            at = int(np.searchsorted(self.source, row))
            return at < len(self.source) and int(self.source[at]) == row
        mark = int(self.source.marks[row])
        return KINDS[mark & KIND_MASK] in self.kinds if self.kinds else RULES[mark >> RULE_SHIFT] is self.rule


@dataclass(frozen=True, slots=True)
class KeyTypes:
    """What JSON a key really holds: how many values of each kind; `wanted` is the schema's word for its type."""

    key: str
    wanted: str
    counts: Mapping[Kind, int]

    @property
    def drifts(self) -> bool:
        """Whether its values are of more than one type."""
        return sum(self.counts.get(kind, 0) > 0 for kind in _VALUES) > 1


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """Everything found in `items` items. `marked`: for each row of the frame, whether a value of it is a problem."""

    items: int
    findings: Sequence[Finding]
    types: Sequence[KeyTypes]
    marked: npt.NDArray[np.bool_]

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many problems are warnings."""
        return self._count(Severity.WARNING)

    @property
    def count(self) -> int:
        """How many problems there are."""
        return self.errors + self.warnings

    def _count(self, severity: Severity) -> int:
        return sum(finding.count for finding in self.findings if finding.rule.severity is severity)


def report(columns: Sequence[CheckedColumn], unreadable: Rows, rows: int, schema: Schema, *, gone: int = 0) -> Report:
    """Gather what was found in `rows` rows, `gone` of them no items any more; for a lane. Graver keys come first."""
    own = [column for column in columns if not column.key.startswith(RESERVED_PREFIX)]
    tallies = {column.key: column.tally() for column in own}
    held = [column for column in own if _values(tallies[column.key])]
    twins = _by_look([*schema.live_keys(), *(column.key for column in held)])
    findings = [Finding("", Rule.UNREADABLE, len(unreadable), unreadable)] if len(unreadable) else []
    for column in held:
        found = [*_of_values(column, tallies[column.key]), *_of_key(column, tallies[column.key], twins, schema)]
        findings += sorted(found, key=lambda one: one.rule.severity is not Severity.ERROR)
    types = tuple(_types(column, tallies[column.key]) for column in held)
    return Report(rows - gone, tuple(_graver_first(findings)), types, _marked(findings, rows))


def _marked(findings: Sequence[Finding], rows: int) -> npt.NDArray[np.bool_]:
    marked = np.zeros(rows, np.bool_)
    for finding in findings:
        if not finding.rule.of_key:
            marked[finding.rows] = True
    return marked


def unreadable_rows(why: Any) -> Rows:
    """The rows whose metadata could not be read when they came, from the Arrow column that says why."""
    return np.flatnonzero(chunks_of(why).is_valid().to_numpy())


def _values(tally: npt.NDArray[np.int64]) -> int:
    """How many items have the key, with a value or cleared."""
    return int(tally.sum() - tally[_ABSENT_MARKS].sum())


def _by_look(keys: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Keys by what a hurried reader sees of them, each once."""
    alike: dict[str, dict[str, None]] = {}
    for key in keys:
        alike.setdefault(fold(key), {})[key] = None
    return {look: tuple(same) for look, same in alike.items()}


def _of_values(column: CheckedColumn, tally: npt.NDArray[np.int64]) -> list[Finding]:
    broken = np.bincount(_RULE_MARKS, weights=tally, minlength=len(RULES)).astype(np.int64)
    found = [Finding(column.key, rule, int(broken[at]), column) for at, rule in enumerate(RULES) if rule and broken[at]]
    counts = _counts(tally)
    kinds = [kind for kind in _VALUES if kind in counts]
    if type(column.field) is UntypedField and len(kinds) > 1:
        usual = max(kinds, key=lambda kind: counts[kind])
        others = tuple(kind for kind in kinds if kind is not usual)
        items = sum(counts[kind] for kind in others)
        note = f"Most values of this key are {_SAID[usual]}."
        found.append(Finding(column.key, Rule.MIXED_TYPES, items, column, note, others))
    return found


def _of_key(
    column: CheckedColumn, tally: npt.NDArray[np.int64], twins: Mapping[str, Sequence[str]], schema: Schema
) -> list[Finding]:
    key, found = column.key, list[tuple[Rule, str]]()
    if key == RESERVED_WORD:
        return []  # the frames of interest of a video: in no schema, and yet the platform's own
    refusal = check_key(key)
    if refusal is not None:
        found.append((Rule.BAD_KEY, refusal))
    if isinstance(column.field, DeletedType):
        found.append((Rule.DELETED_KEY, "The items still have its values."))
    elif schema.fields and key not in schema.fields:
        found.append((Rule.UNKNOWN_KEY, "Its values are kept, but there is no type to check them by."))
    others = [twin for twin in twins[fold(key)] if twin != key]
    if others and (key not in schema.fields or any(other in schema.fields for other in others)):
        names = ", ".join(f'"{other}"' for other in others)
        found.append((Rule.LOOK_ALIKE, f"It differs from {names} only in case, spacing or separators."))
    return [Finding(key, rule, _values(tally), column, note, _PRESENT) for rule, note in found]


def _counts(tally: npt.NDArray[np.int64]) -> Mapping[Kind, int]:
    summed = np.bincount(_TYPE_MARKS, weights=tally, minlength=len(KINDS)).astype(np.int64)
    return MappingProxyType({kind: int(summed[place]) for place, kind in enumerate(KINDS) if summed[place]})


def _types(column: CheckedColumn, tally: npt.NDArray[np.int64]) -> KeyTypes:
    return KeyTypes(column.key, describe(column.field), _counts(tally))


def _graver_first(findings: Sequence[Finding]) -> list[Finding]:
    """Keys with errors before keys that have none, else in the order given."""
    grave = {finding.key for finding in findings if finding.rule.severity is Severity.ERROR}
    return sorted(findings, key=lambda one: one.key not in grave)
