"""Staged edits to the platform: reviewed, sent in chunks with a ledger, read back, and told item by item."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from controllers.interruptions import close_interrupted, tell_interrupted
from controllers.jobs import Job, JobBoard, Lanes
from controllers.push_chunk import Fate, Found, find_items
from controllers.push_plan import Checks, Choices, Plan, PlannedItem, plan_item
from controllers.push_receipt import DONE, Receipt
from controllers.push_run import CHUNK, PushRun, Sending
from controllers.session import Session
from domain.changes import ChangeSet, ItemChange, PushMode
from domain.metadata import Metadata
from domain.schema import Schema
from models.journal import Journal
from models.journal_file import now
from models.staged import StagedEdits
from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.errors import Told

SLICE = 100  # items shown, or looked up, in the tables between two breaths of the window


class PushRefused(Told):
    """This push can't be made now; the sentence says why."""


class Tables(Protocol):
    """What the open tables show of the platform."""

    def confirmed(self, item: str) -> Metadata | None:
        """An item's metadata as the platform last confirmed it; None when no table shows it."""
        ...

    def last_edited(self, items: Sequence[str]) -> Mapping[str, str]:
        """When items were edited last, in the platform's words; those no table shows are left out."""
        ...

    def accept(self, confirmed: Mapping[str, Metadata], edited_at: Mapping[str, str]) -> None:
        """Show what the platform says now."""
        ...


