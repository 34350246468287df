"""What a regular expression over a million values costs: the first changes seen, all counted, applied; beside pandas.

python -m benchmarks.bulk
"""

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow
from PySide6.QtWidgets import QApplication

from benchmarks.editing import PAGE, Found, page, watched
from benchmarks.report import Figure, Report, median_of
from controllers import editing
from controllers.bulk import Bulk, Tally
from controllers.bulk_reading import SHOWN
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.patterns import read_pattern
from domain.bulk.operation import Step
from domain.bulk.replacing import ReplacePattern
from domain.reading import Invalid
from domain.schema import Schema
from models.arrow_page import KEY_MARK
from models.cell_edits import Accepted
from models.journal import Journal
from models.staged import StagedEdits

SIZES = (10_000, 100_000, 1_000_000)
RUNS = 3
PATTERN, TEMPLATE = r"(\w+)-(\d+)", r"\2_\1"
PREVIEW, APPLY, HOLD = 0.1, 3.0, 0.05  # s
DIFFERENT, REPEATED = "each value different", "1,000 different values"

_arrow: Any = pyarrow


@dataclass(slots=True)
class Times:
    """Seconds of every run by what was done."""

    seconds: dict[str, list[float]] = field(default_factory=dict[str, list[float]])

    def add(self, what: str, took: float) -> None:
        """Note one run."""
        self.seconds.setdefault(what, []).append(took)

    def of(self, what: str) -> float:
        """The median."""
        return median_of(self.seconds[what])


def table_of(items: int, staged: StagedEdits, different: int) -> OpenTable:
    """Items with 30 keys, and one more with texts of which so many are different."""
    table = OpenTable("folder", "folder", "Folder", staged, Schema.read({}))
    for start in range(0, items, PAGE):
        size = min(PAGE, items - start)
        names = [
            f'"clip-{number % different:07d} take {number % different % 17}"' for number in range(start, start + size)
        ]
        column = _arrow.array(names, _arrow.large_string())
        made: Any = page(start, size)
        table.table.append(made.append_column(f"{KEY_MARK}clip", column))
    return table


async def changed(table: OpenTable, lanes: Lanes, times: Times, found: Found) -> None:
    """Ask, see the first changes, wait for the count, apply, take it back."""
    bulk = Bulk(table, lanes, Schema.read({}))
    pattern = read_pattern(PATTERN, TEMPLATE)
    assert not isinstance(pattern, Invalid)
    seen: list[float] = []

    def told(tally: Tally) -> None:
        if not seen and (len(tally.first) == SHOWN or tally.complete):
            seen.append(time.perf_counter())

    async with watched(found):
        start = time.perf_counter()
        plan = await bulk.plan([Step("clip", ReplacePattern(pattern, TEMPLATE))], bulk.every_row(), told)
        counted = time.perf_counter()
        assert plan is not None
        outcome = await bulk.apply(plan, "Replace")
        applied = time.perf_counter()
    assert isinstance(outcome, Accepted)
    assert outcome.count == plan.tally.changes == table.frame.rows
    times.add("preview", seen[0] - start)
    times.add("count", counted - start)
    times.add("apply", applied - counted)
    editing.undo(table)
    bulk.deleteLater()


def raw(table: OpenTable) -> float:
    """Seconds pandas takes for the same replacement, over the same column: no schema, no journal, nothing to undo."""
    column: Any = _arrow.chunked_array([array for _, array in table.frame.pieces(f"{KEY_MARK}clip")])
    values: Any = pd.Series(pd.arrays.ArrowExtensionArray(column))
    took: list[float] = []
    for _ in range(RUNS):
        start = time.perf_counter()
        values.str.replace(PATTERN, TEMPLATE, regex=True)
        took.append(time.perf_counter() - start)
    return median_of(took)


async def measured(items: int, different: int, home: Path) -> tuple[Times, Found, float]:
    """One size, once to get warm and then as often as it is measured."""
    journal, lanes = Journal.open(home / f"journal-{items}-{different}.sqlite"), Lanes()
    try:
        table = table_of(items, StagedEdits(journal, "bench"), different)
        await changed(table, lanes, Times(), Found())
        times, found = Times(), Found()
        for _ in range(RUNS):
            await changed(table, lanes, times, found)
        return times, found, raw(table)
    finally:
        lanes.close()
        journal.close()


def lines(name: str, times: Times, found: Found, pandas: float, *, promised: bool) -> list[Figure]:
    """What was found of one size."""

    def line(what: str, took: float, promise: float | None, beside: str = "") -> Figure:
        kept = took <= promise if promise is not None and promised else None
        told = f"{promise * 1000:.0f} ms" if promise is not None and promised else ""
        return Figure(f"{name}: {what}", f"{took * 1000:.0f} ms", beside, told, kept)

    return [
        line(f"first {SHOWN} changes shown", times.of("preview"), PREVIEW),
        line("every change counted", times.of("count"), None, f"pandas str.replace, raw {pandas * 1000:.0f} ms"),
        line("applied, journaled, undoable", times.of("apply"), APPLY),
        line("longest hold of the window's thread", found.hold, HOLD),
    ]


def measure() -> Report:
    """Every size; the promises are those of the largest."""
    app = QApplication.instance() or QApplication([])
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as home:
        for items in SIZES:
            for words, different in ((REPEATED, 1_000), (DIFFERENT, items)):
                times, found, pandas = asyncio.run(measured(items, different, Path(home)))
                last = items == SIZES[-1]
                figures += lines(f"{items:,} values, {words}", times, found, pandas, promised=last)
    del app
    return Report(
        "bulk",
        f"{PATTERN} to {TEMPLATE} in one key of every item, items with 31 keys, medians of {RUNS} runs",
        tuple(figures),
    )


if __name__ == "__main__":
    sys.exit(measure().print())
