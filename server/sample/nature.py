"""What the wildlife team has collected: trail cameras at a lake and a meadow, and field notes."""

from datetime import datetime
from functools import partial
from typing import Any

import numpy as np

from server.sample import sound
from server.sample.documents import FIELD_NOTES, SPECIES_GUIDE
from server.sample.film import Film, Shot
from server.sample.piece import (
    FolderPath,
    Piece,
    date,
    document,
    embedding,
    filming,
    moment,
    photograph,
    recording,
    seen_in,
    writing,
)
from server.sample.scenes import Scene
from server.sample.workspace import SampleFolder

TOP = "Wildlife watch"
LAKE: FolderPath = (TOP, "Lake camera", "September")
LAKE_FOG: FolderPath = (TOP, "Lake camera", "Fog weeks")
MEADOW: FolderPath = (TOP, "Meadow camera", "September")
WINTER: FolderPath = (TOP, "Meadow camera", "November snow")
NOTES: FolderPath = (TOP, "Field notes")
HOURS = {"dawn": 385, "day": 760, "dusk": 1140, "night": 1345}


def folders() -> list[SampleFolder]:
    """The team's folders, parents first."""
    return [
        SampleFolder((TOP,), "Trail cameras in the lake district", {"owner team": "Lake district survey"}),
        SampleFolder((TOP, "Lake camera"), "Camera 2, west bank, in the reeds"),
        SampleFolder(LAKE, "Herons and mallards, 1 to 30 September"),
        SampleFolder(LAKE_FOG, "Kept to test how animals are found in fog"),
        SampleFolder((TOP, "Meadow camera"), "Camera 5, at the edge of the wood"),
        SampleFolder(MEADOW, "Red deer and foxes"),
        SampleFolder(WINTER, "After the first snow"),
        SampleFolder(NOTES, "What people wrote and recorded on site"),
    ]


def pieces() -> list[Piece]:
    """Every item of the team."""
    lake = (
        ("heron",),
        ("duck", "duck", "heron"),
        ("duck",),
        ("heron", "bird"),
        (),
        ("duck", "duck"),
        ("heron", "duck"),
    )
    meadow = (("deer",), ("fox",), ("deer", "deer"), ("deer", "bird"), (), ("fox", "bird"), ("deer", "deer", "deer"))
    found: list[Piece] = []
    for folder, place, casts, weather, day, count in (
        (LAKE, "lake", lake, "clear", date(9, 5), 8),
        (LAKE_FOG, "lake", lake, "fog", date(10, 22), 4),
        (MEADOW, "meadow", meadow, "clear", date(9, 11), 8),
        (WINTER, "meadow", meadow, "snow", date(11, 19), 5),
    ):
        times = ("dawn", "day", "dusk", "night") if weather == "clear" else ("dawn", "day", "dusk")
        for number in range(count):
            scene = Scene(place, times[number % len(times)], weather, casts[number % len(casts)], 400 + len(found))
            found.append(_picture(folder, scene, day, number))
    return [*found, *_films(), *_sounds(), *_notes()]


def _known(scene: Scene, at: datetime, minute: float) -> dict[str, Any]:
    random = np.random.default_rng(scene.seed)
    place = (53.7014, 10.7689) if scene.place == "lake" else (53.6938, 10.7921)
    warm = {"dawn": 6, "day": 16, "dusk": 11, "night": 7}[scene.time] - (13 if scene.weather == "snow" else 0)
    return {
        "scene.place": "Lake camera 2" if scene.place == "lake" else "Meadow camera 5",
        "scene.captured_at": moment(at, minute),
        "scene.location": {"latitude": place[0], "longitude": place[1]},
        "scene.temperature_c": warm + int(random.integers(-2, 3)),
        **seen_in(scene),
    }


def _picture(folder: FolderPath, scene: Scene, day: datetime, number: int) -> Piece:
    minute = HOURS[scene.time] + 1440 * (number // 2) + 11.3 * number
    known: dict[str, Any] = {**_known(scene, day, minute), "scene.embedding": embedding(scene)}
    at = str(known["scene.captured_at"])
    words = f"{str(known['scene.place']).upper()}    {at[:10]}  {at[11:16]}    {known['scene.temperature_c']} °C"
    camera = "lake2" if scene.place == "lake" else "meadow5"
    name = f"{camera}_{at[5:7]}{at[8:10]}_{at[11:13]}{at[14:16]}.jpg"
    return Piece(folder, name, "image", known, partial(photograph, scene, words))


def _films() -> list[Piece]:
    def piece(folder: FolderPath, name: str, scenes: tuple[Scene, ...], day: datetime) -> Piece:
        shots = Film(tuple(Shot(scene, 3.5 + order, 0.0) for order, scene in enumerate(scenes)))
        known = _known(scenes[0], day, HOURS[scenes[0].time]) | {
            "video.shots": len(scenes),
            "keyframes": [0, *shots.cuts],
        }
        return Piece(folder, name, "video", known, filming(shots))

    return [
        piece(
            LAKE,
            "lake2_heron_fishing.mp4",
            (
                Scene("lake", "dawn", "clear", ("heron", "duck"), 451),
                Scene("lake", "day", "clear", ("heron", "duck", "duck", "bird"), 452),
            ),
            date(9, 6),
        ),
        piece(
            MEADOW,
            "meadow5_deer_at_dusk.mp4",
            (
                Scene("meadow", "dusk", "clear", ("deer", "deer"), 455),
                Scene("meadow", "night", "clear", ("deer",), 456),
            ),
            date(9, 13),
        ),
        piece(WINTER, "meadow5_fox_in_snow.mp4", (Scene("meadow", "day", "snow", ("fox", "bird"), 459),), date(11, 20)),
    ]


def _sounds() -> list[Piece]:
    return [
        Piece(
            NOTES,
            f"dawn_chorus_{number + 1}.flac",
            "audio",
            {
                "scene.place": "Lake camera 2",
                "scene.captured_at": moment(date(9, 6 + number), 372),
                "scene.time_of_day": "dawn",
                "Voice.language": "none",
                "Voice.recorded_at": moment(date(9, 6 + number), 372),
            },
            partial(recording, partial(sound.birdsong, 20 + number, 7.0 + number)),
        )
        for number in range(2)
    ]


def _notes() -> list[Piece]:
    def about(name: str, note: str) -> dict[str, Any]:
        at = moment(datetime.fromisoformat(f"{name[:10]}T20:00:00Z"), 0)
        return {"scene.captured_at": at, "scene.notes": note, "reviewed by": "Tove Ahlgren"}

    texts = [
        Piece(NOTES, name, "plainText", about(name, text.splitlines()[0]), partial(writing, text))
        for name, text in FIELD_NOTES.items()
    ]
    guide = partial(document, "Lake district survey", SPECIES_GUIDE)
    known = {"scene.captured_at": moment(date(8, 20), 600), "reviewed by": "Tove Ahlgren"}
    return [*texts, Piece(NOTES, "species_guide.pdf", "pdf", known, guide)]
