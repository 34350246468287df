"""The bad line other tests rely on goes wrong exactly as told, and is honest otherwise."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep

import pytest

from tests.faulty_proxy import (
    Answers,
    Delays,
    DropsAfter,
    DropsBefore,
    FaultyProxy,
    Garbles,
    Holds,
    LoopsToken,
    Rewrites,
    Truncates,
)
from tests.local_http import LocalServer, Reply
from tests.wire.conftest import QUICK
from wire.client import PlatformClient
from wire.errors import Malformed, Unreachable
from wire.signing import PrivateKey

FOLDERS = b'{"results": [{"uuid": "f", "name": "n"}], "nextPageToken": null}'


@pytest.fixture
def platform() -> Iterator[LocalServer]:
    with LocalServer(lambda seen: Reply(body=FOLDERS)) as server:
        yield server


@pytest.fixture
def proxy(platform: LocalServer) -> Iterator[FaultyProxy]:
    with FaultyProxy(platform.url) as proxy:
        yield proxy


@pytest.fixture
def client(proxy: FaultyProxy, key: PrivateKey) -> Iterator[PlatformClient]:
    client = PlatformClient(proxy.url, key, policy=QUICK)
    yield client
    client.close()


def names(client: PlatformClient) -> list[str]:
    return [folder.name for folder in client.list_folders().values]


def test_it_forwards_target_headers_and_body(platform: LocalServer, client: PlatformClient, proxy: FaultyProxy) -> None:
    client.write_schema({"a": {"ty": "text"}})
    assert names(client) == ["n"]
    assert [seen.target for seen in platform.seen] == [seen.target for seen in proxy.seen]
    assert platform.seen[0].body == b'{"a":{"ty":"text"}}'
    assert platform.seen[0].header("signature") == proxy.seen[0].header("signature") != ""


@pytest.mark.parametrize(
    ("fault", "carried_out"),
    [
        (Answers(503), 1),
        (DropsBefore(), 1),
        (DropsAfter(), 2),
        (Truncates(), 2),
    ],
)
def test_it_goes_wrong_once_and_is_honest_again(
    fault: Answers | DropsBefore | DropsAfter | Truncates,
    carried_out: int,
    platform: LocalServer,
    proxy: FaultyProxy,
    client: PlatformClient,
) -> None:
    proxy.goes_wrong(fault, path="storage/folders")
    assert names(client) == ["n"]
    assert (len(proxy.seen), len(platform.seen)) == (2, carried_out)


def test_it_goes_wrong_for_matching_requests_only(proxy: FaultyProxy, client: PlatformClient) -> None:
    proxy.goes_wrong(Answers(404), times=None, method="PATCH")
    proxy.goes_wrong(Answers(404), times=None, path="elsewhere")
    assert names(client) == ["n"]


def test_it_garbles_loops_and_forgets(proxy: FaultyProxy, client: PlatformClient) -> None:
    proxy.goes_wrong(Garbles())
    with pytest.raises(Malformed, match="not well-formed"):
        names(client)
    proxy.goes_wrong(LoopsToken(), times=None)
    with pytest.raises(Malformed, match="circle"):
        list(client.folder_pages())
    proxy.behaves()
    assert len(list(client.folder_pages())) == 1


def test_it_rewrites(proxy: FaultyProxy, client: PlatformClient) -> None:
    proxy.goes_wrong(Rewrites(b'"n"', b'"a much longer name"'))
    assert names(client) == ["a much longer name"]


def test_it_delays(proxy: FaultyProxy, client: PlatformClient) -> None:
    proxy.goes_wrong(Delays(0.2))
    start = monotonic()
    assert names(client) == ["n"]
    assert monotonic() - start >= 0.2


def test_it_holds_a_request_back_until_it_is_told_to_let_go(
    proxy: FaultyProxy, platform: LocalServer, key: PrivateKey
) -> None:
    let_go = Event()
    proxy.goes_wrong(Holds(let_go))
    patient = PlatformClient(proxy.url, key)
    with ThreadPoolExecutor() as threads:
        answer = threads.submit(names, patient)
        while not proxy.seen:
            sleep(0.001)
        assert not platform.seen
        let_go.set()
        assert answer.result() == ["n"]
    patient.close()


def test_a_platform_that_is_gone_looks_like_a_lost_connection(
    platform: LocalServer, proxy: FaultyProxy, client: PlatformClient
) -> None:
    home, proxy.target = proxy.target, "http://127.0.0.1:9"
    with pytest.raises(Unreachable):
        names(client)
    proxy.target = home
    assert names(client) == ["n"]
