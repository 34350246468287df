"""The calls of the platform, by subject."""

from typing import Final

from server.calls import Handler
from server.routes import folders, items, organisation

CALLS: Final[dict[tuple[str, str], Handler]] = {**folders.CALLS, **items.CALLS, **organisation.CALLS}
