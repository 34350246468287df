"""The delivery team's incident: four cameras at one moment, a clip of uneven frames, a log and a report."""

from functools import partial
from typing import Any

from server.sample.documents import INCIDENT_LOG, INCIDENT_REPORT
from server.sample.film import Film, Shot
from server.sample.piece import FolderPath, Piece, document, filming, moment, photograph, same_uuid, writing
from server.sample.runs import RUNS, TOP, Run, known_of
from server.sample.scenes import Scene

FOLDER: FolderPath = (TOP, "Incidents")
MINUTE = 1138
SCENE = Scene("old town", "dusk", "rain", ("robot", "person", "cyclist"), 311)
AFTER = Scene("old town", "dusk", "rain", ("robot", "cyclist"), 317)


def pieces() -> list[Piece]:
    """Everything kept of the incident."""
    about: dict[str, Any] = {
        "scene.run": same_uuid("incident 17"),
        "scene.captured_at": moment(_run().day, MINUTE),
        "reviewed by": "Mara Lindqvist",
    }
    report = partial(document, "Courier perception", INCIDENT_REPORT)
    return [
        _cameras(),
        _clip(),
        Piece(FOLDER, "incident_17_log.txt", "plainText", about, partial(writing, INCIDENT_LOG)),
        Piece(FOLDER, "incident_17_report.pdf", "pdf", about | {"split": "test"}, report),
    ]


def _run() -> Run:
    return next(run for run in RUNS if run.folder[-1] == "Autumn rain")


def _cameras() -> Piece:
    sides = tuple(
        Piece(
            FOLDER,
            f"incident_17_{side}.jpg",
            "image",
            {"video.camera": side, "scene.weather": SCENE.weather},
            partial(photograph, Scene(SCENE.place, SCENE.time, SCENE.weather, SCENE.cast, SCENE.seed + order), ""),
        )
        for order, side in enumerate(("front", "left", "rear", "right"))
    )
    name, words = "incident 17, all cameras", "Four cameras at the moment of the near miss"
    return Piece(FOLDER, name, "imageGroup", known_of(_run(), SCENE, MINUTE), None, words, sides)


def _clip() -> Piece:
    film = Film((Shot(SCENE, 3.4, 0.03), Shot(AFTER, 3.0, 0.0)), variable=True)
    known = known_of(_run(), SCENE, MINUTE) | {
        "video.shots": len(film.shots),
        "keyframes": [0, *film.cuts],
        "scene.notes": "Saved by the event recorder: frames come at uneven times.",
    }
    words = "Variable frame rate: time is not frame number divided by rate"
    return Piece(FOLDER, "incident_17_variable_rate.mp4", "video", known, filming(film), words)
