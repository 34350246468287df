"""Sound for playing: from any moment, on the clock of the frames, without gaps; and what is silent ends at once."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from media.indexing import build_index
from media.sound import RATE, Samples, has_sound, sound_from
from media.source import Source
from tests.media.films import Film, write
from tests.media.numbered import numbered

OWN_RATE = 44_100
CLICK = 1.5  # s


def with_click(folder: Path, *, codec: str = "pcm_s16le", name: str = "click.mkv", later: float = 0.0) -> Path:
    """A film of 3 s with a click in both ears; `later`: seconds by which its sound begins after its pictures."""
    path = folder / name
    with av.open(str(path), "w") as opened:
        container: Any = opened
        film, sound = container.add_stream("mpeg4", 25), container.add_stream(codec, OWN_RATE, layout="mono")
        film.width, film.height, film.pix_fmt = 128, 96, "yuv420p"
        for number in range(75):
            frame = av.VideoFrame.from_ndarray(numbered(number), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(film.encode(frame))
        samples = np.zeros((1, 3 * OWN_RATE), np.int16)
        at = round((CLICK - later) * OWN_RATE)
        samples[0, at : at + 30] = 20_000
        for start in range(0, samples.shape[1], 1024):
            part = av.AudioFrame.from_ndarray(samples[:, start : start + 1024], format="s16", layout="mono")
            part.sample_rate, part.time_base = OWN_RATE, Fraction(1, OWN_RATE)
            part.pts = start + round(later * OWN_RATE)
            container.mux(sound.encode(part))
        container.mux(sound.encode(None))
        container.mux(film.encode(None))
    return path


def heard(path: Path, start: float) -> Samples:
    source = Source.of_path(path)
    return np.concatenate([*sound_from(source, build_index(source), start), np.zeros((0, 2), np.float32)])


def click_in(samples: Samples) -> float:
    """Seconds to the first loud sample."""
    return float(np.argmax(np.abs(samples[:, 0]) > 0.2)) / RATE


@pytest.mark.parametrize("start", [0.0, 0.4, 1.0, 1.49])
def test_a_click_is_heard_when_its_frame_is_shown(tmp_path: Path, start: float) -> None:
    samples = heard(with_click(tmp_path), start)
    assert samples.dtype == np.float32
    assert click_in(samples) == pytest.approx(CLICK - start, abs=0.002)
    assert len(samples) / RATE == pytest.approx(3.0 - start, abs=0.05)
    assert np.array_equal(samples[:, 0], samples[:, 1])


def test_sound_that_begins_after_the_pictures_is_silence_until_then(tmp_path: Path) -> None:
    samples = heard(with_click(tmp_path, later=0.7), 0.0)
    assert not samples[: round(0.68 * RATE)].any()
    assert click_in(samples) == pytest.approx(CLICK, abs=0.002)


def test_a_codec_with_a_delay_keeps_its_place(tmp_path: Path) -> None:
    samples = heard(with_click(tmp_path, codec="aac", name="click.mp4"), 1.0)
    assert click_in(samples) == pytest.approx(CLICK - 1.0, abs=0.03)


def test_a_film_without_sound_gives_none(tmp_path: Path) -> None:
    path = write(tmp_path, Film("mute.mp4", moments=range(20)))
    assert not has_sound(Source.of_path(path))
    assert len(heard(path, 0.0)) == 0


def test_sound_that_is_cut_off_ends_where_it_is_cut(tmp_path: Path) -> None:
    path = with_click(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    samples = heard(path, 0.0)
    assert 0.5 < len(samples) / RATE < 2.9
