"""Draw flat shapes with smooth edges: everything is drawn twice as large and shrunk at the end."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from server.sample.palette import Colour

FINE = 2
Point = tuple[float, float]


class Pen:
    """Draws on a sheet of width x height pixels: clear, or over a picture of that size or already enlarged."""

    def __init__(self, width: int, height: int, ground: Image.Image | None = None) -> None:
        self.width, self.height = width, height
        if ground is None:
            self._sheet = Image.new("RGBA", (width * FINE, height * FINE))
        else:
            self._sheet = enlarged(ground) if ground.width == width else ground.copy()
        self._draw = ImageDraw.Draw(self._sheet)

    def finished(self) -> Image.Image:
        """The sheet at its own size."""
        return self._sheet.reduce(FINE)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled shape."""
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def curve(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled shape whose outline goes smoothly through the points."""
        self.polygon(smooth(points), colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A stroke with round corners, `width` pixels wide."""
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=max(1, round(width * FINE)), joint="curve")

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """A filled rectangle."""
        low = bottom - 1 / FINE
        if right - left >= 1 / FINE and low >= top:
            self._draw.rectangle((left * FINE, top * FINE, right * FINE - 1, low * FINE), fill=colour)

    def oval(self, x: float, y: float, across: float, down: float, colour: Colour) -> None:
        """A filled ellipse around (x, y) with these radii."""
        self._draw.ellipse(
            ((x - across) * FINE, (y - down) * FINE, (x + across) * FINE, (y + down) * FINE), fill=colour
        )

    def fade(self, top: float, bottom: float, upper: Colour, lower: Colour) -> None:
        """A band across the sheet whose colour changes from `upper` to `lower`."""
        rows = max(1, round((bottom - top) * FINE))
        share = np.linspace(0.0, 1.0, rows)[:, None]
        ramp = np.array(upper) * (1 - share) + np.array(lower) * share
        column = Image.fromarray(ramp.round().astype(np.uint8)[:, None, :], "RGB")
        self._sheet.paste(column.resize((self.width * FINE, rows), Image.Resampling.NEAREST), (0, round(top * FINE)))

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 0.6) -> None:
        """Light around a point, fading outwards."""
        disc = _disc(max(4, round(radius * FINE / 4) * 8), strength)
        size = disc.width
        corner = (round((x - radius) * FINE), round((y - radius) * FINE))
        if self._sheet.mode == "RGB":
            self._sheet.paste(colour, (*corner, corner[0] + size, corner[1] + size), disc)
            return
        light = Image.new("RGBA", (size, size), colour)
        light.putalpha(disc)
        clear = Image.new("RGBA", self._sheet.size)
        clear.paste(light, corner)
        self._sheet.alpha_composite(clear)


def enlarged(ground: Image.Image) -> Image.Image:
    """A picture at the size it is drawn on; shrunk again it is the same, pixel by pixel."""
    return ground.resize((ground.width * FINE, ground.height * FINE), Image.Resampling.NEAREST)


@lru_cache(maxsize=256)
def _disc(size: int, strength: float) -> Image.Image:
    """A soft round mask, `size` pixels across."""
    axis = np.linspace(-1.0, 1.0, min(size, 96), dtype=np.float32)
    away = np.sqrt(axis[:, None] ** 2 + axis[None, :] ** 2).clip(0, 1)
    disc = Image.fromarray(((1 - away) ** 2 * 255 * strength).astype(np.uint8), "L")
    return disc.resize((size, size), Image.Resampling.BILINEAR)


def smooth(points: Sequence[Point], steps: int = 6) -> list[Point]:
    """A closed Catmull-Rom curve through the points."""
    ring = np.array(points)
    before, after, beyond = np.roll(ring, 1, 0), np.roll(ring, -1, 0), np.roll(ring, -2, 0)
    time = (np.arange(steps) / steps)[None, :, None]
    one, two, three, four = (corner[:, None, :] for corner in (before, ring, after, beyond))
    curve = 0.5 * (
        2 * two
        + (three - one) * time
        + (2 * one - 5 * two + 4 * three - four) * time**2
        + (3 * two - one - 3 * three + four) * time**3
    )
    return [(float(x), float(y)) for x, y in curve.reshape(-1, 2)]
