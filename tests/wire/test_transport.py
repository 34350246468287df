"""One way to the platform: kept alive, compressed, and checked."""

import datetime
import gzip
import ipaddress
import ssl
import time
from collections.abc import Iterator
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
from tests.wire.telling import told
from wire.client import PlatformClient
from wire.errors import Malformed, Refused, Unreachable
from wire.retry import RetryPolicy
from wire.signing import PrivateKey, verify_v2

FOLDER = Reply(body=b'{"uuid": "f", "name": "n"}')
IMPATIENT = RetryPolicy(attempts=1, connect_timeout=5, read_timeout=0.3)


def answers_late(seen: Seen) -> Reply:
    time.sleep(0.5)
    return FOLDER


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
