"""Pushes that were cut short when Tagline ended: told at the next start, closed with the next push."""

from controllers.push_receipt import ItemResult, Receipt, ReceiptOutcome
from models.journal import Journal
from models.push_log import Chunk, ChunkState, Push
from models.staged import StagedEdits

_OUTCOMES: dict[ChunkState, tuple[ReceiptOutcome, str]] = {
    ChunkState.PLANNED: ("failed", "Tagline ended before it was sent."),
    ChunkState.SENT: ("unknown", "Tagline ended before the platform answered."),
    ChunkState.ANSWERED: ("unknown", "Tagline ended before it was read back."),
    ChunkState.VERIFIED: ("pushed", ""),
}


def tell_interrupted(journal: Journal, staged: StagedEdits) -> str | None:
    """What happened to a push that never finished, and what to do; None when there is none."""
    pushes = journal.unfinished_pushes(staged.platform)
    if not pushes:
        return None
    chunks = [chunk for push in pushes for chunk in journal.chunks(push.id)]
    done = sum(len(chunk.items) for chunk in chunks if chunk.state is ChunkState.VERIFIED)
    open_ = sum(len(chunk.items) for chunk in chunks if chunk.state in {ChunkState.SENT, ChunkState.ANSWERED})
    told = f"{done:,} items were pushed and checked"
    if open_:
        told += f", {open_:,} more were on their way"
    return (
        f"The push begun at {pushes[-1].started} was cut short: {told}. {staged.count:,} edits are still staged. "
        "Review them again: what has arrived already is recognised and not sent twice."
    )


def close_interrupted(journal: Journal, staged: StagedEdits) -> None:
    """Keep a receipt of what is known of such pushes; from now on they are history. Raises JournalRefused."""
    for push in journal.unfinished_pushes(staged.platform):
        results = tuple(result for chunk in journal.chunks(push.id) for result in _results(chunk))
        journal.finish_push(push.id, _receipt(push, results).to_json(), "interrupted")


def _results(chunk: Chunk) -> list[ItemResult]:
    outcome, sentence = _OUTCOMES[chunk.state]
    return [ItemResult(item.item, item.name, item.folder, outcome, sentence) for item in chunk.items]


def _receipt(push: Push, results: tuple[ItemResult, ...]) -> Receipt:
    ended = "Tagline ended in the middle of this push."
    return Receipt(push.id, push.started, push.started, push.platform, push.user, push.mode, results, ended)
