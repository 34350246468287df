"""One moment at one place: what is seen there, painted as a picture."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from server.sample.figure import Figure, Look
from server.sample.figures import MAKERS
from server.sample.layers import Layer
from server.sample.palette import Light, light_of
from server.sample.pen import Pen
from server.sample.sky import sky, with_weather
from server.sample.street import Passer, paint_street, street
from server.sample.town import harbour, old_town
from server.sample.wild import lake, meadow

HEIGHTS = {
    "robot": 0.13,
    "person": 0.24,
    "cyclist": 0.25,
    "car": 0.19,
    "deer": 0.27,
    "fox": 0.1,
    "heron": 0.29,
    "duck": 0.06,
    "bird": 0.03,
}
METRES = {"robot": 0.75, "person": 1.75, "cyclist": 1.8, "traffic": 1.5}
GROUNDS = {"old town": (0.87, 0.95), "harbour": (0.88, 0.95), "lake": (0.76, 0.86), "meadow": (0.82, 0.9)}
LAYERS = {"old town": old_town, "harbour": harbour, "lake": lake, "meadow": meadow}


@dataclass(frozen=True, slots=True)
class Scene:
    """A place (street, old town, harbour, lake, meadow), its light and who is there; the seed settles the rest."""

    place: str
    time: str
    weather: str
    cast: tuple[str, ...]
    seed: int

    @property
    def light(self) -> Light:
        """The light of its time and weather."""
        return light_of(self.time, self.weather)


@dataclass(frozen=True, slots=True)
class Actor:
    """A figure seen from the side: middle, ground and height as shares of the picture, speed in widths a second."""

    figure: str
    x: float
    ground: float
    height: float
    ahead: int
    speed: float
    kind: int


def actors(scene: Scene) -> list[Actor]:
    """Who stands where, far ones first."""
    random = np.random.default_rng(scene.seed * 31 + 5)
    low, high = GROUNDS[scene.place]
    slots = (np.arange(len(scene.cast)) + 0.5) / max(1, len(scene.cast)) * 0.84 + 0.08
    random.shuffle(slots)
    found: list[Actor] = []
    for figure, slot in zip(scene.cast, slots, strict=True):
        depth = float(random.random())
        ground = float(random.uniform(0.12, 0.34)) if figure == "bird" else low + (high - low) * depth
        height = HEIGHTS[figure] * (0.8 + 0.3 * depth)
        speed = {"car": 0.3, "cyclist": 0.2, "robot": 0.07, "person": 0.06, "bird": 0.16, "duck": 0.02}.get(
            figure, 0.04
        )
        x = float(slot + random.uniform(-0.04, 0.04))
        ahead = 1 if x < 0.35 else -1 if x > 0.65 else int(random.choice((-1, 1)))
        speed = 0.0 if figure == "heron" else speed
        found.append(Actor(figure, x, ground, height, ahead, speed, int(random.integers(0, 6))))
    return sorted(found, key=lambda actor: actor.ground)


def passers(scene: Scene) -> tuple[Passer, ...]:
    """Who is where in a street: traffic on the road, everyone else on the pavements."""
    random = np.random.default_rng(scene.seed * 17 + 3)
    found: list[Passer] = []
    for order, figure in enumerate(scene.cast):
        side = 1 if figure == "traffic" else int(random.choice((-1, 1)))  # cars are drawn from behind: our side
        z = 7.0 + 4.5 * order + float(random.uniform(0, 3))
        x = {"traffic": side * 1.7, "cyclist": side * 2.4}.get(figure, side * float(random.uniform(4.1, 5.3)))
        pace = {"traffic": 2.4, "cyclist": 1.6, "robot": 0.9}.get(figure, 0.5)
        kind = int(random.integers(0, 6))
        found.append(
            Passer(
                figure,
                x,
                z,
                METRES[figure] * (1 if figure != "person" else float(random.uniform(0.92, 1.06))),
                -side,
                pace * (1 if side > 0 or figure == "robot" else -0.6),
                kind,
            )
        )
    return tuple(found)


def background(scene: Scene, width: int, height: int) -> Image.Image:
    """The sky of the scene."""
    return sky(width, height, scene.light, scene.weather, scene.seed)


def layers(scene: Scene) -> list[Layer]:
    """The layers of a place seen from the side."""
    return LAYERS[scene.place](scene.light, scene.seed)


def picture(scene: Scene, width: int = 1280, height: int = 720) -> Image.Image:
    """The scene as a photograph."""
    pen = Pen(width, height, background(scene, width, height))
    if scene.place == "street":
        paint_street(pen, street(scene.seed, passers(scene)), scene.light)
    else:
        for layer in layers(scene)[: -1 if scene.place in {"lake", "meadow"} else None]:
            layer.paint(pen)
        for actor in actors(scene):
            at = Figure(pen, actor.x * width, actor.ground * height, actor.height * height, actor.ahead)
            MAKERS[actor.figure](at, Look(scene.light, 0.06, actor.kind, 0.2))
        if scene.place in {"lake", "meadow"}:
            layers(scene)[-1].paint(pen)
    return with_weather(pen.finished(), scene.light, scene.weather, scene.seed)


def stamped(photo: Image.Image, words: str) -> Image.Image:
    """The photograph with a trail camera's dark strip of words at its foot."""
    tall = round(photo.height * 0.052)
    draw = ImageDraw.Draw(photo)
    draw.rectangle((0, photo.height - tall, photo.width, photo.height), (18, 20, 24))
    font = ImageFont.load_default(tall * 0.56)
    draw.text((tall * 0.6, photo.height - tall * 0.5), words, (232, 234, 236), font=font, anchor="lm")
    return photo