class Pushing(QObject):
    """Reviews and pushes staged edits. `accepted` tells what the platform now holds: item -> Metadata."""

    accepted = Signal(object)
    finished = Signal(object)

    def __init__(
        self,
        session: Session,
        lanes: Lanes,
        board: JobBoard,
        staged: StagedEdits,
        journal: Journal,
        tables: Tables,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._lanes = lanes
        self._board = board
        self._staged = staged
        self._journal = journal
        self._tables = tables
        self._running = False

    @property
    def running(self) -> bool:
        """Whether a push is under way."""
        return self._running

    def interrupted(self) -> str | None:
        """A sentence about a push that was cut short when Tagline ended, None when there is none."""
        return tell_interrupted(self._journal, self._staged)

    async def review(self, changes: ChangeSet, mode: PushMode) -> Plan:
        """Read the items again and work out what a push would do. Raises PlatformError, Cancelled among them."""
        client = self._session.require_client()
        platform, read_at = self._session.platform_key, time.monotonic()
        job = self._board.start("Reviewing edits", "items", changes.count_items)
        try:
            items = await self._laid_over(client, changes, mode, job)
        finally:
            job.finish()
        if client is not self._session.client:
            raise PushRefused("The connection was changed during the review. Review again.")
        return Plan(tuple(items), mode, platform, read_at)

    async def push(self, plan: Plan, choices: Choices = MappingProxyType({})) -> Receipt:
        """Send what was reviewed; an item with a conflict that has no choice is left out.

        Raises PushRefused when it can't begin, JournalRefused when the ledger can't be written.
        """
        client = self._session.require_client()
        self._check(plan)
        self._running = True
        job = self._board.start("Pushing edits", "items", len(plan.items))
        started = now()
        try:
            close_interrupted(self._journal, self._staged)
            push = self._journal.begin_push(plan.platform_key, self._session.user, plan.mode.value)
            run = PushRun(
                Sending(client, self._lanes, self._journal, push, job),
                plan,
                choices,
                partial(self._replanned, client, plan.mode, job.token),
                partial(self._take, client, choices),
            )
            await run.go()
            told = (self._session.platform, self._session.user, plan.mode.value, run.results(), run.stop)
            receipt = Receipt(push, started, now(), *told)
            self._journal.finish_push(push, receipt.to_json())
        finally:
            self._running = False
            job.finish()
        self.finished.emit(receipt)
        return receipt

    def receipt(self, push_id: int) -> Receipt | None:
        """The receipt of an earlier push; None while it has none."""
        text = self._journal.receipt(push_id)
        return None if text is None else Receipt.from_json(text)

    def _check(self, plan: Plan) -> None:
        if self._running:
            raise PushRefused("A push is under way. Wait until it has ended, or cancel it.")
        if plan.platform_key != self._session.platform_key or plan.platform_key != self._staged.platform:
            raise PushRefused("These edits were reviewed for another platform. Nothing was sent; review them again.")

    async def _laid_over(
        self, client: PlatformClient, changes: ChangeSet, mode: PushMode, job: Job
    ) -> list[PlannedItem]:
        """Lay all changes over what the platform holds; a part is read while the one before is worked on."""
        parts = [changes.items[start : start + CHUNK] for start in range(0, changes.count_items, CHUNK)]
        items: list[PlannedItem] = []
        coming = [asyncio.create_task(self._found(client, part, job.token)) for part in parts[:1]]
        try:
            for number, part in enumerate(parts):
                found = await coming[number]
                coming += [
                    asyncio.create_task(self._found(client, next_, job.token)) for next_ in parts[number + 1 :][:1]
                ]
                items += await self._planned(found, mode, part)
                job.advance(len(part))
        finally:
            for task in coming:
                task.cancel()
            await asyncio.gather(*coming, return_exceptions=True)
        return items

    async def _found(self, client: PlatformClient, changes: Sequence[ItemChange], cancel: CancelToken) -> Found:
        return await self._lanes.read(find_items, client, [change.item for change in changes], cancel)

    async def _planned(self, found: Found, mode: PushMode, changes: Sequence[ItemChange]) -> list[PlannedItem]:
        shown = await self._shown(found, mode)
        return await self._lanes.compute(_plan_items, changes, found, shown, mode, self._session.schema)

    async def _replanned(
        self, client: PlatformClient, mode: PushMode, cancel: CancelToken, changes: Sequence[ItemChange]
    ) -> list[PlannedItem]:
        """Ask the platform what it holds now, and lay the changes over it. Raises PlatformError."""
        return await self._planned(await self._found(client, changes, cancel), mode, changes)

    async def _shown(self, found: Found, mode: PushMode) -> dict[str, Metadata]:
        """What the tables show of the items the platform says were edited since; of all of them for replacing."""
        known = self._tables.last_edited(tuple(found.items))
        wanted = [
            uuid
            for uuid, item in found.items.items()
            if mode is PushMode.REPLACE or known.get(uuid, item.last_edited_at) != item.last_edited_at
        ]
        shown: dict[str, Metadata] = {}
        for start in range(0, len(wanted), SLICE):
            await asyncio.sleep(0)
            confirmed = ((uuid, self._tables.confirmed(uuid)) for uuid in wanted[start : start + SLICE])
            shown.update((uuid, metadata) for uuid, metadata in confirmed if metadata is not None)
        return shown

    async def _take(
        self, client: PlatformClient, choices: Choices, items: Sequence[PlannedItem], fates: Mapping[str, Fate]
    ) -> None:
        """Show what the platform holds now and let go of the edits it took. Raises JournalRefused."""
        for start in range(0, len(items), SLICE):
            await asyncio.sleep(0)
            if client is not self._session.client and self._staged.platform != self._session.platform_key:
                return  # another platform is shown by now; a later review finds these edits there
            self._take_slice(choices, items[start : start + SLICE], fates)

    def _take_slice(self, choices: Choices, items: Sequence[PlannedItem], fates: Mapping[str, Fate]) -> None:
        told = [(item, fates[item.change.item]) for item in items]
        confirmed = {item.change.item: fate.confirmed for item, fate in told if fate.confirmed is not None}
        there = [item for item, fate in told if fate.outcome in DONE]
        self._staged.forget(ChangeSet(tuple(item.change for item in there)))
        self._staged.settle([pair for item in there for pair in item.given_up(choices)])
        self._tables.accept(confirmed, {item.change.item: fate.edited_at for item, fate in told if fate.edited_at})
        self.accepted.emit(confirmed)


def _plan_items(
    changes: Sequence[ItemChange], found: Found, shown: Mapping[str, Metadata], mode: PushMode, schema: Schema
) -> list[PlannedItem]:
    checks = Checks(schema)
    planned: list[PlannedItem] = []
    for change in changes:
        item = found.items.get(change.item)
        if item is None:
            problem = f"{found.problems[change.item]} Its edits stay staged."
            planned.append(PlannedItem(change, problem=problem))
        else:
            planned.append(plan_item(change, item, mode, checks, shown.get(change.item)))
    return planned
