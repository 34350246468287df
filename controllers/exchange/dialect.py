"""How a table of text is laid out: what stands between its cells and around those that need it."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
QUOTES = {'"': 'double quotes "', "'": "single quotes '", "": "none"}

_SAMPLE = 65_536  # bytes looked at
_LINES = 200


@dataclass(frozen=True, slots=True)
class Dialect:
    """`quote` is empty where nothing is quoted. `header`: whether the first line names the columns."""

    delimiter: str = ","
    quote: str = '"'
    header: bool = True


class CsvRows(Protocol):
    """Rows as Python's own reader gives them."""

    @property
    def line_num(self) -> int:
        """How many lines were read."""
        ...

    def __iter__(self) -> Iterator[list[str]]: ...


def sniff(data: bytes) -> Dialect:
    """The dialect of a text (UTF-8): the delimiter that cuts most lines into the same number of cells."""
    start = data[:_SAMPLE]
    if len(data) > _SAMPLE:
        start = start[: start.rfind(b"\n") + 1] or start
    text = start.decode("utf-8", "replace")
    quote = _quote(text)
    best = max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter, quote))
    return Dialect(best, quote)


def first_row(data: bytes, dialect: Dialect) -> list[str]:
    """The cells of the first line; nothing for a text without any."""
    lines = io.StringIO(data[: 64 * _SAMPLE].decode("utf-8", "replace"), newline="")
    rows = (row for row in reader(lines, dialect) if row)
    return next(rows, list[str]())


def reader(lines: io.StringIO, dialect: Dialect) -> CsvRows:
    """Python's own reader of a dialect, for cells of any length."""
    csv.field_size_limit(2**31 - 1)
    if not dialect.quote:
        return csv.reader(lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=dialect.delimiter, quotechar=dialect.quote)


def _quote(text: str) -> str:
    """Single quotes only where they stand at the edges of cells and double ones do not."""
    edges = {quote: sum(text.count(f"{edge}{quote}") for edge in (",", ";", "\t", "|", "\n")) for quote in "\"'"}
    closed = sum(text.count(f"'{edge}") for edge in (",", ";", "\t", "|", "\n"))
    return "'" if not edges['"'] and edges["'"] > 1 and closed > 1 else '"'


def _evenness(text: str, delimiter: str, quote: str) -> tuple[float, int]:
    """How many of the first lines have the most common width, and that width; one cell a line counts for nothing."""
    widths: Counter[int] = Counter()
    for number, row in enumerate(reader(io.StringIO(text, newline=""), Dialect(delimiter, quote))):
        if number >= _LINES:
            break
        if row:
            widths[len(row)] += 1
    if not widths:
        return 0.0, 0
    width, lines = widths.most_common(1)[0]
    return (lines / widths.total(), width) if width > 1 else (0.0, 1)
