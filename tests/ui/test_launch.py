"""The program as it is started: its words, one window a data folder, and a clean end when it is told to stop."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.command_line import COMMANDS, WindowOptions, command_of, read_command_line
from tests.local_platform import ROOT, LocalPlatform


class TestCommandLine:
    def test_no_words_open_the_window_on_the_local_platform(self) -> None:
        options = read_command_line([])
        assert (options.platform, options.key, options.theme) == ("", None, "")
        assert options.data.name == "Tagline"

    def test_a_platform_comes_with_its_key(self, tmp_path: Path) -> None:
        options = read_command_line(["--platform", "https://x", "--key", "k", "--data", str(tmp_path)])
        assert options == WindowOptions("https://x", Path("k"), tmp_path.resolve(), "")

    def test_a_platform_without_a_key_is_refused_in_a_sentence(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            read_command_line(["--platform", "https://x"])
        assert "belong together" in capsys.readouterr().err

    @pytest.mark.parametrize("word", COMMANDS)
    def test_the_first_word_says_what_is_done_without_a_window(self, word: str) -> None:
        assert command_of([word, "--data", "x"]) is COMMANDS[word]

    def test_anything_else_opens_the_window(self) -> None:
        assert command_of(["--data", "serve"]) is None
        assert command_of([]) is None

    def test_help_explains_every_way(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            read_command_line(["--help"])
        told = capsys.readouterr().out
        assert all(f"main.py {word}" in told for word in COMMANDS)
        assert "--platform" in told


def start(data: Path, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(data), *words]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def running(tmp_path: Path, platform: LocalPlatform) -> Iterator["subprocess.Popen[str]"]:
    """The whole program, connected to a platform."""
    process = start(tmp_path, "--platform", platform.url, "--key", str(platform.key_file))
    until = time.monotonic() + 120
    while not (tmp_path / "journal.sqlite").exists() and time.monotonic() < until:
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.05)
    yield process
    process.kill()
    process.communicate()


def test_the_process_ends_at_once_though_a_thread_is_busy_and_what_was_said_is_out() -> None:
    words = (
        "import threading, time; threading.Thread(target=time.sleep, args=(600,)).start(); print('said', end='');"
        "from ui.launch import leave; leave(3)"
    )
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "said", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_cleanly(running: "subprocess.Popen[str]", number: signal.Signals) -> None:
    time.sleep(0.5)
    running.send_signal(number)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 0, said
    assert "Traceback" not in said


def test_a_second_window_on_the_same_folder_is_refused(running: "subprocess.Popen[str]", tmp_path: Path) -> None:
    second = start(tmp_path)
    assert second.stderr is not None
    try:
        said = second.stderr.readline()
        while "open already" not in said and said:
            said = second.stderr.readline()
    finally:
        second.kill()
        second.communicate()
    assert str(tmp_path) in said
    assert running.poll() is None


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    process = start(tmp_path / "file" / "inside")
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        while "can't be used" not in said and said:
            said = process.stderr.readline()
    finally:
        process.kill()
        process.communicate()
    assert "can't be used" in said


def test_a_window_closed_as_soon_as_it_is_seen_ends_the_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.watched_window", "paint", str(tmp_path), str(time.time())]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) > 0  # seconds until it was painted
