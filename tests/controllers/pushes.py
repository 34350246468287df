"""What the stories of pushing share: a review, what the SDK reads then, and a colleague."""

from controllers.push_plan import Plan
from domain.changes import PushMode
from tests.controllers.desk import Desk
from tests.local_platform import LocalPlatform

KEY = "bench.speed"


OTHER = "bench.note"


async def reviewed(desk: Desk, mode: PushMode = PushMode.MERGE) -> Plan:
    return await desk.pushing.review(desk.staged.changes(), mode)


def held_by(platform: LocalPlatform, folder: str, key: str = KEY) -> dict[str, object]:
    """What the SDK reads: item -> value."""
    items = platform.user_client().get_storage_folder(folder).list_items(page_size=1000)
    return {str(item.uuid): (item.client_metadata or {}).get(key) for item in items}


def colleague_sets(platform: LocalPlatform, item: str, **values: object) -> None:
    """A colleague edits an item with the SDK."""
    stored = platform.user_client().get_storage_item(item)
    stored.update(client_metadata={**(stored.client_metadata or {}), **values})
