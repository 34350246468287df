"""One push under way: chunk after chunk, each written down before it is sent and after it was read back."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from controllers.fast_metadata import read_metadata
from controllers.jobs import Job
from controllers.lanes import Lanes
from controllers.push_chunk import ARRIVED, Answer, Fate, Parcel, read_back, send
from controllers.push_pace import Gate, Pace
from controllers.push_plan import Choices, Plan, PlannedItem, still_holds
from controllers.push_queue import PushQueue
from domain.changes import ItemChange
from domain.metadata import Metadata
from models.journal import Journal
from models.journal_file import JournalRefused
from models.push_log import ChunkItem, ItemResult, ReceiptOutcome
from wire.client import PlatformClient
from wire.errors import PlatformError

STAYS = "Its edits stay staged."
UNDECIDED = f"Left out: nobody decided between the two values of {{}}. {STAYS}"
MOVED_ON = f"Left out: it was changed on the platform while you reviewed. {STAYS} Review them again."
CANCELLED = "The push was cancelled."
GLANCE = 0.1  # s between two looks whether someone stopped or paused it

Replan = Callable[[Sequence[ItemChange]], Awaitable[list[PlannedItem]]]
Accept = Callable[[Sequence[PlannedItem], Mapping[str, Fate]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Sending:
    """What a push needs for its chunks: the platform, the ledger with the push in it, how fast, and whether to."""

    client: PlatformClient
    lanes: Lanes
    journal: Journal
    push: int
    job: Job
    pace: Pace
    gate: Gate
    first_chunk: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """A portion on its way: what was told of it already, and the chunk that was sent with the answer to it.

    `again`: seconds to wait before what did not arrive is sent again; None when it is not.
    """

    order: Sequence[str]
    items: Sequence[PlannedItem] = ()
    fates: dict[str, Fate] = field(default_factory=dict[str, Fate])
    told: Sequence[ItemResult] = ()
    number: int | None = None
    parcels: tuple[Parcel, ...] = ()
    answer: Answer = field(default_factory=Answer)
    again: float | None = None


class PushRun:
    """Sends a plan; a portion is read back while the next one is sent. `stop` is why it ended early, or empty.

    `unkept`: why results of it are not in the journal; then it has not ended, and stock is taken of it later.
    """

    def __init__(self, sending: Sending, plan: Plan, choices: Choices, replan: Replan, accept: Accept) -> None:
        self._sending = sending
        self._plan = plan
        self._choices = choices
        self._replan = replan
        self._accept = accept
        self._queue = PushQueue(plan.items)
        self._chunks = sending.first_chunk
        self._again: dict[str, PlannedItem] = {}
        self._stale = False
        self.unkept = ""
        self.stop = ""

    async def go(self) -> None:
        """Send it all, or until something stands in the way, or it is left for another time."""
        settling: asyncio.Task[None] | None = None
        try:
            while not self.stop and await self._may_go_on(settling):
                portion = self._queue.take(self._sending.pace.size)
                if not portion:
                    break
                sent = await self._send(portion)
                if settling is not None:
                    await settling
                if sent is None:
                    self._queue.put_back(portion)
                    return
                settling = asyncio.create_task(self._settle(sent))
                await self._rest(sent, settling)
            if settling is not None:
                await settling
        except BaseException:
            if settling is not None:
                settling.cancel()
            raise

    async def tell_the_rest(self) -> None:
        """Keep a result for everything that was not sent. Raises JournalRefused."""
        outcome: ReceiptOutcome = "skipped" if self._sending.job.cancelled else "failed"
        unsent = f"Not sent. {self.stop} {STAYS}"
        while rest := self._queue.take(1000):
            await asyncio.sleep(0)
            told: list[ItemResult] = []
            left = self._decided(rest, told)
            self._keep(None, [*told, *(self._unsent(item, outcome, unsent) for item in left)])

    async def _may_go_on(self, settling: asyncio.Task[None] | None) -> bool:
        """Wait while it is paused, with nothing on its way. False when it was stopped or left."""
        at = self._sending
        if (at.gate.paused or at.gate.left) and not at.job.cancelled:
            if settling is not None:
                await settling
            self._note(lambda: at.journal.push_moved(at.push, "paused"))
            await at.gate.passed()
            self._stale = True
            if not at.gate.left:
                self._note(lambda: at.journal.push_moved(at.push, "running"))
        if at.job.cancelled:
            self.stop = self.stop or CANCELLED
        return not self.stop and not at.gate.left

    async def _rest(self, sent: Sent, settling: asyncio.Task[None]) -> None:
        """Give the platform the time it needs, as long as nobody stops or pauses the push."""
        seconds = self._sending.pace.rest
        if sent.again is not None:
            await settling
            seconds = sent.again
            self._sending.job.wait_for(f"waiting {seconds:.0f} s: the platform asked for patience")
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not self._sending.job.cancelled:
            if self._sending.gate.paused:
                return
            await asyncio.sleep(min(left, GLANCE))

    async def _send(self, portion: Sequence[PlannedItem]) -> Sent | None:
        """Write a portion down and send it. None when it could not be; then `stop` says why."""
        at, order = self._sending, [item.change.item for item in portion]
        told: list[ItemResult] = []
        try:
            items = await self._checked(self._decided(portion, told), told)
            fates = {item.change.item: self._already(item) for item in items if not item.cells(self._choices)}
            changed = tuple(item for item in items if item.change.item not in fates)
            if not changed:
                return Sent(order, items, fates, told)
            number, self._chunks = self._chunks, self._chunks + 1
            parcels, ledger = await at.lanes.compute(_prepared, changed, self._choices)
            at.journal.chunk_planned(at.push, number, ledger)
            at.journal.chunk_sent(at.push, number)
        except PlatformError as problem:
            return self._put_off(portion, problem)
        except JournalRefused as refused:
            self.stop = refused.sentence
            return None
        began = time.monotonic()
        answer = await at.lanes.write(send, at.client, parcels, at.job.token)
        again = self._judge(answer, time.monotonic() - began)
        self._note(lambda: at.journal.chunk_answered(at.push, number))
        return Sent(order, items, fates, told, number, parcels, answer, again)

    def _put_off(self, portion: Sequence[PlannedItem], problem: PlatformError) -> Sent | None:
        """What could not even be read waits for a better moment, or for good."""
        again = self._sending.pace.refused(problem)
        if again is None:
            self.stop = problem.sentence
            return None
        self._queue.put_back(portion)
        return Sent((), again=again)

    def _judge(self, answer: Answer, seconds: float) -> float | None:
        if answer.trouble is None:
            self._sending.pace.took(seconds)
            return None
        again = self._sending.pace.refused(answer.trouble)
        self._stale = True
        if again is None:
            self.stop = answer.trouble.sentence
        return again

    async def _settle(self, sent: Sent) -> None:
        """Read a portion back, tell what became of it, and let the tables and the staged edits know."""
        at, fates, items = self._sending, sent.fates, sent.items
        if sent.parcels:
            fates = fates | await at.lanes.read(read_back, at.client, sent.parcels, sent.answer)
        if sent.again is not None:
            items = self._without_late(sent, fates)
        results = await at.lanes.compute(_results, items, fates, self._choices, self._again)
        place = {item: at for at, item in enumerate(sent.order)}
        results = sorted((*results, *sent.told), key=lambda result: place[result.item])
        self._keep(sent.number, results)
        at.job.advance(len(results))
        try:
            await self._accept(items, fates)
        except JournalRefused as refused:
            self.stop = self.stop or refused.sentence

    def _without_late(self, sent: Sent, fates: Mapping[str, Fate]) -> list[PlannedItem]:
        """The items of which something can be told; the others come again."""
        open_ = {"failed", "unknown"}
        late = [
            item
            for item in sent.items
            if fates[item.change.item].outcome in open_ and item.change.item not in sent.answer.refused
        ]
        self._again.update((item.change.item, item) for item in late)
        self._queue.put_back(late)
        gone = {item.change.item for item in late}
        return [item for item in sent.items if item.change.item not in gone]

    def _decided(self, portion: Sequence[PlannedItem], told: list[ItemResult]) -> list[PlannedItem]:
        """The items that can be pushed; of the others it is told why not."""
        decided: list[PlannedItem] = []
        for item in portion:
            undecided = item.undecided(self._choices)
            if item.problem is not None:
                told.append(self._unsent(item, "failed", item.problem))
            elif undecided:
                told.append(self._unsent(item, "skipped", UNDECIDED.format(", ".join(undecided))))
            else:
                decided.append(item)
        return decided

    async def _checked(self, items: Sequence[PlannedItem], told: list[ItemResult]) -> Sequence[PlannedItem]:
        """The items as they are now on the platform; one that asks a new question is left out. Raises PlatformError."""
        if not items or (self._plan.is_fresh and not self._stale):
            return items
        kept: list[PlannedItem] = []
        replanned = await self._replan([item.change for item in items])
        for reviewed, now in zip(items, replanned, strict=True):
            if now.problem is not None:
                told.append(self._unsent(now, "failed", now.problem))
            elif not still_holds(reviewed, now):
                told.append(self._unsent(now, "skipped", MOVED_ON))
            else:
                kept.append(now)
        return kept

    def _already(self, item: PlannedItem) -> Fate:
        """What the platform holds already; where it was sent before and the answer got lost, it is there through us."""
        metadata = read_metadata(item.before)
        held = metadata if isinstance(metadata, Metadata) else None
        return Fate("pushed", ARRIVED, held) if item.change.item in self._again else Fate("already", "", held)

    def _keep(self, chunk: int | None, results: Sequence[ItemResult]) -> None:
        """Keep what became of items; when the disk does not take that, nothing more is sent."""
        at = self._sending
        try:
            if chunk is not None:
                at.journal.chunk_verified(at.push, chunk, results)
            else:
                at.journal.results_kept(at.push, results)
        except JournalRefused as refused:
            self.unkept = self.stop = refused.sentence

    def _note(self, write: Callable[[], None]) -> None:
        try:
            write()
        except JournalRefused as refused:
            self.stop = self.stop or refused.sentence

    def _unsent(self, item: PlannedItem, outcome: ReceiptOutcome, sentence: str) -> ItemResult:
        return _result(item, outcome, sentence, self._choices)


def _result(item: PlannedItem, outcome: ReceiptOutcome, sentence: str, choices: Choices) -> ItemResult:
    change = item.change
    cells = item.moves(choices) if outcome == "pushed" else dict(change.cells)
    return ItemResult(change.item, change.name, change.folder, outcome, sentence, cells)


def _results(
    items: Sequence[PlannedItem], fates: Mapping[str, Fate], choices: Choices, again: Mapping[str, PlannedItem]
) -> Sequence[ItemResult]:
    return list(_told(items, fates, choices, again))


def _told(
    items: Sequence[PlannedItem], fates: Mapping[str, Fate], choices: Choices, again: Mapping[str, PlannedItem]
) -> Iterator[ItemResult]:
    for item in items:
        fate, first = fates[item.change.item], item if item.cells(choices) else again.get(item.change.item, item)
        yield _result(first, fate.outcome, fate.sentence, choices)


def _prepared(items: tuple[PlannedItem, ...], choices: Choices) -> tuple[tuple[Parcel, ...], list[ChunkItem]]:
    parcels = tuple(Parcel(item.change.item, item.before, *item.sent(choices)) for item in items)
    return parcels, [
        ChunkItem(parcel.item, item.change.name, item.change.folder, parcel.before, parcel.after)
        for item, parcel in zip(items, parcels, strict=True)
    ]
