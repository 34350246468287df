"""A key, and a client that is never patient for long."""

from collections.abc import Callable, Iterator

import pytest

from tests.local_http import LocalServer, Reply, Seen
from wire.client import PlatformClient
from wire.retry import RetryPolicy
from wire.signing import PrivateKey, generate_key

QUICK = RetryPolicy(base=0.001, cap=0.002, connect_timeout=10, read_timeout=10)


@pytest.fixture(scope="session")
def key() -> PrivateKey:
    return PrivateKey.from_text(generate_key()[0])


class Script:
    """A platform that gives the replies of a list, one after the other, the last one for ever."""

    def __init__(self, server: LocalServer, replies: list[Reply | Callable[[Seen], Reply]]) -> None:
        self.server = server
        self.replies = replies

    @property
    def seen(self) -> list[Seen]:
        return self.server.seen


@pytest.fixture
def script() -> Iterator[Script]:
    replies: list[Reply | Callable[[Seen], Reply]] = []

    def answer(seen: Seen) -> Reply:
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        return reply(seen) if callable(reply) else reply

    with LocalServer(answer) as server:
        yield Script(server, replies)


@pytest.fixture
def client(script: Script, key: PrivateKey) -> Iterator[PlatformClient]:
    client = PlatformClient(script.server.url, key, policy=QUICK)
    yield client
    client.close()
