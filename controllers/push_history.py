"""Every push of this computer to a platform, newest first, and looking for items, keys, days and outcomes in them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from controllers.push_receipt import Receipt
from models.journal import Journal
from models.push_log import ReceiptLine, ReceiptOutcome

ROWS_AT_ONCE = 20_000  # receipt lines looked at between two breaths of the window
MOST = 2000  # lines found, after which nothing more is looked for


@dataclass(frozen=True, slots=True)
class PastPush:
    """One push; `head` is its receipt without the results, None while it has not ended."""

    push: int
    started: str
    head: Receipt | None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found so far: whole pushes, and lines of pushes. `rest`: lines that were not looked at yet."""

    pushes: frozenset[int]
    lines: tuple[ReceiptLine, ...]
    rest: int


class PushHistory:
    """Reads the journal; everything here raises JournalRefused."""

    def __init__(self, journal: Journal, platform: str) -> None:
        self._journal = journal
        self._platform = platform

    def pushes(self) -> tuple[PastPush, ...]:
        """All of them, the newest first."""
        return tuple(
            PastPush(push.id, push.started, _head(push.receipt), push.state == "paused")
            for push in self._journal.pushes(self._platform)
        )

    def receipt(self, push: int) -> Receipt | None:
        """The whole receipt of a push; None while it has none, or none that can be read."""
        text = self._journal.receipt(push)
        try:
            return None if text is None else Receipt.read(text, self._journal)
        except ValueError:
            return None

    def unfinished_items(self, receipt: Receipt) -> frozenset[str]:
        """The items of a push whose edits are not on the platform."""
        return self._journal.unfinished_items(receipt.push_id) or receipt.unfinished()

    async def find(self, text: str, outcome: ReceiptOutcome | None) -> AsyncIterator[Found]:
        """Pushes with such a key, day, user or number; lines with such an item, name, remark, or the outcome."""
        whole = self._journal.pushes_with_key(self._platform, text) | frozenset(
            past.push for past in self.pushes() if _speaks_of(past, text)
        )
        found: tuple[ReceiptLine, ...] = ()
        end = self._journal.last_row() + 1
        while end > 1 and len(found) < MOST:
            rows = range(max(1, end - ROWS_AT_ONCE), end)
            found += self._journal.find_receipts(self._platform, outcome or text, MOST - len(found), rows=rows)
            end = rows.start
            yield Found(whole, found, end - 1)
            await asyncio.sleep(0)
        yield Found(whole, found, 0)


def _speaks_of(past: PastPush, text: str) -> bool:
    user = past.head.user if past.head is not None else ""
    return text in {f"#{past.push}", past.started} or past.started.startswith(text) or text.lower() in user.lower()


def _head(text: str | None) -> Receipt | None:
    try:
        return Receipt.read_head(text) if text is not None else None
    except ValueError:
        return None
