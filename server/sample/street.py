"""A street in perspective, as a robot's camera sees it: houses, lamps, trees, traffic and a wet or dry road."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from server.sample.camera import FAR, Camera
from server.sample.figure import Figure, Look
from server.sample.figures import MAKERS
from server.sample.palette import Colour, Light, mix
from server.sample.pen import Pen

WALLS: tuple[Colour, ...] = (
    (206, 122, 92),
    (226, 184, 132),
    (190, 150, 142),
    (150, 164, 172),
    (214, 206, 190),
    (176, 98, 86),
    (128, 146, 158),
    (232, 206, 164),
)
ROOFS: tuple[Colour, ...] = ((108, 62, 56), (84, 88, 98), (126, 78, 62))
WARM: Colour = (255, 214, 132)
HALF_ROAD, KERB, WALL = 3.4, 5.6, 7.0


@dataclass(frozen=True, slots=True)
class House:
    """A house front along the street: from `near` to `far` metres ahead, so high, on the left (-1) or right (1)."""

    near: float
    far: float
    height: float
    side: int
    wall: Colour
    roof: Colour
    windows: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Passer:
    """Someone or something in the street: x metres to the right, z metres ahead, moving at `speed` metres a second."""

    figure: str
    x: float
    z: float
    height: float
    ahead: int
    speed: float
    kind: int


@dataclass(frozen=True, slots=True)
class Street:
    """One street: who built it and who is in it."""

    houses: tuple[House, ...]
    passers: tuple[Passer, ...]
    lamps: tuple[float, ...]
    trees: tuple[tuple[float, int, float], ...]


def street(seed: int, passers: tuple[Passer, ...], length: float = 170.0) -> Street:
    """A street that is the same for the same seed."""
    random = np.random.default_rng(seed)
    houses: list[House] = []
    for side in (-1, 1):
        near = -8.0
        while near < length:
            far = near + float(random.uniform(8, 15))
            storeys, columns = int(random.integers(2, 6)), int(random.integers(2, 5))
            lit = tuple(tuple(bool(random.random() < 0.45) for _ in range(columns)) for _ in range(storeys))
            wall = WALLS[int(random.integers(len(WALLS)))]
            houses.append(House(near, far, storeys * 3.1 + 1.4, side, wall, ROOFS[int(random.integers(3))], lit))
            near = far + (float(random.uniform(2, 5)) if random.random() < 0.15 else 0.0)
    trees = tuple(
        (float(z), int(random.choice((-1, 1))), float(random.uniform(4.2, 6.5))) for z in np.arange(14, length, 11)
    )
    return Street(tuple(houses), passers, tuple(float(z) for z in np.arange(6, length, 18)), trees)


def paint_street(pen: Pen, place: Street, light: Light, forward: float = 0.0, seconds: float = 0.0) -> None:
    """Paint the street as seen `forward` metres along it, `seconds` after the film's start."""
    camera = Camera(pen, forward)
    _end(pen, camera, light)
    _road(pen, camera, light)
    seen = [house for house in place.houses if house.far > forward + 0.7 and house.near < forward + FAR]
    for house in sorted(seen, key=lambda house: -house.far):
        _house(camera, house, light)
    things = [(z, partial(_lamp, camera, z, light)) for z in place.lamps]
    things += [(z, partial(_tree, camera, z, side, height, light)) for z, side, height in place.trees]
    for passer in place.passers:
        z = passer.z + passer.speed * seconds
        things.append((z, partial(_passer, camera, passer, z, light, seconds)))
    for z, paint in sorted(things, key=lambda pair: -pair[0]):
        if 1.6 < z - forward < FAR * 0.8:
            paint()


def _end(pen: Pen, camera: Camera, light: Light) -> None:
    """What closes the street: the town's towers in the haze."""
    random = np.random.default_rng(7)
    base, step = camera.horizon + 2, pen.width / 28
    for index in range(28):
        high = pen.height * float(random.uniform(0.02, 0.12)) * (1.5 if 9 < index < 19 else 1)
        pen.box(index * step, base - high, (index + 1) * step + 1, base, light.seen((120, 130, 146), 0.93))


