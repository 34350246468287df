"""Staged edits to the platform: reviewed, sent in chunks with a ledger, read back, and told item by item."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from controllers.interruptions import Unfinished, close_interrupted, stock_of, tell_interrupted, unfinished
from controllers.jobs import Job, JobBoard
from controllers.lanes import Lanes
from controllers.push_chunk import Fate
from controllers.push_pace import CHUNK, Gate, Pace
from controllers.push_plan import Choices, Plan, PlannedItem
from controllers.push_receipt import Receipt, kept_results
from controllers.push_review import Reviewer, Tables
from controllers.push_run import PushRun, Sending
from controllers.push_scope import Scope
from controllers.session import Session
from domain.changes import ChangeSet, ItemChange, PushMode
from domain.schema import Schema
from models.journal import Journal
from models.journal_file import JournalRefused, now
from models.push_log import DONE
from models.staged import StagedEdits
from wire.client import PlatformClient
from wire.errors import Told

EVERYTHING = Scope()
TAKEN_AT_ONCE = 300  # items let go of and shown anew between two breaths of the window


class PushRefused(Told):
    """This push can't be made now; the sentence says why."""


class PushLeft(Told):
    """The push was paused and left for another time; the sentence says how far it came."""


class Pushing(QObject):
    """Reviews and pushes staged edits. `accepted` tells what the platform now holds: item -> Metadata.

    `chunk`: how many items go in one request at most.
    """

    accepted = Signal(object)
    finished = Signal(object)
    pause_changed = Signal()

    def __init__(
        self,
        session: Session,
        lanes: Lanes,
        board: JobBoard,
        staged: StagedEdits,
        journal: Journal,
        tables: Tables,
        parent: QObject | None = None,
        *,
        chunk: int = CHUNK,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._lanes = lanes
        self._board = board
        self._staged = staged
        self._journal = journal
        self._tables = tables
        self._reviewer = Reviewer(session, lanes, tables)
        self._chunk = chunk
        self._gate = Gate()
        self._running = False

    @property
    def running(self) -> bool:
        """Whether a push is under way."""
        return self._running

    @property
    def paused(self) -> bool:
        """Whether a push is under way and holds."""
        return self._gate.paused

    def pause(self) -> None:
        """Send nothing more for now; what is on its way is still read back."""
        if self._running:
            self._gate.pause()
            self.pause_changed.emit()

    def resume(self) -> None:
        """Go on after a pause."""
        self._gate.resume()
        self.pause_changed.emit()

    def leave(self) -> None:
        """Leave the push for another time: what is not sent waits, and the journal knows where it stopped."""
        self._gate.leave()

    def interrupted(self) -> str | None:
        """A sentence about a push that was paused, or cut short when Tagline ended; None when there is none."""
        return tell_interrupted(self._journal, self._staged)

    async def take_up(self) -> Unfinished | None:
        """The last push that is not finished, and what is left of it. Raises PlatformError, JournalRefused."""
        await self._take_stock(self._session.require_client())
        return unfinished(self._journal, self._staged)

    async def review(self, changes: ChangeSet, mode: PushMode, schema: Schema | None = None) -> Plan:
        """Read the items again and work out what a push would do, values checked by `schema` or the one there is.

        Raises PlatformError, Cancelled among them.
        """
        client = self._session.require_client()
        job = self._board.start("Reviewing edits", "items", changes.count_items)
        try:
            await self._take_stock(client)
            plan = await self._reviewer.plan(client, changes, mode, job, schema)
        finally:
            job.finish()
        if client is not self._session.client:
            raise PushRefused("The connection was changed during the review. Review again.")
        return plan

    async def push(self, plan: Plan, choices: Choices = MappingProxyType({}), scope: Scope = EVERYTHING) -> Receipt:
        """Send what was reviewed; an item with a conflict that has no choice is left out.

        Raises PushRefused when it can't begin, PushLeft when it was left for another time, JournalRefused when the
        ledger can't be written.
        """
        client = self._session.require_client()
        self._check(plan)
        self._running, self._gate = True, Gate()
        job = self._board.start("Pushing edits", "items", len(plan.items))
        job.cancel_asked.connect(self._gate.resume)
        try:
            receipt = await self._push(client, plan, choices, replace(scope, choices=choices), job)
        finally:
            self._running = False
            self._gate = Gate()
            job.finish()
        self.finished.emit(receipt)
        return receipt

    def receipt(self, push_id: int) -> Receipt | None:
        """The receipt of an earlier push; None while it has none."""
        text = self._journal.receipt(push_id)
        return None if text is None else Receipt.read(text, self._journal)

    async def _push(self, client: PlatformClient, plan: Plan, choices: Choices, scope: Scope, job: Job) -> Receipt:
        push = self._begin(plan, scope)
        pace = Pace(self._session.policy, self._chunk)
        first = 1 + max((chunk.number for chunk in self._journal.chunks(push)), default=-1)
        run = PushRun(
            Sending(client, self._lanes, self._journal, push, job, pace, self._gate, first),
            plan,
            choices,
            partial(self._reviewer.replan, client, plan.mode, job.token),
            partial(self._take, client, choices),
        )

        def hear(sentence: str) -> None:
            if sentence:
                pace.asked_to_wait()

        self._session.pause_asked.connect(hear)
        try:
            await run.go()
        finally:
            self._session.pause_asked.disconnect(hear)
        if self._gate.left and not run.stop:
            raise PushLeft(f"The push is paused. {self.interrupted() or ''}".strip())
        if not run.unkept:
            await run.tell_the_rest()
        if run.unkept:  # not ended with a receipt that lacks something: stock is taken of it later
            raise JournalRefused(run.unkept)
        return self._finished(push, plan, scope, run.stop)

    def _begin(self, plan: Plan, scope: Scope) -> int:
        close_interrupted(self._journal, self._staged, scope.continues)
        if scope.continues is not None:
            self._journal.push_moved(scope.continues, "running")
            return scope.continues
        return self._journal.begin_push(plan.platform_key, self._session.user, plan.mode.value, scope.text())

    def _finished(self, push: int, plan: Plan, scope: Scope, stop: str) -> Receipt:
        begun = self._journal.a_push(push)
        started = begun.started if begun is not None else now()
        told = (self._session.platform, self._session.user, plan.mode.value)
        kept = kept_results(self._journal, push)
        receipt = Receipt(push, started, now(), *told, sentence=stop, undoes=scope.undoes, **kept)
        self._journal.finish_push(push, receipt.head(), parted=True)
        return receipt

    async def _take_stock(self, client: PlatformClient) -> None:
        """Find out what became of the chunks that were on their way when a push was cut short."""
        if self._running:
            return
        async for results, fates in stock_of(client, self._lanes, self._journal, self._staged.platform):
            pushed = [result for result in results if result.outcome == "pushed"]
            changes = (ItemChange(each.item, each.name, each.folder, each.cells) for each in pushed)
            self._staged.forget(ChangeSet(tuple(changes)))
            self._show(fates)

    def _check(self, plan: Plan) -> None:
        if self._running:
            raise PushRefused("A push is under way. Wait until it has ended, or cancel it.")
        if plan.platform_key != self._session.platform_key or plan.platform_key != self._staged.platform:
            raise PushRefused("These edits were reviewed for another platform. Nothing was sent; review them again.")

    async def _take(
        self, client: PlatformClient, choices: Choices, items: Sequence[PlannedItem], fates: Mapping[str, Fate]
    ) -> None:
        """Show what the platform holds now and let go of the edits it took. Raises JournalRefused."""
        for start in range(0, len(items), TAKEN_AT_ONCE):
            await asyncio.sleep(0)
            if client is not self._session.client and self._staged.platform != self._session.platform_key:
                return  # another platform is shown by now; a later review finds these edits there
            self._take_slice(choices, items[start : start + TAKEN_AT_ONCE], fates)

    def _take_slice(self, choices: Choices, items: Sequence[PlannedItem], fates: Mapping[str, Fate]) -> None:
        there = [item for item in items if fates[item.change.item].outcome in DONE]
        self._staged.forget(ChangeSet(tuple(item.change for item in there)))
        self._staged.settle([pair for item in there for pair in item.given_up(choices)])
        self._show({item.change.item: fates[item.change.item] for item in items})

    def _show(self, fates: Mapping[str, Fate]) -> None:
        confirmed = {item: fate.confirmed for item, fate in fates.items() if fate.confirmed is not None}
        self._tables.accept(confirmed, {item: fate.edited_at for item, fate in fates.items() if fate.edited_at})
        self.accepted.emit(confirmed)
