"""Put what packets say in the order in which frames are shown."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from media.frame_index import MISSING, FrameIndex, Ticks
from media.packets import CORRUPT, DISCARDED, HIDDEN, KEY, Packets

if TYPE_CHECKING:
    from av.video.stream import VideoStream

AHEAD = 4096  # frames looked at to find the first one that a key packet shows
ANY_BASE = Fraction(1, 90_000)


@dataclass(frozen=True, slots=True)
class Findings:
    """What else is known of a film: pts of the first frame decoded, whether its end was reached, sentences."""

    first: int | None
    complete: bool = True
    problems: tuple[str, ...] = ()


def by_packets(packets: Packets, stream: "VideoStream", findings: Findings) -> FrameIndex | None:
    """The index that packets give by themselves; None where pts are missing or come twice."""
    table = packets.table()
    ordinals = np.flatnonzero((table[:, 3] & (DISCARDED | HIDDEN)) == 0)
    pts = table[ordinals, 0]
    order = np.argsort(pts, kind="stable")
    ticks, ordinals = pts[order], ordinals[order]
    if len(ticks) and (ticks[0] == MISSING or bool((np.diff(ticks) == 0).any())):
        return None
    begin = _unseen(table, ticks, findings.first)
    finish = len(ticks) if findings.complete else _certain(table, ticks)
    ticks, ordinals = ticks[begin:finish].copy(), ordinals[begin:finish]
    keys, entries = key_frames(table, ticks, ordinals)
    return FrameIndex(
        ticks,
        stream.time_base or ANY_BASE,
        keys,
        findings.complete,
        (*findings.problems, *problems_of(table, stream, begin, complete=findings.complete)),
        end_of(ticks, packets.length),
        entries,
    )


def key_frames(table: Ticks, ticks: Ticks, ordinals: Ticks) -> tuple[Ticks, Ticks]:
    """The numbers of the frames shown first by each key packet, and those packets: pts, dts, position.

    `ticks` and `ordinals`: when each frame is shown, and which row of the table it came from.
    """
    rows = np.flatnonzero(table[:, 3] & KEY)
    at: Ticks = np.asarray(np.searchsorted(ticks, table[rows, 0]), np.int64)
    numbers = np.full(len(rows), -1, np.int64)
    inside = at < len(ticks)
    straight = np.zeros(len(rows), bool)
    straight[inside] = ordinals[at[inside]] == rows[inside]
    numbers[straight] = at[straight]
    for place in np.flatnonzero(inside & ~straight):
        # a key packet that is not shown itself: an edit begins behind it
        later = ordinals[at[place] : at[place] + AHEAD] > rows[place]
        if later.any():
            numbers[place] = at[place] + int(np.argmax(later))
    found = np.flatnonzero(numbers >= 0)
    found = found[np.argsort(numbers[found], kind="stable")]
    last = np.append(np.diff(numbers[found]) > 0, [True])[: len(found)]
    found = found[last]
    return numbers[found], table[rows[found], :3].copy()


def end_of(ticks: Ticks, length: int) -> int:
    """When the last frame is gone: after its own length, or after that of the others where it has none."""
    if not len(ticks):
        return 0
    if length <= 0:
        length = round(int(ticks[-1] - ticks[0]) / (len(ticks) - 1)) if len(ticks) > 1 else 0
    return int(ticks[-1]) + length


def problems_of(table: Ticks, stream: "VideoStream", unseen: int, *, complete: bool) -> tuple[str, ...]:
    """What is wrong with the film, in sentences."""
    problems: list[str] = []
    claimed = _claimed(stream)
    if complete and claimed > len(table):
        problems.append(f"The video is cut short: {len(table):,} of its {claimed:,} frames are in the file.")
    if damaged := int(np.count_nonzero(table[:, 3] & CORRUPT)):
        problems.append(f"{_frames(damaged)} of this video came damaged.")
    if unseen:
        problems.append(f"{_frames(unseen)} before the first whole one can't be shown and are not counted.")
    return tuple(problems)


def _claimed(stream: "VideoStream") -> int:
    """How many packets the file says it holds; of an MP4 file only those that its edits show count."""
    is_edited = stream.container.format.name.startswith("mov,") and len(stream.index_entries) > 0
    return len(stream.index_entries) if is_edited else stream.frames


def _frames(number: int) -> str:
    return "1 frame" if number == 1 else f"{number:,} frames"


def _unseen(table: Ticks, ticks: Ticks, first: int | None) -> int:
    """How many frames at the beginning are never shown, because what they refer to is not in the file."""
    keys = table[(table[:, 3] & KEY) != 0, 0]
    if first is None or not len(keys):
        return 0
    return int(np.searchsorted(ticks, min(first, int(keys[0]))))


def _certain(table: Ticks, ticks: Ticks) -> int:
    """How many frames keep their numbers, whatever packets come later."""
    dts = int(table[-1, 1])
    if dts == MISSING:
        keys = table[(table[:, 3] & KEY) != 0, 0]
        dts = int(keys[-2]) if len(keys) > 1 else MISSING + 1
    return int(np.searchsorted(ticks, dts, "right"))
