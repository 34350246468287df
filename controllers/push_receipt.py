"""What a push did, item by item: kept in the journal, exported as JSON or CSV, and the way back."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import msgspec

from controllers.parted import Parted
from domain.changes import ChangeSet, ItemChange
from models.push_log import DONE, ItemResult, PushLog, ReceiptOutcome

OUTCOMES: tuple[ReceiptOutcome, ...] = ("failed", "mismatch", "unknown", "skipped", "pushed", "already")
"""What needs a look first comes first."""
MANY = 20_000  # items; a plan for more than these keeps only what needs a look
READ_AT_ONCE = 5_000  # results; more than these are read from the journal when they are looked at


class _Written(msgspec.Struct):
    """A receipt as the journal keeps it; `results` only in those of early versions."""

    push_id: int
    started: str
    finished: str
    platform: str
    user: str
    mode: str
    results: tuple[ItemResult, ...] = ()
    sentence: str = ""
    undoes: int | None = None
    counts: dict[str, int] = msgspec.field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one push did. Times are ISO 8601 text in UTC. `sentence` says why it ended early, if it did.

    `undoes` is the push it took back. `back` are the changes that take it back where there are too many to hold.
    """

    push_id: int
    started: str
    finished: str
    platform: str
    user: str
    mode: str
    results: Sequence[ItemResult]
    sentence: str = ""
    undoes: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict[str, int], compare=False)
    back: Sequence[ItemChange] | None = field(default=None, compare=False)

    def count(self, outcome: ReceiptOutcome) -> int:
        """How many items ended so."""
        return self.all_counts().get(outcome, 0)

    def all_counts(self) -> Mapping[str, int]:
        """Outcome -> how many items."""
        return self.counts or Counter(result.outcome for result in self.results)

    @property
    def complete(self) -> bool:
        """Whether every edit is on the platform."""
        return not any(count for outcome, count in self.all_counts().items() if outcome not in DONE)

    def unfinished(self) -> frozenset[str]:
        """The items whose edits are not on the platform, as far as is known."""
        return frozenset(result.item for result in self.results if result.outcome not in DONE)

    def inverse(self) -> ChangeSet:
        """The changes that take back what this push brought there."""
        return ChangeSet(tuple(taken_back(self.results)) if self.back is None else self.back)

    def to_json(self) -> str:
        """The receipt as JSON, values as their JSON text."""
        return "".join(self.json_pieces())

    def json_pieces(self) -> Iterator[str]:
        """The same piece by piece, for a file."""
        head = self.head()
        yield head[:-1] + ',"results":['
        comma = ""
        for piece in _pieces(self.results):
            if piece:
                yield comma + msgspec.json.encode(piece).decode()[1:-1]
                comma = ","
        yield "]}"

    def head(self) -> str:
        """The receipt as JSON without its results."""
        kept = {name: getattr(self, name) for name in _HEAD} | {"counts": dict(self.all_counts())}
        return msgspec.json.encode(kept).decode()

    @staticmethod
    def from_json(text: str) -> "Receipt":
        """Read what `to_json` wrote. Raises ValueError."""
        written = msgspec.json.decode(text, type=_Written)
        return Receipt(**{name: getattr(written, name) for name in (*_HEAD, "results")})

    @staticmethod
    def read(text: str, log: PushLog) -> "Receipt":
        """Read what `head` wrote, with the results that were kept on the way. Raises ValueError, JournalRefused."""
        written = msgspec.json.decode(text, type=_Written)
        if written.results:
            return Receipt.from_json(text)
        head = {name: getattr(written, name) for name in _HEAD}
        return Receipt(**head, **kept_results(log, written.push_id))

    @staticmethod
    def read_head(text: str) -> "Receipt":
        """The same with nothing but the counts of its results. Raises ValueError."""
        written = msgspec.json.decode(text, type=_Written)
        counts = written.counts or Counter(result.outcome for result in written.results)
        head = {name: getattr(written, name) for name in _HEAD}
        return Receipt(**head, results=(), counts=counts)

    def urgent_first(self) -> Iterator[ItemResult]:
        """Every result, those that are not done before the others; of many, only the part looked at is in memory."""
        results = self.results
        if not isinstance(results, Parted) or not isinstance(self.back, Parted):
            yield from sorted(results, key=lambda result: OUTCOMES.index(result.outcome))
            return
        for number, (count, pushed) in enumerate(zip(results.counts, self.back.counts, strict=True)):
            if count != pushed:
                yield from (result for result in results.piece(number) if result.outcome not in DONE)
        for piece in results.pieces():
            yield from (result for result in piece if result.outcome in DONE)

    def to_csv(self) -> str:
        """One line for each changed key of each item, for a spreadsheet; one line for an item without any."""
        return "".join(self.csv_pieces())

    def csv_pieces(self) -> Iterator[str]:
        """The same piece by piece, for a file."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(("item", "name", "outcome", "sentence", "key", "before", "after"))
        for piece in _pieces(self.results):
            for result in piece:
                writer.writerows(_csv_rows(result))
            yield out.getvalue()
            out.seek(0)
            out.truncate()
        yield out.getvalue()


_HEAD = ("push_id", "started", "finished", "platform", "user", "mode", "sentence", "undoes")


def kept_results(log: PushLog, push: int) -> dict[str, Any]:
    """The results of a push and what is made of them, as a receipt takes them. Raises JournalRefused."""
    parts = log.parts(push)
    counts = log.counts(push)

    def part(number: int) -> list[ItemResult]:
        return log.part(push, parts[number].number)

    def back(number: int) -> list[ItemChange]:
        return list(taken_back(part(number)))

    results = Parted([each.count for each in parts], part)
    if len(results) <= READ_AT_ONCE:
        return {"results": tuple(results), "counts": counts}
    return {"results": results, "counts": counts, "back": Parted([each.pushed for each in parts], back)}


def taken_back(results: Sequence[ItemResult]) -> Iterator[ItemChange]:
    """The changes that take back what was pushed."""
    for result in results:
        if result.outcome == "pushed":
            cells = {key: (after, before) for key, (before, after) in result.cells.items()}
            yield ItemChange(result.item, result.name, result.folder, MappingProxyType(cells))


def _pieces(results: Sequence[ItemResult]) -> Iterator[Sequence[ItemResult]]:
    return results.pieces() if isinstance(results, Parted) else iter((results,))


def _csv_rows(result: ItemResult) -> Iterator[tuple[str, ...]]:
    fixed = (result.item, _inert(result.name), result.outcome, result.sentence)
    cells = result.cells or {"": (None, None)}
    for key, (before, after) in cells.items():
        yield (*fixed, _inert(key), _inert(before or ""), _inert(after or ""))


def _inert(text: str) -> str:
    """Text a spreadsheet won't take for a formula."""
    return "'" + text if text[:1] in {"=", "+", "@", "\t", "\r"} or (text[:1] == "-" and not _is_number(text)) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
