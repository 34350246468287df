"""Places of the delivery team seen from the side: the old town's gables and the harbour's cranes."""

from functools import partial

import numpy as np

from server.sample.layers import Layer
from server.sample.palette import Colour, Light, mix
from server.sample.pen import Pen
from server.sample.street import ROOFS, WALLS, WARM


def old_town(light: Light, seed: int) -> list[Layer]:
    """A tower far off, a row of gabled houses, pavement and lamps."""
    return [
        Layer(partial(_towers, light=light, seed=seed, base=0.74), 0.15),
        Layer(partial(_gables, light=light, seed=seed + 40, foot=0.74, size=0.24, far=0.42), 0.4),
        Layer(partial(_gables, light=light, seed=seed, foot=0.8, size=0.36, far=0.14), 0.7),
        Layer(partial(_pavement, light=light, seed=seed, top=0.8), 0.85),
        Layer(partial(_lamps, light=light), 1.0),
    ]


def harbour(light: Light, seed: int) -> list[Layer]:
    """A skyline across the water, cranes and a ship, and the quay."""
    return [
        Layer(partial(_towers, light=light, seed=seed, base=0.63), 0.1),
        Layer(partial(_sea, light=light), 0.0),
        Layer(partial(_glints, light=light, seed=seed), 0.3),
        Layer(partial(_ships, light=light, seed=seed), 0.45),
        Layer(partial(_cranes, light=light, seed=seed), 0.65),
        Layer(partial(_quay, light=light), 0.9),
        Layer(partial(_lamps, light=light), 1.0),
    ]


def _per_screen(pen: Pen, count: float) -> int:
    return max(1, round(count * pen.width / pen.height / 1.78))


def _towers(pen: Pen, light: Light, seed: int, base: float) -> None:
    random = np.random.default_rng(seed)
    foot = pen.height * base
    for distance, size in ((0.98, 0.2), (0.84, 0.14)):
        x = -pen.height * 0.02
        while x < pen.width:
            wide = pen.height * random.uniform(0.05, 0.12)
            high = pen.height * size * random.uniform(0.35, 1.25)
            tone = light.seen((116, 128, 148), distance)
            pen.box(x, foot - high, x + wide, foot + pen.height * 0.1, tone)
            if random.random() < 0.22:
                spire = foot - high - pen.height * random.uniform(0.05, 0.1)
                pen.polygon(((x, foot - high), (x + wide / 2, spire), (x + wide, foot - high)), tone)
            if light.lamps:
                for _ in range(7):
                    spot = x + wide * random.uniform(0.12, 0.85), foot - high * random.uniform(0.1, 0.92)
                    pen.box(*spot, spot[0] + pen.height * 0.005, spot[1] + pen.height * 0.007, mix(WARM, tone, 0.35))
            x += wide * random.uniform(0.9, 1.3)


def _gables(pen: Pen, light: Light, seed: int, *, foot: float, size: float, far: float) -> None:
    random = np.random.default_rng(seed)
    ground, x = pen.height * foot, -pen.height * 0.05
    while x < pen.width:
        wide = pen.height * size * random.uniform(0.5, 0.72)
        high = pen.height * size * random.uniform(0.85, 1.25)
        wall = light.seen(WALLS[int(random.integers(len(WALLS)))], far)
        roof = light.seen((232, 236, 242) if light.snow else ROOFS[int(random.integers(len(ROOFS)))], far)
        top, middle = ground - high, x + wide / 2
        pen.box(x, top, x + wide, ground + 2, wall)
        peak = top - wide * random.uniform(0.5, 0.75)
        if random.random() < 0.45:
            _stepped(pen, x=x, wide=wide, top=top, peak=peak, wall=wall)
        else:
            pen.polygon(((x - wide * 0.05, top), (middle, peak), (x + wide * 1.05, top)), roof)
        _panes(pen, light, random, front=(x, top, wide, high), wall=wall, far=far)
        pen.oval(middle, top - wide * 0.18, wide * 0.07, wide * 0.07, mix(wall, (30, 34, 46), 0.55))
        x += wide * (1.0 if random.random() < 0.8 else 1.25)


def _stepped(pen: Pen, *, x: float, wide: float, top: float, peak: float, wall: Colour) -> None:
    for step in range(4):
        inset = wide * 0.13 * (step + 0.3)
        pen.box(x + inset, top - (top - peak) * (step + 1) / 4, x + wide - inset, top + 1, wall)


