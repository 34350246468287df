"""One item of the sample before its file exists: what it is called, what is known of it and how its file is made."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from server.sample import film, paper, sound
from server.sample.encoding import write_sound
from server.sample.film import Film
from server.sample.paper import Page
from server.sample.scenes import Scene, picture, stamped
from server.sample.schema import EMBEDDING_SIZE
from server.sample.sound import Signal

FolderPath = tuple[str, ...]
FIGURE_SPECIES = {"deer": "red deer", "fox": "red fox", "heron": "grey heron", "duck": "mallard"}
NAMESPACE = uuid.UUID("6f7d8a52-1b50-4f0c-9c4a-7d0c5a2f3b11")


@dataclass(frozen=True, slots=True)
class Piece:
    """An item to be: `make` writes its file at a path; a group has children and no `make`."""

    folder: FolderPath
    name: str
    item_type: str
    metadata: Mapping[str, Any]
    make: Callable[[Path], None] | None
    description: str = ""
    children: tuple["Piece", ...] = ()


def photograph(scene: Scene, words: str, path: Path) -> None:
    """Write the scene as a picture, with a trail camera's strip if there are words for it."""
    image = picture(scene)
    if words:
        image = stamped(image, words)
    image.save(path, quality=88)


def recording(make: Callable[[], Signal], path: Path) -> None:
    """Write a sound; the path's suffix says how."""
    codec = {".wav": "pcm_s16le", ".flac": "flac", ".mp3": "libmp3lame"}[path.suffix]
    write_sound(path, sound.samples(make()), rate=sound.RATE, codec=codec)


def document(title: str, pages: tuple[Page, ...], path: Path) -> None:
    """Write a PDF."""
    path.write_bytes(paper.pdf(title, pages))


def writing(text: str, path: Path) -> None:
    """Write a text file."""
    path.write_text(text, "utf-8", newline="\n")


def filming(shots: Film) -> Callable[[Path], None]:
    """How a film's file is made."""
    return partial(film.write, shots)


def moment(day: datetime, minutes: float) -> str:
    """A time as the platform wants it, `minutes` after a day's beginning."""
    return (day + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def date(month: int, day: int) -> datetime:
    """A day of the sample's autumn."""
    return datetime(2026, month, day, tzinfo=UTC)


def same_uuid(name: str) -> str:
    """A UUID that is the same for the same name, of version 4 by its form as the platform's documents ask."""
    return str(uuid.UUID(bytes=uuid.uuid5(NAMESPACE, name).bytes, version=4))


def embedding(scene: Scene) -> list[float]:
    """A small vector: alike for scenes alike in place, light and weather."""
    vector = np.zeros(EMBEDDING_SIZE)
    for part in (scene.place, scene.time, scene.weather, *sorted(set(scene.cast))):
        seed = int.from_bytes(part.encode().ljust(8, b"_")[:8], "big")
        vector += np.random.default_rng(seed).normal(0, 1, EMBEDDING_SIZE)
    vector += np.random.default_rng(scene.seed).normal(0, 0.25, EMBEDDING_SIZE)
    return [round(float(number), 5) for number in vector / np.linalg.norm(vector)]


def seen_in(scene: Scene) -> dict[str, Any]:
    """What the metadata says about the picture, read off the scene that is painted."""
    animals = [figure for figure in scene.cast if figure in FIGURE_SPECIES]
    known: dict[str, Any] = {"scene.time_of_day": scene.time, "scene.weather": scene.weather}
    if scene.place in {"lake", "meadow"}:
        known["scene.species"] = FIGURE_SPECIES[animals[0]] if animals else "none"
        known["scene.animals"] = len(animals)
    else:
        known["scene.people"] = sum(figure in {"person", "cyclist"} for figure in scene.cast)
        known["scene.robot_in_view"] = "robot" in scene.cast
    base = {"clear": 4000, "cloudy": 2800, "rain": 900, "snow": 650, "fog": 120}[scene.weather]
    known["scene.visibility_m"] = base - (scene.seed * 37) % (base // 5)
    return known
