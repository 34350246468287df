"""Whole scripts as a user of the SDK writes them, run as they are in a Python of their own."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

import pytest
from encord import EncordUserClient
from encord.dataset import Dataset
from encord.storage import StorageFolder, StorageItem

from tests.local_platform import LocalPlatform

SIGN_IN = """
from encord import EncordUserClient

user_client = EncordUserClient.create_with_ssh_private_key(ssh_private_key_path="$key", domain="$url")
"""
BUNDLED = SIGN_IN + "from encord.http.bundle import Bundle\n"
ROWS = (
    SIGN_IN
    + """
from encord.client import DatasetAccessSettings

dataset = user_client.get_dataset("$dataset")
dataset.set_access_settings(DatasetAccessSettings(fetch_client_metadata=True))
"""
)
UPDATES = """
updates = {"$first": {"dark": True}, "$second": {"count": "100"}}
"""
KEYFRAMES = """
updates = {"$first": {"keyframes": [13, 17, 19]}, "$second": {"keyframes": [10, 110, 210]}}
"""
MERGE = """
for uuid, update in updates.items():
    item = user_client.get_storage_item(item_uuid=uuid)
    merged = item.client_metadata.copy()
    merged.update(update)
    item.update(client_metadata=merged)
"""
OVERWRITE = """
for uuid, metadata in updates.items():
    user_client.get_storage_item(item_uuid=uuid).update(client_metadata=metadata)
"""
LIST = """
for item in user_client.get_storage_folder("$folder").list_items():
    print(item.uuid, item.client_metadata)
"""
ALL = """
for item in user_client.get_storage_folder("$folder").list_items():
    item.update(client_metadata={"dark": True, "captured_at": "2024-02-24"})
"""
BUNDLE_ALL = """
with Bundle() as bundle:
    for item in user_client.get_storage_folder("$folder").list_items():
        item.update(client_metadata={"metadata-1": "value", "metadata-2": False}, bundle=bundle)
"""
BUNDLE_SOME = """
with Bundle() as bundle:
    for item in user_client.get_storage_folder("$folder").list_items():
        update = updates[item.uuid]
        item.update(client_metadata=update, bundle=bundle)
"""
LIST_ROWS = """
for number, row in enumerate(dataset.data_rows):
    print(number, row.client_metadata)
"""
ONE_ROW = """
row = dataset.data_rows[1]
row.client_metadata = {"my": "metadata"}
row.save()
print(row.client_metadata)
"""
ALL_ROWS = """
for number, row in enumerate(dataset.data_rows):
    row.client_metadata = {"my": "metadata"}
    row.save()
    print(number, row.client_metadata)
"""
KIEL = [{"city": "Kiel", "number": number} for number in range(4)]
MINE = {"my": "metadata"}


@dataclass(frozen=True)
class Place:
    """What the scripts are filled in with, and who runs them."""

    values: dict[str, str]
    items: list[StorageItem]
    sdk: EncordUserClient

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        text = Template(script).substitute(self.values)
        return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=300, check=False)

    def metadata(self) -> list[dict[str, Any] | None]:
        return [self.sdk.get_storage_item(item.uuid).client_metadata for item in self.items]


@pytest.fixture
def place(
    platform: LocalPlatform, sdk: EncordUserClient, folder: StorageFolder, items: list[StorageItem], dataset: Dataset
) -> Place:
    values = {
        "url": platform.url,
        "key": str(Path(platform.key_file)),
        "folder": str(folder.uuid),
        "dataset": dataset.dataset_hash,
        "first": str(items[0].uuid),
        "second": str(items[1].uuid),
    }
    return Place(values, items, sdk)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (SIGN_IN + UPDATES + OVERWRITE, [{"dark": True}, {"count": "100"}, *KIEL[2:]]),
        (SIGN_IN + UPDATES + MERGE, [KIEL[0] | {"dark": True}, KIEL[1] | {"count": "100"}, *KIEL[2:]]),
        (
            SIGN_IN + KEYFRAMES + MERGE,
            [KIEL[0] | {"keyframes": [13, 17, 19]}, KIEL[1] | {"keyframes": [10, 110, 210]}, *KIEL[2:]],
        ),
        (SIGN_IN + ALL, [{"dark": True, "captured_at": "2024-02-24"}] * 4),
        (BUNDLED + BUNDLE_ALL, [{"metadata-1": "value", "metadata-2": False}] * 4),
        (ROWS + ONE_ROW, [KIEL[0], MINE, *KIEL[2:]]),
        (ROWS + ALL_ROWS, [MINE] * 4),
    ],
    ids=["overwrite some", "merge some", "key frames", "overwrite all", "bundle all", "one row", "all rows"],
)
def test_a_script_that_writes(place: Place, script: str, expected: list[dict[str, Any]]) -> None:
    ended = place.run(script)
    assert ended.returncode == 0, ended.stderr
    assert place.metadata() == expected


@pytest.mark.parametrize("script", [SIGN_IN + LIST, ROWS + LIST_ROWS], ids=["folder", "dataset"])
def test_a_script_that_lists(place: Place, script: str) -> None:
    ended = place.run(script)
    assert ended.returncode == 0, ended.stderr
    assert [line.partition(" ")[2] for line in ended.stdout.splitlines()] == [str(values) for values in KIEL]


@pytest.mark.usefixtures("no_schema")
def test_the_script_that_imports_a_schema_and_the_one_that_verifies_it(place: Place) -> None:
    imports = "user_client.set_client_metadata_schema_from_dict({'captured_at': 'datetime', 'dark': 'boolean'})"
    assert place.run(SIGN_IN + imports).returncode == 0
    ended = place.run(SIGN_IN + "print(user_client.get_client_metadata_schema())")
    assert "'captured_at': <ClientMetadataSchemaTypes.DATETIME" in ended.stdout
    assert "'dark': <ClientMetadataSchemaTypes.BOOLEAN" in ended.stdout


def test_the_bundle_script_with_text_keys_fails_as_it_always_did(place: Place) -> None:
    ended = place.run(BUNDLED + UPDATES + BUNDLE_SOME)
    assert ended.returncode == 1
    assert "KeyError: UUID(" in ended.stderr
    assert place.metadata() == KIEL
