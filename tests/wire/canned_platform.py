"""A platform that knows one of everything and answers every call the way the SDK accepts."""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec

from tests.local_http import Reply, Seen
from wire.dataset_messages import DataRowMessage, DatasetMessage, ListedDatasetMessage
from wire.messages import FolderMessage, FolderSummaryMessage, ItemMessage, PageMessage, ResultsMessage
from wire.upload_messages import NamedItemMessage, UploadJobMessage, UploadUrlMessage

F, G, D, R, J, GROUP = (str(UUID(int=number)) for number in range(1, 7))
NEXT = "to be/continued=="
ITEMS = [str(UUID(int=number)) for number in range(100, 1350)]
WHEN = "2024-05-01T10:00:00Z"

FOLDER = FolderMessage(F, "folder", owner="a@b.c", created_at=WHEN, last_edited_at=WHEN, client_metadata="{}")
ROW = DataRowMessage(R, "title", "IMAGE", WHEN, WHEN, backing_item_uuid=ITEMS[0], client_metadata=msgspec.Raw(b"{}"))


def item(uuid: str) -> ItemMessage:
    kind = "imageGroup" if uuid == GROUP else "image"
    return ItemMessage(
        uuid, "item", kind, signed_url="https://a/b", parent=F, owner="a@b.c", created_at=WHEN, last_edited_at=WHEN
    )


def old_api(seen: Seen) -> Any:
    envelope = json.loads(seen.body)
    match envelope["query_type"], envelope["query_method"]:
        case "dataset", "GET":
            return DatasetMessage("title", "", "CORD_STORAGE", D, None)
        case "datarow", "POST":
            return {"updated_fields": list(envelope["values"]["payload"]), "data_row": ROW}
        case _:
            return [ROW]


def asked_for(seen: Seen, field: str) -> ResultsMessage[ItemMessage]:
    return ResultsMessage([item(uuid) for uuid in json.loads(seen.body)[field]])


def item_page(seen: Seen) -> PageMessage[ItemMessage]:
    return PageMessage([item(ITEMS[0])], None if "pageToken" in seen.target else NEXT)


def a_place(seen: Seen) -> ResultsMessage[UploadUrlMessage]:
    url = f"http://{seen.header('host')}/blob"
    return ResultsMessage([UploadUrlMessage(ITEMS[0], "object", url, {"X-Extra": "1"})])


# What is asked, as "METHOD path"; the first that fits answers.
ANSWERS: tuple[tuple[str, Callable[[Seen], Any]], ...] = (
    (r"POST .*/items/get-bulk", lambda seen: asked_for(seen, "itemUuids")),
    (r"PATCH .*/items/patch-bulk", lambda seen: asked_for(seen, "itemPatches")),
    (r"GET .*/items", item_page),
    (r".*/child-items", lambda seen: ResultsMessage([item(ITEMS[1])])),
    (r"(GET|PATCH) .*/items/[-0-9]+", lambda seen: item(GROUP if GROUP in seen.path else ITEMS[0])),
    (r"GET .*/folders", lambda seen: PageMessage([FOLDER])),
    (r"POST .*/storage/folders|(GET|PATCH) .*/folders/[-0-9]+", lambda seen: FOLDER),
    (r".*/summary", lambda seen: FolderSummaryMessage()),
    (r".*/upload-signed-urls", a_place),
    (r"POST .*/data-upload-jobs", lambda seen: J),
    (r"GET .*/data-upload-jobs/.*", lambda seen: UploadJobMessage("DONE", [NamedItemMessage(ITEMS[0], "name")])),
    (r".*/datasets/list", lambda seen: {"result": [ListedDatasetMessage(D, "title", "", WHEN, WHEN, "admin", 0)]}),
    (r".*/datasets", lambda seen: {"datasetUuid": D, "backingFolderUuid": F}),
    (r".*/user/bearer-token", lambda seen: {"token": "t"}),
    (r".* /public", lambda seen: {"status": 200, "response": old_api(seen)}),
    (r".*", lambda seen: None),
)


def answer(seen: Seen) -> Reply:
    question = f"{seen.method} {seen.path}"
    make = next(make for pattern, make in ANSWERS if re.fullmatch(pattern, question))
    return Reply(body=msgspec.json.encode(make(seen)))
