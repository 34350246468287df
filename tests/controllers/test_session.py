"""Signing in: the local platform, a platform with a key, a key with a passphrase; and what is said when it fails."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_ssh_private_key,
)

from controllers.local_platform import LocalPlatformFailed
from controllers.session import Session, SessionState, fingerprint, platform_name
from domain.fields import NumberType
from tests.controllers.desk import Desk, no_passphrase, tell
from tests.local_platform import LocalPlatform, serve_command
from wire.errors import Cancelled, NotOpenSsh, SignedOut, Unreachable
from wire.signing import generate_key


def locked_copy(platform: LocalPlatform, folder: Path, passphrase: str) -> Path:
    """The platform's key, protected by a passphrase."""
    key = load_ssh_private_key(platform.key_file.read_bytes(), None)
    locked = folder / "locked"
    lock = BestAvailableEncryption(passphrase.encode())
    locked.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, lock))
    return locked


def test_the_local_platform_starts_signs_in_and_stops(tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[str, str, SessionState, int]:
        await desk.session.start_local(sample=False)
        process = desk.session.local_process_id
        assert process is not None
        return desk.session.platform, desk.session.user, desk.session.state, process

    platform, user, state, process = tell(tmp_path, story)
    assert (platform, user, state) == ("Local platform", "you@tagline.local", SessionState.CONNECTED)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_local_platform_that_dies_is_told_and_started_again(tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[str, SessionState, str, int]:
        await desk.session.start_local(sample=False)
        client = desk.session.require_client()
        await desk.lanes.read(client.create_folder, "Kept")
        told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        desk.session.local_died.connect(told.set_result)
        process = desk.session.local_process_id
        assert process is not None
        os.kill(process, signal.SIGKILL)
        sentence = await asyncio.wait_for(told, 5)
        state = desk.session.state
        await desk.session.restart()
        page = await desk.lanes.read(desk.session.require_client().list_folders)
        return sentence, state, desk.session.platform_key, len(page.values)

    sentence, state, key, folders = tell(tmp_path, story)
    assert "staged edits are kept" in sentence
    assert state is SessionState.DISCONNECTED
    assert key == "Local platform"
    assert folders == 1


def test_a_local_platform_that_cannot_start_says_why(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        other = Session(
            desk.lanes, [sys.executable, "-c", "import sys; sys.exit('No room on the disk.')"], tmp_path / "a"
        )
        with pytest.raises(LocalPlatformFailed, match="ended before it was ready"):
            await other.start_local()
        missing = Session(desk.lanes, ["/no/such/program"], tmp_path / "b")
        with pytest.raises(LocalPlatformFailed, match="could not be started"):
            await missing.start_local()
        assert other.state is SessionState.DISCONNECTED

    tell(tmp_path, story)


def test_a_second_window_on_the_same_data_is_told_in_the_platforms_words(tmp_path: Path) -> None:
    async def story(desk: Desk) -> str:
        await desk.session.start_local(sample=False)
        second = Desk(tmp_path / "second")
        second.session = Session(second.lanes, serve_command(), desk.home / "platform")
        try:
            await second.session.start_local(sample=False)
        except LocalPlatformFailed as failed:
            return failed.sentence
        finally:
            await second.session.close()
            second.leave()
        return ""

    assert "in use" in tell(tmp_path, story)


def test_a_key_with_a_passphrase_asks_until_it_is_right(platform: LocalPlatform, tmp_path: Path) -> None:
    key = locked_copy(platform, tmp_path, "correct horse")
    asked: list[str] = []

    async def ask(sentence: str) -> str:
        asked.append(sentence)
        return "correct horse" if len(asked) == 2 else "wrong"

    async def story(desk: Desk) -> tuple[str, object, int]:
        await desk.session.sign_in(platform.url, key, ask)
        desk.staged.restore(desk.session.platform_key)
        access = await desk.session.access()
        table = await desk.open_first_folder()
        return desk.session.user, access, table.frame.rows

    user, access, rows = tell(tmp_path, story)
    assert len(asked) == 2
    assert "does not open" in asked[1]
    assert user.startswith("SHA256:")
    assert "correct horse" not in repr(access)
    assert rows == 2500


def test_the_worker_gets_a_token_and_never_the_passphrase(platform: LocalPlatform, tmp_path: Path) -> None:
    key = locked_copy(platform, tmp_path, "open")

    async def ask(_sentence: str) -> str:
        return "open"

    async def story(desk: Desk) -> tuple[Path | None, str | None, str]:
        await desk.session.sign_in(platform.url, key, ask)
        access = await desk.session.access()
        return access.key_file, access.token, repr(access)

    key_file, token, shown = tell(tmp_path, story)
    assert key_file is None
    assert token
    assert token not in shown


def test_no_passphrase_means_not_connected(platform: LocalPlatform, tmp_path: Path) -> None:
    key = locked_copy(platform, tmp_path, "secret")

    async def story(desk: Desk) -> SessionState:
        with pytest.raises(Cancelled, match="stays locked"):
            await desk.session.sign_in(platform.url, key, no_passphrase)
        return desk.session.state

    assert tell(tmp_path, story) is SessionState.DISCONNECTED


def test_an_unknown_key_is_refused_and_the_connection_before_is_kept(platform: LocalPlatform, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger"
    stranger.write_text(generate_key()[0])
    nonsense = tmp_path / "nonsense"
    nonsense.write_text("not a key")

    async def story(desk: Desk) -> tuple[SessionState, int]:
        await desk.connect(platform.url, platform.key_file)
        with pytest.raises(SignedOut):
            await desk.session.sign_in(platform.url, stranger, no_passphrase)
        with pytest.raises(NotOpenSsh):
            await desk.session.sign_in(platform.url, nonsense, no_passphrase)
        page = await desk.lanes.read(desk.session.require_client().list_folders)
        return desk.session.state, len(page.values)

    assert tell(tmp_path, story) == (SessionState.CONNECTED, 1)


def test_no_network_is_said_plainly(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        with pytest.raises(Unreachable, match="Nothing answers"):
            await desk.session.sign_in("http://127.0.0.1:9", platform.key_file, no_passphrase)
        with pytest.raises(Cancelled, match="no connection"):
            desk.session.require_client()

    tell(tmp_path, story)


def test_the_schema_comes_with_the_connection_and_again_on_request(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[tuple[str, ...], object]:
        await desk.connect(platform.url, platform.key_file)
        before = desk.session.schema.live_keys()
        document = {**desk.session.schema.raw, "session.test": {"ty": "variant", "hint": "number"}}
        await desk.lanes.write(desk.session.require_client().write_schema, document)
        await desk.session.reload_schema()
        return before, desk.session.schema.field("session.test")

    before, field = tell(tmp_path, story)
    assert "session.test" not in before
    assert isinstance(field, NumberType)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://api.encord.com", "Encord (EU)"),
        ("https://api.us.encord.com", "Encord (US)"),
        ("https://encord.internal:8443/x", "encord.internal"),
        ("not an address", "not an address"),
    ],
)
def test_platforms_have_names_people_use(url: str, name: str) -> None:
    assert platform_name(url) == name


def test_the_fingerprint_is_the_one_openssh_shows() -> None:
    public = "cbb4b26438dcc836350b341f9c81480bafa957338dd6d05b1422e33bba45b838"
    shown_by_ssh_keygen = "SHA256:xhBBVXhQVcapcsutqXTClY/4hPa72mu46LCXBPdZSxc"
    assert fingerprint(public) == shown_by_ssh_keygen[:17] + "…"
