"""The keyframes of a video: frame numbers read from a list, with what is wrong in it, changed and written.

The platform documents `{"keyframes": [13, 17, 19]}` and checks neither bounds nor order nor repeats: whatever came in
is kept entry by entry as it is spelt until someone asks for it to be mended.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import lt
from typing import Any

from domain.json_parts import entries
from domain.keyframe_problems import KeyframeProblem, told
from domain.keyframe_values import CHUNK, LARGEST_FRAME, Kind, as_spelt, entry, entry_of, portions
from domain.metadata import CLEARED, Cell
from domain.reading import Invalid

KEY = "keyframes"
"""The key the platform reads them from."""

KINDS: tuple[Kind, ...] = (
    *("not a list", "nested", "text", "fraction", "negative", "beyond the end", "not a number", "unordered", "twice"),
    "mark beyond the end",
)
"""Every kind of problem, in the order in which they are told and mended."""


@dataclass(frozen=True, slots=True)
class Keyframes:
    """`frames`: those that can be read, sorted, each once. `problems`: one for each kind there is."""

    frames: tuple[int, ...] = ()
    problems: tuple[KeyframeProblem, ...] = ()


def read_keyframes(cell: Cell, frame_count: int | None = None) -> Keyframes:
    """What the value of the key says. Frames beyond the end of a video of `frame_count` frames are read, and named."""
    if cell is None or cell == CLEARED:
        return Keyframes()
    try:
        read = portions(cell)
    except (ValueError, RecursionError):
        return Keyframes((), (told("not a list", 1, [cell]),))
    if _is_plain(read):
        frames = tuple(frame for portion in read for frame in portion)
        if not frames or frames[-1] < end_of(frame_count):
            return Keyframes(frames)
    return _with_problems(read, end_of(frame_count))


def problems_of(cell: Cell, frame_count: int | None) -> tuple[KeyframeProblem, ...]:
    """What is wrong with the value, one problem for each kind."""
    return read_keyframes(cell, frame_count).problems


def write_keyframes(frames: Iterable[int]) -> str:
    """The list as it is written: sorted, each once, `[13, 17, 19]`."""
    every: Sequence[int] = tuple(frames)
    if not _rises(every):
        every = sorted(set(every))
    return f"[{', '.join(_spelt(every[at : at + CHUNK]) for at in range(0, len(every), CHUNK))}]"


def with_frames(cell: Cell, frames: Iterable[int]) -> str | Invalid:
    """The value with frames added. Where it has problems every entry stays as it is spelt, and where it stands."""
    known = read_keyframes(cell)
    new = sorted(set(frames).difference(known.frames))
    if not new and cell is not None:
        return cell
    if not known.problems:
        return write_keyframes((*known.frames, *new))
    return _spliced(cell, frozenset(), new)


def without_frames(cell: Cell, frames: Iterable[int]) -> Cell | Invalid:
    """The value without frames, every entry that stands for one of them; a value that has none of them as it is."""
    known = read_keyframes(cell)
    gone = frozenset(frames)
    if cell is None or gone.isdisjoint(known.frames):
        return cell
    if not known.problems:
        return write_keyframes(frame for frame in known.frames if frame not in gone)
    return _spliced(cell, gone, ())


def moved(cell: Cell, frames: Iterable[int], by: int, frame_count: int | None = None) -> Cell | Invalid:
    """The value with frames moved together, no further than the video goes; those that meet another become one."""
    chosen = sorted(set(frames).intersection(read_keyframes(cell).frames))
    if not chosen:
        return cell
    by = held_back(chosen, by, frame_count)
    left = without_frames(cell, chosen)
    return left if isinstance(left, Invalid) else with_frames(left, [frame + by for frame in chosen])


def held_back(frames: Sequence[int], by: int, frame_count: int | None) -> int:
    """How far sorted frames can move together: less than `by` where one of them would leave the video."""
    if not frames or not by:
        return 0
    if by < 0:
        return max(by, min(0, -frames[0]))
    return min(by, max(0, end_of(frame_count) - 1 - frames[-1]))


def end_of(frame_count: int | None) -> int:
    """The first number that is no frame of the video."""
    return LARGEST_FRAME + 1 if frame_count is None else frame_count


def _spliced(cell: Cell, gone: frozenset[int], new: Sequence[int]) -> str | Invalid:
    """The list with entries taken out and put in, every other one as it is spelt, and where it stands."""
    if cell is None or any(problem.kind == "not a list" for problem in problems_of(cell, None)):
        return Invalid("The keyframes of this video are not a list. Mend them first; nothing was changed.")
    waiting, kept = list(reversed(new)), list[str]()
    for text in entries(cell):
        frame = entry_of(text).frame
        while waiting and frame is not None and waiting[-1] < frame:
            kept.append(str(waiting.pop()))
        if frame is None or frame not in gone:
            kept.append(text)
    return f"[{', '.join([*kept, *map(str, reversed(waiting))])}]"


def _spelt(frames: Sequence[int]) -> str:
    return ", ".join(map(str, frames))


def _rises(frames: Sequence[int]) -> bool:
    return all(_is_rising(frames[at : at + CHUNK + 1]) for at in range(0, len(frames), CHUNK))


def _is_rising(frames: Sequence[int]) -> bool:
    return all(map(lt, frames, islice(frames, 1, None)))


def _is_plain(read: list[list[Any]]) -> bool:
    """Whether all are whole numbers from zero on, each larger than the one before."""
    last = -1
    for portion in filter(None, read):
        if set(map(type, portion)) != {int} or portion[0] <= last or not _is_rising(portion):
            return False
        last = portion[-1]
    return True


def _with_problems(read: list[list[Any]], end: int) -> Keyframes:
    found = _Found(end)
    for portion in read:
        for value in portion:
            found.take(value)
    return Keyframes(tuple(sorted(found.seen)), found.problems())


class _Found:
    """Reads the entries one by one and counts what is wrong with them."""

    def __init__(self, end: int) -> None:
        self.seen: set[int] = set()
        self._end = end
        self._last = -1
        self._counts: dict[Kind, int] = {}
        self._examples: dict[Kind, list[str]] = {}

    def take(self, value: Any) -> None:
        frame, kind = entry(value)
        if kind is not None:
            self._note(kind, value)
        if frame is None:
            return
        if frame >= self._end:
            self._note("beyond the end", value)
        if frame in self.seen:
            self._note("twice", value)
        elif frame < self._last:
            self._note("unordered", value)
        self._last = max(self._last, frame)
        self.seen.add(frame)

    def problems(self) -> tuple[KeyframeProblem, ...]:
        return tuple(told(kind, self._counts[kind], self._examples[kind]) for kind in KINDS if kind in self._counts)

    def _note(self, kind: Kind, value: Any) -> None:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        examples = self._examples.setdefault(kind, [])
        if len(examples) < 3:
            examples.append(as_spelt(value))
