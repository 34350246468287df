"""Who is in the streets: delivery robots, people and cars."""

from collections.abc import Sequence
from math import cos, pi, sin

from server.sample.figure import Figure, Look
from server.sample.palette import Colour, mix

COATS: Sequence[Colour] = ((178, 58, 54), (44, 82, 130), (226, 170, 62), (64, 112, 88), (92, 72, 112), (214, 208, 198))
CARS: Sequence[Colour] = ((196, 64, 56), (58, 96, 150), (226, 224, 218), (70, 78, 88), (232, 178, 70), (84, 136, 116))


def robot(at: Figure, look: Look) -> None:
    """A delivery robot: six wheels, a lid, two lamp eyes and a pennant; `step` rocks the pennant."""
    body, dark = look.seen((238, 240, 242)), look.seen((44, 50, 60))
    stripe = look.seen(((236, 112, 48), (28, 150, 150), (250, 190, 60))[look.kind % 3])
    shade = mix(body, dark, 0.22)
    at.round(0, 0.0, 0.62, 0.035, mix(look.seen((70, 72, 76)), (0, 0, 0), 0.35))
    at.limb(((-0.42, 0.5), (-0.46, 1.0)), dark, 0.014)
    wave = 0.02 * sin(look.step * 2 * pi)
    at.sharp(((-0.46, 1.0), (-0.72, 0.95 + wave), (-0.46, 0.88)), stripe)
    at.sharp(((-0.5, 0.2), (-0.54, 0.5), (0.46, 0.5), (0.56, 0.36), (0.54, 0.2)), shade)
    at.shape(((-0.56, 0.3), (-0.54, 0.5), (-0.46, 0.56), (0.34, 0.56), (0.5, 0.48), (0.57, 0.34), (0.5, 0.27)), body)
    at.sharp(((-0.5, 0.58), (0.3, 0.58), (0.34, 0.545), (-0.5, 0.545)), dark)
    at.sharp(((-0.55, 0.34), (-0.555, 0.4), (0.545, 0.4), (0.565, 0.34)), stripe)
    at.shape(((0.3, 0.5), (0.44, 0.48), (0.5, 0.42), (0.46, 0.4), (0.3, 0.42)), dark)
    lamp = (150, 236, 255) if look.light.lamps else look.seen((120, 200, 220))
    at.round(0.37, 0.46, 0.022, 0.022, lamp)
    at.round(0.45, 0.445, 0.018, 0.022, lamp)
    for x in (-0.38, 0.02, 0.42):
        at.round(x, 0.13, 0.135, 0.135, dark)
        at.round(x, 0.13, 0.06, 0.06, mix(dark, body, 0.45))


def person(at: Figure, look: Look) -> None:
    """Someone walking."""
    coat, skin = look.seen(COATS[look.kind % len(COATS)]), look.seen((224, 176, 146))
    trousers, swing = look.seen((48, 54, 70)), sin(look.step * 2 * pi) * 0.13
    for side in (swing, -swing):
        at.limb(((0, 0.48), (side * 0.6, 0.25), (side, 0.02)), trousers, 0.085)
    at.limb(((0, 0.74), (-swing * 0.7, 0.56), (-swing * 0.7 + 0.05, 0.45)), mix(coat, (0, 0, 0), 0.25), 0.07)
    at.shape(((-0.1, 0.8), (0.0, 0.83), (0.1, 0.8), (0.12, 0.6), (0.11, 0.4), (-0.11, 0.4), (-0.12, 0.6)), coat)
    at.limb(((0, 0.75), (swing * 0.7, 0.57), (swing * 0.7 + 0.05, 0.46)), mix(coat, (0, 0, 0), 0.12), 0.065)
    at.round(0.01, 0.91, 0.065, 0.08, skin)
    at.shape(((-0.06, 0.9), (-0.07, 0.97), (0.02, 1.0), (0.07, 0.95), (-0.01, 0.94)), look.seen((62, 46, 40)))


