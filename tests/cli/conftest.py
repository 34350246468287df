"""The program as a pipeline starts it: words in, an exit status and sentences out."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.local_platform import ROOT, LocalPlatform

ITEMS = 1_500


@dataclass(frozen=True)
class Shop:
    """A platform with one folder of items, and its folder's identifier."""

    platform: LocalPlatform
    folder: str

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a command that asks this platform."""
        return run(*words, "--platform", self.platform.url, "--key", str(self.platform.key_file))


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    """Run the program to its end."""
    command = [sys.executable, str(ROOT / "main.py"), *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with LocalPlatform(tmp_path_factory.mktemp("platform"), "--items", str(ITEMS)) as platform:
        folder = platform.client().list_folders().values[0].uuid
        yield Shop(platform, folder)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.csv"
