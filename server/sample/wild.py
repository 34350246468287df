"""Places of the wildlife team: a lake with reeds, and a meadow below wooded hills."""

from functools import partial

import numpy as np

from server.sample.layers import Layer, ridge
from server.sample.palette import Colour, Light, mix
from server.sample.pen import Pen


def lake(light: Light, seed: int) -> list[Layer]:
    """Hills, water that holds the sky, and reeds before it."""
    return [
        Layer(partial(_hills, light=light, seed=seed, base=0.6), 0.1),
        Layer(partial(_woods, light=light, seed=seed, base=0.64, far=0.62), 0.2),
        Layer(partial(_water, light=light), 0.0),
        Layer(partial(_shimmer, light=light, seed=seed), 0.5),
        Layer(partial(_reeds, light=light, seed=seed), 1.0),
    ]


def meadow(light: Light, seed: int) -> list[Layer]:
    """Hills, a wood, grass, and flowers or snow before it."""
    return [
        Layer(partial(_hills, light=light, seed=seed, base=0.62), 0.1),
        Layer(partial(_woods, light=light, seed=seed + 1, base=0.68, far=0.55), 0.25),
        Layer(partial(_grass, light=light, seed=seed), 0.55),
        Layer(partial(_flowers, light=light, seed=seed), 1.0),
    ]


def _hills(pen: Pen, light: Light, seed: int, base: float) -> None:
    rock: Colour = (208, 216, 226) if light.snow else (96, 116, 132)
    ridge(pen, seed, base=base - 0.06, rise=0.26, rough=0.7, colour=light.seen(rock, 1.15))
    ridge(pen, seed + 5, base=base - 0.02, rise=0.17, rough=1.1, colour=light.seen(mix(rock, (60, 92, 84), 0.4), 0.92))


def _woods(pen: Pen, light: Light, seed: int, base: float, far: float) -> None:
    green: Colour = (172, 186, 190) if light.snow else (48, 82, 66)
    ridge(pen, seed + 9, base=base, rise=0.07, rough=0.9, colour=light.seen(green, far + 0.12))
    random = np.random.default_rng(seed + 2)
    for _ in range(round(90 * pen.width / pen.height / 1.78)):
        x, near = random.uniform(0, pen.width), random.random()
        foot = pen.height * (base + 0.02 * near)
        high = pen.height * (0.05 + 0.06 * random.random()) * (0.8 + 0.5 * near)
        tone = light.seen(mix(green, (30, 52, 46), 0.5 * random.random()), far - 0.18 * near)
        for part in range(3):
            top, wide = foot - high * (0.45 + 0.28 * part), high * (0.26 - 0.06 * part)
            pen.polygon(((x - wide, top + high * 0.42), (x, top - high * 0.1), (x + wide, top + high * 0.42)), tone)


def _water(pen: Pen, light: Light) -> None:
    deep = mix(light.top, light.seen((30, 70, 90), 0), 0.5)
    pen.fade(pen.height * 0.645, pen.height, mix(light.low, light.seen((120, 150, 160), 0.4), 0.35), deep)


def _shimmer(pen: Pen, light: Light, seed: int) -> None:
    random = np.random.default_rng(seed + 3)
    for _ in range(round(120 * pen.width / pen.height / 1.78)):
        near = random.random() ** 1.6
        y = pen.height * (0.655 + 0.32 * near)
        x, long = random.uniform(0, pen.width), pen.height * (0.02 + 0.1 * near) * random.uniform(0.4, 1.2)
        tone = (
            mix(light.low, mix(light.top, (255, 255, 255), 0.1), 0.3 + 0.6 * near)
            if random.random() < 0.6
            else mix(light.top, (10, 24, 40), 0.15)
        )
        thick = pen.height * (0.0012 + 0.0034 * near)
        pen.oval(x, y, long, thick, tone)


def _reeds(pen: Pen, light: Light, seed: int) -> None:
    random = np.random.default_rng(seed + 4)
    bank = light.seen((216, 222, 228) if light.snow else (64, 78, 56), 0.0)
    ridge(pen, seed + 7, base=1.02, rise=0.09, rough=0.6, colour=mix(bank, (10, 14, 18), 0.2))
    clumps = [float(x) for x in random.uniform(0, pen.width, max(3, round(5 * pen.width / pen.height / 1.78)))]
    for _ in range(round(150 * pen.width / pen.height / 1.78)):
        x = random.choice(clumps) + random.normal(0, pen.height * 0.09)
        high, lean = pen.height * random.uniform(0.1, 0.3), pen.height * random.normal(0.01, 0.025)
        tone = light.seen(mix((96, 112, 62), (182, 158, 92), random.random()), 0.0)
        foot = pen.height * 1.01
        pen.line(((x, foot), (x + lean * 0.3, foot - high * 0.6), (x + lean, foot - high)), tone, pen.height * 0.0042)
        if random.random() < 0.3:
            pen.line(
                ((x + lean * 0.8, foot - high * 0.82), (x + lean, foot - high)),
                light.seen((92, 58, 40), 0.0),
                pen.height * 0.014,
            )


def _grass(pen: Pen, light: Light, seed: int) -> None:
    back: Colour = (224, 230, 236) if light.snow else (138, 170, 92)
    front: Colour = (206, 214, 224) if light.snow else (88, 128, 66)
    ridge(pen, seed + 11, base=0.74, rise=0.06, rough=0.5, colour=light.seen(back, 0.3))
    ridge(pen, seed + 12, base=0.82, rise=0.05, rough=0.7, colour=light.seen(mix(back, front, 0.6), 0.16))
    random = np.random.default_rng(seed + 6)
    for _ in range(round(7 * pen.width / pen.height / 1.78)):
        x, y = random.uniform(0, pen.width), pen.height * random.uniform(0.7, 0.74)
        size = pen.height * random.uniform(0.04, 0.085)
        leaf = light.seen((226, 232, 238) if light.snow else (70, 112, 62), 0.3)
        pen.line(((x, y), (x, y - size)), light.seen((84, 66, 54), 0.3), size * 0.16)
        for across, up, share in ((0, 1.5, 0.8), (-0.5, 1.15, 0.6), (0.5, 1.2, 0.62)):
            pen.oval(
                x + across * size,
                y - up * size,
                share * size,
                share * size * 0.95,
                mix(leaf, (20, 30, 40), 0.1 * abs(across)),
            )


def _flowers(pen: Pen, light: Light, seed: int) -> None:
    front: Colour = (232, 238, 244) if light.snow else (70, 104, 56)
    ridge(pen, seed + 13, base=0.95, rise=0.05, rough=0.8, colour=light.seen(front, 0.04))
    random = np.random.default_rng(seed + 8)
    for _ in range(round(260 * pen.width / pen.height / 1.78)):
        near = random.random()
        x, y = random.uniform(0, pen.width), pen.height * (0.95 + 0.08 * near)
        high = pen.height * (0.02 + 0.06 * near) * random.uniform(0.5, 1.2)
        blade = light.seen(
            mix(front, (150, 176, 88) if not light.snow else (150, 140, 120), random.random() * 0.6), 0.0
        )
        pen.line(((x, y), (x + high * 0.2, y - high)), blade, pen.height * 0.004)
        if not light.snow and random.random() < 0.16:
            bloom = ((236, 226, 120), (232, 238, 246), (206, 110, 150))[int(random.integers(3))]
            pen.oval(x + high * 0.2, y - high, pen.height * 0.0065, pen.height * 0.0065, light.seen(bloom, 0.0))
