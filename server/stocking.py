"""Puts a ready-made workspace into an empty platform: its folders, files, datasets and schema, all or nothing."""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection

from media.probe import probe
from server.facts import Facts, facts_of, spell_facts
from server.media_store import Blob, MediaStore
from server.people import Person
from server.sample.workspace import SampleFolder, SampleItem, SampleWorkspace
from server.store import datasets, folders, items, schemas
from server.store.database import Store
from server.store.datasets import NewDataset
from server.store.folders import NewFolder
from server.store.items import NewItem

Path = tuple[str, ...]


def is_empty(store: Store, owner: Person) -> bool:
    """Say whether the owner's organisation has no folder yet."""
    with store.read() as connection:
        query = folders.FolderQuery(organisation=owner.organisation)
        return not folders.page(connection, query, folders.PageRequest(size=1))[0]


def stock(store: Store, media: MediaStore, owner: Person, workspace: SampleWorkspace) -> None:
    """Put everything in its place."""
    ready = {id(item): _ready(media, item) for top in workspace.items for item in (top, *top.children)}
    with store.write() as connection:
        places = _add_folders(connection, owner, workspace.folders)
        made: dict[tuple[Path, str], str] = {}
        for item in workspace.items:
            made[item.folder, item.name] = _add_item(connection, owner, places, item, ready)
        _add_datasets(connection, owner, workspace, places, made)
        schemas.write(connection, owner.organisation, _json(workspace.schema))


def _json(value: Mapping[str, Any]) -> str:
    return msgspec.json.encode(value).decode()


def _ready(media: MediaStore, item: SampleItem) -> tuple[Blob | None, Facts]:
    if item.file is None:
        return None, Facts(frame_count=len(item.children) or None)
    return media.add_file(item.file), facts_of(probe(item.file))


def _add_folders(connection: Connection, owner: Person, wanted: tuple[SampleFolder, ...]) -> dict[Path, str]:
    places: dict[Path, str] = {}
    for folder in sorted(wanted, key=lambda folder: len(folder.path)):
        new = NewFolder(
            organisation=owner.organisation,
            name=folder.path[-1],
            owner=owner.email,
            parent=places[folder.path[:-1]] if len(folder.path) > 1 else None,
            description=folder.description,
            metadata=None if folder.metadata is None else _json(folder.metadata),
        )
        places[folder.path] = folders.add(connection, new)
    return places


def _add_item(
    connection: Connection,
    owner: Person,
    places: Mapping[Path, str],
    item: SampleItem,
    ready: Mapping[int, tuple[Blob | None, Facts]],
    *,
    is_frame: bool = False,
) -> str:
    blob, facts = ready[id(item)]
    new = NewItem(
        organisation=owner.organisation,
        folder=places[item.folder],
        kind=item.item_type,
        name=item.name,
        owner=owner.email,
        facts=spell_facts(facts),
        metadata=_json(item.metadata),
        description=item.description,
        blob=blob.name if blob else None,
        size=blob.size if blob else None,
        is_frame=is_frame,
    )
    (uuid,) = items.add(connection, [new])
    children = [_add_item(connection, owner, places, child, ready, is_frame=True) for child in item.children]
    items.set_members(connection, uuid, children)
    return uuid


def _add_datasets(
    connection: Connection,
    owner: Person,
    workspace: SampleWorkspace,
    places: Mapping[Path, str],
    made: Mapping[tuple[Path, str], str],
) -> None:
    for dataset in workspace.datasets:
        new = NewDataset(
            organisation=owner.organisation,
            title=dataset.title,
            owner=owner.email,
            description=dataset.description,
            folder=None if dataset.backing_folder is None else places[dataset.backing_folder],
        )
        uuid = datasets.add(connection, new)
        chosen = dataset.items or [place for place in made if place[0] == dataset.backing_folder]
        found = items.find(connection, owner.organisation, [made[place] for place in chosen])
        datasets.link(connection, uuid, [found[made[place]] for place in chosen])