def _road(pen: Pen, camera: Camera, light: Light) -> None:
    ground = (226, 230, 236) if light.snow else (150, 146, 140)
    pen.fade(camera.horizon, pen.height, light.seen(ground, 0.85), light.seen(ground, 0.05))
    asphalt = (176, 180, 188) if light.snow else (62, 66, 74) if light.wet else (96, 98, 104)
    slices = [0.6, *(float(metres) for metres in np.geomspace(1.6, FAR, 13))]
    for close, away in zip(slices[:-1][::-1], slices[1:][::-1], strict=True):
        along = camera.forward + close, camera.forward + away
        distance = camera.distance(along[0])
        camera.floor((-HALF_ROAD, HALF_ROAD), along, light.seen(asphalt, distance * 0.9))
        for side in (-1, 1):
            stone = light.seen((196, 192, 186), distance)
            camera.floor((side * HALF_ROAD, side * (HALF_ROAD + 0.28)), along, stone)
    start = int(camera.forward // 6) * 6
    for z in range(start, start + 84, 6):
        if z + 2.6 > camera.forward + 1.2:
            near = max(float(z), camera.forward + 1.2)
            camera.floor((-0.07, 0.07), (near, z + 2.6), light.seen((240, 238, 230), camera.distance(near)))


def _house(camera: Camera, house: House, light: Light) -> None:
    x, top = house.side * WALL, house.height
    along = near, far = max(house.near, camera.forward + 0.7), house.far
    far_away = camera.distance((near + far) / 2)
    wall = light.seen(house.wall if house.side < 0 else mix(house.wall, (40, 44, 60), 0.16), far_away)
    roof = light.seen((232, 236, 242) if light.snow else house.roof, far_away)
    back, eave, ridge = house.side * (WALL + 9), house.side * (WALL + 0.9), top + 1.3
    camera.wall(x, along, (0, top), wall)
    camera.quad([(x, 0, near), (x, top, near), (back, top, near), (back, 0, near)], mix(wall, (18, 22, 34), 0.2))
    camera.quad([(x, top, near), (eave, ridge, near), (eave, ridge, far), (x, top, far)], roof)
    gable = mix(roof, (10, 12, 20), 0.25)
    camera.quad([(x, top, near), (eave, ridge, near), (back, ridge, near), (back, top, near)], gable)
    camera.wall(x, along, (top - 0.25, top + 0.1), mix(wall, (255, 255, 255), 0.18))
    camera.wall(x, along, (0, 0.7), mix(wall, (0, 0, 0), 0.22))
    _windows(camera, house, light, far_away)


def _windows(camera: Camera, house: House, light: Light, far_away: float) -> None:
    glass = light.seen((104, 130, 152), far_away)
    lamp = mix(WARM, light.haze, min(0.6, far_away * light.thickness))
    for storey, row in enumerate(house.windows):
        span = (house.far - house.near) / len(row)
        for column, lit in enumerate(row):
            along = house.near + span * (column + 0.25), house.near + span * (column + 0.75)
            if not camera.forward + 0.9 <= along[0] <= camera.forward + 48:
                continue
            door = storey == column == 0
            colour = mix(glass, (60, 40, 34), 0.6) if door else lamp if lit and light.lamps else glass
            camera.wall(house.side * WALL, along, (0.05 if door else storey * 3.1 + 1.2, storey * 3.1 + 2.9), colour)


def _lamp(camera: Camera, z: float, light: Light) -> None:
    for side in (-1, 1):
        x, scale = side * (HALF_ROAD + 0.8), camera.scale(z)
        metal = light.seen((66, 74, 84), camera.distance(z))
        foot, head = camera.at(x, 0, z), camera.at(x, 4.6, z)
        camera.pen.line([foot, head, camera.at(x - side * 0.7, 4.75, z)], metal, max(0.7, 0.09 * scale))
        bulb = camera.at(x - side * 0.8, 4.68, z)
        if light.lamps:
            camera.pen.glow(*bulb, 2.1 * scale, (255, 206, 128), 0.62)
            camera.pen.glow(*foot, 1.7 * scale, (255, 190, 110), 0.2)
            if light.wet:
                camera.pen.glow(bulb[0], 2 * foot[1] - bulb[1], 1.6 * scale, (255, 206, 128), 0.34)
        camera.pen.oval(
            *bulb, 0.2 * scale, 0.11 * scale, (255, 240, 204) if light.lamps else mix(metal, (255, 255, 255), 0.5)
        )


def _tree(camera: Camera, z: float, side: int, height: float, light: Light) -> None:
    x, scale, far_away = side * (KERB - 0.5), camera.scale(z), camera.distance(z)
    bark = light.seen((92, 70, 58), far_away)
    leaf = light.seen((222, 228, 236) if light.snow else (92, 138, 78) if int(z) % 3 else (206, 140, 60), far_away)
    camera.pen.line([camera.at(x, 0, z), camera.at(x, height * 0.6, z)], bark, max(1.0, 0.22 * scale))
    for across, up, size, tone in (
        (0.0, 0.72, 1.5, 0.0),
        (-0.8, 0.6, 1.05, 0.1),
        (0.8, 0.62, 1.1, 0.1),
        (-0.35, 0.86, 0.95, -0.08),
    ):
        middle = camera.at(x + across, height * up, z)
        shade = mix(leaf, (20, 26, 40), tone) if tone >= 0 else mix(leaf, (255, 250, 220), -tone)
        camera.pen.oval(*middle, size * scale, size * 0.92 * scale, shade)


def _passer(camera: Camera, passer: Passer, z: float, light: Light, seconds: float) -> None:
    x, ground = camera.at(passer.x, 0, z)
    height = passer.height * camera.scale(z)
    step = (seconds * (1.6 if passer.figure != "robot" else 1.0) + passer.kind * 0.23) % 1.0
    look = Look(light, camera.distance(z), passer.kind, step)
    MAKERS[passer.figure](Figure(camera.pen, x, ground, height, passer.ahead), look)