def _panes(
    pen: Pen,
    light: Light,
    random: np.random.Generator,
    *,
    front: tuple[float, float, float, float],
    wall: Colour,
    far: float,
) -> None:
    x, top, wide, high = front
    glass, frame = light.seen((94, 116, 138), far), mix(wall, (255, 255, 255), 0.45)
    rows, columns = 3, 2 if wide < pen.height * 0.19 else 3
    for row in range(rows):
        for column in range(columns):
            left = x + wide * (column + 0.26) / columns
            right = x + wide * (column + 0.74) / columns
            upper = top + high * (row + 0.16) / rows
            lower = upper + high * 0.17
            if row == rows - 1 and column == columns // 2:
                lower = top + high
                pen.box(left, upper, right, lower, mix(wall, (46, 30, 26), 0.7))
                continue
            lit = light.lamps and random.random() < 0.5
            edge = pen.height / 600
            pen.box(left - edge, upper - edge, right + edge, lower + edge, frame)
            pen.box(left, upper, right, lower, mix(WARM, light.haze, far * 0.5) if lit else glass)
            pen.box((left + right - edge) / 2, upper, (left + right + edge) / 2, lower, frame)


def _pavement(pen: Pen, light: Light, seed: int, top: float) -> None:
    stone: Colour = (226, 230, 236) if light.snow else (112, 112, 118) if light.wet else (172, 164, 154)
    pen.fade(pen.height * top, pen.height, light.seen(stone, 0.25), light.seen(mix(stone, (40, 40, 50), 0.25), 0.0))
    pen.box(0, pen.height * top, pen.width, pen.height * (top + 0.008), light.seen((210, 204, 196), 0.1))
    random = np.random.default_rng(seed + 30)
    for _ in range(_per_screen(pen, 110)):
        near = random.random()
        y, x = pen.height * (top + 0.02 + (0.98 - top) * near), random.uniform(0, pen.width)
        long = pen.height * (0.01 + 0.03 * near)
        pen.box(
            x, y, x + long, y + pen.height * (0.001 + 0.003 * near), light.seen(mix(stone, (50, 50, 60), 0.35), 0.05)
        )
    if light.wet and light.lamps:
        for spot in range(_per_screen(pen, 3) + 1):
            pen.glow((spot + 0.3) * pen.height * 0.62, pen.height * 0.93, pen.height * 0.12, (255, 204, 130), 0.35)


def _lamps(pen: Pen, light: Light) -> None:
    metal = light.seen((46, 52, 62), 0.0)
    for post in range(_per_screen(pen, 2.4) + 1):
        x, foot, head = pen.height * (0.32 + 0.76 * post), pen.height * 0.9, pen.height * 0.5
        pen.line(((x, foot), (x, head)), metal, pen.height * 0.009)
        pen.box(x - pen.height * 0.016, foot - pen.height * 0.02, x + pen.height * 0.016, foot, metal)
        if light.lamps:
            pen.glow(x, head - pen.height * 0.02, pen.height * 0.2, (255, 208, 130), 0.6)
            pen.glow(x, foot, pen.height * 0.16, (255, 190, 110), 0.22)
        glass = (255, 242, 208) if light.lamps else mix(metal, (255, 255, 255), 0.6)
        cap, low = head - pen.height * 0.045, pen.height * 0.014
        pen.polygon(((x - low, head), (x + low, head), (x + low * 1.5, cap), (x - low * 1.5, cap)), glass)
        pen.polygon(((x - low * 1.9, cap), (x + low * 1.9, cap), (x, cap - low * 1.3)), metal)


def _sea(pen: Pen, light: Light) -> None:
    deep = mix(light.top, light.seen((24, 74, 104), 0), 0.6)
    pen.fade(pen.height * 0.62, pen.height, mix(light.low, light.seen((110, 156, 176), 0.3), 0.45), deep)


def _glints(pen: Pen, light: Light, seed: int) -> None:
    random = np.random.default_rng(seed + 3)
    for _ in range(_per_screen(pen, 130)):
        near = random.random() ** 1.4
        tone = (
            mix(light.low, light.top, 0.35 + 0.4 * near) if random.random() < 0.55 else mix(light.top, (8, 20, 36), 0.2)
        )
        x, y = random.uniform(0, pen.width), pen.height * (0.628 + 0.3 * near)
        pen.oval(x, y, pen.height * (0.012 + 0.05 * near), pen.height * (0.001 + 0.003 * near), tone)


