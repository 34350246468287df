"""Scene cuts beside PySceneDetect: how fast, and how many of the true ones; thumbnails of a film of two minutes.

python -m benchmarks.scenes

The films are drawn with known cuts, jumps, fades and dissolves, and with flashes, changing light and fast movement
that are none. PySceneDetect runs in a folder of its own with opencv-python-headless. Times are of the processor,
because the machine is shared.
"""

import json
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.report import Figure, Report, median_of
from domain.proposals import USUAL_STRENGTH, ProposalKind
from media.film import VideoFilm
from media.indexing import build_index
from media.run import Run
from media.scenes import cuts_of
from media.source import Source
from media.thumbnails import usual_slack
from tests.media.scene_films import Scene, Size, TrueCut, any_scenes, write_film

CORPUS, LARGE = 6, Size(1280, 720)
RUNS = 3
THUMBNAILS = 100
PROMISE = 2.0  # s
PEERS = (
    ("ContentDetector", "opencv"),
    ("ContentDetector", "pyav"),
    ("AdaptiveDetector", "opencv"),
    ("ContentDetector+ThresholdDetector", "opencv"),
)
PACKAGES = (("--no-deps", "scenedetect", "opencv-python-headless"), ("av", "numpy", "click", "platformdirs", "tqdm"))
_SLOW = 6  # frames that a fade or a dissolve may be found off its ends; a cut one


@dataclass(frozen=True, slots=True)
class Film:
    """A film of the corpus and what is in it."""

    path: Path
    cuts: tuple[TrueCut, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a way of finding cuts found in each film, and the seconds it took: of the processor, and by the clock."""

    cuts: tuple[tuple[int, ...], ...]
    seconds: tuple[float, ...]
    clock: tuple[float, ...]


def corpus(folder: Path) -> list[Film]:
    """A film of two minutes at 720p first, then small ones."""
    films: list[Film] = []
    for seed in range(CORPUS):
        path = folder / f"{seed}.mp4"
        scenes = [*_enough(any_scenes(40, 60), 3600)] if seed == 0 else any_scenes(40 + seed, 30)
        films.append(Film(path, tuple(write_film(path, scenes, 40 + seed, LARGE if seed == 0 else Size(640, 360)))))
    return films


def _enough(scenes: Sequence[Scene], frames: int) -> Sequence[Scene]:
    """The first scenes that come to so many frames, more or less."""
    total = 0
    for at, scene in enumerate(scenes):
        total += scene.frames
        if total >= frames:
            return scenes[: at + 1]
    return scenes


def ours(films: Sequence[Film]) -> Found:
    """As the window finds them: one pass, then the cuts of the usual strength."""
    cuts: list[tuple[int, ...]] = []
    seconds, clock = list[float](), list[float]()
    for each in films:
        start, began = time.process_time(), time.perf_counter()
        film = film_at(each.path)
        found = cuts_of(film.measures(None, lambda: False), film.index.fps)
        cuts.append(tuple(cut.frame for cut in found if cut.strength >= USUAL_STRENGTH[ProposalKind.CUT]))
        seconds.append(time.process_time() - start)
        clock.append(time.perf_counter() - began)
    return Found(tuple(cuts), tuple(seconds), tuple(clock))


def film_at(path: Path) -> VideoFilm:
    source = Source.of_path(path)
    return VideoFilm(source, build_index(source))


def peer_python(folder: Path) -> Path | None:
    """An interpreter with PySceneDetect and the OpenCV without Qt; None where it cannot be had."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    for packages in PACKAGES:
        asked = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
        if subprocess.run(asked, check=False, stderr=subprocess.DEVNULL).returncode:
            return None
    return python


def theirs(python: Path, detector: str, backend: str, films: Sequence[Film]) -> Found:
    """What PySceneDetect finds with its usual thresholds."""
    asked = [str(python), str(Path(__file__).with_name("scene_peer.py")), detector, backend]
    told = subprocess.run([*asked, *(str(film.path) for film in films)], check=True, capture_output=True, text=True)
    found: list[dict[str, Any]] = json.loads(told.stdout)["films"]
    cuts = tuple(tuple(each["cuts"]) for each in found)
    return Found(cuts, tuple(each["seconds"] for each in found), tuple(each["clock"] for each in found))


def judged(films: Sequence[Film], found: Found) -> tuple[dict[str, tuple[int, int]], int]:
    """For each kind of cut how many were found of how many; and how many findings are none."""
    kinds: dict[str, tuple[int, int]] = {}
    false = 0
    for film, frames in zip(films, found.cuts, strict=True):
        left = set(frames)
        for cut in film.cuts:
            off = _SLOW if cut.kind in {"fade", "dissolve"} else 1
            hit = next((frame for frame in sorted(left) if cut.first - off <= frame <= cut.last + off), None)
            left.discard(-1 if hit is None else hit)
            right, all_of_them = kinds.get(cut.kind, (0, 0))
            kinds[cut.kind] = (right + (hit is not None), all_of_them + 1)
        false += len(left)
    return kinds, false


def quality(films: Sequence[Film], found: Found) -> str:
    kinds, false = judged(films, found)
    right, whole = (sum(pair[at] for pair in kinds.values()) for at in (0, 1))
    parts = ", ".join(f"{kind} {kinds[kind][0]}/{kinds[kind][1]}" for kind in sorted(kinds))
    return f"recall {right / whole:.1%}, precision {right / max(right + false, 1):.1%} ({parts}; {false} false)"


def seconds_of(work: Callable[[], object]) -> tuple[float, float]:
    """Medians of some runs: seconds of the processor, and by the clock."""
    spent, waited = list[float](), list[float]()
    for _ in range(RUNS):
        start, began = time.process_time(), time.perf_counter()
        work()
        spent.append(time.process_time() - start)
        waited.append(time.perf_counter() - began)
    return median_of(spent), median_of(waited)


def decoded(film: VideoFilm) -> int:
    """Decode every frame and do nothing with it: the limit of every way."""
    run = Run(film.source, film.index)
    try:
        return sum(1 for _ in run.start(-1))
    finally:
        run.close()


def speeds(films: Sequence[Film], python: Path | None) -> list[Figure]:
    """The film of two minutes by us, by the peers in turn, and bare decoding."""
    large = films[:1]
    spent, waited = seconds_of(lambda: ours(large))
    film = film_at(large[0].path)
    bare, _ = seconds_of(lambda: decoded(film))
    peers: dict[str, float] = {}
    for detector, backend in PEERS if python is not None else ():
        found = [theirs(python, detector, backend, large) for _ in range(RUNS)] if python is not None else []
        peers[f"{detector} on {backend}"] = median_of([each.seconds[0] for each in found])
    fastest = min(peers.values(), default=0.0)
    beside = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in peers.items())
    frames = film.index.frames
    return [
        Figure(
            f"cuts of {frames:,} frames at 720p, processor time",
            f"{spent:.1f} s ({frames / spent:,.0f} frames a second; {waited:.1f} s by the clock)",
            f"PySceneDetect: {beside}" if peers else "PySceneDetect cannot be installed here",
            "at least as fast",
            spent <= fastest if peers else None,
        ),
        Figure("of which bare decoding", f"{bare:.1f} s ({bare / spent:.0%})"),
    ]


