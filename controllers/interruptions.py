"""Pushes that were paused, or cut short when Tagline ended: told at the next start, taken up again or closed."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from controllers.fast_metadata import read_metadata
from controllers.lanes import Lanes
from controllers.push_chunk import Fate, Found, differing, find_items
from controllers.push_receipt import Receipt, kept_results
from controllers.push_scope import Scope
from domain.changes import ChangeSet, PushMode
from domain.metadata import Metadata, same_value
from models.journal import Journal
from models.push_log import DONE, Chunk, ChunkItem, ChunkState, ItemResult, Push
from models.staged import StagedEdits
from wire.client import PlatformClient

ARRIVED_LATE = "Tagline ended before the answer came; read back, it has arrived."
_OPEN = frozenset({ChunkState.SENT, ChunkState.ANSWERED})


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A push to go on with: its mode, what it set out to do, and what is left of it (nothing, when all has arrived)."""

    push: int
    mode: PushMode
    scope: Scope
    changes: ChangeSet


def tell_interrupted(journal: Journal, staged: StagedEdits) -> str | None:
    """What happened to a push that never finished, and what to do; None when there is none."""
    pushes = _of_edits(journal, staged)
    if not pushes:
        return None
    last = pushes[-1]
    counts = journal.counts(last.id)
    done = sum(counts.get(outcome, 0) for outcome in DONE)
    open_ = sum(len(chunk.items) for chunk in journal.chunks(last.id) if chunk.state in _OPEN)
    told = f"{done:,} items are on the platform and checked"
    if open_:
        told += f", {open_:,} more were on their way"
    how = "was paused" if last.state == "paused" else "was cut short"
    what = "that takes back an earlier one " if Scope.read(last.scope).undoes is not None else ""
    return (
        f"The push {what}begun at {last.started} {how}: {told}. {staged.count:,} edits are still staged. "
        "Going on reviews the rest: what has arrived already is recognised and not sent twice."
    )


async def stock_of(
    client: PlatformClient, lanes: Lanes, journal: Journal, platform: str
) -> AsyncIterator[tuple[list[ItemResult], Mapping[str, Fate]]]:
    """Read back the chunks nobody knows the end of, keep what arrived, and give it. Raises PlatformError."""
    for push in journal.unfinished_pushes(platform):
        parts = journal.parts(push.id)
        if parts:  # it may have been kept in the instant before the staged edits were let go of
            yield journal.part(push.id, parts[-1].number), {}
        for chunk in journal.chunks(push.id):
            if chunk.state in _OPEN and chunk.items:
                found = await lanes.read(find_items, client, [item.item for item in chunk.items])
                results, fates = await lanes.compute(_arrived, chunk.items, found)
                journal.chunk_verified(push.id, chunk.number, results)
                yield results, fates


def unfinished(journal: Journal, staged: StagedEdits) -> Unfinished | None:
    """The last push that is not finished, with what is left of it."""
    pushes = _of_edits(journal, staged)
    if not pushes:
        return None
    last = pushes[-1]
    scope = Scope.read(last.scope, last.id)
    mode = PushMode.REPLACE if last.mode == PushMode.REPLACE else PushMode.MERGE
    return Unfinished(last.id, mode, scope, _left_of(journal, staged, last, scope))


def close_interrupted(journal: Journal, staged: StagedEdits, but: int | None = None) -> None:
    """Keep a receipt of what is known of such pushes; from now on they are history. Raises JournalRefused."""
    for push in journal.unfinished_pushes(staged.platform):
        if push.id != but:
            unknown = [result for chunk in journal.chunks(push.id) for result in _not_known(chunk)]
            journal.results_kept(push.id, unknown)
            journal.finish_push(push.id, _receipt(journal, push).head(), "interrupted", parted=True)


def _of_edits(journal: Journal, staged: StagedEdits) -> list[Push]:
    """Unfinished pushes; the steps of a migration go on with the migration."""
    return [each for each in journal.unfinished_pushes(staged.platform) if Scope.read(each.scope).migrates is None]


def _left_of(journal: Journal, staged: StagedEdits, push: Push, scope: Scope) -> ChangeSet:
    if scope.undoes is None:
        changes = staged.changes()
    else:
        text = journal.receipt(scope.undoes)
        changes = Receipt.read(text, journal).inverse() if text is not None else ChangeSet(())
        done = {result.item for part in journal.parts(push.id) for result in journal.part(push.id, part.number)}
        changes = ChangeSet(tuple(change for change in changes.items if change.item not in done))
    return changes.without(scope.left_out) if scope.left_out else changes


def _arrived(items: Sequence[ChunkItem], found: Found) -> tuple[list[ItemResult], dict[str, Fate]]:
    """The items that hold what was sent under the keys that were to change, whatever else was set on them since."""
    results: list[ItemResult] = []
    fates: dict[str, Fate] = {}
    for item in items:
        there = found.items.get(item.item)
        now = read_metadata(there.metadata) if there is not None else None
        if there is None or not isinstance(now, Metadata):
            continue
        before, after = _cells(item.before), _cells(item.after)
        keys = differing(Metadata(before), item.after)
        if all(same_value(now.cells.get(key), after.get(key)) for key in keys):
            cells = {key: (before.get(key), after.get(key)) for key in keys}
            results.append(ItemResult(item.item, item.name, item.folder, "pushed", ARRIVED_LATE, cells))
            fates[item.item] = Fate("pushed", ARRIVED_LATE, now, there.last_edited_at)
    return results, fates


def _cells(text: str) -> Mapping[str, str]:
    metadata = read_metadata(text)
    return metadata.cells if isinstance(metadata, Metadata) else {}


def _not_known(chunk: Chunk) -> list[ItemResult]:
    if chunk.state is ChunkState.VERIFIED:
        return []
    sentence = "Tagline ended before it was read back."
    if chunk.state is ChunkState.PLANNED:
        return [_result(item, sent=False, sentence="Tagline ended before it was sent.") for item in chunk.items]
    return [_result(item, sent=True, sentence=sentence) for item in chunk.items]


def _result(item: ChunkItem, *, sent: bool, sentence: str) -> ItemResult:
    return ItemResult(item.item, item.name, item.folder, "unknown" if sent else "failed", sentence)


def _receipt(journal: Journal, push: Push) -> Receipt:
    ended = "This push was paused and not taken up again." if push.state == "paused" else ""
    sentence = ended or "Tagline ended in the middle of this push."
    undoes = Scope.read(push.scope).undoes
    told = (push.platform, push.user, push.mode)
    kept = kept_results(journal, push.id)
    return Receipt(push.id, push.started, push.started, *told, sentence=sentence, undoes=undoes, **kept)
