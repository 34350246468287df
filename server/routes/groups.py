"""Calls about groups of items: what shows an item, and data groups made of items that are there."""

from typing import Final

import msgspec

from server.calls import Call, Handler
from server.facts import Facts, spell_facts
from server.metadata_text import object_text
from server.reading import check_text, read_json, read_uuids
from server.refusals import Forbidden, Unfit
from server.routes.folders import LONGEST_NAME, seen_folder
from server.routes.items import seen_items
from server.store import datasets, folders, items
from server.store.items import NewItem
from server.strictness import check_metadata
from wire.messages import NULL


class _NewGroup(msgspec.Struct, rename="camel"):
    layout_contents: msgspec.Raw
    layout_type: str = "default-grid"
    name: str | None = None
    client_metadata: msgspec.Raw = NULL

    def members(self) -> list[str]:
        """Give the items in the order shown; how they are laid out is not kept on the local platform."""
        if bytes(self.layout_contents).startswith(b"{"):
            return read_uuids(list(read_json(self.layout_contents, dict[str, str]).values()))
        return read_uuids(read_json(self.layout_contents, list[str]))


def create_groups(call: Call) -> bytes:
    """POST storage/folders/{folder}/create-group-items."""
    groups = call.read(list[_NewGroup])
    made: list[str] = []
    with call.services.store.write() as connection:
        folder = seen_folder(connection, call, call.uuid("folder"))
        for group in groups:
            members = group.members()
            found = seen_items(connection, call, members)
            if not members:
                raise Unfit("A group wants at least one item.")
            name = check_text(group.name, "name", LONGEST_NAME) if group.name else found[members[0]].name
            metadata = object_text(group.client_metadata) or "{}"
            check_metadata(connection, call, {name: metadata})
            item = NewItem(
                organisation=call.organisation,
                folder=folder.uuid,
                kind="group",
                name=name,
                owner=call.person.email,
                facts=spell_facts(Facts()),
                metadata=metadata,
            )
            (uuid,) = items.add(connection, [item])
            items.set_members(connection, uuid, members)
            made.append(uuid)
    return msgspec.json.encode(made)


def item_summary(call: Call) -> bytes:
    """GET storage/folders/{folder}/items/{item}/summary."""
    uuid = call.uuid("item")
    with call.services.store.read() as connection:
        stored = seen_items(connection, call, [uuid])[uuid]
        if stored.folder != call.uuid("folder"):
            raise Forbidden(f"Item {uuid} is not in this folder.")
        groups = items.find(connection, call.organisation, items.groups_with(connection, uuid))
        parents = folders.find(connection, call.organisation, {group.folder for group in groups.values()})
        links = datasets.links_of(connection, uuid)
    answer = {
        "frameInGroups": len(groups),
        "accessibleGroupItems": [
            {
                "uuid": group.uuid,
                "name": group.name,
                "parentUuid": group.folder,
                "parentName": parents[group.folder].name,
                "itemType": group.kind,
            }
            for group in groups.values()
        ],
        "usedInDatasets": len(links),
        "accessibleDatasets": [
            {
                "datasetHash": dataset.uuid,
                "backingFolderUuid": dataset.folder,
                "title": dataset.title,
                "dataHashes": rows,
                "dataUnitsCreatedAt": since,
            }
            for dataset, rows, since in links
        ],
        "groupLayout": None,
    }
    return msgspec.json.encode(answer)


CALLS: Final[dict[tuple[str, str], Handler]] = {
    ("POST", "storage/folders/{folder}/create-group-items"): create_groups,
    ("GET", "storage/folders/{folder}/items/{item}/summary"): item_summary,
}
