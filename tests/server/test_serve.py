"""The command `serve`: it says when it is ready, keeps what it was told, and refuses with a sentence."""

import os
import signal
import socket
import stat
import threading
import time
from pathlib import Path

import pytest

from server.store import jobs
from server.store.database import open_store
from tests.local_platform import DidNotStartError, LocalPlatform
from tests.server.signed_http import call
from wire.signing import PrivateKey


def test_it_makes_a_private_key_that_only_its_owner_can_read(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "data") as platform:
        assert stat.S_IMODE(platform.key_file.stat().st_mode) == 0o600
        assert (tmp_path / "data" / "key.pub").read_text().startswith("ssh-ed25519 ")
        assert list(platform.user_client().list_storage_folders()) == []


def test_it_listens_on_this_machine_only(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "data") as platform:
        assert platform.url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_within_five_seconds_and_nothing_is_lost(tmp_path: Path, number: signal.Signals) -> None:
    with LocalPlatform(tmp_path / "data") as platform:
        folder = platform.user_client().create_storage_folder("Kept", client_metadata={"a": 1})
        os.kill(platform.pid, number)
        begun = time.monotonic()
        assert platform.wait() == 0
        assert time.monotonic() - begun < 5
        platform.start()
        assert platform.user_client().get_storage_folder(folder.uuid).client_metadata == {"a": 1}


def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "data") as platform:
        folder = platform.user_client().create_storage_folder("Kept")
        platform.restart()
        assert platform.user_client().get_storage_folder(folder.uuid).name == "Kept"


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "data") as platform:
        assert platform.close_stdin() == 0


def test_a_port_in_use_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DidNotStartError, match=f"cannot listen on 127.0.0.1, port {port}") as refused:
            LocalPlatform(tmp_path / "data").start(port=port)
    assert refused.value.code == 2
    assert len(refused.value.said.splitlines()) == 1


def test_a_data_folder_in_use_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "data"), pytest.raises(DidNotStartError, match="in use by another") as refused:
        LocalPlatform(tmp_path / "data").start()
    assert refused.value.code == 2


def test_a_database_that_is_none_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "platform.sqlite").write_bytes(b"not a database at all, " * 100)
    with pytest.raises(DidNotStartError, match="cannot be used: file is not a database") as refused:
        LocalPlatform(tmp_path / "data").start()
    assert refused.value.code == 2
    assert len(refused.value.said.splitlines()) == 1


def test_a_folder_of_synthetic_items_has_thirty_keys_an_item(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "data", "--items", "250") as platform:
        client = platform.user_client()
        (folder,) = client.list_storage_folders()
        items = list(folder.list_items(page_size=100))
        assert len(items) == 250
        schema = client.metadata_schema()
        assert all(set(item.client_metadata or {}) == set(schema.keys()) for item in items)
        assert len(set(schema.keys())) == 30


def test_the_same_folder_of_synthetic_items_is_made_only_once(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "data", "--items", "20") as platform:
        platform.stop()
        platform.start()
        folders = list(platform.user_client().list_storage_folders())
        assert [folder.name for folder in folders] == ["Synthetic 20 items"]
        assert len(list(folders[0].list_items())) == 20


def test_a_database_that_does_not_answer_is_refused_without_showing_its_password(tmp_path: Path) -> None:
    address = "postgresql://someone:hush@127.0.0.1:1/nothing"
    with pytest.raises(DidNotStartError, match=r"postgresql\+psycopg://someone:\*\*\*@127.0.0.1:1/nothing") as refused:
        LocalPlatform(tmp_path / "data", "--database", address).start()
    assert refused.value.code == 2
    assert "hush" not in refused.value.said
    with pytest.raises(DidNotStartError, match="use SQLite or PostgreSQL"):
        LocalPlatform(tmp_path / "data", "--database", "mysql://x/y").start()


def test_a_waiting_client_does_not_hold_up_the_stop(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "data") as platform:
        folder = platform.user_client().create_storage_folder("F")
        store = open_store(f"sqlite:///{tmp_path / 'data' / 'platform.sqlite'}")
        with store.write() as connection:
            job = jobs.add(connection, jobs.NewJob("Local", str(folder.uuid), None, "x", "{}"))
        store.close()
        path = f"storage/folders/{folder.uuid}/data-upload-jobs/{job}?timeoutSeconds=600"
        key = PrivateKey.load(platform.key_file)
        answers: list[str] = []
        waiting = threading.Thread(target=lambda: answers.append(call(platform.url, key, "GET", path).json()["status"]))
        waiting.start()
        time.sleep(0.5)
        begun = time.monotonic()
        assert platform.stop() == 0
        assert time.monotonic() - begun < 5
        waiting.join(30)
        assert answers == ["PENDING"]


def test_another_version_s_database_is_left_alone(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "data") as platform:
        platform.stop()
        store = open_store(f"sqlite:///{tmp_path / 'data' / 'platform.sqlite'}")
        with store.write() as connection:
            connection.exec_driver_sql("UPDATE about SET value = '999'")
        store.close()
        with pytest.raises(DidNotStartError, match="another version of Tagline"):
            platform.start()


def test_an_address_of_another_machine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DidNotStartError, match=r"cannot listen on 203\.0\.113\.7, port 0"):
        LocalPlatform(tmp_path / "data", "--host", "203.0.113.7").start()


def test_the_same_items_are_made_up_every_time(tmp_path: Path) -> None:
    seen: list[list[tuple[str, object]]] = []
    for folder in ("one", "two"):
        with LocalPlatform(tmp_path / folder, "--items", "20") as platform:
            (made,) = platform.user_client().list_storage_folders()
            seen.append([(item.name, item.client_metadata) for item in made.list_items()])
    assert seen[0] == seen[1]
