"""The script for the SDK, run as it is by a Python of its own against a real platform."""

import ast
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from controllers.exchange.change_set_file import saved_now
from controllers.exchange.formats import Written
from controllers.exchange.sdk_script import write_sdk_script
from controllers.exchange.writing import step
from domain.changes import ChangeSet, ItemChange
from domain.metadata import Cell
from tests.local_platform import LocalPlatform

Cells = Mapping[str, tuple[Cell, Cell]]
BEFORE: Mapping[str, Any] = {"split": "train", "count": 1, "flag": True, "old": "x", "kept": {"a": [1, None]}}
EDITS: Cells = {
    "split": ('"train"', "\"it's \\\"new\\\" \\\\ ''' é 日本\""),
    "count": ("1.0", "2.5"),
    "flag": ("true", "1"),
    "old": ('"x"', None),
    "added": (None, '{"latitude":1,"longitude":-2}'),
    "empty": (None, "null"),
}
AFTER: Mapping[str, Any] = {
    "split": "it's \"new\" \\ ''' é 日本",
    "count": 2.5,
    "flag": 1,
    "kept": {"a": [1, None]},
    "added": {"latitude": 1, "longitude": -2},
    "empty": None,
}


class Shelf:
    """Some items of a platform, set to what they shall be before the script, and read back after it."""

    def __init__(self, platform: LocalPlatform, folder: Path) -> None:
        self.platform = platform
        self.path = folder / "script.py"
        self.sdk = platform.user_client()
        client = platform.client()
        self.items = [item.uuid for item in client.list_items(client.list_folders().values[0].uuid).values[:3]]

    def put(self, metadata: Mapping[str, Any]) -> None:
        for item in self.items:
            self.sdk.get_storage_item(item).update(client_metadata=dict(metadata))

    def read(self) -> list[Any]:
        return [self.sdk.get_storage_item(item).client_metadata for item in self.items]

    def write(self, edits: Mapping[str, Cells]) -> None:
        changes = (ItemChange(item, f"file '{item}'", "", MappingProxyType(dict(own))) for item, own in edits.items())
        writing = write_sdk_script(
            saved_now(ChangeSet(tuple(changes)), 'the "platform"\n', ""), self.platform.url, self.path
        )
        while not isinstance(step(writing), Written):
            pass

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, str(self.path), "--key", str(self.platform.key_file), *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture
def shelf(platform: LocalPlatform, tmp_path: Path) -> Shelf:
    return Shelf(platform, tmp_path)


def test_the_script_does_what_a_push_would_do(shelf: Shelf) -> None:
    shelf.put(BEFORE)
    shelf.write(dict.fromkeys(shelf.items[:2], EDITS))
    ended = shelf.run()
    assert ended.returncode == 0, ended.stderr
    assert "2 items were changed." in ended.stdout
    assert shelf.read() == [AFTER, AFTER, BEFORE]
    assert shelf.read()[0]["flag"] is not True
    again = shelf.run()
    assert (again.returncode, again.stdout) == (0, "0 items were changed.\n")


def test_a_dry_run_changes_nothing(shelf: Shelf) -> None:
    shelf.put(BEFORE)
    shelf.write({shelf.items[0]: EDITS})
    ended = shelf.run("--dry-run")
    assert ended.returncode == 0, ended.stderr
    assert "1 items would be changed." in ended.stdout
    assert shelf.read()[0] == BEFORE


def test_what_somebody_else_changed_is_left_alone_unless_told_otherwise(shelf: Shelf) -> None:
    shelf.put({**BEFORE, "split": "validation", "theirs": 7})
    shelf.write({shelf.items[0]: {"split": ('"train"', '"test"'), "count": ("1", "3")}})
    ended = shelf.run()
    assert ended.returncode == 1
    assert "'split' is 'validation' now, left alone" in ended.stdout
    assert shelf.read()[0] == {**BEFORE, "split": "validation", "theirs": 7, "count": 3}
    assert shelf.run("--overwrite").returncode == 0
    assert shelf.read()[0] == {**BEFORE, "split": "test", "theirs": 7, "count": 3}


def test_a_script_of_many_items_is_sound_python(shelf: Shelf) -> None:
    shelf.write({f"item-{at}": EDITS for at in range(3_000)})
    text = shelf.path.read_text("utf-8")
    ast.parse(text)
    assert text.startswith('"""18,000 edits of 3,000 items, staged in Tagline for the platform and saved ')
