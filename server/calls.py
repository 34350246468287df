"""One call of the platform: who asks, for what, with which body; and how its parts are read."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from starlette.datastructures import QueryParams

from server.intake.runner import JobRunner
from server.links import Links
from server.media_store import MediaStore
from server.people import People, Person
from server.reading import read_json, read_uuid
from server.refusals import Unfit
from server.store.database import Store
from server.store.pages import LARGEST_PAGE, USUAL_PAGE, PageRequest
from server.tokens import Tokens

T = TypeVar("T")
NOTHING = b"null"
_ORDERS = {"name": "name", "createdAt": "created_at"}


@dataclass(frozen=True, slots=True)
class Services:
    """What the calls work with. `strict`: values that break the schema are refused."""

    store: Store
    media: MediaStore
    people: People
    links: Links
    tokens: Tokens
    jobs: JobRunner
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

    def number(self, name: str, usual: int) -> int:
        """Read a whole number of the query."""
        text = self.query.get(name) or str(usual)
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise Unfit(f"{name} is a whole number, not {text}.")
        return int(text)

    def page(self) -> PageRequest:
        """Read how the listing is ordered, how long a page is, and where it goes on."""
        order, size = self.query.get("order") or "name", self.number("pageSize", USUAL_PAGE)
        if order not in _ORDERS:
            raise Unfit(f"order is name or createdAt, not {order}.")
        if not 1 <= size <= LARGEST_PAGE:
            raise Unfit(f"pageSize is a number from 1 to {LARGEST_PAGE}, not {size}.")
        return PageRequest(_ORDERS[order], bool(self.flag("desc")), size, self.query.get("pageToken"))


Handler: TypeAlias = Callable[[Call], bytes | Awaitable[bytes]]
"""Answers a call with JSON; one that waits for something to happen gives what is to be awaited."""
