"""What is written and read back by other people's readers is what was there."""

import csv
import json
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from controllers.exchange.cell_texts import read_cell_text
from controllers.exchange.defusing import restored
from controllers.exchange.formats import Format, Options
from domain.fields import BooleanType, DatetimeType, EnumType, Field, NumberType, TextType, VarcharType
from domain.metadata import Cell, same_value
from domain.reading import Valid, spell
from domain.shaped_fields import EmbeddingType, GeospatialType, UntypedField
from tests.controllers.exchange.outgoing import key, records, uuid, write

_parquet: Any = pyarrow.parquet

TEXTS = st.one_of(
    st.text(max_size=6),
    st.text("=+-@'\"\t\r\n;,\0 a", max_size=5),
    st.sampled_from(["null", '""', "json:1", "_x0041_", "TRUE", "1e5", "0x1", "#N/A", "nan", "NA", "  a  "]),
)
NUMBERS = st.one_of(
    st.integers(), st.integers(-(10**25), 10**25), st.floats(allow_nan=False, allow_infinity=False), st.just(0.1)
)
TIMES = st.one_of(
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.isoformat() + "Z"),
    st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat() + "Z"),
    st.sampled_from(["2024-05-31T00:00:00Z", "1899-12-31", "1900-01-01", "2024-05-31T14:30:00+05:30"]),
)
VALUES: dict[str, tuple[Field, st.SearchStrategy[Any]]] = {
    "number": (NumberType(), NUMBERS),
    "text": (TextType(), TEXTS),
    "flag": (BooleanType(), st.booleans()),
    "when": (DatetimeType(), TIMES),
    "split": (EnumType(("train", "=test")), st.sampled_from(["train", "=test"])),
    "vector": (EmbeddingType(2), st.lists(NUMBERS, min_size=2, max_size=2)),
    "place": (GeospatialType(), st.just({"latitude": -1.5, "longitude": 2})),
    "any": (UntypedField(), st.one_of(TEXTS, NUMBERS, st.booleans(), st.lists(TEXTS, max_size=2))),
    "odd": (VarcharType(), NUMBERS),
}


@st.composite
def columns(draw: st.DrawFn) -> tuple[str, Field, list[Cell]]:
    name = draw(st.sampled_from(sorted(VALUES)))
    field, values = VALUES[name]
    cells = st.one_of(st.none(), st.just("null"), values.map(spell))
    return name, field, draw(st.lists(cells, min_size=1, max_size=5))


@contextmanager
def some_file() -> Generator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "out"


def same(one: Cell, other: Cell) -> bool:
    return one is other if one is None or other is None else same_value(one, other)


def from_text(field: Field, text: str | None) -> Cell:
    reading = read_cell_text(field, restored(text or ""))
    if reading is None:
        return None
    assert isinstance(reading, Valid)
    return reading.cell


def read_csv(path: Path, separator: str) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines, delimiter=separator))


@settings(max_examples=150, deadline=None)
@given(
    columns(),
    st.sampled_from([Format.CSV, Format.TSV]),
    st.builds(Options, as_text=st.booleans(), bom=st.booleans(), separator=st.sampled_from(",;")),
)
def test_csv_and_tsv_come_back(column: tuple[str, Field, list[Cell]], kind: Format, options: Options) -> None:
    name, field, cells = column
    with some_file() as path:
        write(path, kind, records(len(cells), key(name, cells, field)), options)
        lines = read_csv(path, "\t" if kind is Format.TSV else options.separator)
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") == options.bom
    assert lines[0] == ["uuid", "name", name]
    for at, (line, cell) in enumerate(zip(lines[1:], cells, strict=True)):
        assert line[:2] == [uuid(at), f"file {at}.mp4"]
        assert same(from_text(field, line[2]), cell)


def test_pandas_reads_the_same_csv(tmp_path: Path) -> None:
    cells = ['"a,\\"b\\""', '"two\\nlines"', None, '"=1+1"', '"ünï"']
    write(tmp_path / "out.csv", Format.CSV, records(5, key("note", cells, TextType())))
    read: Any = pd.read_csv(tmp_path / "out.csv", dtype=str, keep_default_na=False)
    assert read["note"].tolist() == ['a,"b"', "two\nlines", "", "'=1+1", "ünï"]


