"""What is asked of the platform: values as they are, byte for byte, in pieces it takes, and nothing by halves."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.catalog import DataRow, Dataset, Folder, FolderSummary, Item, PathStep
from tests.local_http import Reply, Seen
from tests.wire.conftest import Script
from tests.wire.test_columns import OBJECTS
from wire.calls import query_of, spliced
from wire.client import PlatformClient
from wire.dataset_messages import DataRowMessage, DatasetMessage, ListedDatasetMessage
from wire.errors import InvalidArguments, Malformed, NotFound, TooLarge
from wire.messages import (
    FolderMessage,
    FolderPatchesMessage,
    FolderSummaryMessage,
    ItemMessage,
    ItemPatchesMessage,
    PageMessage,
    PathElementMessage,
    ResultsMessage,
)


def spell(value: dict[str, Any], separators: tuple[str, str], *, ascii_only: bool, indent: int | None) -> str:
    return json.dumps(value, ensure_ascii=ascii_only, separators=separators, indent=indent)


SPELLINGS = st.builds(
    spell,
    OBJECTS,
    st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : ")]),
    ascii_only=st.booleans(),
    indent=st.sampled_from([None, 1]),
)


def items(seen: Seen) -> Reply:
    """Answer a bulk patch as the platform does: the metadata comes back as text."""
    patches = msgspec.json.decode(seen.body, type=ItemPatchesMessage).item_patches
    found = [
        ItemMessage(uuid, "n", "image", client_metadata=bytes(patch.client_metadata).decode())
        for uuid, patch in patches.items()
        if isinstance(patch.client_metadata, msgspec.Raw)
    ]
    return Reply(body=msgspec.json.encode(ResultsMessage(found)))


# --- metadata, byte for byte ------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(SPELLINGS, min_size=1, max_size=4))
def test_any_object_reaches_the_platform_and_comes_back_byte_for_byte(
    client: PlatformClient, script: Script, texts: list[str]
) -> None:
    script.replies[:] = [items]
    patches = {f"item-{number}": text for number, text in enumerate(texts)}
    answered = client.patch_items(patches)
    assert {item.uuid: item.metadata for item in answered} == patches
    body = script.seen[-1].body
    assert all(text.encode() in body for text in texts)
    assert json.loads(body) == {
        "itemPatches": {uuid: {"clientMetadata": json.loads(patches[uuid])} for uuid in patches}
    }


@settings(deadline=None, max_examples=40)
@given(text=SPELLINGS)
def test_a_spliced_object_is_not_spelt_anew(text: str) -> None:
    assert bytes(spliced(text)) == text.encode()


@pytest.mark.parametrize(
    "text",
    ['{"a": "\\ud800"}', ' {"a": 1} ', '{"a": 1e999}', '{"a": 12345678901234567890123}', '{"a": 1, "a": 2}',
     '{"a": ' + "[" * 60 + "]" * 60 + "}", json.dumps({"a": "x" * 1_000_000})],
)  # fmt: skip
def test_what_json_allows_is_sent_as_it_is(text: str) -> None:
    assert bytes(spliced(text)) == text.encode()


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "5", '"x"', "{", '{"a": NaN}', '{}, "name": "x"', '{"a": 1}}', "{'a': 1}", '{"a": "\ud800"}',
     '{"a": ' + "[" * 100_000],
)  # fmt: skip
def test_what_is_no_object_is_never_sent(client: PlatformClient, script: Script, text: str) -> None:
    for send in (
        lambda: client.patch_items({"i": text}),
        lambda: client.patch_item("f", "i", metadata=text),
        lambda: client.patch_folder("f", metadata=text),
        lambda: client.create_folder("n", metadata=text),
        lambda: client.save_data_row("d", "r", metadata=text),
    ):
        with pytest.raises(InvalidArguments, match="This metadata was not sent: "):
            send()
    assert script.seen == []


# --- bulk patches -----------------------------------------------------------------------------------------------------


def takes_at_most(size: int) -> Callable[[Seen], Reply]:
    def answer(seen: Seen) -> Reply:
        return items(seen) if len(seen.body) <= size else Reply(413, b'{"message": "too large"}')

    return answer


def test_what_is_too_large_is_halved_until_it_fits(client: PlatformClient, script: Script) -> None:
    patches = {f"item-{number:04}": f'{{"n": {number}}}' for number in range(1000)}
    whole = len(client_body(patches))
    script.replies[:] = [takes_at_most(whole // 3)]
    answered = client.patch_items(patches)
    assert [item.uuid for item in answered] == list(patches)
    assert [item.metadata for item in answered] == list(patches.values())
    assert len(script.seen) == 1 + 2 + 4


def client_body(patches: dict[str, str]) -> bytes:
    entries = {uuid: {"clientMetadata": msgspec.Raw(text.encode())} for uuid, text in patches.items()}
    return msgspec.json.encode({"itemPatches": entries})


def test_an_item_too_large_by_itself_is_named_and_the_others_are_sent(client: PlatformClient, script: Script) -> None:
    patches = {"a": "{}", "big": json.dumps({"x": "y" * 1000}), "c": "{}", "huge": json.dumps({"x": "y" * 2000})}
    script.replies[:] = [takes_at_most(500)]
    with pytest.raises(TooLarge, match="2 of 4 items") as refusal:
        client.patch_items(patches)
    assert refusal.value.items == ("big", "huge")
    done = [uuid for seen in script.seen if len(seen.body) <= 500 for uuid in json.loads(seen.body)["itemPatches"]]
    assert done == ["a", "c"]


def test_nothing_to_patch_asks_nothing(client: PlatformClient, script: Script) -> None:
    assert client.patch_items({}) == ()
    assert script.seen == []


# --- what is read -----------------------------------------------------------------------------------------------------


def test_a_folder_is_read_whole(client: PlatformClient, script: Script) -> None:
    steps = [PathElementMessage("p", "parent")]
    message = FolderMessage(
        "f", "n", "p", "d", '{"a": 1.0}', "a@b.c", "t1", "t2", "admin", "s", steps, "cloudLinked", None, "u"
    )
    script.replies.append(Reply(body=msgspec.json.encode(message)))
    assert client.get_folder("f") == Folder(
        "f", "n", "d", "p", "a@b.c", "admin", "cloudLinked", "t1", "t2", "s", (PathStep("p", "parent"),), '{"a": 1.0}'
    )


def test_an_item_is_read_whole(client: PlatformClient, script: Script) -> None:
    message = ItemMessage(
        "i", "n", "audio", "f", "d", '{"a": 1.0}', "a@b.c", "t1", "t2", storage_location="s3", url="u", signed_url="s",
        file_size=1, mime_type="m", duration=2.5, fps=3.5, height=4, width=5, frame_count=6, audio_sample_rate=7,
        audio_codec="c", audio_num_channels=8,
    )  # fmt: skip
    script.replies.append(Reply(body=msgspec.json.encode(message)))
    assert client.get_item("i") == Item(
        "i", "n", "d", "f", "audio", '{"a": 1.0}', "a@b.c", "t1", "t2", "s3", "u", "s", 1, "m", 2.5, 3.5, 5, 4, 6, 7,
        "c", 8,
    )  # fmt: skip


@pytest.mark.parametrize(("sent", "read"), [(None, "{}"), ("", ""), ("null", "null"), ("nonsense", "nonsense")])
def test_odd_metadata_is_kept_for_the_one_who_reads_it(
    client: PlatformClient, script: Script, sent: str | None, read: str
) -> None:
    message = ItemMessage("i", "n", "image", description=None, client_metadata=sent, storage_location=None)
    script.replies.append(Reply(body=msgspec.json.encode(message)))
    item = client.get_item("i")
    assert (item.metadata, item.description, item.storage_location) == (read, "", "")


def test_what_a_newer_platform_adds_does_not_disturb(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(body=b'{"uuid": "i", "name": "n", "itemType": "hologram", "brandNew": {"a": [1]}}'))
    assert client.get_item("i").item_type == "hologram"


def test_a_folder_is_counted(client: PlatformClient, script: Script) -> None:
    counts = FolderSummaryMessage(*range(1, 15), total_size=1.5)
    script.replies.append(Reply(body=msgspec.json.encode(counts)))
    assert client.folder_summary("f") == FolderSummary(*range(1, 15), total_size=1.5)


def test_datasets_and_rows_are_read(client: PlatformClient, script: Script) -> None:
    listed = ListedDatasetMessage("d", "t", None, "t1", "t2", "admin", 0, "f")
    rows = [
        DataRowMessage(
            "r", "t", "VIDEO", "t1", "t2", backing_item_uuid="i", client_metadata=msgspec.Raw(b'{"a": 1.0}')
        ),
        DataRowMessage("s", "t", "IMAGE"),
    ]
    script.replies.extend(
        [
            Reply(body=msgspec.json.encode({"result": [listed]})),
            Reply(body=msgspec.json.encode({"datasetUuid": "e", "backingFolderUuid": None})),
            Reply(body=msgspec.json.encode({"status": 200, "response": DatasetMessage("t", None, "x", None, "f")})),
            Reply(body=msgspec.json.encode({"status": 200, "response": rows})),
        ]
    )
    assert client.list_datasets() == (Dataset("d", "t", "", "t1", "t2", "admin", "f"),)
    assert client.create_dataset("t", "w") == Dataset("e", "t", "w", "", "", None, None)
    assert client.get_dataset("d") == Dataset("d", "t", "", "", "", None, "f")
    assert client.dataset_rows("d", with_metadata=True) == (
        DataRow("r", "t", "VIDEO", "i", "t1", "t2", '{"a": 1.0}'),
        DataRow("s", "t", "IMAGE", None, "", "", None),
    )
    settings = json.loads(script.seen[3].body)["values"]["payload"]["dataset_access_settings"]
    assert settings["fetch_client_metadata"] is True


@pytest.mark.parametrize(
    ("body", "schema"), [(b"null", None), (b"", None), (b'{"a": {"ty": "x"}}', {"a": {"ty": "x"}})]
)
def test_a_schema_is_read_as_it_is_or_is_not_there(
    client: PlatformClient, script: Script, body: bytes, schema: dict[str, Any] | None
) -> None:
    script.replies.append(Reply(body=body))
    assert client.read_schema() == schema
    assert client.read_schema_v1() == schema


@pytest.mark.parametrize("body", [b"[1]", b'{"a": {"ty"', b'{"a": NaN}', b"\xff", b"[" * 100_000])
def test_what_is_no_schema_is_never_taken_for_an_empty_one(client: PlatformClient, script: Script, body: bytes) -> None:
    script.replies.append(Reply(body=body))
    with pytest.raises(Malformed, match=r"not a schema.*Nothing was changed here"):
        client.read_schema()


def test_a_schema_goes_back_in_the_letters_it_came_in(client: PlatformClient, script: Script) -> None:
    body = b'{"caf\xc3\xa9":{"ty" : "later","n":[1.50,1E400]},"b":{"values":["\\u00e9"],"ty":"enum"}}'
    script.replies.append(Reply(body=body))
    client.write_schema(client.read_schema() or {})
    assert script.seen[-1].body == body


def test_an_item_without_a_file_has_no_link(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(body=b'{"uuid": "i", "name": "n", "itemType": "imageGroup", "signedUrl": null}'))
    with pytest.raises(Malformed, match="no link"):
        client.signed_url("i")


def test_names_of_every_kind_survive(client: PlatformClient, script: Script) -> None:
    names = ["👍", "\u202eright to left", "two\nlines", "x" * 300, "עברית", '"\\', "\u2028", "", "\x00"]
    folders = [FolderMessage(str(number), name) for number, name in enumerate(names)]
    script.replies.append(Reply(body=msgspec.json.encode(PageMessage(folders))))
    assert [folder.name for folder in client.list_folders().values] == names


# --- how a question is spelt ------------------------------------------------------------------------------------------


def test_a_query_is_spelt_as_the_platform_reads_it() -> None:
    query = query_of([("a", None), ("b", True), ("c", False), ("d", 5), ("e", ""), ("f", ["x", "y z"]), ("g", ())])
    assert query == "b=True&c=False&d=5&e=&f=x&f=y+z"


def test_what_is_part_of_a_path_stays_one_part(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(404))
    with pytest.raises(NotFound):
        client.get_folder("../items/x?y#z ü")
    assert script.seen[0].target == "/v2/public/storage/folders/..%2Fitems%2Fx%3Fy%23z%20%C3%BC"


def test_bulk_bodies_of_folders_are_spelt_for_the_server_too() -> None:
    body = b'{"folderPatches":{"f":{"clientMetadata":{"a": 1.0}}}}'
    assert msgspec.json.encode(msgspec.json.decode(body, type=FolderPatchesMessage)) == body
