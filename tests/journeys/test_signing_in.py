"""Every way to be turned away at the door: a sentence beside what was typed, and the work at hand stays as it was."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from PySide6.QtWidgets import QApplication

from tests.faulty_proxy import Answers, DropsBefore, Fault, FaultyProxy, Garbles, Truncates
from tests.journeys.places import FIRST, ROUTE, SPEED
from tests.journeys.user import User
from tests.local_platform import LocalPlatform
from wire.signing import generate_key

PASSPHRASE = "correct horse battery staple"
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """Another platform, to be connected to."""
    with LocalPlatform(tmp_path_factory.mktemp("far"), "--items", "3") as running:
        yield running


@pytest.fixture(scope="module")
def line(far: LocalPlatform) -> Iterator[FaultyProxy]:
    with FaultyProxy(far.url) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def keys(far: LocalPlatform, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of keys, good and bad, by their names; the locked one opens the far platform."""
    folder = tmp_path_factory.mktemp("keys")
    private, public = generate_key("locked@tagline.local", PASSPHRASE)
    with (far.data_dir / "authorized_keys").open("a") as people:
        people.write(f"{public} admin\n")
    old = rsa.generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    (folder / "good").write_bytes(far.key_file.read_bytes())
    (folder / "locked").write_text(private)
    (folder / "stranger").write_text(generate_key()[0])
    (folder / "public").write_text(public)
    (folder / "rsa").write_bytes(old)
    (folder / "garbage").write_text("complete nonsense")
    (folder / "cut").write_text(private[:200])
    (folder / "folder").mkdir()
    return folder


@pytest.fixture(scope="module")
def user(workspace: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[User]:
    """A person at work on the local platform, with an edit staged there."""
    person = User.with_workspace(qapp, tmp_path_factory.mktemp("home"), workspace)
    person.starts()
    person.is_connected()
    person.opens(*ROUTE)
    person.types("3.25", into=(FIRST, SPEED))
    yield person
    person.ends()


def asks_to_connect(user: User, url: str, key: Path) -> None:
    """Fill the dialog in by mouse and keyboard, and press Connect."""
    user.presses("Ctrl+Shift+O")
    user.sees("Connect to a platform")
    user.clicks("Another address")
    user.empties_field("own_url")
    user.writes(url)
    user.empties_field("key_file")
    user.writes(str(key))
    user.clicks("Connect")


def is_turned_away(user: User, sentence: str) -> None:
    """The sentence stands in the dialog; behind it everything is as before."""
    user.sees(sentence)
    user.presses("Escape")
    user.no_longer_sees("Connect to a platform")
    user.sees("Local platform")
    assert user.staged == 1
    assert user.cell(FIRST, SPEED) == "3.25"


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("rsa", "This is an RSA key; the platform takes Ed25519 keys. Make one with: ssh-keygen -t ed25519"),
        ("public", "This is a public key. Choose the private one: the file of the same name without .pub."),
        ("garbage", "This is not a private key. It should begin with: BEGIN OPENSSH PRIVATE KEY."),
        ("cut", "This OpenSSH key is damaged or of a kind that is not supported. Copy the whole file again."),
        ("folder", "is a folder. Choose the private key file in it."),
        ("missing", "There is no file"),
        ("stranger", "The platform does not know this key or token. Check that the public key is registered"),
    ],
)
def test_a_bad_key_is_named(user: User, line: FaultyProxy, keys: Path, key: str, sentence: str) -> None:
    asks_to_connect(user, line.url, keys / key)
    is_turned_away(user, sentence)


def test_after_a_refusal_the_keyboard_is_at_the_key_file_to_mend_it(user: User, line: FaultyProxy, keys: Path) -> None:
    asks_to_connect(user, line.url, keys / "missing")
    user.sees("There is no file")
    user.presses("Ctrl+A")
    user.writes(str(keys / "garbage"))
    user.presses("Return")
    is_turned_away(user, "This is not a private key.")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (NOWHERE, "Nothing answers at 127.0.0.1:9. Check the network and the address."),
        ("http://no-such-host.invalid", "There is no computer named no-such-host.invalid, or no network to find it."),
        ("https://{line}", "No secure connection to 127.0.0.1"),
    ],
)
def test_a_wrong_address_is_named(user: User, line: FaultyProxy, keys: Path, url: str, sentence: str) -> None:
    asks_to_connect(user, url.format(line=line.url.removeprefix("http://")), keys / "good")
    is_turned_away(user, sentence)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Answers(301, {"Location": NOWHERE}), "This address only points to another one. Give the platform's own"),
        (Answers(401), "Check that the public key is registered with your user there, and that the address is the one"),
        (Answers(403), "You may not do this, or what you ask for does not exist."),
        (Answers(404, body=b"<html>Not Found"), "There is no platform at this address. Check it: it may be another"),
        (Answers(429), "The platform asks for fewer requests. Nothing was changed; try again in a while."),
        (Answers(429, {"Retry-After": "3600"}), "The platform asks for fewer requests. Nothing was changed; try again"),
        (Answers(500), "The platform has trouble (error 500) and did not recover while we waited."),
        (Answers(503), "The platform has trouble (error 503) and did not recover while we waited."),
        (DropsBefore(), "was lost before the answer came."),
        (Truncates(), "was cut short, every time. Try again."),
        (Garbles(), "The platform's answer is not a schema."),
        (Garbles(b"<html>Hotel WiFi</html>"), "The platform's answer is not a schema. The schema is not a JSON object"),
    ],
)  # fmt: skip
def test_a_platform_that_does_not_let_in_is_told(
    user: User, line: FaultyProxy, keys: Path, fault: Fault, sentence: str
) -> None:
    line.goes_wrong(fault, times=None)
    asks_to_connect(user, line.url, keys / "good")
    is_turned_away(user, sentence)
    line.behaves()


@pytest.mark.parametrize(("hours", "side"), [(2, "120 min ahead of"), (-2, "120 min behind")])
def test_a_wrong_clock_is_named(
    user: User, line: FaultyProxy, keys: Path, monkeypatch: pytest.MonkeyPatch, hours: int, side: str
) -> None:
    right = time.time
    monkeypatch.setattr(time, "time", lambda: right() + hours * 3600)
    asks_to_connect(user, line.url, keys / "good")
    is_turned_away(user, f"this computer's clock is {side} the platform's. Set the clock and try again.")


def test_a_wrong_passphrase_is_asked_again_and_the_right_one_opens_the_other_platform(
    user: User, line: FaultyProxy, keys: Path
) -> None:
    asks_to_connect(user, line.url, keys / "locked")
    user.sees("This key is protected by a passphrase.")
    user.writes("tr0ub4dor&3")
    user.clicks("Unlock")
    user.sees("The passphrase does not open this key.")
    user.writes(PASSPHRASE)
    user.clicks("Unlock")
    user.no_longer_sees("Connect to a platform")
    user.opens("Synthetic 3 items")
    assert len(user.items()) == 3
    assert user.staged == 0, "the edits of the local platform wait there"
    user.chooses_from_menu("Use the Local Platform")
    user.sees("Kept on this computer and staged again: 1 edit of 1 item")
    user.sees_staged(1)
