"""The frames of a file are found while it is read and keep their numbers; what is wrong is said in a sentence."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typing_extensions import override

from media.frame_index import FrameIndex
from media.indexing import build_index
from media.probe import MediaUnreadable
from media.source import Source
from server.sample.encoding import write_sound
from tests.media.boxes import claiming
from tests.media.corpus import FILLED, GROUPS
from tests.media.films import Film, write
from tests.media.surgery import cut


def index_of(path: Path) -> FrameIndex:
    return build_index(Source.of_path(path))


@given(gaps=st.lists(st.integers(1, 40), min_size=1, max_size=40), first=st.integers(0, 500))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_frames_are_shown_when_they_were_written_to_be(tmp_path: Path, gaps: list[int], first: int) -> None:
    moments = (first + np.cumsum(gaps)).tolist()
    index = index_of(write(tmp_path, Film("any.mkv", options=GROUPS, moments=moments)))
    assert index.seconds == pytest.approx([(moment - moments[0]) / 25 for moment in moments], abs=0.001)
    assert index.keys[0] == 0
    assert set(index.keys.tolist()) <= set(range(len(moments)))


@pytest.mark.parametrize("name", ["grown.mkv", "grown.mp4", "grown.ts", "grown.avi"])
def test_what_is_known_early_stays_true(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, Film(name, options=GROUPS, moments=range(700)))
    told: list[FrameIndex] = []
    whole = build_index(Source.of_path(path), told.append)
    assert told[0].frames > 0
    for index in told:
        assert not index.complete
        assert np.array_equal(index.pts, whole.pts[: index.frames])
        assert np.array_equal(index.keys, whole.keys[: len(index.keys)])
    assert whole.complete
    assert whole.frames == 700


@pytest.mark.parametrize("name", ["stopped.mkv", "stopped.avi"])
def test_it_stops_when_it_is_cancelled_and_gives_what_it_has(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, Film(name, options=GROUPS, moments=range(700)))
    index = build_index(Source.of_path(path), cancelled=lambda: True)
    assert not index.complete
    assert index.frames < 700


def test_the_frames_of_an_mp4_file_are_found_without_reading_them(tmp_path: Path) -> None:
    path = write(tmp_path, Film("large.mp4", options={**GROUPS, **FILLED}))
    read: list[int] = []

    class Counted(io.FileIO):
        @override
        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            read.append(len(data))
            return data

    source = Source.of_opener(lambda: cast("io.BufferedReader", Counted(path)), path.stat().st_size, "a key")
    assert build_index(source).frames == 100
    assert path.stat().st_size > 2_000_000
    assert sum(read) < path.stat().st_size / 2


def test_the_last_frame_counts_as_long_as_it_is_shown(tmp_path: Path) -> None:
    index = index_of(write(tmp_path, Film("steady.mp4", options=GROUPS)))
    assert index.duration == pytest.approx(4.0)
    assert index.fps == pytest.approx(25.0)


@pytest.mark.parametrize("name", ["cut.mp4", "cut.avi"])
def test_a_film_that_is_cut_short_says_how_much_is_there(tmp_path: Path, name: str) -> None:
    codec = "libx264" if name.endswith("mp4") else "mpeg4"
    muxer = {"movflags": "faststart"} if name.endswith("mp4") else {}
    path = cut(write(tmp_path, Film(name, codec, options={"g": "30"}, muxer=muxer)))
    index = index_of(path)
    assert 0 < index.frames < 100
    assert any("of its 100 frames are in the file" in sentence for sentence in index.problems)


def test_a_stream_switched_on_in_the_middle_says_what_cannot_be_shown(tmp_path: Path) -> None:
    path = write(tmp_path, Film("middle.ts", options={"g": "30", "bf": "0", "sc_threshold": "0"}))
    data = path.read_bytes()
    with av.open(str(path)) as container:
        places = [packet.pos or 0 for packet in container.demux(container.streams.video[0]) if packet.size]
    path.write_bytes(data[: 188 * 3] + data[places[20] // 188 * 188 :])
    index = index_of(path)
    assert index.frames == 70
    assert index.problems == ("10 frames before the first whole one can't be shown and are not counted.",)


def no_film(folder: Path) -> Path:
    write_sound(folder / "sound.m4a", np.zeros((32000, 2), np.int16), rate=16000, codec="aac")
    return folder / "sound.m4a"


def no_frames(folder: Path) -> Path:
    with av.open(str(folder / "none.avi"), "w") as opened:
        container: Any = opened
        stream = container.add_stream("mpeg4", 25)
        stream.width, stream.height, stream.pix_fmt = 128, 96, "yuv420p"
        container.start_encoding()
    return folder / "none.avi"


def unknown_codec(folder: Path) -> Path:
    path = write(folder, Film("unknown.mp4", options=GROUPS))
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zzzz"))
    return path


def without_end(folder: Path) -> Path:
    path = write(folder, Film("half.mp4", options=GROUPS))
    return cut(path)


def holding(name: str, data: bytes) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return made


def claiming_frames(number: int) -> Callable[[Path], Path]:
    return lambda folder: claiming(write(folder, Film("much.mp4", options=GROUPS)), number)


def nowhere(folder: Path) -> Path:
    return folder / "nowhere.mp4"


def itself(folder: Path) -> Path:
    return folder


NO_VIDEOS: list[tuple[Callable[[Path], Path], str]] = [
    (holding("empty.mp4", b""), "The file is empty."),
    (holding("words.mp4", b"These are words, and no film.\n" * 50), "This file is not a video"),
    (holding("noise.mkv", np.random.default_rng(1).bytes(20_000)), "This file is not a video"),
    (holding("list.m3u8", b"#EXTM3U\n#EXTINF:1,\nother.ts\n"), "This file is not a video"),
    (without_end, "This file is not a video, or it is cut short"),
    (no_film, "There is no video in this file: it holds only sound."),
    (no_frames, "The video holds no frames."),
    (unknown_codec, "This video cannot be decoded: its codec is not known."),
    (claiming_frames(10**9), "1,000,000,000 frames"),
    (claiming_frames(10**8), "100,000,000 frames"),
    (nowhere, "The file cannot be read"),
    (itself, "The file cannot be read"),
]


@pytest.mark.parametrize(("make", "sentence"), NO_VIDEOS)
def test_a_file_that_is_no_video_says_so(tmp_path: Path, make: Callable[[Path], Path], sentence: str) -> None:
    with pytest.raises(MediaUnreadable) as problem:
        index_of(make(tmp_path))
    assert sentence in problem.value.sentence
