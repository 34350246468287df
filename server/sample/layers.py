"""A place as layers from far to near: painted on one sheet they make a picture, moved against each other a film."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from server.sample.palette import Colour
from server.sample.pen import Pen


@dataclass(frozen=True, slots=True)
class Layer:
    """What to paint, and how fast it passes when the camera moves (0 stays, 1 is right before it)."""

    paint: Callable[[Pen], None]
    nearness: float


def ridge(pen: Pen, seed: int, *, base: float, rise: float, rough: float, colour: Colour) -> None:
    """Hills across the sheet: `base` and `rise` as shares of the height, `rough` as waves a screen."""
    random = np.random.default_rng(seed)
    screens = pen.width / (pen.height * 16 / 9)
    x = np.linspace(0, screens * rough * 2 * np.pi, 160)
    line = np.zeros_like(x)
    for octave, weight in ((1.0, 1.0), (2.3, 0.45), (5.1, 0.18)):
        line += np.sin(x * octave + random.uniform(0, 2 * np.pi)) * weight
    tops = pen.height * (base - rise * (line + 1.63) / 3.26)
    across = np.linspace(0, pen.width, 160)
    points = [(float(a), float(b)) for a, b in zip(across, tops, strict=True)]
    pen.polygon([(0, pen.height), *points, (pen.width, pen.height)], colour)
