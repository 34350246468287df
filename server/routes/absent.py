"""Calls that the platform has and the local one answers with why it does not: clouds, groups of people, re-encoding."""

from typing import Final

from server.calls import Call, Handler
from server.refusals import Unfit


def _no_cloud(_call: Call) -> bytes:
    raise Unfit("The local platform keeps its files itself: it has no cloud storage to keep in step with.")


def _no_groups(_call: Call) -> bytes:
    raise Unfit("The local platform has no groups of people: who may sign stands in authorized_keys.")


def _no_encoding(_call: Call) -> bytes:
    raise Unfit("The local platform shows videos as they were uploaded: it re-encodes none.")


CALLS: Final[dict[tuple[str, str], Handler]] = {
    ("POST", "storage/folders/{folder}/cloud-synced-folder-syncs"): _no_cloud,
    ("GET", "storage/folders/{folder}/cloud-linked-folder-syncs/{job}/long-polling"): _no_cloud,
    ("POST", "storage/items/migrate-storage"): _no_cloud,
    ("POST", "storage/folders/{folder}/groups"): _no_groups,
    ("DELETE", "storage/folders/{folder}/groups"): _no_groups,
    ("POST", "datasets/{dataset}/groups"): _no_groups,
    ("DELETE", "datasets/{dataset}/groups"): _no_groups,
    ("POST", "storage/items/reencode"): _no_encoding,
    ("GET", "storage/items/reencode/{job}"): _no_encoding,
}
