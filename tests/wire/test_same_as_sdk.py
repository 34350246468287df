"""Our requests, held against those the platform's own SDK sends for the same operation.

Method, target, JSON and the signed headers are the same. Different on purpose: compressed answers are asked for, the
agent has our name, the connection is kept, JSON is sent without blanks and without escapes, jobs are polled by short
questions that can be cancelled, and nothing is read again after a move.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from encord import EncordUserClient
from encord.dataset import Dataset as SdkDataset
from encord.http.bundle import Bundle
from encord.orm.dataset import DataRow as SdkRow
from encord.orm.dataset import StorageLocation
from encord.orm.storage import FoldersSortBy, StorageItemType
from encord.storage import StorageFolder, StorageItem

from tests.local_http import LocalServer, Seen
from tests.wire.canned_platform import GROUP, ITEMS, NEXT, D, F, G, R, answer
from tests.wire.conftest import QUICK
from wire.client import PlatformClient
from wire.signing import PrivateKey, generate_key, verify_v1, verify_v2

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated since version:DeprecationWarning")

PRIVATE = generate_key()[0]


@dataclass(frozen=True)
class Sides:
    """Both clients before one server, and the objects the SDK's calls hang on, fetched beforehand."""

    server: LocalServer
    ours: PlatformClient
    sdk: EncordUserClient
    key: PrivateKey
    folder: StorageFolder
    item: StorageItem
    group: StorageItem
    dataset: SdkDataset
    row: SdkRow

    def sent(self, act: "Act") -> list[Seen]:
        before = len(self.server.seen)
        act(self)
        return self.server.seen[before:]


Act = Callable[[Sides], object]


@pytest.fixture(scope="module")
def sides() -> Iterator[Sides]:
    key = PrivateKey.from_text(PRIVATE)
    with LocalServer(answer) as server:
        sdk = EncordUserClient.create_with_ssh_private_key(  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
            PRIVATE, domain=server.url
        )
        ours = PlatformClient(server.url, key, policy=QUICK)
        dataset = sdk.get_dataset(D, include_data_rows=False)
        yield Sides(
            server,
            ours,
            sdk,
            key,
            folder=sdk.get_storage_folder(F),
            item=sdk.get_storage_item(ITEMS[0]),
            group=sdk.get_storage_item(GROUP),
            dataset=dataset,
            row=dataset.list_data_rows()[0],
        )
        ours.close()


META: dict[str, Any] = {"camera": "front", "n": 1, "é": [1.5, None, True, "日本"], "$encord": {"frames": {"0": {}}}}
TEXT = json.dumps(META, ensure_ascii=False)
FILE = Path(__file__).parent / "signatures.json"


def save_row(sides: Sides) -> None:
    sides.row.client_metadata = META
    sides.row.title = "other"
    sides.row.save()


def write_schema(sides: Sides) -> None:
    schema = sides.sdk.metadata_schema()
    schema.add_scalar("a", data_type="text")
    schema.save()


def update_many(sides: Sides) -> None:
    bundle = Bundle()
    for found in sides.sdk.get_storage_items(ITEMS[:3]):
        found.update(client_metadata=META, bundle=bundle)
    bundle.execute()


