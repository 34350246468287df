"""A block of cells as tab-separated text, as spreadsheets put it on the clipboard."""

import csv
import io
from collections.abc import Sequence


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """Rows as text; a value with tabs, line ends or quotes stands in quotes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, dialect="excel-tab", lineterminator="\n")
    for row in rows:  # not writerows: that lets no other thread run until it is done
        writer.writerow(row)
    return text.getvalue()


def read_block(text: str) -> list[list[str]]:
    """The rows of a text; quotes that do not close are letters like any other. No text is one empty cell."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    try:
        reader = csv.reader(io.StringIO(text, newline=""), dialect="excel-tab", strict=True)
        rows = [row or [""] for row in reader]
    except csv.Error:
        rows = [line.split("\t") for line in text.split("\n")]
    return rows or [[""]]
