"""Staged edits laid over what the platform holds now, a part being read while the one before is worked on."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Protocol

from controllers.jobs import Job
from controllers.lanes import Lanes
from controllers.planned_items import PlannedItems
from controllers.push_chunk import Found, find_items
from controllers.push_pace import CHUNK
from controllers.push_plan import Checks, Plan, PlanCounts, PlannedItem, count_plan, plan_item
from controllers.push_receipt import MANY
from controllers.session import Session
from domain.changes import ChangeSet, ItemChange, PushMode
from domain.metadata import Metadata
from domain.schema import Schema
from wire.cancel import CancelToken
from wire.client import PlatformClient

SLICE = 100  # items looked up in the tables between two breaths of the window
SHOWN = 1000  # items of a very long plan that are shown one by one, those that need a look first


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


class Reviewer:
    """Works out plans. Everything here raises PlatformError, Cancelled among them."""

    def __init__(self, session: Session, lanes: Lanes, tables: Tables) -> None:
        self._session = session
        self._lanes = lanes
        self._tables = tables

    async def plan(
        self, client: PlatformClient, changes: ChangeSet, mode: PushMode, job: Job, schema: Schema | None = None
    ) -> Plan:
        """Lay all changes over what the platform holds. `schema`: what checks them, where it is to be another one."""
        read_at, platform = time.monotonic(), self._session.platform_key
        if changes.count_items <= MANY:
            items: list[PlannedItem] = []
            await self._laid_over(client, changes, mode, job, items.extend, schema)
            return Plan(tuple(items), mode, platform, read_at)
        many, counted = PlannedItems(changes.items), _Counted()

        def take(planned: Sequence[PlannedItem]) -> None:
            many.add(planned)
            counted.add(planned)

        await self._laid_over(client, changes, mode, job, take, schema)
        shown = list(islice(many.notable.values(), SHOWN))
        shown += many.first_plain(SHOWN - len(shown))
        return Plan(many, mode, platform, float("-inf"), shown, counted.counts)

    async def replan(
        self, client: PlatformClient, mode: PushMode, cancel: CancelToken, changes: Sequence[ItemChange]
    ) -> list[PlannedItem]:
        """Ask the platform what it holds now of some items, and lay the changes over it."""
        return await self._planned(await self._found(client, changes, cancel), mode, changes)

    async def _laid_over(
        self,
        client: PlatformClient,
        changes: ChangeSet,
        mode: PushMode,
        job: Job,
        take: "Take",
        schema: Schema | None,
    ) -> None:
        starts = range(0, changes.count_items, CHUNK)

        def ask(start: int) -> "tuple[Sequence[ItemChange], asyncio.Task[Found]]":
            part = changes.items[start : start + CHUNK]
            return part, asyncio.create_task(self._found(client, part, job.token))

        coming = [ask(start) for start in starts[:1]]
        try:
            for number in range(len(starts)):
                part, task = coming.pop()
                found = await task
                coming += [ask(start) for start in starts[number + 1 :][:1]]
                take(await self._planned(found, mode, part, schema))
                job.advance(len(part))
        finally:
            for _, task in coming:
                task.cancel()
            await asyncio.gather(*(task for _, task in coming), return_exceptions=True)

    async def _found(self, client: PlatformClient, changes: Sequence[ItemChange], cancel: CancelToken) -> Found:
        return await self._lanes.read(find_items, client, [change.item for change in changes], cancel)

    async def _planned(
        self, found: Found, mode: PushMode, changes: Sequence[ItemChange], schema: Schema | None = None
    ) -> list[PlannedItem]:
        shown = await self._shown(found, mode)
        return await self._lanes.compute(_plan_items, changes, found, shown, mode, schema or self._session.schema)

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


class Take(Protocol):
    """Takes what was worked out for the next items."""

    def __call__(self, planned: Sequence[PlannedItem], /) -> None:
        """One part after the other."""


class _Counted:
    """The numbers of a plan, added up part by part."""

    def __init__(self) -> None:
        self.counts = PlanCounts()

    def add(self, planned: Sequence[PlannedItem]) -> None:
        one, other = self.counts, count_plan(planned)
        keys = dict.fromkeys((*one.conflicts, *other.conflicts))
        self.counts = PlanCounts(
            one.items + other.items,
            one.edits + other.edits,
            one.unchanged + other.unchanged,
            one.problems + other.problems,
            {key: one.conflicts.get(key, 0) + other.conflicts.get(key, 0) for key in keys},
        )


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
