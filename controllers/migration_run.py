"""One migration from its review to its end, step by step: each is in the journal before the next begins."""

from collections.abc import Callable, Set
from contextlib import suppress
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from controllers.jobs import JobBoard
from controllers.migration_hold import Hold, Stopped
from controllers.migration_items import ValueStep
from controllers.migration_reading import Looking, Survey, Where
from controllers.migration_rules import rule_text
from controllers.migration_schema import SchemaSteps
from controllers.migration_steps import OF_VALUES, Step, StepName, at, back_moves, steps_of
from controllers.push_plan import Choices, Plan
from controllers.push_receipt import Receipt
from controllers.push_scope import Scope
from controllers.pushing import Pushing
from controllers.session import Session
from domain.changes import ChangeSet, PushMode
from domain.migrations.migration import Migration
from domain.migrations.schema_steps import taken_back
from domain.schema_edits import Raw, SchemaRefused
from models.journal import Journal
from models.journal_file import JournalRefused
from models.migration_log import MigrationLog, Record, SchemaMove
from wire.errors import Told


@dataclass(frozen=True, slots=True)
class Tools:
    """What a migration works with."""

    session: Session
    journal: Journal
    board: JobBoard
    looking: Looking
    pushing: Pushing
    schema: SchemaSteps

    @property
    def log(self) -> MigrationLog:
        """The migrations of the journal."""
        return MigrationLog(self.journal)


