"""The steps of a migration in words: what each does, and how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from controllers.migration_reading import Where
from domain.migrations.migration import Migration
from domain.migrations.schema_steps import is_deleted
from domain.schema import read_field
from models.migration_log import SchemaMove

StepName: TypeAlias = Literal["widen", "fill", "clear", "narrow", "unnarrow", "unvalues", "unwiden", "done", "left"]
StepState: TypeAlias = Literal["waiting", "running", "done", "stopped", "skipped"]

FORWARD: tuple[StepName, ...] = ("widen", "fill", "clear", "narrow")
BACKWARD: tuple[StepName, ...] = ("unnarrow", "unvalues", "unwiden")
OF_VALUES: frozenset[StepName] = frozenset({"fill", "clear", "unvalues"})

TITLES: dict[StepName, str] = {
    "widen": "Schema: make room for the new values",
    "fill": "Values: write the new ones, and read them back",
    "clear": "Values: take the old ones off, where the new ones are there",
    "narrow": "Schema: delete what no item needs any more",
    "unnarrow": "Schema: bring back what was deleted",
    "unvalues": "Values: put the old ones back, the last first",
    "unwiden": "Schema: delete what was added",
    "done": "Done",
    "left": "Left",
}


@dataclass(slots=True)
class Step:
    """One step. `told`: what came of it, or why it stopped."""

    name: StepName
    state: StepState = "waiting"
    told: str = ""

    @property
    def title(self) -> str:
        """What it does."""
        return TITLES[self.name]


def steps_of(migration: Migration | None, where: Where) -> list[Step]:
    """The steps, in their order; without a migration, those that take one back."""
    if migration is None:
        return [Step(name) for name in BACKWARD]
    steps = [Step(name) for name in FORWARD if name != "clear" or not migration.one_step]
    if not where.everywhere:
        steps[-1].told = "Only what is open is looked at, so nothing is deleted from the schema."
    return steps


def at(steps: list[Step], stage: str) -> list[Step]:
    """The same steps of a migration that has come to a stage."""
    here = next((number for number, step in enumerate(steps) if step.name == stage), len(steps))
    for step in steps[:here]:
        step.state = "done"
    return steps


def back_moves(schema: Mapping[str, Sequence[SchemaMove]], name: str) -> list[SchemaMove]:
    """What a step back has to take back of what was changed: a type before its values come back, the rest after."""
    widened = schema.get("widen", ())
    first = [*schema.get("narrow", ()), *(move for move in widened if _is_retype(move))]
    return first if name == "unnarrow" else [move for move in widened if not _is_retype(move)]


def _is_retype(move: SchemaMove) -> bool:
    if move.before is None or move.after is None or is_deleted(move.before):
        return False
    return read_field(move.before).name != read_field(move.after).name
