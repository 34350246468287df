"""One push under way: chunk after chunk, each written down before it is sent and after it was read back."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from controllers.fast_metadata import read_metadata
from controllers.jobs import Job, Lanes
from controllers.push_chunk import Answer, Fate, Parcel, read_back, send
from controllers.push_plan import Choices, Plan, PlannedItem, still_holds
from controllers.push_receipt import ItemResult, ReceiptOutcome
from domain.changes import ItemChange
from domain.metadata import Metadata
from models.journal import Journal
from models.journal_file import JournalRefused
from models.push_log import ChunkItem
from wire.client import PlatformClient
from wire.errors import PlatformError

CHUNK = 1000  # items the platform takes in one call
CHUNK_SIZE = 8_000_000  # characters of metadata in one call, about

STAYS = "Its edits stay staged."
UNDECIDED = f"Left out: nobody decided between the two values of {{}}. {STAYS}"
MOVED_ON = f"Left out: it was changed on the platform while you reviewed. {STAYS} Review them again."

Replan = Callable[[Sequence[ItemChange]], Awaitable[list[PlannedItem]]]
Accept = Callable[[Sequence[PlannedItem], Mapping[str, Fate]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Sending:
    """What a push needs for its chunks: the platform, the ledger, the number of the push in it."""

    client: PlatformClient
    lanes: Lanes
    journal: Journal
    push: int
    job: Job


@dataclass(frozen=True, slots=True)
class Sent:
    """A portion on its way: what the platform has already, and the chunk that was sent with the answer to it."""

    items: Sequence[PlannedItem]
    fates: dict[str, Fate]
    number: int = 0
    parcels: tuple[Parcel, ...] = ()
    answer: Answer = field(default_factory=Answer)


class PushRun:
    """Sends a plan; a portion is read back while the next one is sent. `stop` is why it ended early, or empty."""

    def __init__(self, sending: Sending, plan: Plan, choices: Choices, replan: Replan, accept: Accept) -> None:
        self._sending = sending
        self._plan = plan
        self._choices = choices
        self._replan = replan
        self._accept = accept
        self._results: dict[str, ItemResult] = {}
        self._chunks = 0
        self.stop = ""

    async def go(self) -> None:
        """Send it all, or until something stands in the way."""
        settling: asyncio.Task[None] | None = None
        try:
            for portion in portions(self._decided()):
                if self._sending.job.cancelled:
                    self.stop = self.stop or "The push was cancelled."
                sent = None if self.stop else await self._send(portion)
                if settling is not None:
                    await settling
                if sent is None:
                    return
                settling = asyncio.create_task(self._settle(sent))
            if settling is not None:
                await settling
        except BaseException:
            if settling is not None:
                settling.cancel()
            raise

    def results(self) -> tuple[ItemResult, ...]:
        """What happened to each item, in the order of the plan."""
        outcome: ReceiptOutcome = "skipped" if self._sending.job.cancelled else "failed"
        unsent = f"Not sent. {self.stop} {STAYS}"
        return tuple(
            self._results.get(item.change.item) or _result(item, outcome, unsent, self._choices)
            for item in self._plan.items
        )

    def _decided(self) -> list[PlannedItem]:
        """The items that can be pushed; of the others it is told why not."""
        decided: list[PlannedItem] = []
        for item in self._plan.items:
            undecided = item.undecided(self._choices)
            if item.problem is not None:
                self._tell(item, "failed", item.problem)
            elif undecided:
                self._tell(item, "skipped", UNDECIDED.format(", ".join(undecided)))
            else:
                decided.append(item)
        return decided

    async def _send(self, portion: Sequence[PlannedItem]) -> Sent | None:
        """Write a portion down and send it. None when it could not be; then `stop` says why."""
        at = self._sending
        try:
            portion = await self._checked(portion)
            fates = {item.change.item: _already(item) for item in portion if not item.cells(self._choices)}
            changed = tuple(item for item in portion if item.change.item not in fates)
            if not changed:
                return Sent(portion, fates)
            number, self._chunks = self._chunks, self._chunks + 1
            parcels, ledger = await at.lanes.compute(_prepared, changed, self._choices)
            at.journal.chunk_planned(at.push, number, ledger)
            at.journal.chunk_sent(at.push, number)
        except (PlatformError, JournalRefused) as problem:
            self.stop = problem.sentence
            return None
        answer = await at.lanes.write(send, at.client, parcels, at.job.token)
        self.stop = answer.trouble.sentence if answer.trouble is not None else ""
        self._note(at.journal.chunk_answered, number)
        return Sent(portion, fates, number, parcels, answer)

    async def _settle(self, sent: Sent) -> None:
        """Read a portion back, tell what became of it, and let the tables and the staged edits know."""
        at, fates = self._sending, sent.fates
        if sent.parcels:
            fates = fates | await at.lanes.read(read_back, at.client, sent.parcels, sent.answer)
            self._note(at.journal.chunk_verified, sent.number)
        self._results |= await at.lanes.compute(_results, sent.items, fates, self._choices)
        at.job.advance(len(sent.items))
        try:
            await self._accept(sent.items, fates)
        except JournalRefused as refused:
            self.stop = self.stop or refused.sentence

    async def _checked(self, portion: Sequence[PlannedItem]) -> Sequence[PlannedItem]:
        """The portion as it shall be sent: after a long review the platform is asked again. Raises PlatformError."""
        if self._plan.is_fresh:
            return portion
        kept: list[PlannedItem] = []
        for reviewed, now in zip(portion, await self._replan([item.change for item in portion]), strict=True):
            if now.problem is not None:
                self._tell(now, "failed", now.problem)
            elif not still_holds(reviewed, now):
                self._tell(now, "skipped", MOVED_ON)
            else:
                kept.append(now)
        return kept

    def _note(self, write: Callable[[int, int], None], number: int) -> None:
        """Write down how far a chunk came; when the disk does not take that, nothing more is sent."""
        try:
            write(self._sending.push, number)
        except JournalRefused as refused:
            self.stop = self.stop or refused.sentence

    def _tell(self, item: PlannedItem, outcome: ReceiptOutcome, sentence: str) -> None:
        self._results[item.change.item] = _result(item, outcome, sentence, self._choices)
        self._sending.job.advance(1)


def portions(items: Iterable[PlannedItem]) -> Iterator[tuple[PlannedItem, ...]]:
    """The items in the portions they are sent in: at most 1000, and not too large for one request."""
    portion: list[PlannedItem] = []
    size = 0
    for item in items:
        length = len(item.before) + sum(len(after or "") for _, after in item.change.cells.values())
        if portion and (len(portion) == CHUNK or size + length > CHUNK_SIZE):
            yield tuple(portion)
            portion, size = [], 0
        portion.append(item)
        size += length
    if portion:
        yield tuple(portion)


def _already(item: PlannedItem) -> Fate:
    metadata = read_metadata(item.before)
    return Fate("already", "", metadata if isinstance(metadata, Metadata) else None)


def _result(item: PlannedItem, outcome: ReceiptOutcome, sentence: str, choices: Choices) -> ItemResult:
    change = item.change
    cells = item.moves(choices) if outcome == "pushed" else dict(change.cells)
    return ItemResult(change.item, change.name, change.folder, outcome, sentence, cells)


def _results(items: Sequence[PlannedItem], fates: Mapping[str, Fate], choices: Choices) -> dict[str, ItemResult]:
    told = ((item, fates[item.change.item]) for item in items)
    return {item.change.item: _result(item, fate.outcome, fate.sentence, choices) for item, fate in told}


def _prepared(items: tuple[PlannedItem, ...], choices: Choices) -> tuple[tuple[Parcel, ...], list[ChunkItem]]:
    parcels = tuple(Parcel(item.change.item, item.before, item.text(choices)) for item in items)
    return parcels, [
        ChunkItem(parcel.item, item.change.name, item.change.folder, parcel.before, parcel.after)
        for item, parcel in zip(items, parcels, strict=True)
    ]
