"""What the schema editor costs: the impact of a change over 1,000,000 values beside pandas, and 5,000 keys in its tab.

python -m benchmarks.schema

Ours is given the cells as the platform sends them, JSON texts, and says how many become invalid, which, and in which
rows; pandas is given the values decoded and says how many it cannot read. Times are of the processor, because the
machine is shared.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.report import Figure, Report, median_of
from domain.keys import KnownKeys, findings
from domain.schema import Schema, read_field
from models.column_spec import key_column
from models.data_frame import ColumnValues
from models.loaded_values import LoadedPart, LoadedValues
from models.retype_impact import Effect, Turning, effect
from models.schema_usage import usage

SIZES = (10_000, 100_000, 1_000_000)
KEYS = 5_000
PIECE = 5_000  # rows, as they come from the platform
RUNS = 5
IMPACT, OPEN, TYPED = 1000, 200, 5  # ms

_arrow: Any = pyarrow
_pandas: Any = pd
_TYPED_KEY = "team 07.camera.Exposure time"
_FOUND = "part 7.key 4"
NUMBER, TEXT, DATETIME, UUID = ({"ty": "variant", "hint": hint} for hint in ("number", "text", "datetime", "uuid"))
ENUM = {"ty": "enum", "values": [f"kind {number}" for number in range(200)]}


@dataclass(frozen=True, slots=True)
class Task:
    """A change of type, the values it is asked of, and how pandas counts those it cannot read."""

    what: str
    before: dict[str, Any]
    after: dict[str, Any]
    value: Callable[[int], Any]
    in_pandas: Callable[[Any], Any]


def _dates(values: Any) -> Any:
    return _pandas.to_datetime(values, errors="coerce", format="ISO8601", utc=True).isna()


def _numbers(values: Any) -> Any:
    return _pandas.to_numeric(values, errors="coerce").isna()


def _uuids(values: Any) -> Any:
    return ~values.str.fullmatch("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


def _moment(number: int) -> str:
    day, second = number % 28 + 1, number % 86_400
    return (
        f"20{number % 30:02}-{number % 12 + 1:02}-{day:02}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
    )


TASKS = (
    Task(
        "number → datetime, one in 8 is a date already",
        NUMBER,
        DATETIME,
        lambda at: at / 8 + 0.0625 if at % 8 else _moment(at),
        _dates,
    ),
    Task("text → datetime, one in 97 is none", TEXT, DATETIME, lambda at: _moment(at) if at % 97 else "soon", _dates),
    Task("text → datetime, names all different", TEXT, DATETIME, lambda at: f"frame-{at:07}.jpg", _dates),
    Task("text → number, digits all different", TEXT, NUMBER, lambda at: f"x{at}", _numbers),
    Task("text → uuid, all different", TEXT, UUID, lambda at: f"{at:08x}-9414-41ec-b3c8-9f6bdeced846", _uuids),
    Task(
        "text → enum of 200 options, one in 9 is none",
        TEXT,
        ENUM,
        lambda at: f"kind {at % 225}",
        lambda values: ~values.isin(ENUM["values"]),
    ),
)


@dataclass(frozen=True, slots=True)
class World:
    """The same values twice: JSON texts in Arrow, in pieces, and a pandas series of texts."""

    cells: Any
    decoded: Any

    def values(self) -> LoadedValues:
        """The values as if they were asked for the first time."""
        series: Any = pd.Series(pd.arrays.ArrowExtensionArray(self.cells))
        column = ColumnValues(key_column("key", Schema.read(None)), series)
        return LoadedValues([LoadedPart(1, column, np.empty(0, np.int64))])


def world(task: Task, rows: int) -> World:
    """The values of a task, the same every time."""
    values = [task.value(at) for at in range(rows)]
    cells = [f'"{value}"' if isinstance(value, str) else repr(value) for value in values]
    pieces = [_arrow.array(cells[start : start + PIECE], _arrow.large_string()) for start in range(0, rows, PIECE)]
    return World(_arrow.chunked_array(pieces), pd.Series(list(map(str, values)), dtype="str"))


def milliseconds(function: Callable[[], object], runs: int = RUNS) -> float:
    """The median of some calls, in time of the processor."""
    took: list[float] = []
    for _ in range(runs):
        start = time.process_time()
        function()
        took.append((time.process_time() - start) * 1000)
    return median_of(took)


def _impact(at: World, task: Task) -> Effect:
    return effect(at.values(), Turning(read_field(task.before), read_field(task.after)))


def _figure(task: Task) -> Figure:
    *small, large = [world(task, rows) for rows in SIZES]
    found = _impact(large, task)
    assert found.becoming_invalid + found.still_invalid == int(task.in_pandas(large.decoded).sum()), task.what
    growth = ", ".join(
        f"{rows:,}: {milliseconds(lambda at=at: _impact(at, task)):.0f}" for rows, at in zip(SIZES, small, strict=False)
    )
    ours = milliseconds(lambda: _impact(large, task))
    peer = milliseconds(lambda: task.in_pandas(large.decoded), 3)
    kept = ours <= IMPACT
    return Figure(f"impact, {task.what}", f"{ours:.0f} ms; {growth}", f"pandas {peer:.0f} ms", f"≤ {IMPACT} ms", kept)


def _usage_figure() -> Figure:
    at = world(TASKS[0], SIZES[-1])
    took = milliseconds(lambda: usage(at.values(), read_field(DATETIME)))
    return Figure("usage of a key, filled, different, invalid, samples", f"{took:.0f} ms")


def keys(count: int = KEYS) -> dict[str, Any]:
    """A schema of many keys, three namespaces deep, some with options, some deleted."""
    forms: list[dict[str, Any]] = [NUMBER, TEXT, ENUM, DATETIME, {"ty": "tombstone", "deleted_ty": NUMBER}]
    return {f"team {at % 40:02}.part {at % 11}.key {at}": forms[at % len(forms)] for at in range(count)}


def _check_figure() -> Figure:
    known = KnownKeys.of(keys())
    ends = range(1, len(_TYPED_KEY) + 1)
    slowest = max(milliseconds(lambda end=end: findings(_TYPED_KEY[:end], known), 21) for end in ends)
    what = f"check a typed character of a new key against {KEYS:,}"
    return Figure(what, f"{slowest:.2f} ms, the slowest character", "", f"≤ {TYPED} ms", slowest <= TYPED)


def _tab_figures() -> list[Figure]:
    from ui.actions import Actions
    from ui.schema.page import SchemaPage

    app = QApplication.instance() or QApplication([])
    holder, raw = QWidget(), keys()
    commands = Actions(holder)
    pages: list[SchemaPage] = []

    def opens() -> None:
        page = SchemaPage(commands)
        page.show_schema(Schema.read(raw), ())
        page.resize(1440, 900)
        page.show()
        app.processEvents()
        pages.append(page)

    def type_so_far(text: str) -> None:
        pages[-1].side.field.setText(text)
        app.processEvents()

    opened = milliseconds(opens)
    typed = [milliseconds(lambda end=end: type_so_far(_FOUND[:end]), 1) for end in range(1, len(_FOUND) + 1)]
    for each in pages:
        each.close()
        each.deleteLater()
    what = f"open a schema of {KEYS:,} keys, to the painted tab"
    return [
        Figure(what, f"{opened:.0f} ms", "", f"≤ {OPEN} ms", opened <= OPEN),
        Figure(
            "find keys as one types, to the painted tree", f"{median_of(typed):.1f} ms, {max(typed):.1f} the slowest"
        ),
    ]


def measure() -> Report:
    """Every change at a million values, how that grows from ten thousand, and the tab."""
    figures = [*map(_figure, TASKS), _usage_figure(), _check_figure(), *_tab_figures()]
    return Report(
        "schema",
        f"{SIZES[-1]:,} values as JSON texts, to counts, samples and row numbers, beside pandas over decoded values; "
        f"medians of {RUNS} runs in processor time, smaller sizes in ms",
        tuple(figures),
    )


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(measure().print())
