"""Any frame, in any direction, within the memory given; a frame that is damaged is refused and the others are not."""

import gc
import io
from pathlib import Path
from typing import cast

import pytest
from av.video.frame import VideoFrame
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from media.decoder import Decoder
from media.frame_index import FrameIndex
from media.indexing import build_index
from media.probe import MediaUnreadable
from media.source import Source
from tests.media.corpus import FILLED, GROUPS
from tests.media.films import Film, write
from tests.media.numbered import HEIGHT, WIDTH, number_in
from tests.media.shown import RIGHT, verdicts
from tests.media.surgery import packets_of

ONE = WIDTH * HEIGHT * 3 // 2  # bytes of a decoded frame


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return Source.of_path(write(tmp_path_factory.mktemp("films"), Film("film.mp4", options=GROUPS)))


@pytest.fixture(scope="module")
def index(film: Source) -> FrameIndex:
    return build_index(film)


@given(asked=st.lists(st.integers(0, 99), max_size=30), kept=st.integers(0, 60))
@settings(max_examples=25, deadline=None)
def test_any_walk_through_a_film_shows_what_is_asked(
    film: Source, index: FrameIndex, asked: list[int], kept: int
) -> None:
    decoder = Decoder(film, index, kept * ONE)
    assert verdicts(decoder, range(100), asked) == ({RIGHT: len(asked)} if asked else {})
    decoder.close()


def test_a_group_once_decoded_is_there_at_once(film: Source, index: FrameIndex) -> None:
    decoder = Decoder(film, index)
    decoder.frame(55)
    first = int(index.keys[index.key_before(55)])
    assert all(decoder.cached(number) for number in range(first, 56))
    assert not decoder.cached(first - 1)


def test_memory_is_kept_within_its_bound_and_the_last_frames_stay(film: Source, index: FrameIndex) -> None:
    decoder = Decoder(film, index, 12 * ONE)
    for number in (20, 99, 50):
        decoder.frame(number)
        held = [other for other in range(100) if decoder.cached(other)]
        assert number in held
        assert len(held) <= 12


def test_one_frame_is_shown_even_where_memory_has_room_for_none(film: Source, index: FrameIndex) -> None:
    decoder = Decoder(film, index, 0)
    assert verdicts(decoder, range(100), [5, 4, 70]) == {RIGHT: 3}


def test_a_frame_that_is_not_there_is_no_frame(film: Source, index: FrameIndex) -> None:
    decoder = Decoder(film, index)
    for number in (-1, 100):
        with pytest.raises(IndexError):
            decoder.frame(number)


def test_after_it_is_closed_it_opens_again_where_it_is_asked(film: Source, index: FrameIndex) -> None:
    decoder = Decoder(film, index)
    decoder.frame(10)
    decoder.close()
    assert not decoder.cached(10)
    assert number_in(decoder.frame(10).bgra) == 10


def test_frames_come_while_the_index_grows(tmp_path: Path) -> None:
    source = Source.of_path(write(tmp_path, Film("growing.ts", options=GROUPS, moments=range(600))))
    told: list[FrameIndex] = []
    whole = build_index(source, told.append)
    decoder = Decoder(source, told[0])
    assert verdicts(decoder, range(600), [told[0].frames - 1]) == {RIGHT: 1}
    with pytest.raises(IndexError):
        decoder.frame(599)
    decoder.grow(whole)
    assert verdicts(decoder, range(600), [599, 0, 300]) == {RIGHT: 3}


def test_a_damaged_frame_is_refused_again_and_again_and_the_next_group_is_shown(tmp_path: Path) -> None:
    path = write(tmp_path, Film("damaged.mp4", options={"g": "10", "bf": "0"}))
    places = packets_of(path)
    begin, size = places[35]
    data = bytearray(path.read_bytes())
    data[begin + 4 : begin + size] = b"\xff" * (size - 4)
    path.write_bytes(data)
    source = Source.of_path(path)
    decoder = Decoder(source, build_index(source))
    for _ in range(2):
        with pytest.raises(MediaUnreadable, match="Frame 35 is damaged"):
            decoder.frame(35)
    assert verdicts(decoder, range(100), [34, 30, 40, 99]) == {RIGHT: 4}


def test_closed_it_leaves_no_frame_behind_even_before_rubbish_is_collected(film: Source, index: FrameIndex) -> None:
    gc.collect()  # what other tests have left
    before = _frames_alive()
    decoder = Decoder(film, index)
    for number in (3, 70, 40):
        decoder.frame(number)
    decoder.close()
    assert _frames_alive() <= before


def _frames_alive() -> set[int]:
    return {id(each) for each in gc.get_objects() if isinstance(each, VideoFrame) and each.width == WIDTH}


class Network(io.FileIO):
    """A file that cannot be read while the network is down."""

    down = False

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        if Network.down:
            raise ConnectionError("down")
        return super().read(size)


def test_a_network_that_fails_is_told_as_it_is_and_nothing_is_taken_for_damaged(tmp_path: Path) -> None:
    path = write(tmp_path, Film("far.mkv", options={**GROUPS, **FILLED}))
    source = Source.of_opener(lambda: cast("io.BufferedReader", Network(path)), path.stat().st_size, "far")
    decoder = Decoder(source, build_index(source), 0)
    assert verdicts(decoder, range(100), [3]) == {RIGHT: 1}
    Network.down = True
    for number in (95, 50):
        with pytest.raises(ConnectionError):
            decoder.frame(number)
    with pytest.raises(ConnectionError):
        build_index(source)
    Network.down = False
    assert verdicts(decoder, range(100), [95, 50, 3]) == {RIGHT: 3}
    decoder.close()
