"""Who lives at the lake and in the meadow: deer, foxes, herons, ducks and other birds."""

from math import pi, sin

from server.sample.figure import Figure, Look
from server.sample.palette import mix


def deer(at: Figure, look: Look) -> None:
    """A red deer; an even kind is a stag."""
    coat = look.seen((150, 92, 56))
    dark, belly = mix(coat, (20, 14, 12), 0.35), mix(coat, look.seen((226, 196, 160)), 0.4)
    swing = sin(look.step * 2 * pi) * 0.06
    for x, side, tone in ((-0.24, -swing, dark), (0.17, swing, dark), (-0.3, swing, coat), (0.23, -swing, coat)):
        at.limb(((x, 0.5), (x - 0.01 + side * 0.5, 0.26), (x + side, 0.02)), tone, 0.042)
    at.shape(
        (
            (-0.4, 0.56),
            (-0.34, 0.65),
            (-0.1, 0.64),
            (0.12, 0.66),
            (0.28, 0.66),
            (0.32, 0.54),
            (0.24, 0.44),
            (0.0, 0.42),
            (-0.24, 0.43),
            (-0.38, 0.46),
        ),
        coat,
    )
    at.shape(((-0.22, 0.44), (0.0, 0.47), (0.22, 0.46), (0.1, 0.41), (-0.1, 0.41)), belly)
    at.shape(((0.12, 0.62), (0.24, 0.66), (0.34, 0.82), (0.4, 0.86), (0.43, 0.8), (0.37, 0.64), (0.3, 0.52)), coat)
    at.shape(((0.34, 0.86), (0.42, 0.9), (0.56, 0.81), (0.57, 0.77), (0.48, 0.77), (0.4, 0.79)), coat)
    at.shape(((0.36, 0.87), (0.27, 0.93), (0.3, 0.95), (0.39, 0.9)), dark)
    at.shape(((-0.4, 0.6), (-0.45, 0.52), (-0.41, 0.5), (-0.38, 0.56)), look.seen((238, 226, 206)))
    at.round(0.565, 0.785, 0.014, 0.014, (24, 20, 20))
    if look.kind % 2 == 0:
        horn = mix(look.seen((120, 92, 66)), dark, 0.3)
        for lean in (-0.02, 0.05):
            at.limb(((0.38, 0.89), (0.32 + lean, 1.02), (0.36 + lean, 1.17)), horn, 0.016)
            at.limb(((0.33 + lean, 1.0), (0.43 + lean, 1.07)), horn, 0.014)
            at.limb(((0.33 + lean, 1.07), (0.25 + lean, 1.15)), horn, 0.014)


def fox(at: Figure, look: Look) -> None:
    """A fox with a white-tipped tail."""
    coat, white, dark = look.seen((206, 104, 44)), look.seen((244, 236, 224)), look.seen((52, 40, 38))
    swing = sin(look.step * 2 * pi) * 0.12
    for x, side in ((-0.42, swing), (0.32, -swing), (-0.52, -swing), (0.42, swing)):
        at.limb(((x, 0.42), (x + side * 0.5, 0.2), (x + side, 0.03)), dark, 0.075)
    at.shape(((-0.56, 0.5), (-0.8, 0.56), (-1.15, 0.4), (-1.3, 0.3), (-1.1, 0.24), (-0.8, 0.34), (-0.58, 0.4)), coat)
    at.shape(((-1.14, 0.39), (-1.3, 0.3), (-1.12, 0.25), (-1.06, 0.32)), white)
    at.shape(
        ((-0.64, 0.5), (-0.5, 0.66), (-0.1, 0.62), (0.3, 0.68), (0.52, 0.62), (0.48, 0.42), (0.1, 0.36), (-0.4, 0.38)),
        coat,
    )
    at.shape(
        ((0.34, 0.62), (0.46, 0.86), (0.62, 0.96), (0.8, 0.86), (1.02, 0.68), (0.98, 0.64), (0.72, 0.62), (0.5, 0.5)),
        coat,
    )
    at.shape(((0.56, 0.66), (0.74, 0.74), (1.0, 0.66), (0.76, 0.6), (0.5, 0.52)), white)
    for x in (0.52, 0.68):
        at.sharp(((x - 0.07, 0.9), (x - 0.03, 1.1), (x + 0.08, 0.92)), dark)
    at.round(1.02, 0.67, 0.03, 0.03, dark)
    at.round(0.78, 0.79, 0.022, 0.026, dark)


