"""Files are fetched by signed address: whole, in ranges, and only those that are here."""

from pathlib import Path

import pytest
from encord import EncordUserClient
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.local_platform import LocalPlatform
from tests.server import media_files
from tests.server.signed_http import send


@pytest.fixture(scope="module")
def stored(
    platform: LocalPlatform, sdk: EncordUserClient, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, bytes]:
    """A signed address, without the host, and the bytes behind it."""
    path: Path = media_files.text(tmp_path_factory.mktemp("blob") / "a.txt", "0123456789" * 30)
    folder = sdk.create_storage_folder("Blobs")
    signed = sdk.get_storage_item(folder.upload_text(path), sign_url=True).get_signed_url()
    assert signed is not None
    return signed.removeprefix(platform.url), path.read_bytes()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 320), st.none() | st.integers(0, 400))
def test_a_range_is_exact(platform: LocalPlatform, stored: tuple[str, bytes], first: int, last: int | None) -> None:
    target, content = stored
    reply = send(platform.url, "GET", target, headers={"Range": f"bytes={first}-{'' if last is None else last}"})
    if first >= len(content) or (last is not None and last < first):
        assert reply.status in (400, 416)
    else:
        end = len(content) if last is None else min(last + 1, len(content))
        assert (reply.status, reply.body) == (206, content[first:end])
        assert reply.headers["content-range"] == f"bytes {first}-{end - 1}/{len(content)}"


def test_the_last_bytes_can_be_asked_for(platform: LocalPlatform, stored: tuple[str, bytes]) -> None:
    target, content = stored
    assert send(platform.url, "GET", target, headers={"Range": "bytes=-7"}).body == content[-7:]


def test_the_whole_file_comes_without_a_range(platform: LocalPlatform, stored: tuple[str, bytes]) -> None:
    target, content = stored
    reply = send(platform.url, "GET", target)
    assert (reply.status, reply.body) == (200, content)
    assert reply.headers["accept-ranges"] == "bytes"
    assert reply.headers["content-type"].startswith("text/plain")
    head = send(platform.url, "HEAD", target)
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(content)))


def test_an_altered_address_is_refused(platform: LocalPlatform, stored: tuple[str, bytes]) -> None:
    target, _ = stored
    path, query = target.split("?")
    for tried in (
        path,
        f"{path}?expires=1&signature={query.rsplit('=', 1)[1]}",
        f"/blob/{'0' * 64}?{query}",
        f"/metadata/{path.rsplit('/', 1)[1]}?{query}",
    ):
        assert send(platform.url, "GET", tried).status == 403
    for tried in (f"/blob/..%2fsecret?{query}", f"/blob/../secret?{query}", f"/blob/%2e%2e/secret?{query}"):
        assert send(platform.url, "GET", tried).status in (403, 404)