OPERATIONS: dict[str, tuple[Act, Act]] = {
    "list folders": (
        lambda s: list(s.ours.folder_pages()),
        lambda s: list(s.sdk.list_storage_folders(page_size=1000)),
    ),
    "list folders by name": (
        lambda s: s.ours.list_folders(search="a b&é", page_size=7),
        lambda s: list(s.sdk.list_storage_folders(search="a b&é", page_size=7)),
    ),
    "search folders": (
        lambda s: list(s.ours.search_folders("x")),
        lambda s: list(s.sdk.find_storage_folders(search="x", page_size=1000)),
    ),
    "list subfolders": (
        lambda s: list(s.ours.folder_pages(F)),
        lambda s: list(s.folder.list_subfolders(page_size=1000)),
    ),
    "get folder": (lambda s: s.ours.get_folder(F), lambda s: s.sdk.get_storage_folder(F)),
    "create folder": (
        lambda s: s.ours.create_folder("new", "words", F, TEXT),
        lambda s: s.sdk.create_storage_folder("new", "words", META, UUID(F)),
    ),
    "patch folder": (
        lambda s: s.ours.patch_folder(F, name="n", description="d", metadata=TEXT),
        lambda s: s.folder.update(name="n", description="d", client_metadata=META),
    ),
    "move folders": (lambda s: s.ours.move_folders([F], G), lambda s: s.folder.move_to_folder(UUID(G))),
    "move folders to the top": (lambda s: s.ours.move_folders([F], None), lambda s: s.folder.move_to_folder(None)),
    "delete folder": (lambda s: s.ours.delete_folder(F), lambda s: s.folder.delete()),
    "count folder": (lambda s: s.ours.folder_summary(F), lambda s: s.folder.get_summary()),
    "list items": (
        lambda s: list(s.ours.item_pages(F)),
        lambda s: list(s.folder.list_items(page_size=1000)),
    ),
    "list items as columns": (
        lambda s: list(s.ours.column_pages(F)),
        lambda s: list(s.folder.list_items(page_size=1000)),
    ),
    "list some items": (
        lambda s: [
            s.ours.list_items(
                F,
                token=token,
                page_size=100,
                search="img é&=",
                item_types=["video", "image"],
                order="createdAt",
                descending=True,
                sign_urls=True,
            )
            for token in (None, NEXT)
        ],
        lambda s: list(
            s.folder.list_items(
                search="img é&=",
                item_types=[StorageItemType.VIDEO, StorageItemType.IMAGE],
                order=FoldersSortBy.CREATED_AT,
                desc=True,
                get_signed_urls=True,
                page_size=100,
            )
        ),
    ),
    "get item": (lambda s: s.ours.get_item(ITEMS[0]), lambda s: s.sdk.get_storage_item(ITEMS[0])),
    "get items": (
        lambda s: s.ours.get_items(ITEMS[:3], sign_urls=True),
        lambda s: s.sdk.get_storage_items(ITEMS[:3], sign_url=True),
    ),
    "get items as columns": (
        lambda s: s.ours.get_item_columns(ITEMS[:3]),
        lambda s: s.sdk.get_storage_items(ITEMS[:3]),
    ),
    "patch item": (
        lambda s: s.ours.patch_item(F, ITEMS[0], name="n", description="d", metadata=TEXT),
        lambda s: s.item.update(name="n", description="d", client_metadata=META),
    ),
    "patch items": (
        lambda s: (s.ours.get_items(ITEMS[:3]), s.ours.patch_items(dict.fromkeys(ITEMS[:3], TEXT))),
        update_many,
    ),
    "move items": (
        lambda s: s.ours.move_items(F, ITEMS[:2], G),
        lambda s: s.folder.move_items_to_folder(UUID(G), [UUID(uuid) for uuid in ITEMS[:2]]),
    ),
    "delete items": (
        lambda s: s.ours.delete_items(F, ITEMS[:2]),
        lambda s: s.folder.delete_storage_items([UUID(uuid) for uuid in ITEMS[:2]]),
    ),
    "child items": (lambda s: s.ours.child_items(F, GROUP), lambda s: list(s.group.get_child_items())),
    "signed url": (lambda s: s.ours.signed_url(ITEMS[0]), lambda s: s.item.get_signed_url(refetch=True)),
    "read schema": (lambda s: s.ours.read_schema(), lambda s: s.sdk.metadata_schema()),
    "write schema": (
        lambda s: (s.ours.read_schema(), s.ours.write_schema({"a": {"ty": "variant", "hint": "text"}})),
        write_schema,
    ),
    "read old schema": (lambda s: s.ours.read_schema_v1(), lambda s: s.sdk.get_client_metadata_schema()),
    "write old schema": (
        lambda s: s.ours.write_schema_v1({"a": "string"}),
        lambda s: s.sdk.set_client_metadata_schema_from_dict({"a": "string"}),  # pyright: ignore[reportArgumentType]  # its stub wants an enum, its code takes words
    ),
    "list datasets": (lambda s: s.ours.list_datasets("a%"), lambda s: s.sdk.get_datasets(title_like="a%")),
    "create dataset": (
        lambda s: s.ours.create_dataset("t", "words", create_backing_folder=False),
        lambda s: s.sdk.create_dataset("t", StorageLocation.CORD_STORAGE, "words", create_backing_folder=False),
    ),
    "get dataset": (lambda s: s.ours.get_dataset(D), lambda s: s.sdk.get_dataset(D, include_data_rows=False)),
    "list rows": (lambda s: s.ours.dataset_rows(D), lambda s: s.dataset.list_data_rows()),
    "save row": (lambda s: s.ours.save_data_row(D, R, metadata=TEXT, title="other"), save_row),
    "link items": (
        lambda s: s.ours.link_items(D, ITEMS[:2]),
        lambda s: s.dataset.link_items([UUID(uuid) for uuid in ITEMS[:2]]),
    ),
    "upload a text": (
        lambda s: s.ours.upload_file(F, FILE, item_type="plainText", metadata=TEXT),
        lambda s: s.folder.upload_text(FILE, client_metadata=META),
    ),
    "upload an image": (
        lambda s: s.ours.upload_file(F, FILE, item_type="image", title="t"),
        lambda s: s.folder.upload_image(FILE, title="t"),
    ),
    "upload a video": (
        lambda s: s.ours.upload_file(F, FILE, item_type="video"),
        lambda s: s.folder.upload_video(FILE),
    ),
    "upload a sound": (
        lambda s: s.ours.upload_file(F, FILE, item_type="audio"),
        lambda s: s.folder.upload_audio(FILE),
    ),
    "upload a PDF": (lambda s: s.ours.upload_file(F, FILE, item_type="pdf"), lambda s: s.folder.upload_pdf(FILE)),
    "upload a NIfTI": (
        lambda s: s.ours.upload_file(F, FILE, item_type="nifti"),
        lambda s: s.folder.upload_nifti(FILE),
    ),
    "bearer token": (lambda s: s.ours.bearer_token(), lambda s: s.sdk.get_bearer_token()),
}

