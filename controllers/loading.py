"""Reads the items of a folder, or a list of items, into Arrow tables: in a thread, or in the worker process."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow

from controllers.lanes import made_ahead
from models.arrow import ArrowTable, joined, narrowed
from models.arrow_page import arrow_page
from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.columns import ColumnPage
from wire.errors import Malformed
from wire.signing import BearerToken, PrivateKey

PAGE = 1000  # the most items the platform gives in one answer
BATCH = 5_000  # rows handed over at once by the worker process

_arrow: Any = pyarrow  # it has no types


@dataclass(frozen=True, slots=True)
class Access:
    """How another process reaches the platform: an address, and a key file without passphrase or else a token."""

    url: str
    key_file: Path | None
    token: str | None = field(repr=False)

    def client(self, on_wait: Callable[[str], None] | None = None) -> PlatformClient:
        """A client of its own. Raises KeyRefused."""
        if self.key_file is not None:
            return PlatformClient(self.url, PrivateKey.load(self.key_file, None), on_wait=on_wait)
        return PlatformClient(self.url, BearerToken(self.token or ""), on_wait=on_wait)


@dataclass(frozen=True, slots=True)
class FolderRest:
    """The items of a folder from a page on; token None is the first page."""

    folder: str
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ItemsRest:
    """Items by name of their uuid, from one of them on."""

    uuids: tuple[str, ...]


Rest: TypeAlias = FolderRest | ItemsRest


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows, and where the next ones are (None: these were the last)."""

    table: ArrowTable
    rest: Rest | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A page that came and is not read yet, and where the next ones are."""

    read: Callable[[], ColumnPage]
    rest: Rest | None


def prewarm() -> None:
    """Make one small table ahead of the first page: the libraries behind it take a third of a second to come in."""
    packed(_table(ColumnPage({"uuid": [""]}, {"key": b"1"}, [None], 1, None)))


def fetch(client: PlatformClient, rest: Rest, size: int, cancel: CancelToken | None = None) -> Arrived:
    """Get one page of at most `size` items. Raises PlatformError."""
    match rest:
        case FolderRest(folder, token):
            page = client.list_item_page(folder, token=token, page_size=size, cancel=cancel)
            return Arrived(page.columns, FolderRest(folder, page.next_token) if page.next_token else None)
        case ItemsRest(uuids):
            columns = client.get_item_columns(uuids[:size], cancel=cancel)
            return Arrived(lambda: columns, ItemsRest(uuids[size:]) if len(uuids) > size else None)


def read_page(client: PlatformClient, rest: Rest, size: int, cancel: CancelToken | None = None) -> Batch:
    """One page of at most `size` items. Raises PlatformError."""
    page = fetch(client, rest, size, cancel)
    return Batch(narrowed(_table(page.read())), page.rest)


def read_batches(
    client: PlatformClient, rest: Rest, cancel: CancelToken | None = None, rows: int = BATCH
) -> Generator[Batch]:
    """All the rest, about `rows` rows at a time, the next pages on their way while one is read.

    Raises PlatformError, Malformed when the pages go round.
    """
    tables: list[ArrowTable] = []
    with closing(made_ahead(_pages(client, rest, cancel))) as pages:
        for page in pages:
            tables.append(_table(page.read()))
            if page.rest is None or sum(table.num_rows for table in tables) >= rows:
                yield Batch(narrowed(joined(tables)), page.rest)
                tables = []


def _pages(client: PlatformClient, rest: Rest, cancel: CancelToken | None) -> Iterator[Arrived]:
    seen: set[Rest] = set()
    following: Rest | None = rest
    while following is not None:
        if isinstance(following, FolderRest):
            if following in seen:
                raise Malformed("The platform gives the same page of this folder again and again. What came is shown.")
            seen.add(following)
        page = fetch(client, following, PAGE, cancel)
        following = page.rest
        yield page


def packed(table: ArrowTable) -> memoryview:
    """A table as the bytes of an Arrow stream."""
    sink = _arrow.BufferOutputStream()
    whole: Any = table
    with _arrow.ipc.new_stream(sink, whole.schema) as stream:
        stream.write_table(whole)
    return memoryview(sink.getvalue())


def unpacked(stream: bytes) -> ArrowTable:
    """The table in the bytes of an Arrow stream; its columns lie in those bytes, nothing is copied."""
    return _arrow.ipc.open_stream(_arrow.py_buffer(stream)).read_all()


def _table(page: ColumnPage) -> ArrowTable:
    return arrow_page(page.facts, page.spelt, page.unreadable)
