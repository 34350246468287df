"""Walks through a listing page by page, and notices when it goes round in a circle."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from wire.errors import Malformed

T = TypeVar("T")


class HasNext(Protocol):
    """Any kind of page."""

    @property
    def next_token(self) -> str | None:
        """Where the next page begins; None: this is the last one."""
        ...


P = TypeVar("P", bound=HasNext)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some values of a listing, and where the next ones begin (None: these are the last)."""

    values: tuple[T, ...]
    next_token: str | None


def next_token(told: str | None, asked: str | None) -> str | None:
    """Where to go on, given what the platform told and what it was asked. Raises Malformed when that is the same place.

    An empty token is the end: asking with it would begin anew, for ever.
    """
    if told and told == asked:
        raise _circle()
    return told or None


def follow(fetch: Callable[[str | None], P]) -> Iterator[P]:
    """Fetch pages until the last. Raises Malformed when a page is announced twice."""
    seen: set[str] = set()
    token: str | None = None
    while True:
        page = fetch(token)
        yield page
        token = page.next_token
        if token is None:
            return
        if token in seen:
            raise _circle()
        seen.add(token)


def _circle() -> Malformed:
    return Malformed("The platform's pages go round in a circle, so the list cannot be read to its end. Try again.")
