"""Files reach the platform whole, again from their beginning when the line is bad, and are waited for."""

from pathlib import Path

import msgspec
import pytest
from typing_extensions import override

from tests.local_http import Reply, Seen
from tests.wire.conftest import Script
from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.errors import Cancelled, InvalidArguments, Malformed, Refused
from wire.messages import ResultsMessage
from wire.upload_messages import UploadJobBodyMessage, UploadJobMessage, UploadUrlMessage


class Uploads:
    """The platform's side of an upload: gives a place, takes the file, answers the job with the states of a list."""

    def __init__(self, states: list[UploadJobMessage], refused: int = 0) -> None:
        self.states = states
        self.refused = refused
        self.files: list[bytes] = []
        self.jobs: list[UploadJobBodyMessage] = []

    def __call__(self, seen: Seen) -> Reply:
        match seen.method, seen.path.rpartition("/")[2]:
            case "PUT", _:
                self.files.append(seen.body)
                self.refused -= 1
                return Reply(503 if self.refused >= 0 else 200, b"")
            case _, "upload-signed-urls":
                place = UploadUrlMessage("i", "key", f"http://{seen.header('host')}/blob?signature=s")
                return Reply(body=msgspec.json.encode(ResultsMessage([place])))
            case "POST", _:
                self.jobs.append(msgspec.json.decode(seen.body, type=UploadJobBodyMessage))
                return Reply(body=b'"job"')
            case _:
                return Reply(body=msgspec.json.encode(self.states.pop(0)))


DONE = msgspec.convert({"status": "DONE", "itemsWithNames": [{"itemUuid": "i", "name": "n"}]}, UploadJobMessage)
PENDING = UploadJobMessage("PENDING")


def test_a_file_is_uploaded_again_from_its_beginning_and_waited_for(
    client: PlatformClient, script: Script, tmp_path: Path
) -> None:
    platform = Uploads([PENDING, DONE], refused=2)
    script.replies.append(platform)
    (tmp_path / "a b.txt").write_bytes(b"hello" * 100_000)
    metadata = '{"n": 1.50, "e": "\\u00e9"}'
    assert client.upload_file("f", tmp_path / "a b.txt", item_type="plainText", metadata=metadata) == "i"
    assert platform.files == [b"hello" * 100_000] * 3
    assert metadata.encode() in next(seen.body for seen in script.seen if b"dataItems" in seen.body)


def test_an_empty_file_is_sent_with_its_length(client: PlatformClient, script: Script, tmp_path: Path) -> None:
    script.replies.append(Uploads([DONE]))
    (tmp_path / "empty").touch()
    client.upload_file("f", tmp_path / "empty", item_type="image")
    put = next(seen for seen in script.seen if seen.method == "PUT")
    assert put.header("content-length") == "0"
    assert put.header("transfer-encoding") == ""
    assert put.header("content-type") == "application/octet-stream"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (UploadJobMessage("ERROR", errors=["no such codec"]), r"\(error\).*no such codec"),
        (UploadJobMessage("CANCELLED"), r"\(cancelled\)\.$"),
        (UploadJobMessage("DONE"), r"\(done\)"),
    ],
)
def test_a_file_the_platform_does_not_take_is_told(
    client: PlatformClient, script: Script, tmp_path: Path, state: UploadJobMessage, words: str
) -> None:
    script.replies.append(Uploads([state]))
    (tmp_path / "a.mp4").write_bytes(b"x")
    with pytest.raises(Refused, match=words):
        client.upload_file("f", tmp_path / "a.mp4", item_type="video")


def test_a_kind_of_file_we_cannot_send_is_refused(client: PlatformClient, tmp_path: Path) -> None:
    with pytest.raises(InvalidArguments, match="dicomFile"):
        client.upload_file("f", tmp_path, item_type="dicomFile")


def test_a_file_that_is_not_there_or_is_none_is_told(client: PlatformClient, script: Script, tmp_path: Path) -> None:
    script.replies.append(Uploads([]))
    with pytest.raises(InvalidArguments, match="There is no file"):
        client.upload_file("f", tmp_path / "nowhere", item_type="image")
    with pytest.raises(InvalidArguments, match="cannot be read"):
        client.upload_file("f", tmp_path, item_type="image")


def test_a_platform_that_gives_too_few_places_is_told(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(body=b'{"results": []}'))
    with pytest.raises(Malformed, match="0 places for 2 files"):
        client.upload_urls("f", "image", 2)


def test_waiting_for_a_job_can_be_stopped(client: PlatformClient, script: Script, tmp_path: Path) -> None:
    token = CancelToken()

    class Endless(Uploads):
        @override
        def __call__(self, seen: Seen) -> Reply:
            if "timeoutSeconds" in seen.target:
                token.cancel()
                self.states = [PENDING]
            return super().__call__(seen)

    script.replies.append(Endless([]))
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(Cancelled):
        client.upload_file("f", tmp_path / "a", item_type="image", cancel=token)


def test_a_file_on_its_way_can_be_stopped(client: PlatformClient, script: Script, tmp_path: Path) -> None:
    class SetSoon(CancelToken):
        """Set by someone else while the file is read: at the tenth look."""

        looks = 0

        @override
        def raise_if_cancelled(self) -> None:
            self.looks += 1
            if self.looks == 10:
                self.cancel()
            super().raise_if_cancelled()

    script.replies.append(Uploads([]))
    place = client.upload_urls("f", "video", 1)[0]
    (tmp_path / "big").write_bytes(bytes(3_000_000))
    with pytest.raises(Cancelled):
        client.put_file(place, tmp_path / "big", item_type="video", cancel=SetSoon())
