"""The report of a check as values: what is invalid, unknown and missing under each key, for a person or a pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from controllers.exchange.gathering import confirmed_values
from domain.metadata import CLEARED
from domain.problems import Kind, Rule, Severity
from domain.reading import Invalid
from domain.schema import Schema
from domain.shaped_fields import DeletedType, UntypedField
from models.checking import KIND_MASK, KINDS, CheckedColumn, check_column
from models.column_spec import key_columns
from models.findings import Finding, report
from models.metadata_frame import MetadataFrame

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Example:
    """One item where it can be seen: its uuid and name, the JSON text of its value, and what is wrong with it."""

    uuid: str
    name: str
    value: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule broken under one key by some items; `key` is empty for metadata that cannot be read."""

    key: str
    rule: str
    severity: str
    items: int
    note: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A key of the schema that items do not have, or have without a value."""

    key: str
    absent: int
    cleared: int


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything found in a folder: `invalid` breaks the schema, `unknown` are keys it does not have (any more).

    `doubtful` is what the schema allows and people regret. `clean`: nothing is invalid, unknown or unreadable; what is
    missing or doubtful is told and is no fault.
    """

    platform: str
    folder: str
    name: str
    items: int
    invalid: tuple[Problem, ...]
    unknown: tuple[Problem, ...]
    doubtful: tuple[Problem, ...]
    missing: tuple[Missing, ...]

    @property
    def clean(self) -> bool:
        """Whether a pipeline may go on."""
        return not self.invalid and not self.unknown

    def to_json(self) -> str:
        """The report as JSON, with `clean` among it."""
        whole = {"clean": self.clean, **msgspec.to_builtins(self)}
        return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()


_UNKNOWN = frozenset({Rule.UNKNOWN_KEY, Rule.DELETED_KEY})


def check(frame: MetadataFrame, schema: Schema, platform: str, folder: str, name: str) -> CheckReport:
    """Check every value of every key as the platform confirmed it; for a lane."""
    specs = key_columns(frame.keys, schema)
    columns = [check_column(confirmed_values(frame, spec)) for spec in specs]
    found = report(columns, frame.unreadable_rows(), frame.rows, schema).findings
    problems = [(finding, _problem(finding, frame, schema)) for finding in found]
    graves = tuple(problem for finding, problem in problems if finding.rule.severity is Severity.ERROR)
    unknown = tuple(problem for finding, problem in problems if finding.rule in _UNKNOWN)
    doubtful = tuple(problem for _, problem in problems if problem not in graves and problem not in unknown)
    return CheckReport(platform, folder, name, frame.rows, graves, unknown, doubtful, _missing(columns))


def _problem(finding: Finding, frame: MetadataFrame, schema: Schema) -> Problem:
    rule = finding.rule
    rows = () if rule.of_key else finding.rows[:EXAMPLES].tolist()
    examples = tuple(_example(row, finding.key, frame, schema) for row in rows)
    return Problem(finding.key, rule.title, rule.severity.value, finding.items, finding.note, examples)


def _example(row: int, key: str, frame: MetadataFrame, schema: Schema) -> Example:
    uuid, name = frame.uuid(row), frame.name(row)
    if not key:
        return Example(uuid, name, None, frame.unreadable(row) or "")
    cell = frame.confirmed(row, key)
    reading = schema.field(key).check(cell or CLEARED)
    return Example(uuid, name, cell, reading.reason if isinstance(reading, Invalid) else "")


def _missing(columns: Sequence[CheckedColumn]) -> tuple[Missing, ...]:
    counted: list[Missing] = []
    for column in columns:
        if isinstance(column.field, UntypedField | DeletedType):
            continue
        kinds = np.bincount(column.marks & KIND_MASK, minlength=len(KINDS))
        absent, cleared = int(kinds[KINDS.index(Kind.ABSENT)]), int(kinds[KINDS.index(Kind.NULL)])
        if absent or cleared:
            counted.append(Missing(column.key, absent, cleared))
    return tuple(counted)
