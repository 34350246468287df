"""What a rule makes of many videos, video by video and in all: what is looked at before anything changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

State: TypeAlias = Literal["changed", "same", "left"]
"""Its keyframes become others; they are these already; it is left alone, and the line says why."""


@dataclass(frozen=True, slots=True)
class VideoLine:
    """What a rule makes of one video. `row` is a row of the frame; counts are numbers of keyframes.

    `frames`: how many frames the video has, None where nobody knows. `remark`: why it is left alone, or what is worth
    knowing of it. `samples`: a few of the frames that the rule finds in it, spread over it.
    """

    row: int
    item: str
    name: str
    frames: int | None
    before: int
    after: int
    added: int = 0
    removed: int = 0
    state: State = "same"
    remark: str = ""
    samples: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ManyTally:
    """How far a plan is: the videos looked at in the order of their rows, how many there are, and sums over the lines.

    `others`: items in the chosen rows that are no videos. `ended`: nothing more is looked at, because everything was
    or because someone stopped it.
    """

    lines: Sequence[VideoLine] = ()
    total: int = 0
    others: int = 0
    changed: int = 0
    left: int = 0
    added: int = 0
    removed: int = 0
    keyframes: int = 0
    ended: bool = False

    @property
    def seen(self) -> int:
        """How many videos were looked at."""
        return len(self.lines)

    @property
    def same(self) -> int:
        """How many videos have these keyframes already."""
        return self.seen - self.changed - self.left

    @property
    def stopped(self) -> bool:
        """Whether someone stopped it before every video was looked at."""
        return self.ended and self.seen < self.total


class Tallying:
    """Adds lines up as they come."""

    def __init__(self, total: int, others: int) -> None:
        self._total = total
        self._others = others
        self._lines: list[VideoLine] = []
        self._sums = [0, 0, 0, 0, 0]

    def add(self, line: VideoLine) -> None:
        """One more video was looked at."""
        self._lines.append(line)
        more = (line.state == "changed", line.state == "left", line.added, line.removed, line.after)
        self._sums = [one + other for one, other in zip(self._sums, more, strict=True)]

    def tally(self, *, ended: bool = False) -> ManyTally:
        """All so far."""
        return ManyTally(tuple(self._lines), self._total, self._others, *self._sums, ended=ended)
