"""What an edit of a million cells costs: set, undone, done again; journaled each time, while the window stays free.

python -m benchmarks.editing
"""

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow
from PySide6.QtWidgets import QApplication

from benchmarks.report import Figure, Report, median_of
from controllers import editing
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.staging import stage
from domain.schema import Schema
from models.arrow import ArrowTable
from models.arrow_page import FACT_MARK, KEY_MARK, UNREADABLE
from models.cell_edits import Accepted
from models.column_edit import ColumnEdit, Repeated
from models.journal import Journal
from models.metadata_frame import MetadataFrame
from models.staged import StagedEdits

SIZES = (10_000, 100_000, 1_000_000)
PAGE = 50_000
KEYS = 30
RUNS = 5
TICK = 0.005  # s
SET, UNDO, HOLD, MEMORY = 1.0, 0.1, 0.05, 1.3  # s, s, s, times

_arrow: Any = pyarrow


@dataclass(slots=True)
class Found:
    """Seconds of every run, by what was done, and the longest time the thread of the window was held meanwhile."""

    seconds: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    hold: float = 0.0


class Holds:
    """A callback every 5 ms on the loop of the window: `longest` it came late, in seconds."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._due = 0.0
        self._running = True

    def tick(self) -> None:
        """Note how late this came, and come again."""
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._due if self._due else 0.0)
        if self._running:
            self._due = now + TICK
            asyncio.get_running_loop().call_later(TICK, self.tick)

    def end(self) -> None:
        """Come no more."""
        self._running = False


def page(start: int, size: int) -> ArrowTable:
    """Items with 30 keys, as a page from the platform."""
    numbers = range(start, start + size)
    columns = {
        f"{FACT_MARK}uuid": _texts(
            str(UUID(int=(number * 0x9E3779B97F4A7C15F39CC0605CEDC834) % 2**128)) for number in numbers
        ),
        f"{FACT_MARK}name": _texts(f"drive_{number:07d}.mp4" for number in numbers),
        f"{FACT_MARK}parent": _texts("0f0e0d0c-0b0a-4908-8706-050403020100" for _ in numbers),
        UNREADABLE: _arrow.nulls(size, _arrow.large_string()),
    }
    words = _texts(f'"{("rain", "sun", "fog", "snow")[number % 4]}"' for number in numbers)
    counts = _texts(str(number % 977) for number in numbers)
    columns |= {f"{KEY_MARK}key {at}": words if at % 2 else counts for at in range(KEYS)}
    return _arrow.table(columns)


def _texts(values: Any) -> Any:
    return _arrow.array(list(values), _arrow.large_string())


def confirmed(items: int) -> MetadataFrame:
    """A frame of so many items."""
    frame = MetadataFrame()
    for start in range(0, items, PAGE):
        frame.append(page(start, min(PAGE, items - start)))
    return frame


@asynccontextmanager
async def watched(found: Found) -> AsyncGenerator[None]:
    """Note how long the loop is held inside."""
    holds = Holds()
    await asyncio.sleep(0.05)
    holds.tick()
    yield
    await asyncio.sleep(0.05)
    holds.end()
    found.hold = max(found.hold, holds.longest)


async def rounds(table: OpenTable, lanes: Lanes, make: Callable[[int], ColumnEdit]) -> Found:
    """Set, undo, redo, undo: over and over, the value a new one each time."""
    found = Found()
    for run in range(RUNS + 1):
        edit = make(run)
        async with watched(found):
            start = time.perf_counter()
            outcome = await stage(table, lanes, "Set", [edit])
            times = {"set": time.perf_counter() - start}
        assert isinstance(outcome, Accepted), outcome
        assert outcome.count == len(edit.rows)
        for what, step in (("undo", editing.undo), ("redo", editing.redo), ("undo again", editing.undo)):
            async with watched(found):
                start = time.perf_counter()
                assert isinstance(step(table), Accepted)
                times[what] = time.perf_counter() - start
        assert table.table.staged.count == 0
        if run == 0:
            found = Found()  # everything is warm now
            continue
        for what, took in times.items():
            found.seconds.setdefault(what, []).append(took)
    return found


def assigned(frame: MetadataFrame, value: Callable[[int], Any]) -> float:
    """Seconds pandas takes to give a column new values and the old ones back: nothing journaled, nothing undoable."""
    column: Any = _arrow.chunked_array([array for _, array in frame.pieces(f"{KEY_MARK}key 1")])
    data: Any = pd.DataFrame({"key": pd.Series(pd.arrays.ArrowExtensionArray(column))})
    took: list[float] = []
    for run in range(RUNS):
        new = value(run)
        start = time.perf_counter()
        before = data["key"].copy()
        data.loc[:, "key"] = new
        data.loc[:, "key"] = before
        took.append(time.perf_counter() - start)
    return median_of(took)


def resident() -> int:
    """Bytes of memory this process holds now."""
    gc.collect()
    _arrow.default_memory_pool().release_unused()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


async def measured(items: int, home: Path) -> tuple[Found, Found, float, float]:
    """One size: the same value everywhere, another one in each cell, pandas, and memory with 100,000 cells staged."""
    journal, lanes = Journal.open(home / f"journal-{items}.sqlite"), Lanes()
    try:
        table = OpenTable("folder", "folder", "Folder", StagedEdits(journal, "bench"), Schema.read({}))
        table.frame.add_keys(())
        for start in range(0, items, PAGE):
            table.table.append(page(start, min(PAGE, items - start)))
        rows: npt.NDArray[np.int64] = np.arange(items, dtype=np.int64)
        before = resident()
        await stage(table, lanes, "Set", [ColumnEdit("key 2", rows[:100_000], Repeated('"kept"', min(items, 100_000)))])
        memory = resident() / before
        editing.undo(table)
        same = await rounds(table, lanes, lambda run: ColumnEdit("key 1", rows, Repeated(f'"run {run}"', items)))
        cells = [[f'"cell {run} {number}"' for number in range(items)] for run in range(2)]
        each = await rounds(table, lanes, lambda run: ColumnEdit("key 1", rows, cells[run % 2]))
        return same, each, assigned(table.frame, lambda run: f'"run {run}"'), memory
    finally:
        lanes.close()
        journal.close()


def measure() -> Report:
    """Every size; the promises are those of the largest."""
    app = QApplication.instance() or QApplication([])
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as home:
        for items in SIZES:
            found = asyncio.run(measured(items, Path(home)))
            figures += lines(items, *found, promised=items == SIZES[-1])
    del app
    return Report("editing", f"One key of every item, items with {KEYS} keys, medians of {RUNS} runs", tuple(figures))


def lines(items: int, same: Found, each: Found, pandas: float, memory: float, *, promised: bool) -> list[Figure]:
    """What was found of one size."""
    beside = f"pandas assignment there and back, neither journaled nor undoable {pandas * 1000:.0f} ms"

    def line(what: str, found: Found, step: str, promise: float, told: str = "") -> Figure:
        took = median_of(found.seconds[step])
        promise_text = f"{promise * 1000:.0f} ms" if promised else ""
        return Figure(
            f"{items:,} cells: {what}",
            f"{took * 1000:.1f} ms",
            told,
            promise_text,
            took <= promise if promised else None,
        )

    hold = max(same.hold, each.hold)
    return [
        line("set to one value", same, "set", SET, beside),
        line("set to a value each", each, "set", SET),
        line("undo", same, "undo", UNDO),
        line("redo", same, "redo", UNDO),
        line("undo, a value each", each, "undo", UNDO),
        Figure(
            f"{items:,} cells: longest hold of the window's thread",
            f"{hold * 1000:.0f} ms",
            promise=f"{HOLD * 1000:.0f} ms" if promised else "",
            kept=hold <= HOLD if promised else None,
        ),
        Figure(
            f"{items:,} items: memory with {min(items, 100_000):,} cells staged",
            f"{memory:.2f} times that without",
            promise=f"{MEMORY} times" if promised else "",
            kept=memory <= MEMORY if promised else None,
        ),
    ]


if __name__ == "__main__":
    sys.exit(measure().print())
