"""What files can not hold is kept as text, left out and said, or refused with a sentence; never spoilt in silence."""

import json
import resource
from collections.abc import Generator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllers.exchange import write_registration, write_xlsx
from controllers.exchange.exact import exact_number, exact_time
from controllers.exchange.formats import Format, Options, Written, format_of
from controllers.exchange.records import Records
from controllers.exchange.whole_file import ExportRefused
from controllers.exchange.writing import step, steps
from domain.fields import DatetimeType, NumberType, TextType
from tests.controllers.exchange.outgoing import fact, key, records, uuid, write


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    with path.open("rb") as stream:
        book: Any = openpyxl.load_workbook(stream)
        return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


class TestWorkbooks:
    def test_more_rows_than_a_sheet_holds_go_on_in_the_next(self, tmp_path: Path) -> None:
        writing = write_xlsx.write_xlsx(records(5), tmp_path / "out.xlsx", Options(), rows=3)
        while not isinstance(done := step(writing), Written):
            pass
        assert done.notes == ("A sheet holds 3 rows, so the items are in 3 sheets.",)
        found = sheets(tmp_path / "out.xlsx")
        assert list(found) == ["Items", "Items 2", "Items 3"]
        assert [row[0] for rows in found.values() for row in rows[1:]] == [uuid(at) for at in range(5)]
        assert all(rows[0] == ["uuid", "name"] for rows in found.values())

    def test_a_value_longer_than_a_cell_is_left_empty_and_told(self, tmp_path: Path) -> None:
        fits, long = json.dumps("a" * 32_767), json.dumps("🦊" * 16_384)
        done = write(tmp_path / "out.xlsx", Format.XLSX, records(2, key("note", [fits, long], TextType())))
        assert [row[2] for row in sheets(tmp_path / "out.xlsx")["Items"][1:]] == ["a" * 32_767, None]
        assert done.notes[0].startswith('1 value of "note" left empty: a cell of a sheet holds at most 32,767')

    def test_what_a_sheet_would_round_or_not_know_stays_text(self, tmp_path: Path) -> None:
        numbers = ["12345678901234567890", "0.1234567890123456789", "9" * 400, "1.5", "-0"]
        times = ['"1899-12-31"', '"1600-01-01T00:00:00Z"', '"2024-05-31T14:30:00+05:30"', '"2024-05-31"', "null"]
        columns = (key("number", numbers, NumberType()), key("when", times, DatetimeType()))
        write(tmp_path / "out.xlsx", Format.XLSX, records(5, *columns))
        rows = sheets(tmp_path / "out.xlsx")["Items"][1:]
        assert [row[2] for row in rows] == [*numbers[:3], 1.5, 0]
        assert [str(row[3]) for row in rows] == [*(at[1:-1] for at in times[:3]), "2024-05-31 00:00:00", "null"]

    def test_a_text_like_a_formula_is_text_for_good(self, tmp_path: Path) -> None:
        write(tmp_path / "out.xlsx", Format.XLSX, records(1, key("note", ['"=1+1"'], TextType())))
        with (tmp_path / "out.xlsx").open("rb") as stream:
            book: Any = openpyxl.load_workbook(stream)
            cell = book["Items"]["C2"]
        assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == ("=1+1", "s", True)

    def test_more_columns_than_a_sheet_has_are_refused(self, tmp_path: Path) -> None:
        wide = Records(tuple(fact("uuid", ["a"]) for _ in range(16_385)), records(1).rows)
        with pytest.raises(ExportRefused, match="16,384 columns"):
            write(tmp_path / "out.xlsx", Format.XLSX, wide)
        assert list(tmp_path.iterdir()) == []


@given(st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(["f", "e"]))
def test_a_number_is_a_number_only_where_nothing_is_lost(number: Decimal, form: str) -> None:
    text = format(number, form)
    found = exact_number(text)
    assert found is None or Decimal(repr(found)) == Decimal(text)


@pytest.mark.parametrize(
    "text", ["2024-13-01", "2024-02-30T10:00:00Z", "2024-05-31T00:00:00Z", "yesterday", "0000-01-01"]
)
def test_what_is_no_time_a_spreadsheet_keeps_is_text(text: str) -> None:
    assert exact_time(text) is None


URLS = {uuid(0): "https://b/a.mp4", uuid(1): "https://b/b.jpg", uuid(3): "https://b/c"}


class TestRegistration:
    def items(self) -> Records:
        kinds = fact("item_type", ["video", "IMAGE", "image", "image_group"])
        keys = key("split", ['"train"', "1.0", None, '"x"'], TextType())
        plain = records(4, keys)
        return Records((*plain.columns, kinds), plain.rows)

    def test_items_stand_under_their_kind_with_address_and_metadata(self, tmp_path: Path) -> None:
        done = write(tmp_path / "out.json", Format.REGISTRATION, self.items(), urls=URLS)
        assert json.loads((tmp_path / "out.json").read_text()) == {
            "videos": [{"objectUrl": "https://b/a.mp4", "title": "file 0.mp4", "clientMetadata": {"split": "train"}}],
            "images": [{"objectUrl": "https://b/b.jpg", "title": "file 1.mp4", "clientMetadata": {"split": 1.0}}],
            "skip_duplicate_urls": True,
            "upsert_metadata": True,
        }
        assert '"split":1.0' in (tmp_path / "out.json").read_text()
        assert done == Written(2, ("2 items are left out: no single file in a cloud storage stands behind it.",))

    def test_more_items_than_encord_takes_are_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(write_registration, "LIMIT", 3)
        with pytest.raises(ExportRefused, match="at most 3 items"):
            write(tmp_path / "out.json", Format.REGISTRATION, self.items())
        assert list(tmp_path.iterdir()) == []

    def test_columns_it_needs_are_asked_for(self, tmp_path: Path) -> None:
        with pytest.raises(ExportRefused, match="needs the column item_type"):
            write(tmp_path / "out.json", Format.REGISTRATION, records(1))


