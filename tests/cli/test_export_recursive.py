"""`export --recursive`: a folder with the folders in it, each item with the path of its folder."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import run
from tests.local_platform import LocalPlatform


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LocalPlatform, str]]:
    """A folder "Top" with "one" in it, and "Top/Deep/Deeper" with "two" in it, which has a key of its own."""
    home = tmp_path_factory.mktemp("platform")
    picture = home / "a.png"
    Image.new("RGB", (8, 8)).save(picture)
    with LocalPlatform(home / "data") as platform:
        sdk = platform.user_client()
        top = sdk.create_storage_folder("Top")
        deep = sdk.create_storage_folder("Deep", parent_folder=top)
        deeper = sdk.create_storage_folder("Deeper", parent_folder=deep)
        top.upload_image(picture, title="one", client_metadata={"n": 1})
        deeper.upload_image(picture, title="two", client_metadata={"deep": "x"})
        yield platform, str(top.uuid)


def exported(tree: tuple[LocalPlatform, str], path: Path, *more: str) -> str:
    platform, top = tree
    words = ("export", "--folder", top, "--to", str(path), *more)
    ended = run(*words, "--platform", platform.url, "--key", str(platform.key_file))
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def test_every_item_below_goes_out_with_the_path_of_its_folder(tree: tuple[LocalPlatform, str], target: Path) -> None:
    assert exported(tree, target, "--recursive") == f'2 items of "Top" written to {target}.\n'
    with target.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["name"], row["folder"], row["n"], row["deep"]) for row in rows] == [
        ("one", "Top", "1", ""),
        ("two", "Top/Deep/Deeper", "", "x"),
    ]


def test_without_the_word_only_the_folder_itself_does(tree: tuple[LocalPlatform, str], tmp_path: Path) -> None:
    exported(tree, tmp_path / "out.json")
    (item,) = json.loads((tmp_path / "out.json").read_text())
    assert (item["name"], item["folder"]) == ("one", "Top")


def test_what_went_out_comes_back_and_changes_nothing(tree: tuple[LocalPlatform, str], tmp_path: Path) -> None:
    platform, _ = tree
    exported(tree, tmp_path / "out.csv", "--recursive")
    words = ("apply", str(tmp_path / "out.csv"), "--match", "uuid", "--dry-run")
    ended = run(*words, "--platform", platform.url, "--key", str(platform.key_file), "--data", str(tmp_path / "data"))
    assert "Nothing would change" in ended.stdout, ended.stdout + ended.stderr
    assert "2 rows matched" in ended.stdout
