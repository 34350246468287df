"""What the stories of this room share: a real local platform."""

from collections.abc import Iterator

import pytest

from tests.faulty_proxy import FaultyProxy
from tests.local_platform import LocalPlatform


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A local platform with one folder of 2,500 items."""
    with LocalPlatform(tmp_path_factory.mktemp("platform"), "--items", "2500") as running:
        yield running


@pytest.fixture
def line(platform: LocalPlatform) -> Iterator[FaultyProxy]:
    """The line to the platform, which may go wrong."""
    with FaultyProxy(platform.url) as proxy:
        yield proxy
