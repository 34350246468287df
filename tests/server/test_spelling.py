"""The answers that are joined from strings are those that wire.messages spells."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from server.facts import Facts, read_facts, spell_facts
from server.links import Links
from server.spelling import ItemSpelling, folder, page
from server.store.folders import StoredFolder
from server.store.items import StoredItem
from wire.messages import FolderMessage, ItemMessage, PageMessage

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
facts = st.builds(
    Facts,
    mime_type=st.none() | texts,
    file_size=st.none() | st.integers(0, 2**60),
    duration=st.none() | st.floats(0, 9),
)
stored_items = st.builds(
    StoredItem,
    uuid=st.uuids().map(str),
    folder=st.uuids().map(str),
    kind=st.sampled_from(["video", "image"]),
    name=texts,
    description=texts,
    owner=texts,
    created_at=st.just("2026-01-01T00:00:00.000000Z"),
    edited_at=st.just("2026-01-02T00:00:00.000000Z"),
    links=st.integers(0, 9),
    blob=st.none() | st.just("ab" * 32),
    facts=facts.map(spell_facts),
    metadata=texts,
)
stored_folders = st.builds(
    StoredFolder,
    uuid=st.uuids().map(str), organisation=texts, parent=st.none() | st.uuids().map(str), name=texts,
    description=texts, metadata=st.none() | texts, owner=texts, created_at=st.just("2026-01-01T00:00:00.000000Z"),
    edited_at=st.just("2026-01-02T00:00:00.000000Z"), dataset=st.none() | st.uuids().map(str), config=st.just("{}"),
)  # fmt: skip


@given(st.lists(stored_items, max_size=3), st.booleans(), st.booleans(), st.booleans())
def test_items_are_spelt_as_the_messages_are(
    found: list[StoredItem], sign: bool, with_metadata: bool, as_link: bool
) -> None:
    how = ItemSpelling(Links(b"x"), "http://here", sign, with_metadata, as_link)
    read = msgspec.json.decode(how.page(found, "token"), type=PageMessage[ItemMessage], strict=True)
    assert read.next_page_token == "token"
    assert [item.name for item in read.results] == [item.name for item in found]
    for raw, stored in zip(msgspec.json.decode(how.results(found))["results"], found, strict=True):
        names = {field.encode_name for field in msgspec.structs.fields(ItemMessage)}
        assert names - {"clientMetadataSignedUrl"} <= raw.keys()
        assert set(raw) <= names
        assert ("clientMetadataSignedUrl" in raw) == as_link
        assert raw["clientMetadata"] == (stored.metadata if with_metadata and not as_link else "{}")
        assert (raw["signedUrl"] is not None) == (sign and stored.blob is not None)


@given(stored_folders, st.lists(stored_folders, max_size=2))
def test_folders_are_spelt_as_the_messages_are(stored: StoredFolder, path: list[StoredFolder]) -> None:
    text = page([folder(stored, path, "admin")], None)
    (read,) = msgspec.json.decode(text, type=PageMessage[FolderMessage], strict=True).results
    assert (read.name, read.client_metadata, read.user_role) == (stored.name, stored.metadata, "admin")
    assert [step.name for step in read.path_to_root] == [step.name for step in path]
    raw = msgspec.json.decode(text)["results"][0]
    assert set(raw) == {field.encode_name for field in msgspec.structs.fields(FolderMessage)}


@given(facts)
def test_facts_come_back_as_they_were(value: Facts) -> None:
    assert read_facts(spell_facts(value)) == value
