"""What the stories of this room share: a real local platform."""

from collections.abc import Iterator
from typing import Any, cast

import pytest

from tests.faulty_proxy import FaultyProxy
from tests.local_platform import LocalPlatform


@pytest.fixture(scope="module")
def platform(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A local platform with one folder of 2,500 items, or of as many as a file says with `ITEMS`."""
    items = getattr(cast("Any", request).module, "ITEMS", 2500)
    with LocalPlatform(tmp_path_factory.mktemp("platform"), "--items", str(items)) as running:
        yield running


@pytest.fixture
def line(request: pytest.FixtureRequest, platform: LocalPlatform) -> Iterator[FaultyProxy]:
    """The line to the platform, which may go wrong. A file says with `BEGINS_WITH` which schema is there first."""
    schema = getattr(cast("Any", request).module, "BEGINS_WITH", None)
    if schema is not None:
        _write(platform, schema)
    with FaultyProxy(platform.url) as proxy:
        yield proxy
    if schema is not None:
        _write(platform, {})


def _write(platform: LocalPlatform, schema: Any) -> None:
    client = platform.client()
    client.write_schema(schema)
    client.close()
