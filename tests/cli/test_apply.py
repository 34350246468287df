"""`apply` brings a file onto items of a real platform, and the real SDK sees what it brought."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from encord.storage import StorageItem

from tests.local_platform import ROOT, LocalPlatform

NOWHERE = "00000000-0000-4000-8000-000000000000"
SCORE, NOTE = "bench.score", "bench.note"


class Bench:
    """One folder of a platform, and the command on it."""

    def __init__(self, platform: LocalPlatform, home: Path) -> None:
        self.platform = platform
        self.home = home
        self.folder = platform.client().list_folders().values[0].uuid
        self.items: list[StorageItem] = list(platform.user_client().get_storage_folder(self.folder).list_items())

    def applies(self, name: str, text: str, *options: str) -> "subprocess.CompletedProcess[str]":
        path = self.home / name
        path.write_text(text, encoding="utf-8")
        place = ("--platform", self.platform.url, "--key", str(self.platform.key_file), "--data", str(self.home))
        return subprocess.run(
            [sys.executable, "main.py", "apply", str(path), *options, *place],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def holds(self, item: StorageItem) -> dict[str, Any]:
        """What the platform holds of an item now, by the SDK."""
        metadata = self.platform.user_client().get_storage_item(item.uuid).client_metadata
        assert metadata is not None
        return metadata


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """One platform for all: each test has items of its own."""
    with LocalPlatform(tmp_path_factory.mktemp("platform"), "--items", "12") as running:
        yield running


@pytest.fixture
def bench(platform: LocalPlatform, tmp_path: Path) -> Bench:
    return Bench(platform, tmp_path)


def test_what_is_given_is_set_and_everything_else_stays(bench: Bench) -> None:
    first, second, untouched = bench.items[:3]
    before = bench.holds(first)
    text = f"uuid,{SCORE},new.id\n{first.uuid},1.25,007\n{second.uuid},2.5,008\n"
    done = bench.applies("values.csv", text, "--match", "uuid", "--folder", bench.folder, "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 values of 2 items would change" in done.stdout
    assert "2 pushed" in done.stdout
    assert bench.holds(first) == {**before, SCORE: 1.25, "new.id": "007"}
    assert bench.holds(second)[SCORE] == 2.5
    assert bench.holds(untouched) == untouched.client_metadata
    again = bench.applies("values.csv", text, "--match", "uuid", "--yes")
    assert again.returncode == 0
    assert "Nothing would change." in again.stdout


def test_a_dry_run_and_a_missing_yes_send_nothing(bench: Bench) -> None:
    item = bench.items[3]
    text = f"uuid,{SCORE}\n{item.uuid},1.25\n"
    dry = bench.applies("values.csv", text, "--match", "uuid", "--dry-run")
    assert dry.returncode == 0
    assert f"{item.name}, {SCORE}:" in dry.stdout
    unasked = bench.applies("values.csv", text, "--match", "uuid")
    assert unasked.returncode == 2
    assert "Add --yes" in unasked.stderr
    assert bench.holds(item) == item.client_metadata


def test_what_has_no_place_is_said_and_makes_the_status_1(bench: Bench) -> None:
    item, other = bench.items[4:6]
    rows = [{"name": item.name, SCORE: 3}, {"name": "nobody", SCORE: 4}, {"name": other.name, SCORE: "many"}]
    lines = "\n".join(map(json.dumps, rows))
    done = bench.applies("values.jsonl", lines, "--match", "name", "--folder", bench.folder, "--yes")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "2 rows matched, 0 ambiguous, 1 without an item" in done.stdout
    assert "Without an item: line 2." in done.stdout
    assert f"{SCORE}: 1 values refused (line 3)" in done.stdout
    assert bench.holds(item)[SCORE] == 3
    assert bench.holds(other) == other.client_metadata


def test_replacing_makes_an_item_what_its_row_says(bench: Bench) -> None:
    item = bench.items[6]
    held = bench.holds(item)
    text = f"{NOTE};Wertung\n{held[NOTE]};5\n"
    options = ("--match", NOTE, "--folder", bench.folder, "--map", f"Wertung={SCORE}", "--mode", "replace", "--yes")
    done = bench.applies("values.csv", text, *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert bench.holds(item) == {SCORE: 5, NOTE: held[NOTE]}


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        ("a,b\n1,2\n", ("--match", "uuid"), "no column that looks like a uuid"),
        ("", ("--match", "uuid"), "is empty"),
        ("name,k\na,1\n", ("--match", "name", "--folder", NOWHERE), "There is no folder"),
        ("name,k\na,1\n", ("--match", "name"), "--folder says in which folder"),
        ("uuid,k\na,1\n", ("--match", "uuid", "--map", "x=y"), 'no column "x"'),
        ("uuid,k\na,1\n", ("--match", "uuid", "--map", "k="), "No column goes to a key"),
    ],
)
def test_what_cannot_be_done_is_said_and_makes_the_status_2(
    bench: Bench, text: str, options: tuple[str, ...], sentence: str
) -> None:
    done = bench.applies("values.csv", text, *options)
    assert done.returncode == 2, done.stdout
    assert sentence in done.stderr