class MigrationRun(QObject):
    """Goes through the steps from where it is. `undone`: the migration it takes back, where it does.

    `stop` says why it stopped, in one sentence; it can go on later, also after Tagline was closed.
    """

    moved = Signal()
    """A step began or ended."""

    def __init__(self, tools: Tools, record: Record, migration: Migration | None, undone: Record | None = None) -> None:
        super().__init__()
        self._tools = tools
        self._migration = migration
        self._undone = undone
        self.record = record
        self.where = Where(record.folders, record.datasets)
        self.steps = at(steps_of(migration, self.where), record.stage)
        self.stop = ""
        self.running = False
        self.hold = Hold(tools.pushing)

    @property
    def done(self) -> bool:
        """Whether every step was taken."""
        return self.record.stage == "done"

    @property
    def migration(self) -> Migration | None:
        """What it does; None where it takes another one back."""
        return self._migration

    @property
    def begun(self) -> bool:
        """Whether it is in the journal."""
        return self.record.number > 0

    @property
    def needs_review(self) -> bool:
        """Whether values are to be written that a person should see first."""
        coming = [step.name for step in self.steps if step.state != "done"]
        return bool(coming) and (coming[0] in {"widen", "fill"} or "unvalues" in coming)

    async def survey(self, told: Callable[[Survey], None]) -> Survey | None:
        """Look for what the values' first step would change; None where it takes one back. Raises Told, OSError."""
        if self._migration is None:
            return None
        return await self._look(self._migration, "fill", told)

    async def review(self, survey: Survey | None) -> Plan:
        """What would be pushed first, item by item. Raises Told."""
        return await self._reviewed(self._first_changes(survey))

    async def go(self, plan: Plan | None, choices: Choices, left_out: Set[tuple[str, str]] = frozenset()) -> None:
        """Take the steps that are left. Nothing is raised that the world can refuse: `stop` says it.

        `left_out`: (item, key) pairs of the plan that stay as they are.
        """
        self.running, self.stop = True, ""
        self.hold.begin()
        self.moved.emit()
        try:
            await self._go(await self._without(plan, left_out), choices)
        except (SchemaRefused, JournalRefused, Told, OSError) as problem:
            self._stop(problem)
        finally:
            self.running = False
            self.moved.emit()

    def leave(self) -> None:
        """Do not go on with it: what was done stays, and can be undone. Raises JournalRefused."""
        self._keep("left", "It was left before its end.")

    async def _reviewed(self, changes: ChangeSet) -> Plan:
        """Values are checked by the schema as it is when they arrive."""
        base = self._tools.session.draft.base
        if self._migration is not None and self.record.stage not in {"widen", "fill"}:
            return await self._tools.pushing.review(changes, PushMode.MERGE, base)
        try:
            coming = self._edit("widen" if self._migration is not None else "unnarrow")(base.raw)
        except SchemaRefused as refused:
            raise Stopped(str(refused)) from refused
        return await self._tools.pushing.review(changes, PushMode.MERGE, base.edited(coming))

    async def _without(self, plan: Plan | None, left_out: Set[tuple[str, str]]) -> Plan | None:
        if plan is None or not left_out:
            return plan
        changes = ChangeSet([item.change for item in plan.items]).without(left_out)
        return await self._reviewed(changes)

    async def _go(self, plan: Plan | None, choices: Choices) -> None:
        if not self.begun:
            begun = replace(self.record, stage=self.steps[0].name)
            self.record = replace(begun, number=self._tools.log.begin(begun))
        while (step := self._next()) is not None:
            if self._tools.session.platform_key != self.record.platform:
                raise Stopped("Another platform was chosen meanwhile. It waits for the one it was begun on.")
            await self.hold.passed()
            step.state, step.told = "running", ""
            self.moved.emit()
            reason = await self._why_not(step.name)
            step.told = reason or await self._take(step.name, plan, choices)
            step.state = "skipped" if reason else "done"
            following = self._next()
            self._keep(following.name if following is not None else "done")
            self.moved.emit()

    def _next(self) -> Step | None:
        return next((step for step in self.steps if step.state not in {"done", "skipped"}), None)

    async def _take(self, name: StepName, plan: Plan | None, choices: Choices) -> str:
        if name in OF_VALUES:
            return await self._move_values(name, plan, choices)
        return await self._move_schema(name)

    # the schema

    async def _move_schema(self, name: StepName) -> str:
        count = await self._tools.schema.take(
            self.record.title, self._edit(name), lambda moves: self._note(name, moves)
        )
        return _keys(count)

    def _edit(self, name: StepName) -> "Callable[[Raw], dict[str, object]]":
        if self._migration is not None:
            return self._migration.widen if name == "widen" else self._migration.narrow
        moves = back_moves(self._undone.schema, name) if self._undone is not None else ()
        before = {move.key: move.before for move in moves if move.before is not None}
        after = {move.key: move.after for move in moves if move.after is not None}
        return lambda raw: taken_back(raw, before, after)

    async def _why_not(self, name: StepName) -> str:
        """Why the old stays in the schema; empty where no item the platform shows us needs it."""
        migration, base = self._migration, self._tools.session.draft.base.raw
        if name != "narrow" or migration is None or migration.narrow(base) == base:
            return ""
        if not self.where.everywhere:
            return "Only what is open was looked at, so the old stays in the schema."
        survey = await self._look(migration, "clear", lambda _: None)
        left = survey.remaining + survey.items
        hold = "holds" if left == 1 else "hold"
        return f"{_items(left)} still {hold} old values, so the old stays in the schema." if left else ""

    def _note(self, name: StepName, moves: tuple[SchemaMove, ...]) -> None:
        """Keep what a step changes in the schema before it is sent: the way back, also where it is cut short."""
        known = {move.key: move for move in self.record.schema.get(name, ())}
        for move in moves:
            first = known.get(move.key, move)
            known[move.key] = SchemaMove(move.key, first.before, move.after)
        self.record = replace(self.record, schema={**self.record.schema, name: tuple(known.values())})
        self._tools.log.keep(self.record)

    # the values

    async def _move_values(self, name: StepName, plan: Plan | None, choices: Choices) -> str:
        if name == "unvalues":
            return await self._put_back(plan, choices)
        if self._migration is None or (name == "fill" and plan is not None):
            return await self._push(plan, choices) if plan is not None else ""
        survey = await self._look(self._migration, _value_step(name), lambda _: None)
        return await self._push(await self.review(survey), {})

    async def _put_back(self, plan: Plan | None, choices: Choices) -> str:
        told: list[str] = []
        for number, receipt in enumerate(self._receipts()):
            if number or plan is None:
                again = await self._reviewed(receipt.inverse())
                told.append(await self._push(again, {}, receipt))
            else:
                told.append(await self._push(plan, choices, receipt))
        return " Then: ".join(told)

    async def _push(self, plan: Plan, choices: Choices, undone: Receipt | None = None) -> str:
        if not plan.items:
            return "Nothing was left to do."
        await self.hold.passed()
        scope = Scope(migrates=self.record.number, undoes=undone.push_id if undone is not None else None)
        receipt = await self._tools.pushing.push(plan, choices, scope)
        done = receipt.count("pushed") + receipt.count("already")
        rest = sum(receipt.all_counts().values()) - done
        if receipt.sentence or receipt.count("failed") or receipt.count("unknown") or receipt.count("mismatch"):
            why = receipt.sentence or next((each.sentence for each in receipt.urgent_first()), "")
            raise Stopped(f"{_items(done)} are done, {_items(rest)} are not. {why}")
        return f"{_items(done)}." + (f" {_items(rest)} were left out." if rest else "")

    def _first_changes(self, survey: Survey | None) -> ChangeSet:
        if survey is not None and survey.spool is not None:
            return survey.spool.change_set()
        first = next(iter(self._receipts()), None)
        return first.inverse() if first is not None else ChangeSet(())

    def _receipts(self) -> list[Receipt]:
        """What the migration that is taken back pushed, the last first."""
        if self._undone is None:
            return []
        number, journal = self._undone.number, self._tools.journal
        pushes = [each for each in journal.pushes(self._undone.platform) if Scope.read(each.scope).migrates == number]
        found = (self._tools.pushing.receipt(each.id) for each in sorted(pushes, key=lambda each: -each.id))
        return [receipt for receipt in found if receipt is not None and receipt.count("pushed")]

    async def _look(self, migration: Migration, step: ValueStep, told: Callable[[Survey], None]) -> Survey:
        job = self._tools.board.start(f"Looking through items: {self.record.title}", "items")
        try:
            return await self._tools.looking.through(migration, step, self.where, job, told)
        finally:
            job.finish()

    def _stop(self, problem: Exception) -> None:
        sentence = getattr(problem, "sentence", "") or str(problem)
        step = self._next()
        if step is not None:
            step.state, step.told = "stopped", sentence
        self.stop = sentence
        with suppress(JournalRefused):
            if self.begun:
                self._tools.log.keep(self.record)

    def _keep(self, stage: StepName, told: str = "") -> None:
        self.record = replace(self.record, stage=stage, told=told or self.record.told)
        self._tools.log.keep(self.record)


def _value_step(name: StepName) -> ValueStep:
    return "clear" if name == "clear" else "fill"


def new_record(session: Session, migration: Migration, where: Where) -> Record:
    """A migration that was not begun yet."""
    told = (session.platform_key, session.user, "", migration.title, rule_text(migration), "widen", "")
    return Record(0, *told, where.folders, where.datasets)


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count:,} items"


def _keys(count: int) -> str:
    if not count:
        return "The platform has all of it already."
    return "1 key changed." if count == 1 else f"{count:,} keys changed."