def cyclist(at: Figure, look: Look) -> None:
    """Someone on a bicycle."""
    dark, coat = look.seen((40, 44, 54)), look.seen(COATS[look.kind % len(COATS)])
    frame = look.seen(CARS[(look.kind + 1) % len(CARS)])
    wheels = ((-0.34, 0.2), (0.36, 0.2))
    for x, y in wheels:
        ring = [at.at(x + 0.2 * cos(a * pi / 12), y + 0.2 * sin(a * pi / 12)) for a in range(25)]
        at.pen.line(ring, dark, 0.028 * at.height)
    for way in (((-0.34, 0.2), (-0.02, 0.2), (0.26, 0.46), (-0.12, 0.46), (-0.34, 0.2)), ((-0.02, 0.2), (-0.14, 0.5))):
        at.limb(way, frame, 0.026)
    at.limb(((0.36, 0.2), (0.26, 0.5), (0.33, 0.54)), frame, 0.026)
    turn = look.step * 2 * pi
    for side in (turn, turn + pi):
        foot = (-0.02 + 0.09 * cos(side), 0.18 + 0.09 * sin(side))
        at.limb(((-0.14, 0.54), (0.1, 0.42), foot), dark, 0.07)
    at.shape(((-0.2, 0.54), (-0.18, 0.7), (0.06, 0.84), (0.12, 0.78), (-0.04, 0.6), (-0.08, 0.5)), coat)
    at.limb(((0.07, 0.78), (0.2, 0.64), (0.31, 0.55)), coat, 0.055)
    at.round(0.14, 0.92, 0.07, 0.075, look.seen((224, 176, 146)))
    at.shape(((0.05, 0.93), (0.08, 1.0), (0.18, 1.01), (0.23, 0.94)), frame)


def car(at: Figure, look: Look) -> None:
    """A small car from the side."""
    paint, dark = look.seen(CARS[look.kind % len(CARS)]), look.seen((36, 40, 48))
    glass = look.seen((150, 186, 204)) if not look.light.lamps else look.seen((92, 104, 128))
    at.round(0, 0.02, 1.45, 0.06, mix(dark, (0, 0, 0), 0.3))
    at.shape(
        (
            (-1.36, 0.2),
            (-1.42, 0.4),
            (-1.38, 0.54),
            (-1.2, 0.62),
            (-0.85, 0.96),
            (-0.1, 1.0),
            (0.4, 0.92),
            (0.82, 0.62),
            (1.28, 0.54),
            (1.38, 0.46),
            (1.41, 0.34),
            (1.36, 0.2),
        ),
        paint,
    )
    at.sharp(((-0.98, 0.62), (-0.74, 0.88), (-0.2, 0.91), (-0.2, 0.62)), glass)
    at.sharp(((-0.12, 0.62), (-0.12, 0.91), (0.3, 0.85), (0.6, 0.62)), glass)
    at.sharp(((-1.4, 0.3), (1.405, 0.3), (1.36, 0.2), (-1.36, 0.2)), mix(paint, dark, 0.45))
    at.round(1.34, 0.44, 0.06, 0.06, (255, 240, 196) if look.light.lamps else look.seen((240, 236, 220)))
    at.round(-1.38, 0.46, 0.04, 0.07, (230, 60, 50) if look.light.lamps else look.seen((176, 50, 46)))
    for x in (-0.84, 0.86):
        at.round(x, 0.2, 0.25, 0.25, dark)
        at.round(x, 0.2, 0.12, 0.12, look.seen((170, 174, 180)))
    if look.light.lamps:
        at.pen.glow(*at.at(1.5, 0.42), 0.9 * at.height, (255, 236, 190), 0.5)


def traffic(at: Figure, look: Look) -> None:
    """A car seen from behind, its tail lamps on when it is dark."""
    paint, dark = look.seen(CARS[look.kind % len(CARS)]), look.seen((36, 40, 48))
    at.round(0, 0.02, 0.7, 0.05, mix(dark, (0, 0, 0), 0.3))
    for x in (-0.46, 0.46):
        at.sharp(((x - 0.12, 0.0), (x - 0.12, 0.3), (x + 0.12, 0.3), (x + 0.12, 0.0)), dark)
    at.shape(
        (
            (-0.62, 0.2),
            (-0.64, 0.5),
            (-0.5, 0.66),
            (-0.4, 0.94),
            (0.0, 1.0),
            (0.4, 0.94),
            (0.5, 0.66),
            (0.64, 0.5),
            (0.62, 0.2),
            (0.0, 0.17),
        ),
        paint,
    )
    at.sharp(((-0.44, 0.64), (-0.35, 0.88), (0.35, 0.88), (0.44, 0.64)), look.seen((120, 148, 166)))
    at.sharp(((-0.6, 0.3), (0.6, 0.3), (0.58, 0.18), (-0.58, 0.18)), mix(paint, dark, 0.5))
    at.sharp(((-0.16, 0.44), (0.16, 0.44), (0.16, 0.35), (-0.16, 0.35)), look.seen((236, 236, 230)))
    for x in (-0.5, 0.5):
        at.round(x, 0.5, 0.09, 0.06, (255, 66, 52) if look.light.lamps else look.seen((176, 40, 40)))
        if look.light.lamps:
            at.pen.glow(*at.at(x, 0.5), 0.42 * at.height, (255, 70, 50), 0.55)
