"""A file behind a signed address: read as from disk, little of it fetched, its address renewed, its end respected."""

import random
import re
from collections.abc import Callable, Iterator

import pytest

from controllers.remote_file import BLOCK, KEPT, RemoteBlocks, Renew
from tests.local_http import LocalServer, Reply, Seen
from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.errors import Cancelled, Forbidden, Limited, Unreachable
from wire.retry import RetryPolicy
from wire.signing import PrivateKey, generate_key

WHOLE = random.Random(5).randbytes(40 * BLOCK + 1234)
QUICK = RetryPolicy(attempts=2, base=0.01, connect_timeout=2.0)


def ranged(seen: Seen, whole: bytes = WHOLE) -> Reply:
    """What a file store answers."""
    found = re.fullmatch(r"bytes=(\d+)-(\d+)", seen.header("Range"))
    assert found is not None
    first, last = int(found[1]), int(found[2])
    return Reply(206, whole[first : last + 1]) if first < len(whole) else Reply(416, b"")


class Store:
    """A file store whose answer a test may change."""

    def __init__(self) -> None:
        self.answer: Callable[[Seen], Reply] = ranged
        self.server = LocalServer(self._answered)
        self.client = PlatformClient(self.server.url, PrivateKey.from_text(generate_key()[0]), policy=QUICK)

    def _answered(self, seen: Seen) -> Reply:
        return self.answer(seen)

    def blocks(
        self,
        path: str = "/file",
        size: int = len(WHOLE),
        renew: Renew | None = None,
        cancel: CancelToken | None = None,
    ) -> RemoteBlocks:
        return RemoteBlocks(self.client, self.server.url + path, size, renew=renew, cancel=cancel)


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store()
    yield store
    store.client.close()
    store.server.stop()


def test_it_reads_like_the_file_itself(store: Store) -> None:
    file, choose = store.blocks().open(), random.Random(3)
    for _ in range(60):
        start, size = choose.randrange(len(WHOLE)), choose.randrange(900_000)
        file.seek(start)
        assert file.read(size) == WHOLE[start : start + size]


def test_a_look_at_the_beginning_fetches_one_block_and_counts_it(store: Store) -> None:
    blocks = store.blocks()
    assert blocks.open().read(100) == WHOLE[:100]
    assert blocks.bytes_read == BLOCK
    assert len(store.server.seen) == 1


def test_reading_on_and_on_asks_for_more_at_once(store: Store) -> None:
    file = store.blocks().open()
    parts = [file.read(50_000) for _ in range(len(WHOLE) // 50_000 + 1)]
    assert b"".join(parts) == WHOLE
    assert len(store.server.seen) < 8


def test_two_readers_share_what_was_fetched(store: Store) -> None:
    blocks = store.blocks()
    blocks.open().read(3 * BLOCK)
    before = blocks.bytes_read
    assert blocks.open().read(3 * BLOCK) == WHOLE[: 3 * BLOCK]
    assert blocks.bytes_read == before


def test_what_was_read_long_ago_is_let_go(store: Store) -> None:
    long = bytes(BLOCK) * (KEPT + 40)
    store.answer = lambda seen: ranged(seen, long)
    blocks = store.blocks(size=len(long))
    for number in range(KEPT + 40):
        assert len(blocks.block(number)) == BLOCK
    before = blocks.bytes_read
    blocks.block(KEPT + 39)
    assert blocks.bytes_read == before
    blocks.block(0)
    assert blocks.bytes_read == before + BLOCK


def test_an_address_that_is_refused_is_renewed_once(store: Store) -> None:
    store.answer = lambda seen: ranged(seen) if seen.path == "/anew" else Reply(403, b'"expired"')
    blocks = store.blocks("/old", renew=lambda: store.server.url + "/anew")
    file = blocks.open()
    assert file.read(10) == WHOLE[:10]
    file.seek(20 * BLOCK)
    assert file.read(10) == WHOLE[20 * BLOCK : 20 * BLOCK + 10]
    assert blocks.renewed == 1
    assert [seen.path for seen in store.server.seen] == ["/old", "/anew", "/anew"]


def test_an_address_refused_again_is_an_error_and_not_a_circle(store: Store) -> None:
    store.answer = lambda _seen: Reply(403, b'"no"')
    with pytest.raises(Forbidden):
        store.blocks(renew=lambda: store.server.url + "/anew").open().read(10)
    assert len(store.server.seen) == 2


def test_without_a_way_to_renew_the_refusal_is_told(store: Store) -> None:
    store.answer = lambda _seen: Reply(403, b'"no"')
    with pytest.raises(Forbidden):
        store.blocks().open().read(10)


def test_too_many_requests_are_no_reason_for_another_address(store: Store) -> None:
    store.answer = lambda _seen: Reply(429, b'"slow down"', {"Retry-After": "600"})
    blocks = store.blocks(renew=lambda: store.server.url + "/anew")
    with pytest.raises(Limited):
        blocks.open().read(10)
    assert blocks.renewed == 0


def test_a_file_shorter_than_was_said_ends_where_it_ends(store: Store) -> None:
    blocks = store.blocks(size=len(WHOLE) + 5 * BLOCK)
    file = blocks.open()
    file.seek(40 * BLOCK)
    assert file.read() == WHOLE[40 * BLOCK :]
    file.seek(43 * BLOCK)
    assert file.read() == b""


def test_a_line_that_is_cut_is_an_error_and_the_next_read_goes_on(store: Store) -> None:
    file = store.blocks().open()
    store.answer = lambda _seen: Reply(dropped=True)
    with pytest.raises(Unreachable):
        file.read(10)
    store.answer = ranged
    assert file.read(10) == WHOLE[:10]


def test_who_closes_reads_no_more(store: Store) -> None:
    cancel = CancelToken()
    file = store.blocks(cancel=cancel).open()
    cancel.cancel()
    with pytest.raises(Cancelled):
        file.read(10)