@settings(max_examples=100, deadline=None)
@given(columns(), st.booleans())
def test_a_workbook_comes_back(column: tuple[str, Field, list[Cell]], as_text: bool) -> None:
    name, field, cells = column
    with some_file() as path:
        write(path, Format.XLSX, records(len(cells), key(name, cells, field)), Options(as_text=as_text))
        rows = sheet_rows(path)
    assert [cell.value for cell in rows[0]] == ["uuid", "name", name]
    for at, (row, cell) in enumerate(zip(rows[1:], cells, strict=True)):
        assert row[0].value == uuid(at)
        found = row[2]
        assert found.data_type != "f"
        assert not as_text or isinstance(found.value, str | None)
        assert same(from_sheet(field, found), cell)


def sheet_rows(path: Path) -> list[Any]:
    with path.open("rb") as stream:
        book: Any = openpyxl.load_workbook(stream)
        return list(book["Items"].iter_rows())


def from_sheet(field: Field, cell: Any) -> Cell:
    """What a cell of a sheet stands for: days are whole, moments are in UTC."""
    match cell.value:
        case None:
            return None
        case bool() | int() | float():
            return spell(cell.value)
        case datetime():
            day = cell.number_format == "yyyy-mm-dd"
            return spell(str(cell.value.date()) if day else cell.value.isoformat() + "Z")
        case _:
            return from_text(field, cell.value)


@settings(max_examples=100, deadline=None)
@given(columns(), st.booleans())
def test_parquet_comes_back(column: tuple[str, Field, list[Cell]], as_text: bool) -> None:
    name, field, cells = column
    with some_file() as path:
        done = write(path, Format.PARQUET, records(len(cells), key(name, cells, field)), Options(as_text=as_text))
        read = _parquet.read_table(path)
    assert read.column("uuid").to_pylist() == [uuid(at) for at in range(len(cells))]
    for value, cell in zip(read.column(name).to_pylist(), cells, strict=True):
        lost = bool(done.notes) and cell == "null"
        assert same(from_parquet(field, value), None if lost else cell)


def from_parquet(field: Field, value: Any) -> Cell:
    match value:
        case None:
            return None
        case str():
            return from_text(field, value)
        case datetime():
            return spell(value.isoformat().replace("+00:00", "Z"))
        case date():
            return spell(str(value))
        case _:
            return spell(value)


@settings(max_examples=100, deadline=None)
@given(columns(), st.sampled_from([Format.JSON, Format.JSON_LINES]))
def test_json_holds_every_value_to_the_letter(column: tuple[str, Field, list[Cell]], kind: Format) -> None:
    name, field, cells = column
    with some_file() as path:
        write(path, kind, records(len(cells), key(name, cells, field)))
        text = path.read_text("utf-8")
    lines = text.splitlines(keepends=False) if kind is Format.JSON_LINES else []
    objects = [json.loads(line) for line in text.split("\n") if line] if lines else json.loads(text)
    for at, (found, cell) in enumerate(zip(objects, cells, strict=True)):
        assert found["uuid"] == uuid(at)
        assert (name in found["clientMetadata"]) == (cell is not None)
        assert cell is None or f'"{name}":{cell}}}' in text


@pytest.mark.parametrize("kind", [Format.JSON, Format.JSON_LINES])
def test_json_as_text_has_texts_only(tmp_path: Path, kind: Format) -> None:
    write(tmp_path / "out", kind, records(2, key("n", ["5", None], NumberType())), Options(as_text=True))
    text = (tmp_path / "out").read_text()
    found = json.loads(text.splitlines()[0]) if kind is Format.JSON_LINES else json.loads(text)[0]
    assert found == {"uuid": uuid(0), "name": "file 0.mp4", "clientMetadata": {"n": "5"}}


def no_rows(path: Path) -> dict[Format, Callable[[], Any]]:
    return {
        Format.CSV: lambda: read_csv(path, ",")[1:],
        Format.JSON: lambda: json.loads(path.read_text()),
        Format.JSON_LINES: lambda: path.read_text().split(),
        Format.PARQUET: lambda: _parquet.read_table(path).to_pylist(),
    }


@pytest.mark.parametrize("kind", [Format.CSV, Format.JSON, Format.JSON_LINES, Format.PARQUET])
def test_no_rows_are_a_sound_file_too(tmp_path: Path, kind: Format) -> None:
    write(tmp_path / "out", kind, records(3, key("n", ["5", None, "6"], NumberType()), rows=[]))
    assert no_rows(tmp_path / "out")[kind]() == []


def test_rows_come_in_the_order_asked_for_over_the_parts_of_a_table(tmp_path: Path) -> None:
    cells = [str(at) for at in range(9)]
    order = [8, 0, 5, 4, 3, 7]
    write(tmp_path / "out", Format.CSV, records(9, key("n", cells, NumberType()), rows=order))
    assert [line[2] for line in read_csv(tmp_path / "out", ",")[1:]] == [str(row) for row in order]
