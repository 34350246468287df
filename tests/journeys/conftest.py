"""A person, a data folder and a workspace for each story; the sample workspace is made once and copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.user import User
from tests.local_platform import LocalPlatform


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a local platform with the sample in it, stopped in order."""
    folder = tmp_path_factory.mktemp("workspace") / "platform"
    with LocalPlatform(folder, "--sample") as platform:
        assert platform.stop() == 0
    return folder


@pytest.fixture(autouse=True)
def _colours_as_they_were() -> None:  # pyright: ignore[reportUnusedFunction] - pytest uses it
    """A window that lives through many tests keeps its colours; its stage takes them back at its end."""


@pytest.fixture
def user(workspace: Path, tmp_path: Path, qapp: QApplication) -> Iterator[User]:
    """A person who has not started the program yet, with a copy of the sample as local platform."""
    person = User.with_workspace(qapp, tmp_path / "home", workspace)
    yield person
    person.ends()
