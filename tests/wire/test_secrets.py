"""Who is asking is proved to the platform, and shown to nobody else."""

import contextlib
import logging
import pickle
import re
import threading
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.local_http import Reply, Seen
from tests.wire.conftest import QUICK, Script
from tests.wire.telling import told
from wire.client import PlatformClient
from wire.errors import InvalidArguments, KeyRefused, PlatformError
from wire.retry import RetryPolicy
from wire.signing import BearerToken, PrivateKey, verify_v1, verify_v2
from wire.transport import VERSION

FOLDER = Reply(body=b'{"uuid": "f", "name": "n"}')
TOKEN = "eyJ0b3Atc2VjcmV0IjoidG9rZW4ifQ.signature"
IMPATIENT = RetryPolicy(attempts=1, connect_timeout=5, read_timeout=1)


def test_a_token_goes_into_both_apis(script: Script) -> None:
    client = PlatformClient(script.server.url, BearerToken(TOKEN), policy=QUICK)
    script.replies.extend([FOLDER, Reply(body=b'{"status": 200, "response": []}')])
    client.get_folder("f")
    client.dataset_rows("d")
    assert [seen.header("authorization") for seen in script.seen] == [f"Bearer {TOKEN}"] * 2
    assert [seen.header("signature") for seen in script.seen] == ["", ""]
    client.close()


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "ümlaut", "a\0b"])
def test_what_cannot_be_a_token_is_refused_without_showing_it(token: str) -> None:
    with pytest.raises(KeyRefused, match="token") as refusal:
        BearerToken(token)
    assert not token or token not in told(refusal.value)


def test_each_request_is_signed_for_what_really_leaves(client: PlatformClient, script: Script, key: PrivateKey) -> None:
    page, rows = Reply(body=b'{"results": []}'), Reply(body=b'{"status": 200, "response": []}')
    script.replies.extend([page, page, rows])
    client.list_items("f", search="~ %7E é+&=/?#[]'\"", token="a/b==")
    client.get_items(["ü", "b"])
    client.dataset_rows("d")
    for seen in script.seen[:2]:
        assert verify_v2(seen.method, seen.target, seen.headers, seen.body, time.time()) == key.public_hex
    assert verify_v1(script.seen[2].header("authorization"), script.seen[2].body, {key.public_hex}) == key.public_hex


def test_nothing_of_ours_goes_to_a_signed_link(client: PlatformClient, script: Script, tmp_path: Path) -> None:
    script.replies.append(Reply(body=b"0123456789"))
    assert client.get_bytes(script.server.url + "/blob?signature=x") == b"0123456789"
    assert {name.lower() for name in script.seen[0].headers} == {"host", "user-agent", "accept-encoding"}


def test_part_of_a_link_is_asked_for_by_range(client: PlatformClient, script: Script) -> None:
    def part(seen: Seen) -> Reply:
        match = re.fullmatch(r"bytes=(\d+)-(\d*)", seen.header("range"))
        assert match is not None
        return Reply(206, b"0123456789"[int(match[1]) : int(match[2]) + 1 if match[2] else None])

    script.replies.append(part)
    assert client.get_bytes(script.server.url + "/blob", 2, 5) == b"234"
    assert client.get_bytes(script.server.url + "/blob", 7) == b"789"
    assert client.get_bytes(script.server.url + "/blob", end=2) == b"01"


def test_a_store_that_knows_no_ranges_gives_the_same(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(body=b"0123456789"))
    assert client.get_bytes(script.server.url + "/blob", 2, 5) == b"234"


def test_the_agent_names_the_version_of_the_project(client: PlatformClient, script: Script) -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert project["project"]["version"] == VERSION
    script.replies.append(FOLDER)
    client.get_folder("f")
    assert script.seen[0].header("user-agent").startswith(f"Tagline/{VERSION} python/3.")


def test_a_client_can_be_handed_to_a_worker_process(client: PlatformClient, script: Script) -> None:
    script.replies.append(FOLDER)
    twin: PlatformClient = pickle.loads(pickle.dumps(client))
    assert twin.get_folder("f").name == "n"
    assert twin.url == client.url
    assert repr(twin) == repr(client)
    twin.close()


@pytest.mark.parametrize(
    "url", ["", "api.encord.com", "https://a/b", "https://u:p@a", "https://a?b", "https://[", "x:1"]
)
def test_an_address_that_is_none_is_refused(url: str, key: PrivateKey) -> None:
    with pytest.raises(InvalidArguments, match="address"):
        PlatformClient(url, key)


def echoes_the_header(seen: Seen) -> Reply:
    return Reply(400, f'{{"detail": "{seen.header("authorization")}"}}'.encode())


def answers_late(seen: Seen) -> Reply:
    time.sleep(0.5)
    return FOLDER


FAULTS: dict[str, Reply | Callable[[Seen], Reply]] = {
    "401": Reply(401, f'{{"message": "bad header Authorization: Bearer {TOKEN}"}}'.encode()),
    "400 with the signature": echoes_the_header,
    "403": Reply(403),
    "429": Reply(429, headers={"Retry-After": "3600"}),
    "500": Reply(500, b"oops"),
    "dropped": Reply(dropped=True),
    "cut": Reply(body=b'{"token": "' + TOKEN.encode() + b'"}', cut=20),
    "malformed": Reply(body=b'{"token": "' + TOKEN.encode()),
    "wrong shape": Reply(body=b'{"token": {"t": "' + TOKEN.encode() + b'"}}'),
    "slow": answers_late,
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("kind", ["key", "token"])
def test_no_secret_reaches_a_log_or_an_error(
    fault: str, kind: str, script: Script, key: PrivateKey, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    credentials = key if kind == "key" else BearerToken(TOKEN)
    client = PlatformClient(script.server.url, credentials, policy=IMPATIENT)
    script.replies.append(FAULTS[fault])
    heard = [repr(client)]
    for call in (client.bearer_token, lambda: client.dataset_rows("d"), lambda: client.patch_items({"i": "{}"})):
        with pytest.raises(PlatformError) as failure:
            call()
        heard.append(told(failure.value))
    client.close()
    everything = "\n".join([*heard, caplog.text])
    headers = [seen.header(name) for seen in script.seen for name in ("authorization", "signature")]
    secrets = {TOKEN, *filter(None, headers)}
    assert not [secret for secret in secrets if secret in everything]
    assert "urllib3" in caplog.text


def test_a_crash_inside_the_network_code_shows_no_header(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("urllib3.connection.HTTPConnection.endheaders", crash)
    client = PlatformClient(script.server.url, BearerToken(TOKEN), policy=QUICK)
    with pytest.raises(ZeroDivisionError) as failure:
        client.get_folder("f")
    said = told(failure.value)
    assert "'Authorization': '…'" in said
    assert TOKEN not in said
    with contextlib.suppress(ZeroDivisionError):
        client.close()


def test_no_thread_is_left_behind(client: PlatformClient, script: Script) -> None:
    before = threading.active_count()
    script.replies.append(FOLDER)
    client.get_folder("f")
    client.close()
    assert threading.active_count() <= before + 1  # the test's own server answers in a thread
