"""What the table costs under the eyes and hands: repaints, Ctrl+A, Ctrl+Down, beside a stock QTableView.

python -m benchmarks.grid
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pandas as pd
import pyarrow
from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication, QTableView
from typing_extensions import override

from benchmarks.report import Figure, Report, median_of, percentile
from controllers.garbage import GarbageCollection
from domain.schema import Schema
from models.arrow_page import FACT_MARK, KEY_MARK, UNREADABLE
from models.journal import Journal
from models.metadata_frame import MetadataFrame
from models.metadata_table import MetadataTable
from models.staged import StagedEdits
from ui.grid.grid_view import GridView

SIZES = (10_000, 100_000, 1_000_000)
STOCK_ALL = 100_000  # rows for the stock view's Ctrl+A: at a million it takes the better part of a minute
PAGE = 50_000
ROWS, COLUMNS, WIDTH = 50, 20, 100
REPAINTS = 60
RUNS = 5
PAINT, ALL = 16.0, 50.0  # ms

_arrow: Any = pyarrow
_KINDS = ("text",) * 10 + ("whole",) * 8 + ("number",) * 6 + ("datetime",) * 4 + ("boolean",) * 2
_WORDS = ("clear sky", "light rain", "fog over the river", "snow", "night, street lamps", "tunnel")


def schema() -> Schema:
    """30 keys: 10 texts, 14 numbers, 4 dates, 2 that are true or false."""
    hints = {"text": "text", "whole": "number", "number": "number", "datetime": "datetime", "boolean": "boolean"}
    return Schema.read({f"key {at:02d}": {"ty": "variant", "hint": hints[kind]} for at, kind in enumerate(_KINDS)})


def cells(kind: str, numbers: range) -> list[str]:
    """A column's JSON texts."""
    match kind:
        case "text":
            return [f'"{_WORDS[number % 6]} {number % 1013}"' for number in numbers]
        case "whole":
            return [str(number * 7 % 100_003) for number in numbers]
        case "number":
            return [f"{number * 7 % 100_003 / 97:.4f}" for number in numbers]
        case "datetime":
            return [f'"2024-05-{number % 28 + 1:02d}T{number % 24:02d}:30:00Z"' for number in numbers]
        case _:
            return ["true" if number % 3 else "false" for number in numbers]


def table(items: int, journal: Journal) -> MetadataTable:
    """A table of so many items with 30 keys."""
    frame = MetadataTable(MetadataFrame(), StagedEdits(journal, "bench"), schema(), QUndoStack())
    for start in range(0, items, PAGE):
        numbers = range(start, min(start + PAGE, items))
        columns = {
            f"{FACT_MARK}uuid": _texts([str(UUID(int=number)) for number in numbers]),
            f"{FACT_MARK}name": _texts([f"drive_{number:07d}.mp4" for number in numbers]),
            UNREADABLE: _arrow.nulls(len(numbers), _arrow.large_string()),
        }
        columns |= {f"{KEY_MARK}key {at:02d}": _texts(cells(kind, numbers)) for at, kind in enumerate(_KINDS)}
        frame.append(_arrow.table(columns))
    return frame


def _texts(values: list[str]) -> Any:
    return _arrow.array(values, _arrow.large_string())


class StockModel(QAbstractTableModel):
    """The model everybody writes first: a DataFrame, asked cell by cell."""

    def __init__(self, frame: pd.DataFrame) -> None:
        super().__init__()
        self._frame = frame

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return len(self._frame)

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return len(self._frame.columns)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return str(self._frame.iat[index.row(), index.column()])


def stock(items: int) -> QTableView:
    """A stock view over a DataFrame of the same cells."""
    numbers = range(items)
    frame = pd.DataFrame({f"key {at:02d}": cells(kind, numbers) for at, kind in enumerate(_KINDS)})
    view = QTableView()
    view.setModel(StockModel(frame))
    return view


def show(view: QTableView) -> None:
    """Let a view be seen, 50 rows by 20 columns and no more."""
    for column in range(view.model().columnCount()):
        view.setColumnWidth(column, WIDTH)
    height = view.verticalHeader().defaultSectionSize()
    view.show()
    QApplication.processEvents()
    frame = view.size() - view.viewport().size()
    view.resize(frame.width() + COLUMNS * WIDTH, frame.height() + ROWS * height)
    QApplication.processEvents()
    QApplication.processEvents()


