"""What the delivery team has collected: pictures and films of its robots' drives, and of an incident."""

from functools import partial

from server.sample import incidents
from server.sample.film import Film, Shot
from server.sample.piece import Piece, embedding, filming, photograph
from server.sample.runs import NIGHT_SET, RUNS, TOP, Run, known_of, scene_of
from server.sample.workspace import SampleFolder

__all__ = ["NIGHT_SET", "folders", "pieces"]


def folders() -> list[SampleFolder]:
    """The team's folders, parents first."""
    team = {"owner team": "Courier perception", "contact": "perception@example.org"}
    return [
        SampleFolder((TOP,), "Camera footage from the sidewalk delivery robots", team),
        SampleFolder((TOP, "Harbour route"), "Along the quays, cranes and open water"),
        SampleFolder((TOP, "Old town route"), "Narrow streets, cobbles, many people"),
        SampleFolder((TOP, "City streets"), "Roads with cars"),
        SampleFolder(incidents.FOLDER, "What went wrong, and what was learnt"),
        *(SampleFolder(run.folder, run.description) for run in RUNS),
    ]


def pieces() -> list[Piece]:
    """Every item of the team."""
    found: list[Piece] = []
    for run in RUNS:
        found += [_picture(run, number) for number in range(run.pictures)]
        found += [_film(run, number) for number in range(run.films)]
    return found + incidents.pieces()


def _picture(run: Run, number: int) -> Piece:
    scene, minute = scene_of(run, number), run.start + 3.7 * number
    stamp = f"{int(minute) // 60:02}{int(minute) % 60:02}{(number * 17) % 60:02}"
    name = f"{run.route.replace(' ', '_')}_{run.day:%m%d}_{stamp}.jpg"
    known = known_of(run, scene, minute) | {"scene.embedding": embedding(scene)}
    return Piece(run.folder, name, "image", known, partial(photograph, scene, ""))


def _film(run: Run, number: int) -> Piece:
    count = 3 if run.place != "street" and number == 1 else 2
    scenes = [scene_of(run, 20 + 3 * number + shot) for shot in range(count)]
    pan = 2.2 if run.place == "street" else 0.05
    shots = [Shot(scene, 2.6 + (scene.seed % 4) * 0.8, pan + 0.01 * (scene.seed % 3)) for scene in scenes]
    shot_film = Film(tuple(shots), rate=10 if run.place == "street" else 12)
    minute = run.start + 40 + 9 * number
    keyframes = sorted({0, *shot_film.cuts, *(cut + 12 for cut in shot_film.cuts)})
    known = known_of(run, scenes[0], minute) | {"video.shots": len(shots), "keyframes": keyframes}
    if number == 1 and run.place == "street":
        known["$encord"] = {
            "config": {"sampling_rate": 0, "keyframe_mode": "frame"},
            "frames": {str(shot_film.cuts[0]): {}, "0": {"scene.embedding": embedding(scenes[0])}},
        }
    name = f"{run.route.replace(' ', '_')}_{run.day:%m%d}_{'abc'[number]}.mp4"
    return Piece(run.folder, name, "video", known, filming(shot_film))
