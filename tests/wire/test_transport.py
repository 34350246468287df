"""One way to the platform: kept alive, compressed, checked, and keeping what is secret to itself."""

import contextlib
import datetime
import gzip
import ipaddress
import logging
import pickle
import re
import ssl
import threading
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.local_http import LocalServer, Reply, Seen
from tests.wire.conftest import QUICK, Script
from wire.client import PlatformClient
from wire.errors import InvalidArguments, KeyRefused, Malformed, PlatformError, Refused, Unreachable
from wire.retry import RetryPolicy
from wire.signing import BearerToken, PrivateKey, verify_v1, verify_v2
from wire.transport import VERSION

FOLDER = Reply(body=b'{"uuid": "f", "name": "n"}')
TOKEN = "eyJ0b3Atc2VjcmV0IjoidG9rZW4ifQ.signature"
IMPATIENT = RetryPolicy(attempts=1, connect_timeout=2, read_timeout=0.3)


def test_one_connection_serves_many_requests(client: PlatformClient, script: Script) -> None:
    script.replies.append(FOLDER)
    for _ in range(5):
        client.get_folder("f")
    assert len({seen.connection for seen in script.seen}) == 1


def test_many_threads_may_ask_at_once(client: PlatformClient, script: Script) -> None:
    script.replies.append(lambda seen: Reply(body=f'{{"uuid": "{seen.path[-4:]}", "name": "n"}}'.encode()))
    names = [f"f{number:03d}" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert [folder.uuid for folder in pool.map(client.get_folder, names)] == names
    assert len({seen.connection for seen in script.seen}) <= 8


def test_compressed_answers_are_asked_for_and_read(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(body=gzip.compress(FOLDER.body), headers={"Content-Encoding": "gzip"}))
    assert client.get_folder("f").name == "n"
    assert script.seen[0].header("accept-encoding") == "gzip"


def test_an_answer_that_does_not_unpack_is_malformed(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(body=b"not packed", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(Malformed):
        client.get_folder("f")


def test_a_client_closed_opens_again_when_asked(client: PlatformClient, script: Script) -> None:
    script.replies.append(FOLDER)
    client.get_folder("f")
    client.close()
    assert client.get_folder("f").name == "n"


def test_no_cookie_is_kept_and_no_netrc_is_read(
    client: PlatformClient, script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password hidden\n")
    monkeypatch.setenv("NETRC", str(netrc))
    script.replies.append(Reply(body=FOLDER.body, headers={"Set-Cookie": "a=b"}))
    client.get_folder("f")
    client.get_folder("f")
    assert script.seen[1].header("cookie") == ""
    assert script.seen[0].header("authorization") == ""


def test_a_proxy_of_the_environment_is_used_and_the_signature_still_fits(
    client: PlatformClient, script: Script, key: PrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.replies.append(FOLDER)
    monkeypatch.setenv("HTTP_PROXY", script.server.url)
    monkeypatch.setenv("NO_PROXY", "")
    elsewhere = PlatformClient("http://platform.test", key, policy=QUICK)
    assert elsewhere.get_folder("f").name == "n"
    elsewhere.close()
    seen = script.seen[0]
    assert seen.target == "http://platform.test/v2/public/storage/folders/f"
    target = seen.target.removeprefix("http://platform.test")
    assert verify_v2("GET", target, seen.headers, b"", time.time()) == key.public_hex


def test_a_proxy_that_is_not_there_is_named_without_its_password(
    key: PrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://user:proxy-password@127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    with pytest.raises(Unreachable, match=r"The proxy between this computer and platform\.test") as failure:
        PlatformClient("http://platform.test", key, policy=QUICK).get_folder("f")
    assert "proxy-password" not in told(failure.value)


def test_a_redirect_is_refused_rather_than_followed(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(302, headers={"Location": script.server.url + "/elsewhere"}))
    with pytest.raises(Refused, match="points to another"):
        client.get_folder("f")
    assert len(script.seen) == 1


def test_a_platform_that_does_not_answer_in_time_is_told_so(script: Script, key: PrivateKey) -> None:
    script.replies.append(answers_late)
    client = PlatformClient(script.server.url, key, policy=IMPATIENT)
    with pytest.raises(Unreachable, match="did not answer in time") as failure:
        client.get_folder("f")
    assert failure.value.maybe_done
    client.close()


def test_a_name_nobody_has_is_told_so(key: PrivateKey) -> None:
    with pytest.raises(Unreachable, match=r"no computer named nowhere\.invalid"):
        PlatformClient("https://nowhere.invalid", key, policy=IMPATIENT).get_folder("f")


def test_a_link_that_is_none_is_told_so(client: PlatformClient) -> None:
    for link in ("nonsense", "http://", "http://[", "ftp://a/b", "http://a\0b/", "http://.example.com/"):
        with pytest.raises(Unreachable, match="No request can be made"):
            client.get_bytes(link)


def test_an_address_no_request_can_be_made_to_is_told_so(key: PrivateKey) -> None:
    with pytest.raises(Unreachable, match="No request can be made"):
        PlatformClient("http://.example.com", key, policy=QUICK).get_folder("f")


def test_certificates_that_cannot_be_read_are_told_so(key: PrivateKey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/at/all.pem")
    with pytest.raises(Unreachable, match="REQUESTS_CA_BUNDLE"):
        PlatformClient("https://127.0.0.1:9", key, policy=IMPATIENT).get_folder("f")


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server on TLS with a certificate of its own making: its address and that certificate."""
    certificate, both = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    with LocalServer(lambda seen: FOLDER, tls=context) as server:
        yield server.url.replace("http:", "https:"), certificate


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    alone, both = folder / "certificate.pem", folder / "both.pem"
    alone.write_bytes(certificate.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    both.write_bytes(secret + alone.read_bytes())
    return alone, both


def test_a_certificate_nobody_vouches_for_is_refused_at_once(secure: tuple[str, Path], key: PrivateKey) -> None:
    waits: list[str] = []
    client = PlatformClient(secure[0], key, policy=QUICK, on_wait=waits.append)
    with pytest.raises(Unreachable, match="is not trusted, so nothing was sent"):
        client.get_folder("f")
    assert waits == []


def test_a_certificate_the_environment_vouches_for_is_taken(
    secure: tuple[str, Path], key: PrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(secure[1]))
    client = PlatformClient(secure[0], key, policy=QUICK)
    assert client.get_folder("f").name == "n"
    assert client.get_folder("f").name == "n"
    client.close()


def test_plain_words_to_a_secure_port_are_no_secure_connection(client: PlatformClient, script: Script) -> None:
    with pytest.raises(Unreachable, match=r"No secure connection|was lost"):
        client.get_bytes(script.server.url.replace("http:", "https:"))


# --- who is asking ----------------------------------------------------------------------------------------------------


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


# --- secrets ----------------------------------------------------------------------------------------------------------


def told(error: BaseException) -> str:
    """All that could end up in a message or a crash report with local variables, this file's own frames left out."""
    seen: list[str] = []
    one: BaseException | None = error
    while one is not None:
        report = traceback.TracebackException(type(one), one, one.__traceback__, capture_locals=True)
        frames = [frame for frame in report.stack if frame.filename != __file__]
        seen += [str(one), repr(one), repr(one.args), repr(one.__dict__)]
        seen += [f"{name} = {value}" for frame in frames for name, value in (frame.locals or {}).items()]
        one = one.__context__
    return "\n".join(seen)


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