_HEADERS = ("Content-Type", "Accept", "ResourceType", "ResourceID", "X-Cloud-Trace-Context")
_BLOB = (
    "Content-Type",
    "Cache-Control",
    "X-Extra",
    "Content-Length",
    "Transfer-Encoding",
    "Authorization",
    "Signature",
)


def essence(seen: Seen) -> tuple[str, str, Any, dict[str, str]]:
    """What must be the same on both sides; of a request id, only that there is one."""
    if seen.path == "/blob":
        return seen.method, seen.target, seen.body, {name: seen.header(name) for name in _BLOB}
    body: Any = json.loads(seen.body or b"null")
    if seen.method == "POST" and seen.path.endswith("storage/folders"):
        body["clientMetadata"] = json.loads(body["clientMetadata"])
    target = seen.target.replace("timeoutSeconds=604800", "timeoutSeconds=20")
    trace = re.sub(r"^[0-9a-f]{32}/1;o=1$", "a request id", seen.header("X-Cloud-Trace-Context"))
    return seen.method, target, body, {name: seen.header(name) for name in _HEADERS[:-1]} | {"trace": trace}


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_same_operation_sends_the_same_requests(sides: Sides, name: str) -> None:
    ours, theirs = (sides.sent(act) for act in OPERATIONS[name])
    theirs = theirs[: len(ours)]  # after a move the SDK reads the folder again
    assert [essence(seen) for seen in ours] == [essence(seen) for seen in theirs]
    assert ours


@pytest.mark.parametrize("name", OPERATIONS)
def test_both_sign_what_they_send(sides: Sides, name: str) -> None:
    requests = [seen for act in OPERATIONS[name] for seen in sides.sent(act) if seen.path != "/blob"]
    for seen in requests:
        if seen.path == "/public":
            assert verify_v1(seen.header("authorization"), seen.body, {sides.key.public_hex}) == sides.key.public_hex
        else:
            who = verify_v2(seen.method, seen.target, seen.headers, seen.body, time.time())
            assert who == sides.key.public_hex


def test_what_differs_on_purpose_is_just_that(sides: Sides) -> None:
    ours = sides.sent(lambda s: [s.ours.get_folder(F), s.ours.patch_folder(F, metadata=TEXT)])
    theirs = sides.sent(lambda s: [s.sdk.get_storage_folder(F), s.folder.update(client_metadata=META)])
    assert {seen.header("accept-encoding") for seen in ours} == {"gzip"}
    assert {seen.header("accept-encoding") for seen in theirs} == {"identity"}
    assert all(seen.header("user-agent").startswith("Tagline/") for seen in ours)
    assert len({seen.connection for seen in ours}) == 1
    assert len(ours[1].body) < len(theirs[1].body)
