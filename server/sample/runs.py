"""The drives of the delivery robots: where, when and in which weather, and what is known of what they saw."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from server.sample.piece import FolderPath, date, moment, same_uuid, seen_in
from server.sample.scenes import Scene
from server.sample.schema import CAMERAS, SPLITS

TOP = "Street robots"
NIGHT_SET: FolderPath = ("Night perception v1",)
CASTS = (
    ("robot", "person"),
    ("robot", "cyclist", "person"),
    ("person", "robot", "bird"),
    ("robot",),
    ("cyclist", "robot"),
    ("robot", "person", "car"),
    ("bird", "robot", "person", "person"),
    ("person", "person"),
)
STREET_CASTS = (
    ("traffic", "person", "robot"),
    ("traffic", "cyclist", "person"),
    ("robot", "person", "traffic", "traffic"),
    ("cyclist", "robot", "person"),
    ("traffic", "traffic", "person"),
    ("robot", "person"),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One drive of a robot: where, when, in which weather, and how many pictures and films came back."""

    folder: FolderPath
    description: str
    route: str
    place: str
    spot: str
    latitude: float
    longitude: float
    day: datetime
    start: float  # minutes after midnight
    time: str
    weather: str
    pictures: int
    films: int
    seed: int


RUNS = (
    Run(
        (TOP, "Harbour route", "Morning run, 14 September"),
        "Clear sky, low sun from the front",
        "harbour loop",
        "harbour",
        "Wallhafen quay",
        53.8742,
        10.6838,
        date(9, 14),
        401,
        "dawn",
        "clear",
        8,
        2,
        100,
    ),
    Run(
        (TOP, "Harbour route", "Noon run, 17 September"),
        "Clouds coming in from the sea",
        "harbour loop",
        "harbour",
        "Wallhafen quay",
        53.8742,
        10.6838,
        date(9, 17),
        731,
        "day",
        "cloudy",
        8,
        1,
        120,
    ),
    Run(
        (TOP, "Harbour route", "Evening run, 21 September"),
        "Low sun, lamps just on",
        "harbour loop",
        "harbour",
        "Drehbrücke",
        53.8716,
        10.6801,
        date(9, 21),
        1152,
        "dusk",
        "clear",
        8,
        2,
        141,
    ),
    Run(
        (TOP, "Old town route", "Sunny week"),
        "First week with firmware 4.2",
        "old town north",
        "old town",
        "Große Petersgrube",
        53.8655,
        10.6829,
        date(9, 8),
        640,
        "day",
        "clear",
        8,
        1,
        160,
    ),
    Run(
        (TOP, "Old town route", "Autumn rain"),
        "Wet cobbles: wheels slip, lenses drip",
        "old town north",
        "old town",
        "Mengstraße",
        53.8684,
        10.6846,
        date(10, 12),
        1131,
        "dusk",
        "rain",
        8,
        2,
        180,
    ),
    Run(
        (TOP, "Old town route", "First snow"),
        "The first snow of the season",
        "old town north",
        "old town",
        "Mengstraße",
        53.8684,
        10.6846,
        date(11, 18),
        560,
        "day",
        "snow",
        6,
        1,
        200,
    ),
    Run(
        (TOP, "City streets", "Weekday mornings"),
        "School traffic, front camera",
        "ring east",
        "street",
        "Hüxterdamm",
        53.8641,
        10.6932,
        date(9, 23),
        455,
        "day",
        "clear",
        8,
        2,
        220,
    ),
    Run(
        (TOP, "City streets", "Fog, 2 November"),
        "Dense fog: lidar and camera disagree",
        "ring east",
        "street",
        "Hüxterdamm",
        53.8641,
        10.6932,
        date(11, 2),
        470,
        "dawn",
        "fog",
        6,
        1,
        242,
    ),
    Run(
        NIGHT_SET,
        "Made with the dataset of the same name",
        "ring east",
        "street",
        "Kanalstraße",
        53.8669,
        10.6951,
        date(10, 3),
        1310,
        "night",
        "clear",
        6,
        2,
        260,
    ),
)
NOTES = (
    "Good light, nothing to report.",
    "Lens wiped before the start.",
    "A cyclist passes close on the left.",
    "The robot waits for people to cross.",
    "Sun low in the picture; check exposure.",
    "Delivery bay blocked by a van, took the long way round.",
    "Kerb higher than the map says: 14 cm.",
)


def scene_of(run: Run, number: int) -> Scene:
    """What the camera saw at a moment of the run."""
    casts = STREET_CASTS if run.place == "street" else CASTS
    return Scene(run.place, run.time, run.weather, casts[(number + run.seed) % len(casts)], run.seed + number)


def known_of(run: Run, scene: Scene, minute: float) -> dict[str, Any]:
    """The metadata of a picture or film of the run."""
    random = np.random.default_rng(scene.seed)
    known = {
        "scene.place": run.spot,
        "scene.captured_at": moment(run.day, minute),
        "scene.location": {
            "latitude": round(run.latitude + float(random.normal(0, 0.0006)), 6),
            "longitude": round(run.longitude + float(random.normal(0, 0.0009)), 6),
        },
        "scene.run": same_uuid(" / ".join(run.folder)),
        **seen_in(scene),
        "video.route": run.route,
        "video.camera": CAMERAS[0 if random.random() < 0.7 else int(random.integers(4))],
        "video.usable": run.weather != "fog" or bool(random.random() < 0.5),
        "video.firmware": "4.2.0" if run.day.month < 10 else "4.2.3",
        "video.speed_mps": round(float(random.uniform(0.4, 1.6)), 2),
        "split": SPLITS[1 if random.random() < 0.7 else int(random.integers(3))],
    }
    if random.random() < 0.4:
        known["scene.notes"] = NOTES[int(random.integers(len(NOTES)))]
    if random.random() < 0.5:
        known["reviewed by"] = ("Mara Lindqvist", "Jonas Okafor", "Aiko Brandt")[int(random.integers(3))]
        known["video.reviewed_at"] = moment(run.day, minute + 2880 + float(random.integers(0, 600)))
    return known
