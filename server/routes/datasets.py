"""Dataset calls of the current API: list, make, users and groups."""

from typing import Final

import msgspec
from msgspec import UNSET

from server import spelling
from server.calls import Call, Handler
from server.conditions import is_before, is_like
from server.people import Person
from server.reading import check_text
from server.refusals import Forbidden
from server.routes.folders import LONGEST_NAME
from server.routes.organisation import nothing_here
from server.store import datasets, folders
from server.store.datasets import NewDataset, StoredDataset
from server.store.folders import NewFolder
from wire.dataset_messages import CreateDatasetMessage, CreatedDatasetMessage, DatasetListMessage, ListedDatasetMessage


def dataset_role(stored: StoredDataset, person: Person) -> str:
    """Say what a person is in a dataset."""
    return "admin" if person.role == "admin" or stored.owner == person.email else "user"


def seen_dataset(call: Call, uuid: str) -> StoredDataset:
    """Give a dataset of the caller's organisation, or raise Forbidden."""
    with call.services.store.read() as connection:
        stored = datasets.find(connection, call.organisation, uuid)
    if stored is None:
        raise Forbidden(f"Dataset {uuid} is not there, or not for you.")
    return stored


def list_all(call: Call) -> bytes:
    """GET datasets/list."""
    with call.services.store.read() as connection:
        found = [stored for stored in datasets.every(connection, call.organisation) if _is_wanted(call, stored)]
    messages = [
        ListedDatasetMessage(
            stored.uuid,
            stored.title,
            stored.description,
            stored.created_at,
            stored.edited_at,
            dataset_role(stored, call.person),
            0,
            stored.folder,
        )
        for stored in found
    ]
    return msgspec.json.encode(DatasetListMessage(messages))


def _is_wanted(call: Call, stored: StoredDataset) -> bool:
    query = call.query
    texts = (("titleEq", "titleLike", stored.title), ("descriptionEq", "descriptionLike", stored.description))
    for same, like, text in texts:
        if same in query and query[same] != text:
            return False
        if like in query and not is_like(text, query[like]):
            return False
    return (
        is_before(stored.created_at, query.get("createdBefore"))
        and is_before(query.get("createdAfter"), stored.created_at)
        and is_before(stored.edited_at, query.get("editedBefore"))
        and is_before(query.get("editedAfter"), stored.edited_at)
    )


def create(call: Call) -> bytes:
    """POST datasets: with a folder of its own when that is asked for."""
    message = call.read(CreateDatasetMessage)
    title = check_text(message.title, "title", LONGEST_NAME)
    description = "" if message.description is UNSET else check_text(message.description or "", "description")
    with call.services.store.write() as connection:
        folder = None
        if message.create_backing_folder:
            new = NewFolder(organisation=call.organisation, name=title, owner=call.person.email)
            folder = folders.add(connection, new)
        dataset = NewDataset(
            organisation=call.organisation,
            title=title,
            owner=call.person.email,
            description=description,
            folder=folder,
        )
        return msgspec.json.encode(CreatedDatasetMessage(datasets.add(connection, dataset), folder))


def users(call: Call) -> bytes:
    """GET datasets/{dataset}/users: everybody of the organisation."""
    stored = seen_dataset(call, call.uuid("dataset"))
    found = [
        {
            "datasetUuid": stored.uuid,
            "userEmail": person.email,
            "userRole": 0 if dataset_role(stored, person) == "admin" else 1,
        }
        for person in call.services.people.of(call.organisation)
    ]
    return spelling.page([msgspec.json.encode(user).decode() for user in found], None)


CALLS: Final[dict[tuple[str, str], Handler]] = {
    ("GET", "datasets/list"): list_all,
    ("POST", "datasets"): create,
    ("GET", "datasets/{dataset}/users"): users,
    ("GET", "datasets/{dataset}/groups"): nothing_here,
    ("GET", "storage/folders/{folder}/groups"): nothing_here,
}
