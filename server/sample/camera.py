"""A camera in a street: where walls, ground and things some metres ahead are on the picture."""

from collections.abc import Sequence

from server.sample.palette import Colour
from server.sample.pen import Pen, Point

EYE = 1.75
FAR = 96.0


class Camera:
    """A camera at eye height above the road, `forward` metres along it."""

    def __init__(self, pen: Pen, forward: float) -> None:
        self.pen, self.forward = pen, forward
        self.middle, self.horizon, self.focus = pen.width * 0.5, pen.height * 0.56, pen.height * 0.78

    def at(self, x: float, y: float, z: float) -> Point:
        """Where a point x right, y up and z along the street (metres) is on the sheet."""
        away = max(0.6, z - self.forward)
        return self.middle + self.focus * x / away, self.horizon - self.focus * (y - EYE) / away

    def scale(self, z: float) -> float:
        """Pixels of one metre at z."""
        return self.focus / max(0.6, z - self.forward)

    def distance(self, z: float) -> float:
        """0 near, 1 at the end of sight."""
        return min(1.0, max(0.0, (z - self.forward) / FAR)) ** 0.8

    def wall(self, x: float, along: tuple[float, float], up: tuple[float, float], colour: Colour) -> None:
        """An upright face along the street, at x, between two z and two heights."""
        (near, far), (low, high) = along, up
        self.quad([(x, low, near), (x, high, near), (x, high, far), (x, low, far)], colour)

    def floor(self, across: tuple[float, float], along: tuple[float, float], colour: Colour) -> None:
        """A piece of ground between two x and two z."""
        (left, right), (near, far) = across, along
        self.quad([(left, 0, near), (left, 0, far), (right, 0, far), (right, 0, near)], colour)

    def quad(self, corners: Sequence[tuple[float, float, float]], colour: Colour) -> None:
        """A flat face with these corners (x, y, z)."""
        self.pen.polygon([self.at(*corner) for corner in corners], colour)