def heron(at: Figure, look: Look) -> None:
    """A grey heron standing on one leg."""
    grey, pale, dark = look.seen((138, 152, 170)), look.seen((226, 230, 234)), look.seen((46, 52, 66))
    at.limb(((0.0, 0.42), (0.01, 0.2), (0.0, 0.0)), dark, 0.018)
    at.limb(((-0.05, 0.42), (0.05, 0.3), (-0.02, 0.2)), dark, 0.018)
    at.shape(((-0.3, 0.36), (-0.2, 0.5), (-0.02, 0.6), (0.1, 0.56), (0.1, 0.46), (-0.05, 0.4), (-0.2, 0.36)), grey)
    at.shape(((-0.34, 0.33), (-0.2, 0.42), (-0.05, 0.46), (-0.1, 0.4)), dark)
    dip = 0.03 * sin(look.step * 2 * pi)
    at.limb(((0.06, 0.55), (0.14, 0.66), (0.05, 0.76), (0.08, 0.88 + dip)), pale, 0.04)
    at.shape(((0.03, 0.88 + dip), (0.07, 0.93 + dip), (0.15, 0.92 + dip), (0.17, 0.89 + dip), (0.08, 0.86 + dip)), pale)
    at.sharp(((0.14, 0.915 + dip), (0.36, 0.87 + dip), (0.14, 0.885 + dip)), look.seen((230, 160, 60)))
    at.limb(((0.12, 0.915 + dip), (0.06, 0.915 + dip), (-0.04, 0.88 + dip)), dark, 0.014)


def duck(at: Figure, look: Look) -> None:
    """A mallard on the water; an even kind has the green head."""
    body = look.seen((164, 148, 128) if look.kind % 2 == 0 else (156, 116, 80))
    head = look.seen((24, 112, 84) if look.kind % 2 == 0 else (140, 104, 72))
    wave = 0.03 * sin(look.step * 2 * pi)
    at.shape(
        (
            (-1.0, 0.36 + wave),
            (-0.7, 0.42 + wave),
            (-0.1, 0.52 + wave),
            (0.5, 0.36 + wave),
            (0.56, 0.14 + wave),
            (0.2, 0.0),
            (-0.5, 0.0),
        ),
        body,
    )
    at.shape(
        ((-0.7, 0.34 + wave), (-0.1, 0.44 + wave), (0.2, 0.28 + wave), (-0.2, 0.16 + wave)),
        mix(body, (40, 40, 44), 0.35),
    )
    at.shape(
        (
            (0.26, 0.3 + wave),
            (0.34, 0.6 + wave),
            (0.36, 0.82 + wave),
            (0.54, 0.98 + wave),
            (0.72, 0.84 + wave),
            (0.66, 0.66 + wave),
            (0.56, 0.5 + wave),
            (0.54, 0.3 + wave),
        ),
        head,
    )
    at.shape(
        ((0.66, 0.8 + wave), (0.94, 0.72 + wave), (0.92, 0.66 + wave), (0.66, 0.68 + wave)),
        look.seen((236, 186, 62)),
    )
    at.round(0.58, 0.83 + wave, 0.035, 0.035, (20, 20, 24))


def bird(at: Figure, look: Look) -> None:
    """A bird in the air, wings up and down with its look.step."""
    dark, lift = look.seen((58, 62, 74)), sin(look.step * 2 * pi) * 0.7
    at.shape(((-0.5, 0.5), (0.1, 0.62), (0.6, 0.56), (0.75, 0.52), (0.1, 0.4)), dark)
    at.shape(
        ((-0.1, 0.55), (-0.25, 0.6 + lift * 0.8), (-0.5, 0.55 + lift * 1.1), (0.05, 0.62 + lift * 0.6), (0.25, 0.52)),
        dark,
    )
