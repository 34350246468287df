"""The calls of the platform, by subject."""

from typing import Final

from server.calls import Handler
from server.routes import absent, datasets, folders, groups, items, organisation, uploads

CALLS: Final[dict[tuple[str, str], Handler]] = {
    **folders.CALLS,
    **items.CALLS,
    **groups.CALLS,
    **uploads.CALLS,
    **datasets.CALLS,
    **organisation.CALLS,
    **absent.CALLS,
}
