"""What the stories of this room share: a real local platform."""

from collections.abc import Iterator

import pytest

from tests.local_platform import LocalPlatform


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A local platform with one folder of 2,500 items."""
    with LocalPlatform(tmp_path_factory.mktemp("platform"), "--items", "2500") as running:
        yield running
