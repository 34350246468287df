"""A file read for its tables alone gives them as they are, and fetches nothing of the frames."""

import io
from pathlib import Path

import pytest
from typing_extensions import override

from media.boxes import boxes_in, check_claims, frame_spans
from media.hollow_file import HollowFile
from media.probe import MediaUnreadable
from tests.media.boxes import claiming, find
from tests.media.corpus import GROUPS
from tests.media.films import Film, write


def test_before_it_is_hollow_it_is_the_file(tmp_path: Path) -> None:
    data = write(tmp_path, Film("whole.mp4", options=GROUPS)).read_bytes()
    file = HollowFile(io.BytesIO(data), len(data))
    assert (file.readable(), file.seekable(), file.tell()) == (True, True, 0)
    assert file.read() == data
    assert file.read(10) == b""
    assert file.seek(-10, io.SEEK_END) == len(data) - 10
    assert file.seek(4, io.SEEK_CUR) == len(data) - 6
    assert file.read(100) == data[-6:]
    file.close()


def test_once_hollow_its_frames_are_zeros_and_its_tables_as_they_were(tmp_path: Path) -> None:
    data = write(tmp_path, Film("hollow.mp4", options=GROUPS)).read_bytes()
    file = HollowFile(io.BytesIO(data), len(data))
    assert file.hollow_out()
    begin, size = find(data, b"mdat")
    seen = file.read(begin + 8) + file.read(size - 8) + file.read()
    assert seen == data[: begin + 8] + bytes(size - 8) + data[begin + size :]


def test_a_file_in_fragments_stays_as_it_is(tmp_path: Path) -> None:
    film = Film("fragments.mp4", options=GROUPS, muxer={"movflags": "frag_keyframe+empty_moov"})
    data = write(tmp_path, film).read_bytes()
    file = HollowFile(io.BytesIO(data), len(data))
    assert not file.hollow_out()
    assert file.read() == data


class Broken(io.BytesIO):
    """Fails once."""

    fails = True

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        if self.fails:
            self.fails = False
            raise ConnectionError("gone")
        return super().read(size)


def test_a_failure_stays_a_failure() -> None:
    file = HollowFile(Broken(b"12345"), 5)
    file.check()
    for _ in range(2):
        with pytest.raises(ConnectionError):
            file.read(2)
    with pytest.raises(ConnectionError):
        file.check()


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\0\0", b"\0\0\0\7mdat", b"\0\0\0\1mdat\0\0\0\0\0\0\0\0", bytes(64), b"\0\0\0\1mdat" + b"\xff" * 8],
)
def test_boxes_that_make_no_sense_come_to_an_end(data: bytes) -> None:
    assert len(list(boxes_in(io.BytesIO(data), 0, len(data)))) <= 8
    assert isinstance(frame_spans(io.BytesIO(data), len(data)), list)
    check_claims(io.BytesIO(data), len(data))


def test_a_large_box_says_its_size_in_a_place_of_its_own() -> None:
    data = b"\0\0\0\1mdat" + (24).to_bytes(8, "big") + b"eightbyt" + b"\0\0\0\x08free"
    assert frame_spans(io.BytesIO(data), len(data)) == [(16, 24)]


def test_a_claim_beyond_the_bytes_of_the_file_is_refused(tmp_path: Path) -> None:
    path = claiming(write(tmp_path, Film("claiming.mp4", options=GROUPS)), 10**9)
    with path.open("rb") as file, pytest.raises(MediaUnreadable, match="1,000,000,000 frames"):
        check_claims(file, path.stat().st_size)
