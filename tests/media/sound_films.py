"""Films with a tone that is heard at a known moment."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from media.film import VideoFilm
from tests.media.looked_at import film_at

RATE = 48_000


def film_with_sound(
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


def beep(seconds: float = 3.0, at: float = 1.0) -> NDArray[np.float32]:
    """Silence, with a tenth of a second of a tone at half strength."""
    samples = np.zeros(int(seconds * RATE), np.float32)
    first = int(at * RATE)
    samples[first : first + RATE // 10] = 0.5 * np.sin(np.arange(RATE // 10) * 2 * np.pi * 1000 / RATE)
    return samples
