"""The sound of a film as peaks, on the clock of its frames."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from media.film import VideoFilm
from media.waveform import FINEST, Sound
from tests.media.films import Film, write
from tests.media.looked_at import film_at

RATE = 48_000
FORMS = (("aac", "fltp"), ("pcm_s16le", "s16"), ("flac", "s16"), ("pcm_u8", "u8"), ("pcm_s32le", "s32"))


def _never() -> bool:
    return False


def _film(
    path: Path, samples: NDArray[np.float32], codec: str = "aac", form: str = "fltp", begin: int = 0
) -> VideoFilm:
    """Three seconds of film whose pictures begin at `begin` frames, with sound from the same moment on."""
    with av.open(str(path), "w") as opened:
        container: Any = opened
        film = container.add_stream("libx264", 25)
        film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream(codec, RATE, layout="stereo", format=form)
        for number in range(75):
            picture = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
            picture.pts, picture.time_base = begin + number, Fraction(1, 25)
            container.mux(film.encode(picture))
        container.mux(film.encode(None))
        heard: Any = av.AudioFrame.from_ndarray(np.stack([samples * 0, samples]), format="fltp", layout="stereo")
        heard.sample_rate, heard.pts, heard.time_base = RATE, begin * RATE // 25, Fraction(1, RATE)
        resampler = av.AudioResampler(form, "stereo", RATE, frame_size=1024)
        for piece in (*resampler.resample(heard), *resampler.resample(None)):
            container.mux(sound.encode(piece))
        container.mux(sound.encode(None))
    return film_at(path)


def _beep(seconds: float = 3.0, at: float = 1.0) -> NDArray[np.float32]:
    """Silence, with a tenth of a second of a tone at half strength."""
    samples = np.zeros(int(seconds * RATE), np.float32)
    first = int(at * RATE)
    samples[first : first + RATE // 10] = 0.5 * np.sin(np.arange(RATE // 10) * 2 * np.pi * 1000 / RATE)
    return samples


@pytest.mark.parametrize(("codec", "form"), FORMS, ids=[codec for codec, _ in FORMS])
def test_a_tone_is_seen_when_it_is_heard_and_as_loud(tmp_path: Path, codec: str, form: str) -> None:
    sound = _film(tmp_path / "film.mkv", _beep(), codec, form).sound(None, _never)
    assert sound.seconds == FINEST
    assert sound.peaks.shape == (300, 2)
    loud = np.flatnonzero(sound.peaks[:, 1] > 0.3)
    assert abs(loud[0] - 100) <= 1
    assert abs(loud[-1] - 109) <= 1
    assert sound.peaks[loud, 1].max() == pytest.approx(0.5, abs=0.06)
    assert sound.peaks[loud, 0].min() == pytest.approx(-0.5, abs=0.06)
    assert np.abs(sound.peaks[150:]).max() < 0.02


def test_the_clock_begins_with_the_first_frame_shown(tmp_path: Path) -> None:
    sound = _film(tmp_path / "film.mkv", _beep(), begin=125).sound(None, _never)
    assert abs(int(np.flatnonzero(sound.peaks[:, 1] > 0.3)[0]) - 100) <= 1


def test_a_film_without_sound_has_no_peaks(tmp_path: Path) -> None:
    assert film_at(write(tmp_path, Film("film.mp4"))).sound(None, _never).peaks.shape == (0, 2)


def test_peaks_come_while_they_are_heard_and_end_where_they_are_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.waveform.EVERY", 0.0)
    film = _film(tmp_path / "film.mkv", _beep())
    grown: list[Sound] = []
    film.sound(grown.append, _never)
    lengths = [len(each.peaks) for each in grown]
    assert lengths == sorted(lengths)
    assert lengths[5] < 60 < lengths[-1]
    looks = iter([False] * 9 + [True] * 1000)
    stopped = film.sound(None, lambda: next(looks))
    assert not stopped.complete
    assert len(stopped.peaks) < 100


def test_what_is_damaged_is_silence_and_the_rest_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    film = _film(path, _beep(at=0.2))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    sound = film.sound(None, _never)
    assert sound.peaks.shape == (300, 2)
    assert sound.peaks[20:31, 1].max() > 0.3
    assert np.abs(sound.peaks[290:]).max() == 0