class TestSidecars:
    def write(self, folder: Path, names: list[str], options: Options | None = None) -> Written:
        keys = key("split", ['"train"'] * len(names), TextType())
        what = Records((fact("name", names), keys), records(len(names)).rows)
        return write(folder, Format.SIDECARS, what, options)

    def test_each_item_has_a_file_of_its_own(self, tmp_path: Path) -> None:
        self.write(tmp_path / "new", ["a.jpg", "day 1/b.jpg", "ünï.png"])
        found = {str(path.relative_to(tmp_path / "new")) for path in (tmp_path / "new").rglob("*.json")}
        assert found == {"a.jpg.metadata.json", "day 1/b.jpg.metadata.json", "ünï.png.metadata.json"}
        assert (tmp_path / "new" / "a.jpg.metadata.json").read_text() == '{"split":"train"}\n'

    def test_no_name_leads_out_of_the_folder(self, tmp_path: Path) -> None:
        done = self.write(tmp_path / "in", ["../out.jpg", "..", "", "c:\\x", "a/../../b", "fine"])
        assert done == Written(1, ("5 items have a name no file can have and no sidecar.",))
        assert [path.name for path in tmp_path.rglob("*.json")] == ["fine.metadata.json"]

    def test_only_the_first_of_a_name_has_one(self, tmp_path: Path) -> None:
        done = self.write(tmp_path, ["a", "A", "a"])
        assert done == Written(1, ("2 items have the name of another one: only the first of each name has a sidecar.",))

    def test_the_suffix_can_be_another(self, tmp_path: Path) -> None:
        self.write(tmp_path, ["a"], Options(suffix=".meta"))
        assert (tmp_path / "a.meta").exists()
        with pytest.raises(ExportRefused, match="1 to 128 characters"):
            self.write(tmp_path, ["a"], Options(suffix="x/y"))


@contextmanager
def little_room() -> Generator[None]:
    """No file may grow beyond ten thousand bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class TestWholeFiles:
    @pytest.fixture
    def there(self, tmp_path: Path) -> Path:
        (tmp_path / "out").write_text("old")
        return tmp_path / "out"

    @pytest.mark.parametrize("kind", [kind for kind in Format if kind is not Format.SIDECARS])
    def test_stopped_early_the_old_file_stays_and_nothing_is_left(self, there: Path, kind: Format) -> None:
        plain = records(12_000, fact("item_type", ["video"] * 12_000))
        writing = steps(plain, kind, there, Options(), {})
        assert step(writing)
        writing.close()
        assert there.read_text() == "old"
        assert [path.name for path in there.parent.iterdir()] == ["out"]

    @pytest.mark.parametrize("kind", [Format.CSV, Format.XLSX, Format.JSON, Format.PARQUET, Format.REGISTRATION])
    def test_where_the_disk_takes_no_more_the_old_file_stays(self, there: Path, kind: Format) -> None:
        many = records(3_000, fact("item_type", ["video"] * 3_000))
        with little_room(), pytest.raises(ExportRefused) as refused:
            write(there, kind, many, urls={uuid(at): f"https://bucket/{at}" for at in range(3_000)})
        assert refused.value.sentence.startswith('"out" could not be written: ')
        assert refused.value.sentence.endswith("The file that was there is unchanged.")
        assert there.read_text() == "old"
        assert [path.name for path in there.parent.iterdir()] == ["out"]

    def test_a_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ExportRefused, match=r"There is no folder .* Nothing was written"):
            write(tmp_path / "none" / "out", Format.CSV, records(1))

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(ExportRefused, match="is a folder"):
            write(tmp_path, Format.CSV, records(1))

    def test_a_file_others_may_read_stays_so(self, there: Path) -> None:
        there.chmod(0o640)
        write(there, Format.CSV, records(1))
        assert there.stat().st_mode & 0o777 == 0o640

    def test_what_a_link_points_at_is_replaced(self, there: Path) -> None:
        link = there.with_name("link")
        link.symlink_to(there)
        write(link, Format.CSV, records(1))
        assert link.is_symlink()
        assert there.read_text().startswith("uuid,name")


def test_the_kind_of_file_is_told_by_its_ending() -> None:
    endings = ["a.csv", "a.TSV", "a.xlsx", "a.json", "a.jsonl", "a.ndjson", "a.parquet", "a.txt", "a"]
    kinds = [format_of(Path(name)) for name in endings]
    lines = Format.JSON_LINES
    assert kinds == [Format.CSV, Format.TSV, Format.XLSX, Format.JSON, lines, lines, Format.PARQUET, None, None]
