"""`export` without a window: every kind of file from a real platform, and why not, with an exit status."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest

from cli import check, export
from domain.metadata import Metadata
from tests.cli.conftest import ITEMS, Shop, run

_parquet: Any = pyarrow.parquet


def first_item(shop: Shop) -> Any:
    return shop.platform.client().list_items(shop.folder).values[0]


def count_csv(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.reader(lines)) - 1


def count_sheet(path: Path) -> int:
    with path.open("rb") as stream:
        book: Any = openpyxl.load_workbook(stream)
        return sum(1 for _ in book["Items"].iter_rows()) - 1


def count_list(path: Path) -> int:
    return len(json.loads(path.read_text("utf-8")))


def count_lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def count_rows(path: Path) -> int:
    return _parquet.read_metadata(path).num_rows


COUNTS: dict[str, Callable[[Path], int]] = {
    ".csv": count_csv,
    ".tsv": count_csv,
    ".xlsx": count_sheet,
    ".json": count_list,
    ".jsonl": count_lines,
    ".parquet": count_rows,
}


@pytest.mark.parametrize("ending", COUNTS)
def test_a_folder_goes_to_a_file_of_the_kind_its_ending_says(shop: Shop, tmp_path: Path, ending: str) -> None:
    ended = shop.run("export", "--folder", shop.folder, "--to", str(tmp_path / f"out{ending}"))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(f'{ITEMS:,} items of "')
    assert COUNTS[ending](tmp_path / f"out{ending}") == ITEMS


def test_json_has_what_the_platform_has_to_the_letter(shop: Shop, tmp_path: Path) -> None:
    shop.run("export", "--folder", shop.folder, "--to", str(tmp_path / "out.jsonl"))
    line = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()[0]
    item = first_item(shop)
    found, there = json.loads(line), Metadata.read(item.metadata)
    assert isinstance(there, Metadata)
    assert (found["uuid"], found["name"]) == (item.uuid, item.name)
    assert found["clientMetadata"] == json.loads(item.metadata)
    assert all(cell in line for cell in there.cells.values())


def test_columns_can_be_chosen(shop: Shop, target: Path) -> None:
    words = ("export", "--folder", shop.folder, "--to", str(target), "--separator", ";", "--bom")
    ended = shop.run(*words, "--columns", "name, bench.split,folder")
    assert ended.returncode == 0, ended.stderr
    lines = target.read_text("utf-8-sig").splitlines()
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert lines[0] == "name;bench.split;folder"
    folder = shop.platform.client().get_folder(shop.folder).name
    assert lines[1] == f"{first_item(shop).name};{json.loads(first_item(shop).metadata)['bench.split']};{folder}"


def test_a_column_that_is_not_there_is_told(shop: Shop, target: Path) -> None:
    ended = shop.run("export", "--folder", shop.folder, "--to", str(target), "--columns", "name,nope")
    assert (ended.returncode, ended.stderr) == (2, 'The folder has no column "nope". Nothing was written.\n')
    assert not target.exists()


def test_sidecars_go_into_a_folder(shop: Shop, tmp_path: Path) -> None:
    words = ("export", "--folder", shop.folder, "--to", str(tmp_path / "side"), "--format", "sidecars")
    assert shop.run(*words).returncode == 0
    files = list((tmp_path / "side").rglob("*.metadata.json"))
    assert len(files) == ITEMS
    item = first_item(shop)
    assert json.loads((tmp_path / "side" / f"{item.name}.metadata.json").read_text()) == json.loads(item.metadata)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--folder", "00000000-0000-4000-8000-000000000000"), 'There is no folder "00000000'),
        (("--folder", "nonsense"), "uuid"),
    ],
)
def test_a_folder_that_is_not_there_is_told(shop: Shop, target: Path, words: tuple[str, ...], told: str) -> None:
    ended = shop.run("export", *words, "--to", str(target))
    assert ended.returncode == 2
    assert told in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_place_that_can_not_be_written_keeps_its_sentence(shop: Shop, tmp_path: Path) -> None:
    ended = shop.run("export", "--folder", shop.folder, "--to", str(tmp_path / "none" / "out.csv"))
    assert ended.returncode == 2
    assert "There is no folder" in ended.stderr


def test_an_ending_that_says_nothing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        export.main(["--folder", "x", "--to", "out.doc"])
    assert ended.value.code == 2
    assert '"out.doc" does not say what kind of file it is. Add --format.' in capsys.readouterr().err


def test_a_platform_nobody_answers_at_is_told(target: Path, shop: Shop) -> None:
    key = str(shop.platform.key_file)
    ended = run("export", "--folder", "x", "--to", str(target), "--platform", "http://127.0.0.1:9", "--key", key)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(("word", "main"), [("export", export.main), ("check", check.main)])
def test_help_tells_the_exit_statuses_and_shows_examples(
    word: str, main: Callable[[Sequence[str]], int], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "exit status: 0" in told
    assert f"main.py {word} --folder" in told


def test_a_platform_without_its_key_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        export.main(["--folder", "x", "--to", "out.csv", "--platform", "https://x"])
    assert ended.value.code == 2
    assert "belong together" in capsys.readouterr().err
