"""Films with known cuts: still and moving scenes, fades, dissolves, flashes, changing light, fast movement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]

FADE, PLAIN, DISSOLVE = 12, 3, 16  # frames: out and in, of one colour between, from one scene to the next
KINDS = (
    "still",
    "pan",
    "whip",
    "shake",
    "objects",
    "pan flash",
    "objects flash",
    "still light",
    "still flash",
    "pan light",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """`kind`: how it moves (still, pan, whip, shake, objects), with `flash` or `light` (which changes slowly).

    `into`: how it begins: cut, fade, dissolve, or jump, a cut to another place of the same view.
    """

    kind: str
    frames: int
    into: str = "cut"


@dataclass(frozen=True, slots=True)
class TrueCut:
    """Where a scene begins, and between which frames a finding counts as this one."""

    frame: int
    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True)
class Size:
    """Pixels."""

    width: int
    height: int


SMALL = Size(160, 90)


def any_scenes(seed: int, count: int, shortest: int = 40, longest: int = 140) -> list[Scene]:
    """Scenes of every kind in turn, of chance lengths; most begin with a cut."""
    chance = np.random.default_rng(seed)
    into = ["cut", "cut", "cut", "cut", "jump", "fade", "dissolve"]
    return [
        Scene(KINDS[(at * 3 + seed) % len(KINDS)], int(chance.integers(shortest, longest)), str(chance.choice(into)))
        for at in range(count)
    ]


def write_film(
    path: Path, scenes: Sequence[Scene], seed: int = 1, size: Size = SMALL, *, codec: str = "libx264", gop: int = 250
) -> list[TrueCut]:
    """Encode the scenes at 30 frames a second; gives the cuts that are in them."""
    cuts: list[TrueCut] = []
    with av.open(str(path), "w") as opened:
        container = cast("Any", opened)
        options = {"preset": "veryfast", "crf": "23"} if codec == "libx264" else {"b": "4M"}
        stream = container.add_stream(codec, rate=30, options=options | {"g": str(gop)})
        stream.width, stream.height, stream.pix_fmt = size.width, size.height, "yuv420p"
        for picture in drawn(scenes, seed, size, cuts):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(cast("Any", picture), format="rgb24")))
        container.mux(stream.encode(None))
    return cuts


def drawn(scenes: Sequence[Scene], seed: int, size: Size, cuts: list[TrueCut]) -> Iterator[Picture]:
    """The frames of the scenes one after another, RGB [height, width, 3]; the cuts are added to `cuts`."""
    chance = np.random.default_rng(seed)
    number, last, view = 0, np.zeros((size.height, size.width, 3), np.uint8), _view(chance, size)
    for scene in scenes:
        view = view[::-1, ::-1] if scene.into == "jump" else _view(chance, size)
        frames = _scene(chance, scene, view, size)
        for picture in _joined(scene.into if number else "", last, frames, number, cuts):
            number += 1
            last = picture
            yield picture


def _joined(into: str, last: Picture, frames: Iterator[Picture], start: int, cuts: list[TrueCut]) -> Iterator[Picture]:
    match into:
        case "fade":
            begin = start + FADE + PLAIN
            cuts.append(TrueCut(begin, start + FADE // 2, begin + FADE // 2, into))
            yield from (_dimmed(last, 1 - (at + 1) / FADE) for at in range(FADE))
            yield from (last * 0 for _ in range(PLAIN))
            yield from (_dimmed(next(frames), (at + 1) / FADE) for at in range(FADE))
        case "dissolve":
            cuts.append(TrueCut(start + DISSOLVE // 2, start, start + DISSOLVE, into))
            for at in range(DISSOLVE):
                share = (at + 1) / (DISSOLVE + 1)
                yield _dimmed(next(frames), share) + _dimmed(last, 1 - share)
        case "":
            pass
        case _:
            cuts.append(TrueCut(start, start, start, into))
    yield from frames


def _scene(chance: np.random.Generator, scene: Scene, view: Picture, size: Size) -> Iterator[Picture]:
    kind, *more = scene.kind.split()
    flashes: set[int] = set()
    if "flash" in more:
        for at in chance.choice(np.arange(10, scene.frames - 8), 2, replace=False).tolist():
            flashes |= set(range(at, at + int(chance.integers(1, 4))))
    for at, picture in enumerate(_moving(chance, kind, scene.frames, view, size)):
        if at in flashes:
            yield np.clip(picture.astype(np.int16) + 140, 0, 255).astype(np.uint8)
        elif "light" in more:
            yield np.clip(picture * (0.5 + 0.8 * at / scene.frames), 0, 255).astype(np.uint8)
        else:
            yield picture


def _moving(chance: np.random.Generator, kind: str, frames: int, view: Picture, size: Size) -> Iterator[Picture]:
    wide, high = size.width, size.height
    speed = {"pan": (wide / 200, high / 700), "whip": (wide / 16, high / 50), "objects": (wide / 2000, 0.0)}
    place: NDArray[np.float64] = np.array([wide / 2, high / 2])
    step: NDArray[np.float64] = np.array(speed.get(kind, (0.0, 0.0))) * float(chance.choice([-1.0, 1.0]))
    things = [_Thing.of(chance, size) for _ in range(4)] if kind == "objects" else []
    for at in range(frames):
        place = place + step
        if kind == "shake":
            place = np.array([wide / 2, high / 2]) + chance.normal(0, 1 / 60, 2) * (wide, high)
        beyond = (place < 0) | (place > (wide, high))
        step = np.where(beyond, -step, step)
        place = np.clip(place, 0, (wide, high))
        x, y = (int(each) for each in place)
        picture = view[y : y + high, x : x + wide].copy()
        for thing in things:
            thing.draw(picture, at)
        yield picture


@dataclass(frozen=True, slots=True)
class _Thing:
    """A square of one colour that crosses the picture."""

    place: tuple[float, float]
    step: tuple[float, float]
    side: int
    colour: tuple[int, int, int]

    @classmethod
    def of(cls, chance: np.random.Generator, size: Size) -> "_Thing":
        x, y = chance.uniform(0, size.width), chance.uniform(0, size.height)
        step = chance.normal(0, size.width / 40), chance.normal(0, size.height / 40)
        red, green, blue = chance.integers(0, 255, 3).tolist()
        return cls((x, y), step, int(chance.integers(size.height // 8, size.height // 3)), (red, green, blue))

    def draw(self, picture: Picture, at: int) -> None:
        high, wide, _ = picture.shape
        x, y = int(self.place[0] + self.step[0] * at) % wide, int(self.place[1] + self.step[1] * at) % high
        picture[y : y + self.side, x : x + self.side] = self.colour


def _view(chance: np.random.Generator, size: Size) -> Picture:
    """Something to look at, twice as wide and high as a frame: clouds of colour and hard edges."""
    wide, high = size.width * 2, size.height * 2
    view = np.zeros((high, wide, 3), np.float32) + chance.integers(30, 200, 3)
    for cells, gain in ((4, 60), (12, 35), (40, 22), (150, 14)):
        grains = chance.normal(0, 1, (max(2, cells * high // wide), cells, 3)).astype(np.float32)
        grains = grains * 0.5 + grains.mean(2, keepdims=True) * 0.8
        clouds = [Image.fromarray(grains[..., at]).resize((wide, high), Image.Resampling.BICUBIC) for at in range(3)]
        view += np.stack([np.asarray(each) for each in clouds], 2) * gain
    for _ in range(chance.integers(5, 25)):
        x, y = chance.integers(0, wide), chance.integers(0, high)
        across, down = chance.integers(10, wide // 4), chance.integers(10, high // 3)
        field = view[y : y + down, x : x + across]
        field[:] = field * 0.3 + chance.integers(0, 255, 3) * 0.7
    return np.clip(view, 0, 255).astype(np.uint8)


def _dimmed(picture: Picture, share: float) -> Picture:
    return (picture * share).astype(np.uint8)
