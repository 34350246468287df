"""Every push on disk: what it set out to do, how far each chunk came, and what became of each item."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

import msgspec

from domain.metadata import Cell
from models.journal_file import JournalFile, now

ReceiptOutcome: TypeAlias = Literal["pushed", "already", "skipped", "failed", "unknown", "mismatch"]

DONE: frozenset[ReceiptOutcome] = frozenset({"pushed", "already"})

_PUSH = (
    "SELECT id, platform, user, mode, state, started, finished, receipt, coalesce(scope, '') "
    "FROM push LEFT JOIN push_scope ON push_scope.push = push.id"
)
_UNFINISHED = "SELECT item FROM receipt_line WHERE push = ? AND outcome IN ('skipped', 'failed', 'unknown', 'mismatch')"
_COUNT = "SELECT outcome, count(*) FROM receipt_line WHERE push = ? GROUP BY outcome"
_COUNT_REST = _COUNT.replace(" GROUP", " AND outcome IN ('already', 'skipped', 'failed', 'unknown', 'mismatch') GROUP")
_LINE = (
    "SELECT receipt_line.rowid, push, started, item, name, outcome, sentence FROM receipt_line JOIN push ON id = push"
)


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What happened to one item. `cells`: key -> (before, after) as JSON text, of what was to change."""

    item: str
    name: str
    folder: str
    outcome: ReceiptOutcome
    sentence: str = ""
    cells: Mapping[str, tuple[Cell, Cell]] = field(default_factory=dict[str, tuple[Cell, Cell]])


class ChunkState(StrEnum):
    """How far a chunk of a push came: written down, sent, answered by the platform, read back."""

    PLANNED = "planned"
    SENT = "sent"
    ANSWERED = "answered"
    VERIFIED = "verified"


class ChunkItem(msgspec.Struct, frozen=True):
    """One item of a chunk: its whole metadata as JSON text before the push and as the push shall leave it."""

    item: str
    name: str
    folder: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """At most 1000 items sent in one call. `answer` is what the caller noted of the platform's answer."""

    number: int
    state: ChunkState
    items: tuple[ChunkItem, ...]
    answer: str | None


