"""Turning pages by the last key seen, so that what others add, rename or delete never shifts a page."""

import base64
import binascii
from typing import Any, Final

import msgspec
from sqlalchemy import Select, Table, tuple_

from server.refusals import Unfit

LARGEST_PAGE: Final = 1000
USUAL_PAGE: Final = 100


class PageRequest(msgspec.Struct, frozen=True):
    """How a listing is ordered and where it goes on; `order` is the name of a column."""

    order: str = "name"
    descending: bool = False
    size: int = USUAL_PAGE
    token: str | None = None


def turn_to(query: Select[Any], table: Table, page: PageRequest) -> Select[Any]:
    """Restrict a query to one page and one row more, which tells whether there is another page."""
    ordered, unique = table.c[page.order], table.c.uuid
    if page.token is not None:
        last, uuid = _read_token(page)
        here, key = tuple_(ordered, unique), tuple_(last, uuid)
        query = query.where(here < key if page.descending else here > key)
    if page.descending:
        return query.order_by(ordered.desc(), unique.desc()).limit(page.size + 1)
    return query.order_by(ordered, unique).limit(page.size + 1)


def token_after(page: PageRequest, last: str, uuid: str) -> str:
    """Spell where the next page begins."""
    return base64.urlsafe_b64encode(msgspec.json.encode((page.order, page.descending, last, uuid))).decode().rstrip("=")


def _read_token(page: PageRequest) -> tuple[str, str]:
    token = page.token or ""
    try:
        text = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
        order, descending, last, uuid = msgspec.json.decode(text, type=tuple[str, bool, str, str])
    except (ValueError, binascii.Error) as error:
        raise Unfit("The page token was not given out by this platform: start the listing again.") from error
    if (order, descending) != (page.order, page.descending) or "\0" in last + uuid:
        raise Unfit("The page token belongs to a listing in another order: start the listing again.")
    return last, uuid
