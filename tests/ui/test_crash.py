"""A fault of ours is written down without secrets, and told once."""

import sys
from pathlib import Path

import pytest

from tests.ui.finding import listen
from ui.crash import CrashReports, redacted


@pytest.mark.parametrize(
    "secret",
    [
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\nAAAA\n-----END OPENSSH PRIVATE KEY-----",
        "Authorization: abcdef.ssh-ed25519 0123",
        "{'Authorization': 'abcdef'}",
        "Bearer eyJhbGciOiJFZERTQSJ9.abc",
        "passphrase='open sesame'",
        "x" * 64,
    ],
)
def test_secrets_are_taken_out(secret: str) -> None:
    told = redacted(f"before {secret}")
    assert "before" in told
    for word in ("b3BlbnNzaC1rZXk", "abcdef", "eyJhbGci", "sesame", "xxxxxxxx"):
        assert word not in told


def test_the_home_folder_is_not_named() -> None:
    assert redacted(f"{Path.home()}/keys/key") == "~/keys/key"


def crash(reports: CrashReports) -> None:
    try:
        {}["Bearer abc.def"]
    except KeyError as problem:
        reports.take(problem)


def test_a_report_is_written_and_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = CrashReports(tmp_path / "crashes", "1.0")
    told: list[tuple[str, Path | None]] = []

    def note(sentence: str, path: Path | None) -> None:
        told.append((sentence, path))

    reports.happened.connect(note)
    for _ in range(2):
        crash(reports)
    assert len(told) == 1
    sentence, path = told[0]
    assert "Your staged edits are kept" in sentence
    assert path is not None
    text = path.read_text()
    assert "KeyError" in text
    assert "abc.def" not in text
    assert "KeyError" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_still_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    reports = CrashReports(tmp_path / "file" / "crashes", "1.0")
    told: list[Path | None] = []

    def note(_sentence: str, path: Path | None) -> None:
        told.append(path)

    reports.happened.connect(note)
    crash(reports)
    assert told == [None]


def test_a_refusal_of_the_world_is_said_and_not_written_down(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path / "crashes", "1.0")
    said = listen(reports.refused)
    reports.take(OSError(28, "No space left on device"))
    assert said == ["The computer refused it: No space left on device."]
    assert not (tmp_path / "crashes").exists()


def test_what_a_slot_raises_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    reports = CrashReports(tmp_path, "1.0")
    told = listen(reports.happened)
    reports.take_exception(ValueError, ValueError("in a slot"), None)
    assert len(told) == 1
