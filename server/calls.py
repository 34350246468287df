"""One call of the platform: who asks, for what, with which body; and how its parts are read."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar
from uuid import UUID

import msgspec
from starlette.datastructures import QueryParams

from server.links import Links
from server.media_store import MediaStore
from server.people import People, Person
from server.refusals import Unfit
from server.store.database import Store
from server.store.pages import LARGEST_PAGE, USUAL_PAGE, PageRequest
from server.tokens import Tokens

T = TypeVar("T")
NOTHING = b"null"
_ORDERS = {"name": "name", "createdAt": "created_at"}

access_log = logging.getLogger("tagline.server.access")


@dataclass(frozen=True, slots=True)
class Services:
    """What the calls work with. `strict`: values that break the schema are refused."""

    store: Store
    media: MediaStore
    people: People
    links: Links
    tokens: Tokens
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A call by a known person; `base` is the address the caller used, without a path."""

    services: Services
    person: Person
    path: Mapping[str, str]
    query: QueryParams
    body: bytes
    base: str

    @property
    def organisation(self) -> str:
        """Give the organisation whose things this person sees."""
        return self.person.organisation

    def uuid(self, name: str) -> str:
        """Read a uuid of the path."""
        return read_uuid(self.path[name])

    def read(self, kind: type[T]) -> T:
        """Read the body."""
        return read_json(self.body, kind)

    def flag(self, name: str, usual: bool | None = False) -> bool | None:
        """Read a yes or no of the query: `True`, `true`, `1` or the opposite."""
        text = self.query.get(name)
        if text is None or not text:
            return usual
        if text.lower() not in ("true", "false", "1", "0"):
            raise Unfit(f"{name} is true or false, not {text}.")
        return text.lower() in ("true", "1")

    def page(self) -> PageRequest:
        """Read how the listing is ordered, how long a page is, and where it goes on."""
        order, size = self.query.get("order") or "name", self.query.get("pageSize") or str(USUAL_PAGE)
        if order not in _ORDERS:
            raise Unfit(f"order is name or createdAt, not {order}.")
        if not (size.isascii() and size.isdigit() and 1 <= int(size) <= LARGEST_PAGE):
            raise Unfit(f"pageSize is a number from 1 to {LARGEST_PAGE}, not {size}.")
        return PageRequest(_ORDERS[order], bool(self.flag("desc")), int(size), self.query.get("pageToken"))


Handler: TypeAlias = Callable[[Call], bytes]


def read_json(body: bytes | msgspec.Raw, kind: type[T]) -> T:
    """Read JSON into a shape.

    Raises:
        Unfit: it is not JSON, or not of this shape.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise Unfit(f"The body is not what this call wants: {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unfit(f"The body is not JSON: {error}.") from error
    except RecursionError as error:
        raise Unfit("The body is nested too deep to be read.") from error


def read_uuid(text: str) -> str:
    """Spell a uuid the one way it is kept."""
    try:
        return str(UUID(text))
    except ValueError as error:
        raise Unfit(f"{text[:80]!r} is not a uuid.") from error


def read_uuids(texts: Sequence[str]) -> list[str]:
    """Spell uuids the one way they are kept, in order."""
    return [read_uuid(text) for text in texts]


def check_text(text: str, name: str, longest: int | None = None) -> str:
    """Give a name or description back when the platform can keep it."""
    if "\0" in text:
        raise Unfit(f"{name} may not contain the character NUL.")
    if longest is not None and not 1 <= len(text) <= longest:
        raise Unfit(f"{name} has 1 to {longest} characters, this one has {len(text)}.")
    return text