def milliseconds(act: Callable[[], object]) -> float:
    """Processor time a call takes on this thread, which is its time on a machine that does nothing else."""
    start = time.thread_time()
    act()
    return (time.thread_time() - start) * 1e3


def repaints(view: QTableView, *, jump: bool) -> list[float]:
    """Full repaints after a page down each, or after a jump to anywhere."""
    bar, found = view.verticalScrollBar(), list[float]()
    places = np.random.default_rng(7).integers(0, bar.maximum(), REPAINTS)

    def turn(at: int) -> None:
        bar.setValue(int(places[at]) if jump else bar.value() + bar.pageStep())
        view.viewport().repaint()

    for at in range(REPAINTS):
        found.append(milliseconds(lambda at=at: turn(at)))
        QApplication.processEvents()
    return found


def everything(view: QTableView) -> float:
    """Ctrl+A and a repaint of cells and heads."""

    def act() -> None:
        view.selectAll()
        for part in (view.viewport(), view.horizontalHeader().viewport(), view.verticalHeader().viewport()):
            part.repaint()

    view.selectionModel().select(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)
    QApplication.processEvents()
    return milliseconds(act)


def _ours(items: int, home: Path) -> dict[str, float]:
    journal = Journal.open(home / f"{items}.sqlite")
    view = GridView(table(items, journal))
    show(view)
    found = {
        "page": median_of([percentile(repaints(view, jump=False), 0.95) for _ in range(RUNS)]),
        "jump": median_of([percentile(repaints(view, jump=True), 0.95) for _ in range(RUNS)]),
        "all": median_of([everything(view) for _ in range(RUNS)]),
        "edge": milliseconds(lambda: view.selecting.filled.column(view.table.columnCount() - 1)),
    }
    view.close()
    view.deleteLater()
    QApplication.processEvents()
    journal.close()
    return found


def _stock() -> dict[str, float]:
    view = stock(STOCK_ALL)
    show(view)
    found = {
        "page": median_of([percentile(repaints(view, jump=False), 0.95) for _ in range(RUNS)]),
        "jump": median_of([percentile(repaints(view, jump=True), 0.95) for _ in range(RUNS)]),
        "all": everything(view),
    }
    view.close()
    return found


def measure() -> Report:
    """Ours at three sizes, the stock view at 100,000 rows, where its Ctrl+A still ends."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(["tagline"])
    garbage = GarbageCollection()  # as in the window: none is collected in the middle of a repaint
    with tempfile.TemporaryDirectory() as home:
        ours = {size: _ours(size, Path(home)) for size in SIZES}
    theirs = _stock()
    garbage.end()
    del app
    most = ours[SIZES[-1]]
    growth = {what: " → ".join(f"{ours[size][what]:.1f}" for size in SIZES) for what in most}
    paint = f"p95 under {PAINT:.0f} ms"
    return Report(
        "grid",
        f"{SIZES[-1]:,} items with 30 keys, {ROWS} rows by {COLUMNS} columns on an offscreen screen, {REPAINTS} "
        f"repaints each, medians of {RUNS} rounds, in processor time of the window's thread; the stock QTableView "
        f"shows a DataFrame of {STOCK_ALL:,} rows",
        (
            _figure("page down, full repaint, p95", most["page"], theirs["page"], paint, PAINT),
            _figure("jump to anywhere, full repaint, p95", most["jump"], theirs["jump"], paint, PAINT),
            _figure("Ctrl+A and repaint", most["all"], theirs["all"], f"under {ALL:.0f} ms", ALL),
            Figure(
                "Ctrl+Down, first time in a column",
                f"{most['edge']:.1f} ms",
                "",
                f"under {ALL:.0f} ms",
                most["edge"] < ALL,
            ),
            *(
                Figure(f"growth from {SIZES[0]:,} to {SIZES[-1]:,}: {what}", f"{growth[what]} ms")
                for what in ("page", "jump", "all", "edge")
            ),
        ),
    )


def _figure(what: str, mine: float, stock: float, promise: str, limit: float) -> Figure:
    return Figure(what, f"{mine:.1f} ms", f"stock {stock:,.1f} ms ({stock / mine:.1f} times)", promise, mine <= limit)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(measure().print())
