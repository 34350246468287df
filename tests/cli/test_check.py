"""`check` without a window: 0 for a clean folder, 1 for findings, 2 where it could not be checked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ITEMS, Shop, run
from tests.local_platform import LocalPlatform


@pytest.fixture
def spoilt(shop: Shop) -> Iterator[str]:
    """An item whose metadata breaks the schema, until the test is over."""
    client = shop.platform.client()
    item = client.list_items(shop.folder).values[0]
    own = json.loads(item.metadata)
    del own["bench.site"]
    bad = {**own, "bench.speed": "fast", "bench.split": "trian", "bench.note": None, "strange": 1}
    client.patch_item(shop.folder, item.uuid, metadata=json.dumps(bad))
    yield item.uuid
    client.patch_item(shop.folder, item.uuid, metadata=item.metadata)


def report_of(shop: Shop, status: int) -> Any:
    ended = shop.run("check", "--folder", shop.folder, "--json")
    assert (ended.returncode, ended.stderr) == (status, "")
    return json.loads(ended.stdout)


def test_a_clean_folder_ends_with_0(shop: Shop) -> None:
    report = report_of(shop, 0)
    assert (report["clean"], report["items"], report["invalid"], report["unknown"]) == (True, ITEMS, [], [])
    ended = shop.run("check", "--folder", shop.folder)
    assert ended.returncode == 0
    assert "Nothing is invalid and no key is unknown." in ended.stdout


def test_what_is_invalid_unknown_and_missing_is_reported_and_ends_with_1(shop: Shop, spoilt: str) -> None:
    report = report_of(shop, 1)
    invalid = {problem["key"]: problem for problem in report["invalid"]}
    assert {key: (problem["rule"], problem["items"]) for key, problem in invalid.items()} == {
        "bench.speed": ("Wrong type", 1),
        "bench.split": ("Not one of the options", 1),
    }
    (example,) = invalid["bench.split"]["examples"]
    assert (example["uuid"], example["value"]) == (spoilt, '"trian"')
    assert 'Did you mean "train"?' in example["reason"]
    assert [(problem["key"], problem["items"]) for problem in report["unknown"]] == [("strange", 1)]
    missing = {entry["key"]: (entry["absent"], entry["cleared"]) for entry in report["missing"]}
    assert missing["bench.site"][0] - missing["bench.note"][0] in {0, 1}
    assert missing["bench.note"][1] == 1


def test_people_read_the_same(shop: Shop, spoilt: str) -> None:
    ended = shop.run("check", "--folder", shop.folder)
    assert ended.returncode == 1
    assert "bench.speed: wrong type, 1 item" in ended.stdout
    assert f"({spoilt})" in ended.stdout
    assert "strange: a key the schema does not know, 1 item" in ended.stdout
    assert "bench.note: absent on " in ended.stdout or "without a value on 1" in ended.stdout


def test_a_folder_that_is_not_there_ends_with_2(shop: Shop) -> None:
    ended = shop.run("check", "--folder", "00000000-0000-4000-8000-000000000000")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "There is no folder" in ended.stderr


def test_without_a_platform_the_local_one_of_the_data_folder_is_asked(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "platform", "--items", "20") as platform:
        folder = platform.client().list_folders().values[0].uuid
        platform.stop()
    ended = run("check", "--folder", folder, "--data", str(tmp_path))
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("20 items of ")


def test_a_local_platform_that_is_in_use_says_so(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "platform", "--items", "1"):
        ended = run("check", "--folder", "x", "--data", str(tmp_path))
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1, ended.stderr
