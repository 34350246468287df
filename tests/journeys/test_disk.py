"""The disk and the data folder turn against us: nothing is shown that is not kept, and nothing kept is lost."""

import os
import resource
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from models.cell_state import CellState
from tests.journeys.places import FIRST, PLACE, ROUTE, SECOND, SPEED
from tests.journeys.processes import running, wait_until
from tests.journeys.user import User
from tests.local_platform import ROOT


@contextmanager
def no_room_in(folder: Path) -> Generator[None]:
    """No file may grow beyond what the largest of the journal's files is now, as on a disk that is full."""
    largest = max(path.stat().st_size for path in folder.glob("journal.sqlite*"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_an_edit_the_full_disk_does_not_take_is_not_shown_and_can_be_made_again(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    user.types("3.25", into=(FIRST, SPEED))
    user.sees_staged(1)
    with no_room_in(user.home):
        user.types("no room for this", into=(SECOND, PLACE))
        user.sees("so this was not done. Every earlier edit is kept.")
        user.presses("Escape")
        assert user.cell(SECOND, PLACE) == "Mengstraße"
        assert user.mark(SECOND, PLACE) is CellState.CONFIRMED
        assert user.staged == 1
    user.types("with room again", into=(SECOND, PLACE))
    user.sees_staged(2)
    user.ends()
    user.starts()
    user.is_connected()
    user.sees_staged(2)


def test_neither_undo_nor_push_goes_on_when_it_cannot_be_written_down(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    user.types("3.25", into=(FIRST, SPEED))
    review = user.reviews()
    with no_room_in(user.home):
        review.begins_to_push()
        user.sees("so this was not done. Every earlier edit is kept.")
        user.sees("Your edits stay staged.")
        review.closes()
        assert user.meets(*ROUTE).reads()[FIRST][SPEED] == 0.65
        user.goes_to(FIRST, SPEED)
        user.undoes()
        user.sees("so this was not done. Every earlier edit is kept.")
        assert user.cell(FIRST, SPEED) == "3.25"
    user.undoes()
    user.sees_staged(0)
    user.no_longer_sees("so this was not done.")
    user.redoes()
    assert user.reviews().pushes() == {FIRST: "pushed"}


def test_a_damaged_journal_is_put_aside_and_said_to_be(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    user.types("3.25", into=(FIRST, SPEED))
    user.ends()
    journal = user.home / "journal.sqlite"
    journal.write_bytes(b"\0" * 40 + os.urandom(4000))
    for ending in ("-wal", "-shm"):
        journal.with_name(journal.name + ending).unlink(missing_ok=True)
    damaged = journal.read_bytes()

    user.starts()
    user.is_connected()
    user.sees("The journal of edits was damaged and could not be read. It was kept as journal-damaged-")
    (kept,) = user.home.glob("journal-damaged-*.sqlite")
    assert kept.read_bytes() == damaged
    user.opens(*ROUTE)
    user.types("3.5", into=(FIRST, SPEED))
    user.sees_staged(1)


def test_a_step_of_the_journal_that_cannot_be_read_is_told_and_the_others_are_back(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    user.types("3.25", into=(FIRST, SPEED))
    user.types("3.5", into=(SECOND, SPEED))
    user.ends()
    with closing(sqlite3.connect(user.home / "journal.sqlite")) as connection, connection:
        connection.execute("UPDATE command SET edits = '[[' WHERE number = (SELECT max(number) FROM command)")

    user.starts()
    user.is_connected()
    user.sees_staged(1)
    user.sees("1 step of the journal could not be read. It is kept in the journal; every other edit is here.")
    user.opens(*ROUTE)
    assert user.cell(FIRST, SPEED) == "3.25"


def test_a_journal_held_by_another_program_is_told(user: User) -> None:
    with closing(sqlite3.connect(user.home / "journal.sqlite", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        user.starts()
        user.sees("The journal of edits is in use by another Tagline window. Close it, or work there.")


def test_a_local_platform_whose_folder_is_in_use_says_so_and_starts_when_asked_again(user: User) -> None:
    platform = user.home / "platform"
    command = [sys.executable, "main.py", "serve", "--data", str(platform), "--exit-with-parent"]
    pipes = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipes, stdout=pipes, stderr=subprocess.DEVNULL) as other:
        assert other.stdout is not None
        assert other.stdout.readline()
        user.starts()
        user.sees("in use")
        other.terminate()
    user.clicks("Use the Local Platform")
    user.is_connected()
    user.sees("Street robots")


def test_a_second_window_on_the_same_data_folder_says_so_and_leaves_the_first_alone(user: User) -> None:
    with running("main.py", "--data", str(user.home)) as first:
        lock = user.home / "window.lock"
        wait_until(lambda: lock.exists() and (user.home / "journal.sqlite").exists())
        with running("main.py", "--data", str(user.home)) as second:
            assert second.stderr is not None
            told = second.stderr.readline()
        assert told.startswith(f"Tagline is open already with this data folder: {user.home}.")
        assert first.poll() is None
        first.terminate()
        assert first.wait(20) == 0
    assert not list((user.home / "crashes").glob("crash-*"))


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with running("main.py", "--data", str(tmp_path / "file" / "home")) as program:
        assert program.stderr is not None
        told = program.stderr.readline()
    assert told == f"The data folder can't be used: {tmp_path / 'file' / 'home'} (Not a directory).\n"


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "main.py", "serve", "--data", str(tmp_path), "--port", port]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert told.stderr == (f"The local platform cannot listen on 127.0.0.1, port {port}: Address already in use.\n")
