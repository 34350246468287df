"""Films looked at by tests: from scenes to measures in one step, and measures made up by hand."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from media.film import VideoFilm
from media.indexing import build_index
from media.measures import Gauge, Measures
from media.source import Source
from tests.media.scene_films import SMALL, Scene, TrueCut, drawn


def film_at(path: Path) -> VideoFilm:
    """The film in a file."""
    source = Source.of_path(path)
    return VideoFilm(source, build_index(source))


def measures_of_scenes(scenes: Sequence[Scene], seed: int = 1) -> tuple[Measures, list[TrueCut]]:
    """The measures of scenes that were never encoded, and their cuts."""
    cuts: list[TrueCut] = []
    pictures = list(drawn(scenes, seed, SMALL, cuts))
    return measures_of_pictures(pictures), cuts


def measures_of_pictures(pictures: Sequence[NDArray[np.uint8]]) -> Measures:
    """The measures of pictures, RGB."""
    gauge = Gauge(len(pictures))
    for number, picture in enumerate(pictures):
        gauge.take(number, VideoFrame.from_ndarray(picture, format="rgb24"))
    return gauge.finished()
