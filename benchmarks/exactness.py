"""Whether the frame shown is the frame asked for: every film of the corpus, 500 random frames each, beside other ways.

python -m benchmarks.exactness

The other ways are asked for fewer frames of the same sound films: a time of n / fps, OpenCV's frame position, and
QMediaPlayer at the middle of the frame; the last two only where they are installed.
"""

import contextlib
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.exactness_peers import PEERS, Peer
from benchmarks.report import Figure, Report
from media.decoder import Decoder
from media.frame_index import FrameIndex
from media.indexing import build_index
from media.source import Source
from tests.media.corpus import FAULTY, LONG, SOUND, Specimen
from tests.media.numbered import number_in
from tests.media.shown import GARBLED, REFUSED, RIGHT, WRONG, anywhere, numbers_by_time, verdicts

SEEKS = 500
PEER_SEEKS = {"n / fps": 40, "OpenCV": 40, "QMediaPlayer": 6}
FRAMES_OF_PEERS = 1000  # longest film that the other ways are asked about
MEMORY = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one film: ours, and how often each other way was wrong (None: it could not be asked)."""

    name: str
    ours: Counter[str]
    peers: dict[str, int | None]


def row(specimen: Specimen, *, faulty: bool) -> Row:
    """Make the film, ask for its frames, throw it away."""
    with tempfile.TemporaryDirectory() as folder:
        path = specimen.make(Path(folder))
        source = Source.of_path(path)
        index = build_index(source)
        numbers = numbers_by_time(index) if faulty else specimen.numbers
        with contextlib.closing(Decoder(source, index, MEMORY)) as decoder:
            ours = verdicts(decoder, numbers, anywhere(index.frames, SEEKS))
        if not faulty and index.frames != len(numbers):
            ours[WRONG] += SEEKS
        asked = {} if faulty or index.frames > FRAMES_OF_PEERS else PEERS
        return Row(
            specimen.name, ours, {name: _wrong(peer, name, path, index, numbers) for name, peer in asked.items()}
        )


def _wrong(peer: Peer, name: str, path: Path, index: FrameIndex, numbers: "tuple[int, ...] | list[int]") -> int | None:
    asked = anywhere(index.frames, PEER_SEEKS[name])
    pictures = peer(path, asked)
    if pictures is None:
        return None
    shown = [None if picture is None else number_in(picture) for picture in pictures]
    return sum(number != numbers[wanted] for number, wanted in zip(shown, asked, strict=True))


def measure() -> Report:
    """Every film of the corpus."""
    sound = [row(specimen, faulty=False) for specimen in (*SOUND, *LONG)]
    faulty = [row(specimen, faulty=True) for specimen in FAULTY]
    agreed = [each for each in sound if not any(each.peers.values())]
    figures = [
        _ours(f"{len(sound)} sound films", sound),
        _ours(f"{len(faulty)} films cut short or overwritten", faulty),
        Figure(f"{len(agreed)} of the sound films", "no way was wrong, of those that could be asked"),
        *(_beside(each) for each in sound if any(each.peers.values())),
    ]
    asked = ", ".join(f"{name} {count}" for name, count in PEER_SEEKS.items())
    told = (
        f"{SEEKS} random frames of every film; of the other ways: {asked}, a frame that does not come counts as wrong"
    )
    return Report("exactness", told, tuple(figures))


def _ours(what: str, rows: list[Row]) -> Figure:
    total = sum((each.ours for each in rows), Counter[str]())
    wrong = [each.name for each in rows if each.ours[WRONG]]
    said = f"{total[RIGHT]:,} right, {total[WRONG]} wrong"
    if total[REFUSED] or total[GARBLED]:
        said += f", {total[REFUSED]:,} refused as damaged, {total[GARBLED]} shown as damaged as they are"
    return Figure(what, said + (f": {', '.join(wrong)}" if wrong else ""), "", "0 wrong", not wrong)


def _beside(each: Row) -> Figure:
    beside = ", ".join(
        f"{name} " + ("not asked" if wrong is None else f"{wrong} of {PEER_SEEKS[name]} wrong")
        for name, wrong in each.peers.items()
    )
    return Figure(each.name, f"{each.ours[RIGHT]} right", beside)


if __name__ == "__main__":
    sys.exit(measure().print())