def _ships(pen: Pen, light: Light, seed: int) -> None:
    random = np.random.default_rng(seed + 21)
    for berth in range(_per_screen(pen, 1.3)):
        x, y = pen.height * (random.uniform(0.2, 0.7) + berth * 1.3), pen.height * 0.71
        unit = pen.height * 0.05
        hull = light.seen(((168, 58, 52), (44, 70, 108), (58, 104, 92))[int(random.integers(3))], 0.32)
        pen.polygon(
            (
                (x, y - unit),
                (x + unit * 10, y - unit),
                (x + unit * 9.3, y + unit * 0.4),
                (x + unit * 0.6, y + unit * 0.4),
            ),
            hull,
        )
        pen.polygon(
            (
                (x + unit * 0.4, y),
                (x + unit * 9.6, y),
                (x + unit * 9.3, y + unit * 0.4),
                (x + unit * 0.6, y + unit * 0.4),
            ),
            mix(hull, (20, 20, 28), 0.4),
        )
        white = light.seen((232, 232, 226), 0.3)
        pen.box(x + unit * 7.6, y - unit * 2.6, x + unit * 9.2, y - unit, white)
        pen.box(x + unit * 8.2, y - unit * 3.2, x + unit * 8.7, y - unit * 2.6, hull)
        for stack in range(6):
            for level in range(int(random.integers(1, 4))):
                crate = light.seen(
                    ((204, 104, 60), (70, 122, 150), (214, 176, 92), (120, 140, 110))[int(random.integers(4))], 0.32
                )
                left, low = x + unit * (0.7 + stack * 1.1), y - unit * (1 + level * 0.55)
                pen.box(left, low - unit * 0.5, left + unit, low, crate)


def _cranes(pen: Pen, light: Light, seed: int) -> None:
    random = np.random.default_rng(seed + 22)
    for place in range(_per_screen(pen, 1.6)):
        x, foot = pen.height * (0.15 + 1.1 * place + random.uniform(0, 0.35)), pen.height * 0.82
        unit, paint = pen.height * 0.1, light.seen(((232, 140, 56), (70, 120, 168))[place % 2], 0.2)
        thick = pen.height * 0.008
        for leg in (0.0, 1.2):
            pen.line(((x + leg * unit, foot), (x + (0.3 + leg * 0.5) * unit, foot - 3.2 * unit)), paint, thick)
        pen.line(((x + 0.1 * unit, foot - 1.0 * unit), (x + 1.0 * unit, foot - 1.0 * unit)), paint, thick)
        pen.line(((x - 0.9 * unit, foot - 3.2 * unit), (x + 3.6 * unit, foot - 3.2 * unit)), paint, thick * 1.3)
        pen.line(
            (
                (x - 0.9 * unit, foot - 3.2 * unit),
                (x + 0.6 * unit, foot - 4.0 * unit),
                (x + 3.4 * unit, foot - 3.2 * unit),
            ),
            paint,
            thick * 0.5,
        )
        hook = x + unit * random.uniform(1.8, 3.2)
        pen.line(((hook, foot - 3.2 * unit), (hook, foot - 2.0 * unit)), light.seen((60, 64, 72), 0.2), thick * 0.4)
        pen.box(
            hook - 0.35 * unit,
            foot - 2.0 * unit,
            hook + 0.35 * unit,
            foot - 1.7 * unit,
            light.seen((92, 134, 118), 0.2),
        )
        pen.box(x + 0.2 * unit, foot - 3.15 * unit, x + 0.7 * unit, foot - 2.8 * unit, light.seen((236, 236, 230), 0.2))


def _quay(pen: Pen, light: Light) -> None:
    stone: Colour = (224, 228, 234) if light.snow else (104, 106, 112) if light.wet else (158, 154, 148)
    top = pen.height * 0.82
    pen.fade(top, pen.height, light.seen(stone, 0.15), light.seen(mix(stone, (40, 44, 54), 0.3), 0.0))
    pen.box(0, top, pen.width, top + pen.height * 0.012, light.seen((216, 182, 82), 0.1))
    for post in range(_per_screen(pen, 6) + 2):
        x, unit = pen.height * 0.29 * post, pen.height / 720
        outline = ((-7, 3), (-9, -12), (0, -17), (9, -12), (7, 3))
        pen.curve([(x + a * unit, top + b * unit) for a, b in outline], light.seen((54, 58, 66), 0.1))