@dataclass(frozen=True, slots=True)
class Push:
    """One push as the journal knows it; `finished` and `receipt` are None while it is not finished.

    `state` is running, paused, finished or interrupted. `scope` is the caller's note of what it set out to do.
    """

    id: int
    platform: str
    user: str
    mode: str
    state: str
    started: str
    finished: str | None
    receipt: str | None
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Some results of a push, kept together: how many, and how many of them were pushed."""

    number: int
    count: int
    pushed: int


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """What one push did to one item. `row` grows with every line that is kept."""

    row: int
    push: int
    started: str
    item: str
    name: str
    outcome: str
    sentence: str


class PushLog(JournalFile):
    """Pushes, their chunks and their results. Writes raise JournalRefused with nothing written."""

    def begin_push(self, platform: str, user: str, mode: str, scope: str = "") -> int:
        """Write down that a push starts, and what it sets out to do; gives its number."""
        with self.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO push (platform, user, mode, state, started) VALUES (?, ?, ?, 'running', ?)",
                (platform, user, mode, now()),
            )
            push = int(cursor.lastrowid or 0)
            connection.execute("INSERT INTO push_scope VALUES (?, ?)", (push, scope))
            return push

    def push_moved(self, push: int, state: Literal["running", "paused"]) -> None:
        """A push that is not finished was paused, or goes on."""
        with self.writing() as connection:
            connection.execute("UPDATE push SET state = ? WHERE id = ?", (state, push))

    def chunk_planned(self, push: int, number: int, items: Sequence[ChunkItem]) -> None:
        """Write down what a chunk is going to send, before it is sent."""
        row, written = (push, number, ChunkState.PLANNED.value, now()), msgspec.json.encode(items)
        with self.writing() as connection:
            connection.execute("INSERT INTO chunk (push, number, state, at) VALUES (?, ?, ?, ?)", row)
            # Apart, because SQLite would write megabytes again whenever the state moves.
            connection.execute("INSERT INTO chunk_items VALUES (?, ?, ?)", (push, number, written))

    def chunk_sent(self, push: int, number: int) -> None:
        """The chunk is on its way: from now on the platform may have it."""
        self._chunk_moved(push, number, ChunkState.SENT, None)

    def chunk_answered(self, push: int, number: int, answer: str = "") -> None:
        """The platform answered; `answer` is the caller's note of it, such as JSON."""
        self._chunk_moved(push, number, ChunkState.ANSWERED, answer)

    def chunk_verified(self, push: int, number: int, results: Sequence[ItemResult] = ()) -> None:
        """The items of the chunk were read back and compared; with results, these are kept in place of the items."""
        written = _packed(results)
        with self.writing() as connection:
            connection.execute(
                "UPDATE chunk SET state = ?, at = ? WHERE push = ? AND number = ?",
                (ChunkState.VERIFIED.value, now(), push, number),
            )
            if results:
                self._keep(push, results, written)
                connection.execute("DELETE FROM chunk_items WHERE push = ? AND number = ?", (push, number))

    def results_kept(self, push: int, results: Sequence[ItemResult]) -> None:
        """Keep what became of items that were not sent."""
        if not results:
            return
        written = _packed(results)
        with self.writing():
            self._keep(push, results, written)

    def chunks(self, push: int) -> tuple[Chunk, ...]:
        """The chunks of a push in the order they were planned; one whose results are kept has no items any more."""
        query = (
            "SELECT number, state, coalesce(items, '[]'), answer FROM chunk LEFT JOIN chunk_items USING (push, number) "
            "WHERE push = ? ORDER BY number"
        )
        with self.reading() as connection:
            rows = connection.execute(query, (push,)).fetchall()
        return tuple(
            Chunk(number, ChunkState(state), msgspec.json.decode(items, type=tuple[ChunkItem, ...]), answer)
            for number, state, items, answer in rows
        )

    def finish_push(self, push: int, receipt: str, state: str = "finished", *, parted: bool = False) -> None:
        """Keep the receipt: JSON with a list `results` of objects with item, name, outcome and sentence.

        These stand for whatever results were kept on the way, unless `parted`: then those on the way are the results.
        """
        lines = (
            (push, str(line["item"]), str(line["name"]), str(line["outcome"]), str(line.get("sentence", "")))
            for line in msgspec.json.decode(receipt).get("results", ())
        )
        with self.writing() as connection:
            connection.execute(
                "UPDATE push SET state = ?, finished = ?, receipt = ? WHERE id = ?", (state, now(), receipt, push)
            )
            if not parted:
                connection.execute("DELETE FROM receipt_line WHERE push = ?", (push,))
                connection.execute("DELETE FROM result_part WHERE push = ?", (push,))
                connection.executemany("INSERT INTO receipt_line VALUES (?, ?, ?, ?, ?)", lines)
            connection.execute("DELETE FROM chunk_items WHERE push = ?", (push,))

    def pushes(self, platform: str) -> tuple[Push, ...]:
        """Every push to a platform with its receipt, the newest first."""
        return self._pushes(f"{_PUSH} WHERE platform = ? ORDER BY id DESC", platform)

    def unfinished_pushes(self, platform: str) -> tuple[Push, ...]:
        """Pushes that were begun and never finished: they were paused, or the program stopped in between."""
        return self._pushes(f"{_PUSH} WHERE platform = ? AND finished IS NULL ORDER BY id", platform)

    def a_push(self, push: int) -> Push | None:
        """One push by its number."""
        found = self._pushes(f"{_PUSH} WHERE id = ?", push)
        return found[0] if found else None

    def receipt(self, push: int) -> str | None:
        """The receipt of a push as it was kept; None while it has none."""
        found = self.a_push(push)
        return found.receipt if found else None

    # results that were kept on the way

    def parts(self, push: int) -> tuple[Part, ...]:
        """The parts in which the results of a push were kept."""
        query = "SELECT number, count, pushed FROM result_part WHERE push = ? ORDER BY number"
        with self.reading() as connection:
            return tuple(Part(*row) for row in connection.execute(query, (push,)).fetchall())

    def part(self, push: int, number: int) -> list[ItemResult]:
        """The results of one part."""
        query = "SELECT results FROM result_part WHERE push = ? AND number = ?"
        with self.reading() as connection:
            (written,) = connection.execute(query, (push, number)).fetchone()
        return msgspec.json.decode(zlib.decompress(written), type=list[ItemResult])

    def counts(self, push: int) -> dict[str, int]:
        """Outcome -> how many items. What was pushed is counted by part: a million lines take a tenth of a second."""
        pushed = sum(part.pushed for part in self.parts(push))
        with self.reading() as connection:
            rest = connection.execute(_COUNT_REST if pushed else _COUNT, (push,)).fetchall()
        return dict(rest) | ({"pushed": pushed} if pushed else {})

    def unfinished_items(self, push: int) -> frozenset[str]:
        """The items whose edits are not on the platform, as far as is known."""
        with self.reading() as connection:
            return frozenset(item for (item,) in connection.execute(_UNFINISHED, (push,)))

    # searching

    def find_receipts(
        self, platform: str, text: str, limit: int = 1000, *, rows: range = range(1 << 62)
    ) -> tuple[ReceiptLine, ...]:
        """Lines whose item, name, outcome or sentence holds `text`, the newest first, of those in `rows`."""
        query = (
            f"{_LINE} WHERE receipt_line.rowid >= ? AND receipt_line.rowid < ? AND platform = ? AND (instr(item, ?) "
            "OR instr(lower(name), lower(?)) OR outcome = ? OR instr(lower(sentence), lower(?))) "
            "ORDER BY receipt_line.rowid DESC LIMIT ?"
        )
        with self.reading() as connection:
            wanted = (rows.start, rows.stop, platform, text, text, text, text, limit)
            found = connection.execute(query, wanted).fetchall()
        return tuple(ReceiptLine(*row) for row in found)

    def last_row(self) -> int:
        """The row of the newest receipt line; 0 where there is none."""
        with self.reading() as connection:
            return int(connection.execute("SELECT coalesce(max(rowid), 0) FROM receipt_line").fetchone()[0])

    def pushes_with_key(self, platform: str, text: str) -> frozenset[int]:
        """The pushes that changed a key whose name holds `text`."""
        query = (
            "SELECT DISTINCT push FROM push_key JOIN push ON id = push "
            "WHERE platform = ? AND instr(lower(key), lower(?))"
        )
        with self.reading() as connection:
            return frozenset(push for (push,) in connection.execute(query, (platform, text)).fetchall())

    def _keep(self, push: int, results: Sequence[ItemResult], written: bytes) -> None:
        """Inside a transaction: one more part of results, a line for each, and the keys they touch."""
        run = self._connection.execute
        (number,) = run("SELECT coalesce(max(number), -1) + 1 FROM result_part WHERE push = ?", (push,)).fetchone()
        pushed = sum(result.outcome == "pushed" for result in results)
        run("INSERT INTO result_part VALUES (?, ?, ?, ?, ?)", (push, number, len(results), pushed, written))
        lines: Iterable[tuple[int, str, str, str, str]] = (
            (push, result.item, result.name, result.outcome, result.sentence) for result in results
        )
        self._connection.executemany("INSERT INTO receipt_line VALUES (?, ?, ?, ?, ?)", lines)
        keys = {key for result in results for key in result.cells}
        self._connection.executemany("INSERT OR IGNORE INTO push_key VALUES (?, ?)", [(push, key) for key in keys])

    def _chunk_moved(self, push: int, number: int, state: ChunkState, answer: str | None) -> None:
        with self.writing() as connection:
            connection.execute(
                "UPDATE chunk SET state = ?, at = ?, answer = coalesce(?, answer) WHERE push = ? AND number = ?",
                (state.value, now(), answer, push, number),
            )

    def _pushes(self, query: str, value: str | int) -> tuple[Push, ...]:
        with self.reading() as connection:
            rows = connection.execute(query, (value,)).fetchall()
        return tuple(Push(*row) for row in rows)


def _packed(results: Sequence[ItemResult]) -> bytes:
    return zlib.compress(msgspec.json.encode(results), 1) if results else b""