def qualities(films: Sequence[Film], python: Path | None) -> list[Figure]:
    figures = [Figure("cuts of the corpus", quality(films, ours(films)))]
    if python is not None:
        for detector, backend in PEERS:
            if backend == "opencv":
                told = quality(films, theirs(python, detector, backend, films))
                figures.append(Figure(f"the same by PySceneDetect's {detector}", told))
    return figures


def thumbnails(folder: Path, far: Film) -> list[Figure]:
    """100 of two minutes at 720p, with key frames near and far, as the strip asks for them and exactly."""
    near = folder / "near.mp4"
    write_film(near, _enough(any_scenes(40, 60), 3600), 40, LARGE, gop=30)
    return [_thumbnails_of(film_at(near), 30), _thumbnails_of(film_at(far.path), 250)]


def _thumbnails_of(film: VideoFilm, gop: int) -> Figure:
    wanted = [film.index.frames * at // THUMBNAILS for at in range(THUMBNAILS)]
    spent, waited = seconds_of(lambda: _all_made(film, wanted, usual_slack(wanted)))
    exact, _ = seconds_of(lambda: _all_made(film, wanted, 0))
    return Figure(
        f"{THUMBNAILS} thumbnails of 2 minutes at 720p, key frames every {gop}, processor time",
        f"{spent:.2f} s ({waited:.2f} s by the clock), each within {usual_slack(wanted)} frames",
        f"each exactly the frame {exact:.2f} s",
        f"≤ {PROMISE:.0f} s",
        spent <= PROMISE,
    )


def _all_made(film: VideoFilm, wanted: Sequence[int], slack: int) -> None:
    made = list(film.thumbnails(wanted, slack, lambda: False))
    assert len(made) == len(wanted)


def measure() -> Report:
    """Speed and truth beside PySceneDetect, then thumbnails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = peer_python(folder / "peer")
        films = corpus(folder)
        total = sum(len(film.cuts) for film in films)
        figures = [*speeds(films, python), *qualities(films, python), *thumbnails(folder, films[0])]
    return Report(
        "scenes",
        f"{len(films)} films drawn with {total} known changes of scene, and flashes, fast movement and changing light "
        f"that are none; usual thresholds; H.264; medians of {RUNS} runs",
        tuple(figures),
    )


if __name__ == "__main__":
    sys.exit(measure().print())
