"""Files of every kind are read as they stand, and what is odd about them is said."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from controllers.exchange.csv_reader import parse_csv
from controllers.exchange.dialect import Dialect, sniff
from controllers.exchange.readers import Opened, ReadAs, open_file
from controllers.exchange.source import FileRefused
from controllers.exchange.text_files import Text
from tests.controllers.exchange.incoming import opened

_arrow: Any = pa
_parquet: Any = pyarrow.parquet

CELLS = st.one_of(st.text(max_size=8), st.text("\",;\t|\n\r' =a\0", max_size=6))


def rows_of(file: Opened) -> list[tuple[str | None, ...]]:
    return list(zip(*(column.cells.to_pylist() for column in file.table.columns), strict=True))


def said(file: Opened) -> str:
    return " ".join(file.table.notes)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
    ),
    delimiter=st.sampled_from(",;\t|"),
    ending=st.sampled_from(["\r\n", "\n"]),
    everywhere=st.booleans(),
)
def test_whatever_is_written_as_csv_is_read_as_it_was(
    rows: list[list[str]], delimiter: str, ending: str, everywhere: bool
) -> None:
    out = io.StringIO(newline="")
    # Python's writer leaves a lone \r without quotes where lines end with \n alone.
    quoting = csv.QUOTE_ALL if everywhere or ending == "\n" else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=quoting)
    writer.writerow([f"column {at}" for at in range(len(rows[0]))])
    writer.writerows(rows)
    table = parse_csv(Text(out.getvalue().encode(), "utf-8"), Dialect(delimiter), "cells.csv")
    assert [list(row) for row in zip(*(column.cells.to_pylist() for column in table.columns), strict=True)] == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_the_delimiter_and_the_quotes_are_found_out(delimiter: str, quote: str) -> None:
    cells = [
        ["name", "text", "count"],
        ["a", f"one{delimiter} two", "1"],
        ["b", "three", "2"],
        ["c", f"x{delimiter}", "3"],
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quotechar=quote, quoting=csv.QUOTE_ALL).writerows(cells)
    assert sniff(out.getvalue().encode()) == Dialect(delimiter, quote)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    file = opened(tmp_path, "a.csv", "name,Wetter\nfile 1,schön\nfile 2,warm\n".encode(encoding))
    assert rows_of(file) == [("file 1", "schön"), ("file 2", "warm")]
    assert file.table.notes == ()


def test_bytes_that_are_no_utf8_are_read_as_western_text_and_that_is_said(tmp_path: Path) -> None:
    file = opened(tmp_path, "a.csv", "name,Wetter\nfile 1,schön\n".encode("latin-1"))
    assert rows_of(file) == [("file 1", "schön")]
    assert "Windows-1252" in said(file)
    assert "byte 23" in said(file)


def test_another_encoding_can_be_chosen_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    data = "name,x\nfile 1,ü\n".encode()
    assert rows_of(opened(tmp_path, "a.csv", data, ReadAs(encoding="latin-1"))) == [("file 1", "Ã¼")]
    with pytest.raises(FileRefused) as refused:
        opened(tmp_path, "b.csv", "name,x\nfile 1,ü\n".encode("latin-1"), ReadAs(encoding="utf-8"))
    assert "not UTF-8" in refused.value.sentence


def test_empty_and_double_headers_get_names_and_it_is_said(tmp_path: Path) -> None:
    file = opened(tmp_path, "a.csv", "name,,city,city,city\na,b,c,d,e\n")
    assert file.table.names == ("name", "column 2", "city", "city (2)", "city (3)")
    assert "without a name" in said(file)
    assert "more than once" in said(file)


def test_short_rows_are_filled_up_and_long_ones_left_out_with_their_lines(tmp_path: Path) -> None:
    file = opened(tmp_path, "a.csv", "a,b\n1,2\n3\n4,5,6\n7,8\n")
    assert rows_of(file) == [("1", "2"), ("3", ""), ("7", "8")]
    assert "Line 3 has fewer" in said(file)
    assert "Line 4 has more" in said(file)


def test_an_open_quotation_mark_is_said(tmp_path: Path) -> None:
    assert "odd number of quotation marks" in said(opened(tmp_path, "a.csv", 'a,b\n1,"2\n3,4\n'))


def test_identifiers_stay_whole_and_numbers_of_any_length_exact(tmp_path: Path) -> None:
    long = "9" * 2_000_000
    file = opened(tmp_path, "a.csv", f"name,id,big\na,007,{long}\nb,1e5,12345678901234567890\n")
    assert rows_of(file) == [("a", "007", long), ("b", "1e5", "12345678901234567890")]
    assert file.types == {"name": "text", "id": "text", "big": "number"}


def test_a_cell_longer_than_a_block_is_read(tmp_path: Path) -> None:
    long = "x" * 20_000_000
    assert rows_of(opened(tmp_path, "a.csv", f'name,text\na,"{long}"\n')) == [("a", long)]


def test_a_formula_is_text_and_its_guard_is_taken_off_and_said(tmp_path: Path) -> None:
    file = opened(tmp_path, "a.csv", "name,sum\na,=1+1\nb,'=1+1\n")
    assert rows_of(file) == [("a", "=1+1"), ("b", "=1+1")]
    assert "1 cell begins with an apostrophe" in said(file)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"name,x\n", "no row under it"),
        ("a.csv", b"\n\n", "has no rows"),
        ("a.csv", b"PK\x03\x04zip", "not text"),
        ("a.xlsx", b"PK\x03\x04zip", "not a workbook"),
        ("a.parquet", b"PAR1", "not a Parquet file"),
        ("a.json", b"{", "is not JSON"),
        ("a.json", b"  ", "nothing but blanks"),
        ("a.json", b"[1, 2]", "entry 1 of the list is not an object"),
        ("a.json", b"[]", "no objects"),
        ("a.json", b"[" * 100_000, "is not JSON"),
        ("a.jsonl", b'{"a":1}\n\n{"a":}\n', "line 3 is not a JSON object"),
        ("a.docx", b"x", "ending that is not known"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused) as refused:
        opened(tmp_path, name, data)
    assert sentence in refused.value.sentence


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        open_file(tmp_path / "gone.csv")
    assert "gone.csv can't be read" in refused.value.sentence


def test_a_workbook_gives_numbers_dates_and_booleans_as_their_texts(tmp_path: Path) -> None:
    from datetime import date, datetime

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["name", "id", "n", "f", "day", "at", "flag", "none"])
    sheet.append(["a", "007", 12, 0.5, date(2024, 5, 31), datetime.fromisoformat("2024-05-31T14:30:00"), True, None])
    book.save(tmp_path / "a.xlsx")
    file = open_file(tmp_path / "a.xlsx")
    assert rows_of(file) == [("a", "007", "12", "0.5", "2024-05-31", "2024-05-31T14:30:00", "true", None)]


def test_another_sheet_can_be_chosen_and_long_numbers_are_warned_of(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("second").append(["name", "n"])
    book["second"].append(["a", 12345678901234567])
    book["Sheet"].append(["first"])
    book["Sheet"].append(["x"])
    book.save(tmp_path / "a.xlsx")
    assert open_file(tmp_path / "a.xlsx").table.names == ("first",)
    file = open_file(tmp_path / "a.xlsx", ReadAs(sheet="second"))
    assert (file.how.sheet, file.sheets) == ("second", ("Sheet", "second"))
    assert "more than 15 digits" in said(file)


def test_values_of_json_keep_their_spelling(tmp_path: Path) -> None:
    text = '[{"uuid":"u","clientMetadata":{"a":1.0,"b":123456789012345678901234567890,"c":{"x": [1,\n 2]}}},{"a":null}]'
    file = opened(tmp_path, "a.json", text)
    cells = {column.name: column.cells.to_pylist() for column in file.table.columns}
    assert cells["uuid"] == ['"u"', None]
    assert cells["b"] == ["123456789012345678901234567890", None]
    assert cells["c"] == ['{"x":[1,2]}', None]
    assert cells["a"] == [None, "null"]
    assert cells["metadata:a"] == ["1.0", None]


def test_a_map_from_identifiers_to_metadata_is_rows(tmp_path: Path) -> None:
    file = opened(tmp_path, "a.json", '{"u1": {"dark": true}, "u2": {"light": false}}')
    assert file.table.names == ("id", "dark", "light")
    assert rows_of(file) == [('"u1"', "true", None), ('"u2"', None, "false")]


def test_a_registration_file_gives_addresses_titles_and_metadata(tmp_path: Path) -> None:
    document = {
        "videos": [
            {"objectUrl": "s3://a/b.mp4", "title": "b", "clientMetadata": {"k": 1}, "videoMetadata": {"fps": 3}}
        ],
        "images": [{"objectUrl": "s3://a/c.jpg", "clientMetadata": {"k": 2}}],
        "skip_duplicate_urls": True,
    }
    file = opened(tmp_path, "a.json", json.dumps(document))
    assert file.table.names == ("objectUrl", "title", "k")
    assert [cells[2] for cells in rows_of(file)] == ["1", "2"]
    assert "registration" in said(file)


def test_sidecars_of_a_folder_are_rows_named_by_their_files(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.jpg.metadata.json").write_text('{"k": 1}')
    (tmp_path / "deep" / "b.jpg.metadata.json").write_text('{"k": 2}')
    (tmp_path / "c.jpg.metadata.json").write_text("{")
    file = open_file(tmp_path)
    assert rows_of(file) == [('"a.jpg"', "1"), ('"deep/b.jpg"', "2")]
    assert "1 sidecar is not JSON" in said(file)
    assert rows_of(open_file(tmp_path / "a.jpg.metadata.json")) == [('"a.jpg"', "1")]


def test_parquet_gives_texts_for_plain_values_and_json_for_nested_ones(tmp_path: Path) -> None:
    from datetime import UTC, datetime
    from decimal import Decimal

    table = _arrow.table(
        {
            "name": _arrow.array(["a", "b"]).dictionary_encode(),
            "n": [2**60, None],
            "f": [0.1, float("nan")],
            "flag": [True, False],
            "at": [datetime(2024, 5, 31, 14, 30, tzinfo=UTC), None],
            "price": [Decimal("1.50"), None],
            "list": [[1.5, 2.0], None],
            "raw": [b"x", b"y"],
        }
    )
    _parquet.write_table(table, tmp_path / "a.parquet")
    file = open_file(tmp_path / "a.parquet")
    assert rows_of(file) == [
        ("a", str(2**60), "0.1", "true", "2024-05-31T14:30:00Z", "1.50", "[1.5,2.0]"),
        ("b", None, None, "false", None, None, None),
    ]
    assert "raw (binary)" in said(file)
