"""Films of the sample: shots of scenes cut one after another, with people, animals and weather in motion."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np
from PIL import Image

from server.sample.encoding import Picture, write_film
from server.sample.figure import Figure, Look
from server.sample.figures import MAKERS
from server.sample.palette import Light
from server.sample.pen import Pen, enlarged
from server.sample.scenes import Actor, Scene, actors, background, layers, passers
from server.sample.sky import falling, with_weather
from server.sample.street import paint_street, street

WIDTH, HEIGHT = 640, 360
STRIDES = 6
# The fastest preset leaves out B-frames: they are asked for, since real footage has them.
H264 = {
    "preset": "ultrafast",
    "crf": "25",
    "threads": "1",
    "x264-params": "bframes=2:b-adapt=0:b-pyramid=none:keyint=60:ref=1:weightp=0:aq-mode=0",
}


@dataclass(frozen=True, slots=True)
class Shot:
    """A scene filmed for some seconds; `pan` is how fast near things pass, in widths a second (metres in a street)."""

    scene: Scene
    seconds: float
    pan: float = 0.05


@dataclass(frozen=True, slots=True)
class Film:
    """Shots at a rate of frames a second; a variable film leaves frames out where little moves."""

    shots: tuple[Shot, ...]
    rate: int = 12
    variable: bool = False

    @property
    def starts(self) -> frozenset[int]:
        """The moment each shot starts at, in ticks of 1/rate s."""
        lengths = [round(shot.seconds * self.rate) for shot in self.shots]
        return frozenset(sum(lengths[:shot]) for shot in range(len(lengths)))

    @property
    def cuts(self) -> tuple[int, ...]:
        """The frame each shot after the first starts with, counting the frames that are shown."""
        starts, first = list[int](), 0
        for shot in self.shots:
            starts.append(first)
            first += len(_moments(shot, self))
        return tuple(starts[1:])


def write(film: Film, path: Path) -> None:
    """Write the film as H.264 with B-frames in an MP4 (or what the path's suffix says)."""
    write_film(path, frames(film), rate=film.rate, options=H264, whole=film.starts)


def frames(film: Film) -> Iterator[tuple[int, Picture]]:
    """Every frame with its moment in ticks of 1/rate s."""
    start = 0
    for shot in film.shots:
        moments = _moments(shot, film)
        for moment, image in zip(moments, _pictures(shot, [m / film.rate for m in moments]), strict=True):
            yield start + moment, np.asarray(image)
        start += round(shot.seconds * film.rate)


def _moments(shot: Shot, film: Film) -> list[int]:
    every = range(round(shot.seconds * film.rate))
    return [moment for moment in every if not film.variable or moment % 7 not in {2, 3, 5}]


def _pictures(shot: Shot, seconds: list[float]) -> Iterator[Image.Image]:
    plain = _driving(shot, seconds) if shot.scene.place == "street" else _passing(shot, seconds)
    scene = shot.scene
    if scene.weather not in {"rain", "snow"}:
        yield from (with_weather(image, scene.light, scene.weather, scene.seed) for image in plain)
        return
    sheet = falling(WIDTH, HEIGHT, scene.weather, scene.seed)
    pace = 420 if scene.weather == "rain" else 70
    for second, image in zip(seconds, plain, strict=True):
        down = round(second * pace) % HEIGHT
        for top in (down, down - HEIGHT):
            image.paste(sheet, (-(down // 8) % 3, top), sheet)
        yield image


def _driving(shot: Shot, seconds: list[float]) -> Iterator[Image.Image]:
    scene = shot.scene
    place, above = street(scene.seed, passers(scene)), enlarged(background(scene, WIDTH, HEIGHT))
    for second in seconds:
        pen = Pen(WIDTH, HEIGHT, above)
        paint_street(pen, place, scene.light, second * shot.pan, second)
        yield pen.finished()


@dataclass(frozen=True, slots=True)
class _Strip:
    image: Image.Image
    top: int
    nearness: float


def _passing(shot: Shot, seconds: list[float]) -> Iterator[Image.Image]:
    scene = shot.scene
    above, strips = background(scene, WIDTH, HEIGHT), _strips(shot)
    cast = [(actor, _strides(actor, scene.light)) for actor in actors(scene)]
    behind, before = (strips[:-1], strips[-1:]) if scene.place in {"lake", "meadow"} else (strips, [])
    while behind and not shot.pan * behind[0].nearness:
        _lay(above, behind.pop(0), 0)
    for second in seconds:
        image = above.copy()
        for strip in behind:
            _lay(image, strip, shot.pan * second * WIDTH)
        for actor, strides in cast:
            sprite = strides[int((second * 1.5 + actor.kind * 0.17) * STRIDES) % STRIDES]
            x = actor.x + second * (actor.speed * actor.ahead - shot.pan * 0.9)
            place = round(x * WIDTH - sprite.width / 2), round(actor.ground * HEIGHT - sprite.height * 0.86)
            image.paste(sprite, place, sprite)
        for strip in before:
            _lay(image, strip, shot.pan * second * WIDTH)
        yield image


def _lay(image: Image.Image, strip: _Strip, moved: float) -> None:
    left = round(moved * strip.nearness)
    part = strip.image.crop((left, 0, left + WIDTH, strip.image.height))
    image.paste(part, (0, strip.top), part)


def _strips(shot: Shot) -> list[_Strip]:
    strips: list[_Strip] = []
    for layer in layers(shot.scene):
        pen = Pen(WIDTH + ceil(shot.pan * shot.seconds * WIDTH * layer.nearness) + 2, HEIGHT)
        layer.paint(pen)
        sheet = pen.finished()
        _, top, _, bottom = sheet.getbbox() or (0, 0, 1, 1)
        strips.append(_Strip(sheet.crop((0, top, sheet.width, bottom)), top, layer.nearness))
    return strips


def _strides(actor: Actor, light: Light) -> list[Image.Image]:
    high = max(8, round(actor.height * HEIGHT))
    sprites: list[Image.Image] = []
    for stride in range(STRIDES):
        pen = Pen(round(high * 3.4), round(high * 1.5))
        at = Figure(pen, high * 1.7, high * 1.5 * 0.86, high, actor.ahead)
        MAKERS[actor.figure](at, Look(light, 0.06, actor.kind, stride / STRIDES))
        sprites.append(pen.finished())
    return sprites
