"""How fast a CSV of 1,000,000 rows is read and matched to items by UUID, beside pandas' read_csv and merge.

python -m benchmarks.importing
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow

from benchmarks.report import Figure, Report, median_of
from controllers.exchange.import_plan import Decisions, make_plan
from controllers.exchange.mapping import propose
from controllers.exchange.matching import Items, match
from controllers.exchange.readers import open_file
from domain.schema import Schema

ROWS = 1_000_000
SMALL = 10_000
RUNS = 3
PROMISE = 8.0
COLUMNS = ("score", "weather", "note", "captured", "night")
SCHEMA = Schema.read(
    {
        "score": {"ty": "variant", "hint": "number"},
        "weather": {"ty": "enum", "values": ["rain", "sun", "fog"]},
        "note": {"ty": "variant", "hint": "text"},
        "captured": {"ty": "variant", "hint": "datetime"},
        "night": {"ty": "variant", "hint": "boolean"},
    }
)

_arrow: Any = pyarrow


def uuids(rows: int) -> list[str]:
    """Identifiers as the platform gives them."""
    return [f"{row * 2_654_435_761 % 2**32:08x}-0000-4000-8000-{row:012x}" for row in range(rows)]


def write(path: Path, names: list[str]) -> None:
    """A file with one row an item, in another order than the table."""
    order = np.random.default_rng(1).permutation(len(names)).tolist()
    with path.open("w", encoding="utf-8") as out:
        out.write(f"uuid,{','.join(COLUMNS)}\n")
        out.writelines(
            f'{names[row]},{row / 8},{("rain", "sun", "fog")[row % 3]},"item {row}, seen",'
            f"2024-05-{row % 28 + 1:02}T12:00:00Z,{('true', 'false')[row % 2]}\n"
            for row in order
        )


def table_of(names: list[str]) -> Items:
    """The items the rows shall find."""
    texts = _arrow.array(names, _arrow.large_string())
    return Items(texts, texts, texts, {}, SCHEMA)


def read_and_match(path: Path, items: Items) -> int:
    """Our way, to the row of each item."""
    opened = open_file(path)
    column = opened.table.column("uuid")
    assert column is not None
    return match(column, propose(opened.table, opened.types, SCHEMA, ()).by, items).matched


def plan(path: Path, items: Items) -> int:
    """The same to the very edits that would be staged: every value read by its type and compared."""
    opened = open_file(path)
    mapping = propose(opened.table, opened.types, SCHEMA, ())
    column = opened.table.column("uuid")
    assert column is not None
    return make_plan(opened.table, mapping, match(column, mapping.by, items), items, Decisions()).cells


def by_pandas(path: Path, frame: "pd.DataFrame") -> int:
    """pandas' way: its own types, and a merge."""
    return len(pd.read_csv(path).merge(frame, on="uuid"))


def seconds(function: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def measure() -> Report:
    """Both ways over the same file, interleaved."""
    ours: list[float] = []
    theirs: list[float] = []
    whole: list[float] = []
    small: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        names = uuids(ROWS)
        path, short = Path(home) / "values.csv", Path(home) / "short.csv"
        write(path, names)
        write(short, names[:SMALL])
        items, few = table_of(names), table_of(names[:SMALL])
        frame = pd.DataFrame({"uuid": names, "row": np.arange(ROWS)})
        assert read_and_match(short, few) == SMALL  # and everything is warm
        for _ in range(RUNS):
            ours.append(seconds(lambda: read_and_match(path, items)))
            theirs.append(seconds(lambda: by_pandas(path, frame)))
            whole.append(seconds(lambda: plan(path, items)))
            small.append(seconds(lambda: read_and_match(short, few)))
    mine, merged = median_of(ours), median_of(theirs)
    return Report(
        "importing",
        f"A CSV of {ROWS:,} rows and {len(COLUMNS) + 1} columns, matched to {ROWS:,} items, medians of {RUNS} runs",
        (
            Figure(
                "read, guess types, match by UUID",
                f"{mine:.2f} s",
                f"pandas read_csv and merge {merged:.2f} s",
                f"at most {PROMISE:.0f} s",
                mine <= PROMISE,
            ),
            Figure("the same and the whole plan, every value read by its type", f"{median_of(whole):.2f} s"),
            Figure(f"read and match {SMALL:,} rows", f"{median_of(small) * 1000:.0f} ms"),
        ),
    )


if __name__ == "__main__":
    sys.exit(measure().print())
