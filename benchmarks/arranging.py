"""How fast 1,000,000 items with 30 keys are filtered and sorted, beside DuckDB and pandas over the same values.

python -m benchmarks.arranging

Ours reads the cells as the platform sends them, JSON texts such as "fog" or 12.5, and gives row numbers; the peers are
given the values decoded and typed, in their own tables, and give row numbers too.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from benchmarks.report import Figure, Report, median_of
from domain.conditions import Between, Condition, Contains, Matches
from domain.schema import Schema
from models.arranging import Question, arranged, values_among
from models.column_spec import key_column
from models.data_frame import ColumnValues
from models.read_column import ReadColumn

SIZES = (10_000, 100_000, 1_000_000)
RUNS = 7
_WORDS = ("amber", "birch", "cobalt", "delta", "ember", "fjord", "granite", "harbor", "indigo", "juniper", "kelp")
_arrow: Any = pa
_duckdb: Any = duckdb
TYPES = {"name": "text", "note": "varchar", "speed": "number", "gain": "number", "weather": "text"}
SCHEMA = {key: {"ty": "variant", "hint": hint} for key, hint in TYPES.items()}


@dataclass(frozen=True, slots=True)
class World:
    """The same values three times: JSON texts in Arrow, a typed DataFrame, a DuckDB table."""

    rows: int
    cells: dict[str, Any]
    frame: pd.DataFrame
    duck: Any

    def columns(self) -> dict[str, ReadColumn]:
        """The columns as if they were asked for the first time."""
        schema = Schema.read(SCHEMA)
        return {
            f"key:{key}": ReadColumn(ColumnValues(key_column(key, schema), _series(cells)), self.rows)
            for key, cells in self.cells.items()
        }


def _series(cells: Any) -> "pd.Series[Any]":
    made: Any = pd.Series(pd.arrays.ArrowExtensionArray(cells))
    return made


def world(rows: int) -> World:
    """Made-up values, the same every time: texts all different and texts that come again, numbers with three digits."""
    chance = np.random.default_rng(20261122)
    values: dict[str, list[Any]] = {
        "name": [f"frame-{number:07}.jpg" for number in range(rows)],
        "note": [f"{_WORDS[word]} {number % 97}" for number, word in enumerate(chance.integers(0, 11, rows).tolist())],
        "speed": (chance.integers(0, 65536, rows) / 1000).tolist(),
        "gain": (chance.integers(0, 65536, rows) / 1000).tolist(),
        "weather": [("clear", "cloudy", "fog", "rain", "snow")[kind] for kind in chance.integers(0, 5, rows).tolist()],
    }
    missing = chance.random(rows) < 0.05
    values["speed"] = [None if gone else value for gone, value in zip(missing.tolist(), values["speed"], strict=True)]
    cells = {key: _pieces([_spelt(value) for value in column]) for key, column in values.items()}
    frame = pd.DataFrame({**values, "row": range(rows)})
    duck = _duckdb.connect()
    duck.execute("CREATE TABLE t AS SELECT * FROM frame")
    return World(rows, cells, frame, duck)


def _spelt(value: object) -> str | None:
    return None if value is None else f'"{value}"' if isinstance(value, str) else repr(value)


def _pieces(cells: list[str | None]) -> Any:
    """In pieces of 5,000, as they come from the platform."""
    return _arrow.chunked_array(
        [_arrow.array(cells[start : start + 5000], _arrow.large_string()) for start in range(0, len(cells), 5000)]
    )


@dataclass(frozen=True, slots=True)
class Task:
    """One thing asked: of us, of DuckDB, of pandas; what is promised at a million rows, in ms."""

    what: str
    conditions: dict[str, Condition]
    sort: tuple[tuple[str, bool], ...]
    sql: str
    in_pandas: Callable[[pd.DataFrame], Any]
    promise: int | None = None
    everywhere: Condition | None = None


def _sorted(frame: Any, by: list[str], ascending: list[bool]) -> Any:
    return frame.sort_values(by, ascending=ascending, kind="stable", na_position="last").index.to_numpy()


def _rows(mask: Any) -> Any:
    return np.flatnonzero(mask)


def _any_column(frame: Any) -> Any:
    found = frame["name"].str.contains("42", case=False, regex=False)
    for key in ("note", "speed", "gain", "weather"):
        found |= frame[key].astype("str").str.contains("42", case=False, regex=False).fillna(value=False)
    return _rows(found)


_ANYWHERE = " OR ".join(f"contains(lower({key}::VARCHAR), '42')" for key in TYPES)
TASKS = (
    Task(
        "text in one column, all different",
        {"key:name": Contains("0042")},
        (),
        "SELECT row FROM t WHERE contains(lower(name), '0042')",
        lambda frame: _rows(frame["name"].str.contains("0042", case=False, regex=False)),
        60,
    ),
    Task(
        "text in one column, 1,067 values",
        {"key:note": Contains("fjord 4")},
        (),
        "SELECT row FROM t WHERE contains(lower(note), 'fjord 4')",
        lambda frame: _rows(frame["note"].str.contains("fjord 4", case=False, regex=False)),
        60,
    ),
    Task(
        "regular expression",
        {"key:name": Matches("00.2[0-4]")},
        (),
        "SELECT row FROM t WHERE regexp_matches(name, '00.2[0-4]')",
        lambda frame: _rows(frame["name"].str.contains("00.2[0-4]", regex=True)),
    ),
    Task(
        "numeric range",
        {"key:speed": Between("10", "20")},
        (),
        "SELECT row FROM t WHERE speed BETWEEN 10 AND 20",
        lambda frame: _rows(frame["speed"].between(10, 20)),
        20,
    ),
    Task(
        "sort by one number",
        {},
        (("key:speed", True),),
        "SELECT row FROM t ORDER BY speed DESC NULLS LAST, row",
        lambda frame: _sorted(frame, ["speed"], [False]),
        150,
    ),
    Task(
        "sort by two keys, text then number",
        {},
        (("key:weather", False), ("key:speed", True)),
        "SELECT row FROM t ORDER BY lower(weather) NULLS LAST, speed DESC NULLS LAST, row",
        lambda frame: _sorted(frame, ["weather", "speed"], [True, False]),
        400,
    ),
    Task(
        "sort by text, all different",
        {},
        (("key:name", True),),
        "SELECT row FROM t ORDER BY lower(name) DESC NULLS LAST, row",
        lambda frame: _sorted(frame, ["name"], [False]),
    ),
    Task(
        "range, text, then sort by two keys",
        {"key:speed": Between("10", "40"), "key:note": Contains("fjord")},
        (("key:weather", False), ("key:gain", False)),
        "SELECT row FROM t WHERE speed BETWEEN 10 AND 40 AND contains(lower(note), 'fjord') "
        "ORDER BY lower(weather) NULLS LAST, gain NULLS LAST, row",
        lambda frame: _sorted(
            frame[frame["speed"].between(10, 40) & frame["note"].str.contains("fjord", case=False, regex=False)],
            ["weather", "gain"],
            [True, True],
        ),
    ),
    Task(
        "text in any of five columns",
        {},
        (),
        f"SELECT row FROM t WHERE {_ANYWHERE}",
        _any_column,
        everywhere=Contains("42"),
    ),
)


def milliseconds(function: Callable[[], object], runs: int = RUNS) -> float:
    """The median of some calls."""
    took: list[float] = []
    for _ in range(runs):
        start = time.perf_counter()
        function()
        took.append((time.perf_counter() - start) * 1000)
    return median_of(took)


def _ours(at: World, task: Task, columns: dict[str, ReadColumn]) -> Any:
    return arranged(Question(at.rows, columns, task.conditions, task.everywhere, task.sort))


def _ducks(at: World, task: Task) -> Any:
    return at.duck.execute(task.sql).fetchnumpy()["row"]


def _check(at: World, task: Task) -> None:
    """All three give the same rows, in the same order."""
    mine = _ours(at, task, at.columns())
    for other in (np.asarray(_ducks(at, task)), np.asarray(task.in_pandas(at.frame))):
        assert np.array_equal(mine if task.sort else np.sort(mine), other if task.sort else np.sort(other)), task.what


def _measure(at: World, task: Task, *, growth: str) -> Figure:
    columns = at.columns()
    first = milliseconds(lambda: _ours(at, task, at.columns()), 3)
    _ours(at, task, columns)
    again = milliseconds(lambda: _ours(at, task, columns))
    duck, in_pandas = milliseconds(lambda: _ducks(at, task)), milliseconds(lambda: task.in_pandas(at.frame))
    return Figure(
        task.what,
        f"{again:.0f} ms; the first time {first:.0f} ms; {growth}",
        f"DuckDB {duck:.0f} ms, pandas {in_pandas:.0f} ms",
        f"≤ {task.promise} ms" if task.promise else "",
        again <= task.promise if task.promise else None,
    )


def _growth(small: list[World], task: Task) -> str:
    parts: list[str] = []
    for at in small:
        columns = at.columns()
        _ours(at, task, columns)
        parts.append(f"{at.rows:,}: {milliseconds(lambda at=at, columns=columns: _ours(at, task, columns)):.1f}")
    return ", ".join(parts)


def measure() -> Report:
    """Every task at a million rows beside the peers, and how ours grows from the smaller tables."""
    *small, large = [world(rows) for rows in SIZES]
    figures: list[Figure] = []
    for task in TASKS:
        for at in (*small, large):
            _check(at, task)
        figures.append(_measure(large, task, growth=_growth(small, task)))
    question = Question(large.rows, large.columns(), {"key:speed": Between("10", "40")})
    values_among(question, "key:note")
    figures.append(
        Figure(
            "values with counts, under a filter", f"{milliseconds(lambda: values_among(question, 'key:note')):.0f} ms"
        )
    )
    return Report(
        "arranging",
        f"{SIZES[-1]:,} rows; ours from JSON texts to row numbers, the peers from typed tables; medians of {RUNS} "
        "runs; the first time includes reading the column, smaller tables in ms",
        tuple(figures),
    )


if __name__ == "__main__":
    sys.exit(measure().print())
