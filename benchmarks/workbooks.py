"""How fast a workbook of 30 keys is written, beside XlsxWriter in constant memory and openpyxl write-only.

python -m benchmarks.workbooks
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
import openpyxl
import pyarrow
import xlsxwriter

from benchmarks.report import Figure, Report, median_of
from controllers.exchange.formats import Format, Options, Written
from controllers.exchange.records import Column, Records
from controllers.exchange.writing import step, steps
from domain.fields import BooleanType, EnumType, Field, NumberType, TextType

ROWS = 30_000
SMALL = 3_000
RUNS = 3
FASTER = 2.0

_arrow: Any = pyarrow
_write: Any = xlsxwriter

Content = float | str | bool


def columns(rows: int) -> list[tuple[str, Field, list[Content]]]:
    """Twelve columns of numbers, ten of text, six of an enum's words, two of yes and no."""
    number = NumberType()
    numbers = [
        (
            f"n{at}",
            cast("Field", number),
            cast("list[Content]", [(row * 7919 % 100_003) / 8 + at for row in range(rows)]),
        )
        for at in range(12)
    ]
    texts = [(f"t{at}", TextType(), [f"note {at} {row * 31 % 9_999}" for row in range(rows)]) for at in range(10)]
    words = [
        (f"e{at}", EnumType(("rain", "sun")), [("rain", "sun")[row % 2] for row in range(rows)]) for at in range(6)
    ]
    flags = [(f"b{at}", BooleanType(), [row % 2 == at for row in range(rows)]) for at in range(2)]
    return [*numbers, *cast("Any", texts), *cast("Any", words), *cast("Any", flags)]


def records(table: list[tuple[str, Field, list[Content]]], rows: int) -> Records:
    """The same as a table of the window holds it."""
    return Records(tuple(_column(*each) for each in table), np.arange(rows, dtype=np.int64))


def _column(name: str, field: Field, values: list[Content]) -> Column:
    cells = [f'"{value}"' if isinstance(value, str) else str(value).lower() for value in values]
    return Column("key", name, [_arrow.array(cells, _arrow.large_string())], np.zeros(1, np.int64), field)


def ours(path: Path, what: Records) -> float:
    """Our way, from cells to the file; the longest step is what Cancel waits for."""
    writing, longest = steps(what, Format.XLSX, path, Options(), {}), 0.0
    while True:
        start = time.process_time()
        done = step(writing)
        longest = max(longest, time.process_time() - start)
        if isinstance(done, Written):
            return longest


def by_xlsxwriter(path: Path, heads: list[str], rows: list[tuple[Content, ...]]) -> None:
    """XlsxWriter's constant memory, values ready made."""
    book = _write.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, heads)
    for at, row in enumerate(rows, 1):
        sheet.write_row(at, 0, row)
    book.close()


def by_openpyxl(path: Path, heads: list[str], rows: list[tuple[Content, ...]]) -> None:
    """openpyxl's write-only mode, values ready made."""
    book: Any = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    book.save(path)


def seconds(function: Callable[[], object]) -> float:
    """Processor time of a call: the machine is shared."""
    start = time.process_time()
    function()
    return time.process_time() - start


def measure() -> Report:
    """All three over the same values, interleaved."""
    table, short = columns(ROWS), columns(SMALL)
    heads = [name for name, _, _ in table]
    rows = list(zip(*(values for _, _, values in table), strict=True))
    what, little = records(table, ROWS), records(short, SMALL)
    mine: list[float] = []
    written: list[float] = []
    appended: list[float] = []
    small: list[float] = []
    longest: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "values.xlsx"
        ours(path, little)  # and everything is warm
        for _ in range(RUNS):
            mine.append(seconds(lambda: longest.append(ours(path, what))))
            written.append(seconds(lambda: by_xlsxwriter(path, heads, rows)))
            appended.append(seconds(lambda: by_openpyxl(path, heads, rows)))
            small.append(seconds(lambda: ours(path, little)))
    a_million = median_of(mine) / ROWS * 1_000_000
    times = median_of(written) / median_of(mine)
    return Report(
        "workbooks",
        f"A workbook of {ROWS:,} rows and {len(table)} keys, processor time, medians of {RUNS} runs",
        (
            Figure(
                "write it, from the cells of the table to the file",
                f"{median_of(mine):.2f} s, {times:.1f} times as fast",
                f"XlsxWriter {median_of(written):.2f} s, openpyxl {median_of(appended):.2f} s, values ready made",
                f"{FASTER:.0f} times as fast as XlsxWriter",
                times >= FASTER,
            ),
            Figure("the same for a million rows, by this rate", f"{a_million:.0f} s; CSV is the quick way out"),
            Figure("longest wait for Cancel", f"{median_of(longest) * 1000:.0f} ms"),
            Figure(f"write {SMALL:,} rows", f"{median_of(small):.2f} s"),
        ),
    )


if __name__ == "__main__":
    sys.exit(measure().print())
