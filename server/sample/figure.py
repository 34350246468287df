"""A place on a picture where a figure is drawn, in heights of the figure, and how that figure looks there."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.sample.palette import Colour, Light
from server.sample.pen import Pen, Point


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure looks: its light, how far it is (0 to 1), which of its kind it is, where in its stride (0 to 1)."""

    light: Light
    far: float = 0.0
    kind: int = 0
    step: float = 0.0

    def seen(self, colour: Colour) -> Colour:
        """A colour of the figure in its light."""
        return self.light.seen(colour, self.far)


class Figure:
    """Stands at (x, ground) on the sheet, looking right; `ahead=-1` turns it. Its points are in figure heights."""

    def __init__(self, pen: Pen, x: float, ground: float, height: float, ahead: int = 1) -> None:
        self.pen, self.x, self.ground, self.height, self.ahead = pen, x, ground, height, ahead

    def at(self, x: float, y: float) -> Point:
        """The point x heights ahead of the figure's middle and y heights above the ground."""
        return self.x + x * self.height * self.ahead, self.ground - y * self.height

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """A smooth filled shape."""
        self.pen.curve([self.at(*point) for point in points], colour)

    def sharp(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled shape with corners."""
        self.pen.polygon([self.at(*point) for point in points], colour)

    def limb(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A leg, a neck or a rod, `width` heights thick."""
        self.pen.line([self.at(*point) for point in points], colour, width * self.height)
        for point in points:
            x, y = self.at(*point)
            self.pen.oval(x, y, width * self.height / 2, width * self.height / 2, colour)

    def round(self, x: float, y: float, across: float, down: float, colour: Colour) -> None:
        """A filled ellipse with these radii."""
        middle = self.at(x, y)
        self.pen.oval(*middle, across * self.height, down * self.height, colour)
