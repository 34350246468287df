"""The registration file we write is one the SDK's own model reads whole, and one a platform takes from it."""

import json
import secrets
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest
from encord import EncordUserClient
from encord.orm.storage import DataUploadItems, StorageItemType
from encord.storage import StorageFolder
from PIL import Image

from controllers.exchange.formats import Format
from controllers.exchange.records import Records
from controllers.exchange.write_registration import FLAGS
from domain.fields import TextType
from tests.controllers.exchange.outgoing import fact, key, records, uuid, write

LISTS = {
    "video": "videos",
    "image": "images",
    "audio": "audio",
    "plainText": "text",
    "pdf": "pdf",
    "nifti": "nifti",
    "timeseries": "time_series",
}


def _written(path: Path, uuids: list[str], kinds: list[str], urls: list[str], cells: list[str | None]) -> Any:
    facts = (
        fact("uuid", uuids),
        fact("name", [f"file {at}" for at in range(len(uuids))]),
        fact("item_type", kinds),
    )
    what = Records((*facts, key("scene.place", cells, TextType())), records(len(uuids)).rows)
    write(path, Format.REGISTRATION, what, urls=dict(zip(uuids, urls, strict=True)))
    return json.loads(path.read_text("utf-8"))


def test_the_sdk_knows_every_list_and_every_word_we_write(tmp_path: Path) -> None:
    kinds = list(LISTS)
    urls = [f"s3://bucket/{kind}" for kind in kinds]
    cells: list[str | None] = ['"Kiel"'] * len(kinds)
    document = _written(tmp_path / "out.json", [uuid(at) for at in range(len(kinds))], kinds, urls, cells)
    assert set(document) == {*LISTS.values(), *FLAGS}
    read = cast("Any", DataUploadItems).model_validate(document)
    assert (read.skip_duplicate_urls, read.upsert_metadata) == (True, True)
    for at, (kind, name) in enumerate(LISTS.items()):
        (element,) = getattr(read, name)
        assert element.object_url == urls[at], kind
        assert element.title == f"file {at}"
        assert element.client_metadata == {"scene.place": "Kiel"}
        assert not element.model_extra


def test_every_kind_the_sdk_registers_by_one_address_is_written() -> None:
    """A new kind in the SDK with an address of its own fails here until we write it."""
    model = cast("Any", DataUploadItems)
    by_address = {
        name
        for name, field in model.model_fields.items()
        for element in getattr(field.annotation, "__args__", ())
        if "object_url" in getattr(element, "model_fields", {})
    }
    assert by_address == set(LISTS.values())
    kinds = {kind.value.replace("_", "").lower() for kind in StorageItemType}
    assert {kind.lower() for kind in LISTS} <= kinds


def _picture(folder: Path, shade: int) -> Path:
    path = folder / f"{shade}.png"
    Image.new("RGB", (12, 8), (shade, 120, 160)).save(path)
    return path


@pytest.mark.parametrize("as_model", [False, True])
def test_a_platform_takes_the_metadata_from_our_file(
    sdk: EncordUserClient, folder: StorageFolder, tmp_path: Path, as_model: bool
) -> None:
    place = f"Kiel {secrets.token_hex(3)}"
    known = [sdk.get_storage_item(folder.upload_image(_picture(tmp_path, at))) for at in range(3)]
    uuids = [str(item.uuid) for item in known]
    urls = [str(item.url) for item in known]
    cells: list[str | None] = [json.dumps(f"{place} {at}") for at in range(len(known))]
    document = _written(tmp_path / "out.json", uuids, ["image"] * len(known), urls, cells)
    files = cast("Any", DataUploadItems).model_validate(document) if as_model else str(tmp_path / "out.json")
    job = cast("Any", folder).add_private_data_to_folder_start(str(uuid4()), files)
    state = folder.add_private_data_to_folder_get_result(job)
    assert (state.units_error_count, state.unit_errors) == (0, [])
    assert {item.uuid for item in folder.list_items()} == {item.uuid for item in known}
    for at, item in enumerate(known):
        assert sdk.get_storage_item(item.uuid).client_metadata == {"scene.place": f"{place} {at}"}
