"""The sound of a film as peaks, on the clock of its frames."""

import io
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest
from typing_extensions import override

from media.source import Source
from media.waveform import FINEST, Sound, sound_of
from tests.media.films import Film, write
from tests.media.looked_at import film_at
from tests.media.sound_films import beep, film_with_sound

FORMS = (("aac", "fltp"), ("pcm_s16le", "s16"), ("flac", "s16"), ("pcm_u8", "u8"), ("pcm_s32le", "s32"))


def _never() -> bool:
    return False


@pytest.mark.parametrize(("codec", "form"), FORMS, ids=[codec for codec, _ in FORMS])
def test_a_tone_is_seen_when_it_is_heard_and_as_loud(tmp_path: Path, codec: str, form: str) -> None:
    sound = film_with_sound(tmp_path / "film.mkv", beep(), codec, form).sound(None, _never)
    assert sound.seconds == FINEST
    assert sound.peaks.shape == (300, 2)
    loud = np.flatnonzero(sound.peaks[:, 1] > 0.3)
    assert abs(loud[0] - 100) <= 1
    assert abs(loud[-1] - 109) <= 1
    assert sound.peaks[loud, 1].max() == pytest.approx(0.5, abs=0.06)
    assert sound.peaks[loud, 0].min() == pytest.approx(-0.5, abs=0.06)
    assert np.abs(sound.peaks[150:]).max() < 0.02


def test_the_clock_begins_with_the_first_frame_shown(tmp_path: Path) -> None:
    sound = film_with_sound(tmp_path / "film.mkv", beep(), begin=125).sound(None, _never)
    assert abs(int(np.flatnonzero(sound.peaks[:, 1] > 0.3)[0]) - 100) <= 1


def test_a_film_without_sound_has_no_peaks(tmp_path: Path) -> None:
    assert film_at(write(tmp_path, Film("film.mp4"))).sound(None, _never).peaks.shape == (0, 2)


def test_peaks_come_while_they_are_heard_and_end_where_they_are_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.waveform.EVERY", 0.0)
    film = film_with_sound(tmp_path / "film.mkv", beep())
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
    film = film_with_sound(path, beep(at=0.2))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    sound = film.sound(None, _never)
    assert sound.peaks.shape == (300, 2)
    assert sound.peaks[20:31, 1].max() > 0.3
    assert np.abs(sound.peaks[290:]).max() == 0


class _Broken(io.BytesIO):
    """A file whose line breaks in the middle, or never."""

    def __init__(self, data: bytes, *, broken: bool) -> None:
        super().__init__(data)
        self.broken = broken

    @override
    def read(self, size: int | None = -1) -> bytes:
        if self.broken and self.tell() > len(self.getvalue()) // 2:
            raise ConnectionError("the line broke")
        return super().read(size)


def test_a_line_that_breaks_is_no_silence(tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    film = film_with_sound(path, beep(), "pcm_s32le", "s32")
    data = path.read_bytes()
    opened: list[_Broken] = []

    def source(*, broken: bool) -> Source:
        def opener() -> BinaryIO:
            opened.append(_Broken(data, broken=broken))
            return opened[-1]

        return Source.of_opener(opener, len(data), "key")

    assert sound_of(source(broken=False), film.index).peaks.shape == (300, 2)
    with pytest.raises(ConnectionError):
        sound_of(source(broken=True), film.index)
    assert all(file.closed for file in opened)
