"""One row of measures a frame, in the order shown, whatever the film is and however it is damaged."""

from pathlib import Path

import numpy as np
import pytest
from av.video.frame import VideoFrame

from media.film import SequenceFilm
from media.frame_index import FrameIndex
from media.image_sequence import SequenceDecoder, sequence_index
from media.measure_store import MeasureStore
from media.measures import NEAR, WITNESSES, Gauge, Measures, sharpness_of
from media.measuring import measure
from media.probe import MediaUnreadable
from media.source import Source
from tests.media.films import Film, write
from tests.media.looked_at import film_at, measures_of_pictures, measures_of_scenes
from tests.media.scene_films import Scene, write_film


def _never() -> bool:
    return False


def _plain(level: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.full((90, 160, 3), level, np.uint8)


def _noise(seed: int, gain: float = 1.0) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    chance = np.random.default_rng(seed)
    return (128 + gain * chance.normal(0, 40, (90, 160, 3))).clip(0, 255).astype(np.uint8)


def test_the_same_picture_twice_is_not_apart_and_nothing_moves() -> None:
    measures = measures_of_pictures([_noise(1)] * 4)
    assert measures.apart.max() < 0.01
    assert measures.motion.max() == 0
    assert len(set(measures.look.tolist())) == 1


def test_light_that_goes_up_moves_nothing() -> None:
    measures = measures_of_pictures([_plain(level) for level in range(40, 80, 4)])
    assert measures.motion.max() < 0.001
    assert (np.diff(measures.light) > 0).all()
    assert measures.contrast.max() < 0.01


def test_a_blurred_picture_is_less_sharp() -> None:
    sharp = _noise(1)[..., 0]
    blurred = (sharp.astype(np.float32) + np.roll(sharp, 1, 1) + np.roll(sharp, 1, 0)) / 3
    assert sharpness_of(sharp) > 2 * sharpness_of(blurred.astype(np.uint8))


def test_a_picture_too_small_for_an_edge_has_no_sharpness() -> None:
    assert sharpness_of(np.zeros((2, 50), np.uint8)) == 0


def test_frames_far_apart_in_look_differ_in_many_bits() -> None:
    measures = measures_of_pictures([_noise(1), _noise(2)])
    assert int(np.bitwise_count(measures.look[0] ^ measures.look[1])) > 10


def test_row_n_is_of_frame_n_of_a_film_with_frames_shown_in_another_order_than_stored(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    cuts = write_film(path, [Scene("still", 30), Scene("still", 30, "cut"), Scene("still", 30, "cut")])
    film = film_at(path)
    measures = film.measures(None, _never)
    assert measures.complete
    assert measures.frames == film.index.frames == 90
    assert sorted(np.argsort(measures.motion)[-2:].tolist()) == [cut.frame for cut in cuts]


def test_rows_agree_with_the_index_where_moments_are_uneven_and_do_not_begin_at_zero(tmp_path: Path) -> None:
    moments = [7, 8, 10, 11, 15, 16, 17, 30, 31, 33]
    film = film_at(write(tmp_path, Film("uneven.mkv", moments=moments)))
    measures = film.measures(None, _never)
    assert measures.frames == len(moments)
    assert measures.seen.all()


def test_a_film_that_is_stopped_gives_what_was_seen_before(tmp_path: Path) -> None:
    film = film_at(write(tmp_path, Film("film.mp4")))
    looks = iter([False] * 9 + [True] * 100)
    measures = film.measures(None, lambda: next(looks))
    assert not measures.complete
    assert measures.frames == 10


def test_measures_grow_while_a_film_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("media.measuring.EVERY", 0.0)
    film = film_at(write(tmp_path, Film("film.mp4", moments=range(20))))
    grown: list[Measures] = []
    whole = film.measures(grown.append, _never)
    assert [each.frames for each in grown] == list(range(1, 21))
    assert not any(each.complete for each in grown)
    assert (grown[9].motion == whole.motion[:10]).all()


def test_frames_that_do_not_come_count_as_standing_still() -> None:
    gauge = Gauge(12)
    frames = {number: VideoFrame.from_ndarray(_noise(number), format="rgb24") for number in (0, 1, 5)}
    for number in (0, 1, 5, 3):  # the last one was passed already
        gauge.take(number, frames.get(number, frames[0]))
    measures = gauge.finished()
    assert measures.frames == 12
    assert np.flatnonzero(measures.seen).tolist() == [0, 1, 5]
    assert measures.motion[[2, 3, 4]].max() == 0
    assert measures.look[4] == measures.look[1]


def test_a_film_of_which_nothing_is_seen_has_rows_of_nothing() -> None:
    measures = Gauge(0).finished()
    assert measures.frames == 0
    assert measures.complete


def test_a_damaged_film_keeps_a_row_for_every_frame(tmp_path: Path) -> None:
    path = write(tmp_path, Film("film.mkv", options={"g": "10"}))
    source = Source.of_path(path)
    index = film_at(path).index
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 200] = bytes(200)
    path.write_bytes(data)
    measures = measure(source, index)
    assert measures.frames == index.frames
    assert not measures.seen.all()


def test_pictures_in_a_row_are_measured_as_a_film_is(tmp_path: Path) -> None:
    from io import BytesIO

    from PIL import Image

    def encoded(seed: int) -> bytes:
        out = BytesIO()
        Image.fromarray(_noise(seed)).save(out, "PNG")
        return out.getvalue()

    images = [encoded(1), encoded(1), b"not an image", encoded(2)]
    index = sequence_index(len(images))
    film = SequenceFilm(lambda: SequenceDecoder([lambda data=data: data for data in images], index), index, "a", 4)
    measures = film.measures(None, _never)
    assert measures.seen.tolist() == [True, True, False, True]
    assert measures.apart[1, :, 0].max() < 0.01
    assert measures.apart[3, 1, 0] > 0.05
    assert film.sound(None, _never).peaks.shape == (0, 2)


def test_what_is_no_film_says_so(tmp_path: Path) -> None:
    path = tmp_path / "words.mp4"
    path.write_bytes(b"just words " * 100)
    index = FrameIndex(np.arange(3, dtype=np.int64), sequence_index(3).time_base, np.zeros(1, np.int64))
    with pytest.raises(MediaUnreadable):
        measure(Source.of_path(path), index)


def test_measures_are_kept_by_content_and_read_back_the_same(tmp_path: Path) -> None:
    store = MeasureStore(tmp_path / "kept")
    measures, _ = measures_of_scenes([Scene("pan", 30)])
    store.keep("key", measures)
    kept = store.load("key", measures.frames)
    assert kept is not None
    assert kept.complete
    for name in ("apart", "across", "mixed", "motion", "sharpness", "light", "contrast", "look", "seen"):
        assert np.array_equal(getattr(kept, name), getattr(measures, name))
    assert kept.apart.shape == (30, WITNESSES, NEAR)


def test_measures_of_other_content_of_a_part_or_damaged_on_disk_are_none(tmp_path: Path) -> None:
    store = MeasureStore(tmp_path / "kept")
    measures, _ = measures_of_scenes([Scene("still", 20)])
    store.keep("part", measures.until(10))
    store.keep("whole", measures)
    assert store.load("other", 20) is None
    assert store.load("part", 10) is None
    assert store.load("whole", 21) is None
    (note,) = (tmp_path / "kept").iterdir()
    note.write_bytes(note.read_bytes()[:300])
    assert store.load("whole", 20) is None


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"a file where the folder should be")
    store = MeasureStore(tmp_path / "kept")
    measures, _ = measures_of_scenes([Scene("still", 5)])
    store.keep("key", measures)
    assert store.load("key", 5) is None
