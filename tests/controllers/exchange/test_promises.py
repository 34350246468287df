"""What a person may bring in a file or take out in one, promise by promise, by the same steps as in the window."""

import codecs
import csv
from pathlib import Path

import pytest

from controllers.exchange.formats import Format, Options
from controllers.exchange.import_plan import Decisions
from controllers.exchange.readers import open_file
from domain.fields import DatetimeType, NumberType, TextType
from tests.controllers.exchange.incoming import changes, items, opened, planned
from tests.controllers.exchange.outgoing import key, records, uuid, write

SCHEMA = {
    "n": {"ty": "variant", "hint": "number"},
    "t": {"ty": "variant", "hint": "text"},
    "d": {"ty": "variant", "hint": "datetime"},
}
HUGE = "7" * 10_000_000
EVERY_TABLE = [Format.CSV, Format.TSV, Format.JSON, Format.JSON_LINES, Format.PARQUET]


@pytest.mark.parametrize("kind", EVERY_TABLE)
def test_a_number_of_ten_million_digits_goes_out_and_comes_back_digit_by_digit(tmp_path: Path, kind: Format) -> None:
    path = tmp_path / f"out{kind.ending}"
    write(path, kind, records(1, key("n", [HUGE], NumberType())))
    assert changes(planned(open_file(path), items({"n": [HUGE]}, SCHEMA))) == {}
    assert changes(planned(open_file(path), items({"n": [None]}, SCHEMA))) == {(0, "n"): HUGE}


def test_in_a_workbook_such_a_number_is_left_empty_told_and_left_alone_when_it_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    done = write(path, Format.XLSX, records(2, key("n", [HUGE, "1"], NumberType())))
    assert '1 value of "n" left empty' in done.notes[0]
    assert changes(planned(open_file(path), items({"n": [HUGE, "1"]}, SCHEMA))) == {}


@pytest.mark.parametrize("kind", [*EVERY_TABLE, Format.XLSX])
@pytest.mark.parametrize("day", ["0001-01-01", "1066-10-14", "1899-12-31", "1900-01-01", "1900-02-28", "1900-03-01"])
def test_a_day_before_1900_or_around_it_comes_back_as_it_went(tmp_path: Path, kind: Format, day: str) -> None:
    path = tmp_path / f"out{kind.ending}"
    write(path, kind, records(1, key("d", [f'"{day}"'], DatetimeType())))
    assert changes(planned(open_file(path), items({"d": [f'"{day}"']}, SCHEMA))) == {}
    assert changes(planned(open_file(path), items({"d": [None]}, SCHEMA))) == {(0, "d"): f'"{day}"'}


def test_of_two_columns_of_one_name_both_are_there_and_only_the_first_is_taken(tmp_path: Path) -> None:
    file = opened(tmp_path, "a.csv", f"uuid,t,t\n{uuid(0)},first,second\n")
    assert file.table.names == ("uuid", "t", "t (2)")
    assert "stands in the header more than once" in " ".join(file.table.notes)
    found = changes(planned(file, items({"t": [None]}, SCHEMA)))
    assert found[0, "t"] == '"first"'


MARKED = {
    "UTF-8": ("utf-8", b""),
    "UTF-8 with a mark": ("utf-8", codecs.BOM_UTF8),
    "UTF-16 with a mark": ("utf-16-le", codecs.BOM_UTF16_LE),
    "big-endian UTF-16 with a mark": ("utf-16-be", codecs.BOM_UTF16_BE),
    "UTF-16 without a mark": ("utf-16-le", b""),
    "Windows-1252": ("cp1252", b""),
}


@pytest.mark.parametrize("name", MARKED)
@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_text_comes_in_whatever_it_is_encoded_in(tmp_path: Path, name: str, ending: str) -> None:
    encoding, mark = MARKED[name]
    between = "," if ending == "csv" else "\t"
    text = f"uuid{between}t\r\n{uuid(0)}{between}Große Straße € 5\r\n"
    file = opened(tmp_path, f"a.{ending}", mark + text.encode(encoding))
    assert file.table.names == ("uuid", "t")
    assert changes(planned(file, items({"t": [None]}, SCHEMA))) == {(0, "t"): '"Große Straße € 5"'}
    assert bool(file.table.notes) == (encoding == "cp1252")


@pytest.mark.parametrize(
    "text", ['"', '""', "a,b", "a;b", "a\tb", "two\nlines", "two\r\nlines", " a ", "'a'", "'=1", "\\", ""]
)
@pytest.mark.parametrize("options", [Options(), Options(separator=";"), Options(bom=True), Options(as_text=True)])
def test_quotes_separators_and_line_ends_in_a_text_come_back(tmp_path: Path, text: str, options: Options) -> None:
    from domain.reading import spell

    for kind in (Format.CSV, Format.TSV):
        path = tmp_path / f"out{kind.ending}"
        write(path, kind, records(2, key("t", [spell(text), '"x"'], TextType())), options)
        held = items({"t": [spell(text), '"x"']}, SCHEMA)
        assert changes(planned(open_file(path), held, decisions=Decisions(mode="replace"))) == {}


def test_a_file_of_another_program_with_quotes_as_it_likes_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, quoting=csv.QUOTE_ALL, delimiter=";").writerows([["uuid", "t"], [uuid(0), 'say "a;b"\nand go']])
    found = changes(planned(open_file(path), items({"t": [None]}, SCHEMA)))
    assert found == {(0, "t"): '"say \\"a;b\\"\\nand go"'}


def test_a_formula_in_a_file_of_text_is_text(tmp_path: Path) -> None:
    file = opened(tmp_path, "a.csv", f"uuid,t\n{uuid(0)},=1+1\n")
    assert changes(planned(file, items({"t": [None]}, SCHEMA))) == {(0, "t"): '"=1+1"'}
