"""The keyframes, sampling plan and frame metadata of one video, edited through the table it stands in."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Protocol, cast

import numpy as np
from PySide6.QtCore import QObject, Signal

from domain.keyframe_problems import KeyframeProblem
from domain.keyframe_values import Kind
from domain.keyframes import KEY, KINDS
from domain.metadata import Cell
from domain.sampling import KEY as ENCORD
from domain.sampling import SamplingPlan
from models.cell_edits import Accepted, Outcome, Rejected
from models.column_edit import ColumnEdit
from models.frame_times import NO_TIMES, Frames, FrameTimes, in_order
from models.metadata_table import MetadataTable
from models.video_cells import VideoCells, VideoKeyframes, read_video
from models.video_edits import Refused, VideoEdit, described, mended, planned, replaced, shifted, tagged, untagged

_AT_ONCE = 60_000
"""Letters that are read and written while the window waits: ten thousand keyframes or so."""
_MANY = 8_000
"""Keyframes that are tagged, untagged or moved while the window waits."""


class Beside(Protocol):
    """Does beside the window what takes longer than a moment."""

    def read(self, track: "KeyframeTrack") -> None:
        """Read the track's cells and `take` what they say, as soon as can be."""
        ...

    def edit(self, track: "KeyframeTrack", title: str, edit: VideoEdit) -> None:
        """Stage an edit after those asked for before; what is refused comes out of `track.refused`."""
        ...


class KeyframeTrack(QObject):
    """One video's keyframes. Every edit is one step on the undo stack of the table, staged as any cell is.

    Both forms are read (the `keyframes` list, and frames that `$encord.frames` marks); the list is written. Entries
    that cannot be read stay as they are until `repair` is called. With `beside`, very many keyframes are read and
    edited there: gestures then answer `Accepted(0)` at once, and `changed` comes when it is done.
    """

    changed = Signal()
    """The keyframes, their problems, the plan, the frame metadata or the times are others now."""
    refused = Signal(str)
    """An edit that was not staged; the sentence says why."""

    def __init__(
        self, table: MetadataTable, item: str, parent: QObject | None = None, beside: Beside | None = None
    ) -> None:
        super().__init__(parent)
        self.table = table
        self.item = item
        self._beside = beside
        self._times = NO_TIMES
        self._coming: VideoKeyframes | None = None
        self._held = VideoCells()
        self._held_at: tuple[object, ...] = (None, None, None, None)
        self._video = read_video(VideoCells(), NO_TIMES, None)
        self.refresh()
        table.staged.changed.connect(self.refresh)
        table.dataChanged.connect(self.refresh)
        table.modelReset.connect(self.refresh)

    # what is there

    @property
    def video(self) -> VideoKeyframes:
        """All that was read of the two keys."""
        return self._video

    @property
    def numbers(self) -> Frames:
        """Every keyframe, sorted, each once; int64, read-only. Some may lie beyond the end: `problems` says so."""
        return self._video.numbers

    @property
    def problems(self) -> tuple[KeyframeProblem, ...]:
        """What is wrong with the keyframes as they came, one for each kind."""
        return self._video.problems

    @property
    def staged(self) -> bool:
        """Whether the keyframes, the plan or frame metadata differ from what the platform confirmed."""
        return any(self.table.staged.cell(self.item, key) is not None for key in (KEY, ENCORD))

    @property
    def name(self) -> str:
        """The name of the video."""
        row = self._row
        return "" if row is None else self.table.frame.name(row)

    @property
    def plan(self) -> SamplingPlan:
        """How the platform samples the video."""
        return self._video.plan

    @property
    def encord(self) -> Cell:
        """The JSON text of `$encord`; None where the item has none."""
        return self._video.cells.encord

    @property
    def frame_metadata(self) -> Mapping[int, str]:
        """What `$encord.frames` says of single frames: frame -> JSON text of an object; marks are not among them."""
        return self._video.metadata

    @property
    def metadata_numbers(self) -> Frames:
        """The frames that have metadata of their own, sorted int64."""
        return np.array(sorted(self._video.metadata), np.int64)

    @property
    def times(self) -> FrameTimes:
        """When each frame is shown, as far as it is known."""
        return self._times

    @property
    def frame_count(self) -> int | None:
        """How many frames the video has: those of the file once it is known whole, else what the platform says."""
        if self._times.complete:
            return self._times.frames
        row = self._row
        said = None if row is None else self.table.frame.fact(row, "frame_count")
        return said if isinstance(said, int) and said > 0 else None

    @property
    def cells(self) -> VideoCells:
        """The two keys as the table holds them now, which may not be read yet."""
        staged, frame = self.table.staged, self.table.frame
        now = (staged.mark(KEY), staged.mark(ENCORD), frame.asked, self._row)
        if any(one is not other and one != other for one, other in zip(now, self._held_at, strict=True)):
            # Megabytes are copied out of the table once for each of its states.
            self._held, self._held_at = VideoCells(self._cell(KEY), self._cell(ENCORD)), now
        return self._held

    def show_times(self, times: FrameTimes) -> None:
        """Know better when each frame is shown: marks in seconds find their frames, the end shows what is beyond."""
        self._times = times
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Look whether the table says something else now."""
        if self.is_read:
            return
        cells, coming = self.cells, self._coming
        if coming is not None and self.take(coming):
            return
        if self._beside is not None and _is_long(cells):
            self._beside.read(self)
        else:
            self.take(read_video(cells, self._times, self.frame_count))

    def take(self, video: VideoKeyframes) -> bool:
        """Show what was read, unless the table says something else by now; gives whether it was taken."""
        if video.cells != self.cells:
            return False
        self._video, self._coming = video, None
        self.changed.emit()
        return True

    def expect(self, video: VideoKeyframes) -> None:
        """What an edit on its way will make: taken as it is once the table says so, instead of being read again."""
        self._coming = video

    @property
    def is_read(self) -> bool:
        """Whether what is shown is what the table says now."""
        video = self._video
        timed = video.plan.mode == "frame" or video.times is self._times
        return timed and video.frame_count == self.frame_count and video.cells == self.cells

    # gestures, each one step to undo

    def tag(self, frames: Iterable[int] | Frames) -> Outcome:
        """Make frames keyframes; those that are keyframes already stay."""
        new = _sorted(frames)
        return self._edit(_title("Tag", new), partial(tagged, new), len(new))

    def untag(self, frames: Iterable[int] | Frames) -> Outcome:
        """Make frames keyframes no more, in whichever form they are."""
        gone = _sorted(frames)
        return self._edit(_title("Untag", gone), partial(untagged, gone), len(gone))

    def move(self, frames: Iterable[int] | Frames, by: int) -> Outcome:
        """Move keyframes together, no further than the video goes; those that meet others become one with them."""
        chosen = _sorted(frames)
        return self._edit(_title("Move", chosen), partial(shifted, chosen, by), len(chosen))

    def replace(self, frames: Iterable[int] | Frames, title: str = "") -> Outcome:
        """Let the keyframes be these and no others."""
        new = _sorted(frames)
        return self._edit(title or _title("Set", new), partial(replaced, new), len(new))

    def repair(self, kinds: Iterable[Kind] = KINDS) -> Outcome:
        """Mend problems of these kinds; what else stands there stays as it is spelt."""
        return self._edit("Mend keyframes", partial(mended, tuple(kinds)))

    def set_plan(self, plan: SamplingPlan) -> Outcome:
        """Change how the platform samples the video; everything else under `$encord` stays byte for byte."""
        return self._edit("Set sampling plan", partial(planned, plan))

    def set_frame_metadata(self, frame: int, text: str | None) -> Outcome:
        """Give one frame metadata of its own: the JSON text of an object, None to take it away."""
        return self._edit(f"Set metadata of frame {frame:,}", partial(described, frame, text))

    def edits_to(self, after: VideoCells) -> list[ColumnEdit]:
        """What makes the two keys hold this, for whoever stages it; nothing where they do, or the item is gone."""
        row, now = self._row, self.cells
        if row is None:
            return []
        at = np.array([row], np.int64)
        wanted = ((KEY, now.keyframes, after.keyframes), (ENCORD, now.encord, after.encord))
        return [ColumnEdit(key, at, [shall], reserved=True) for key, was, shall in wanted if shall != was]

    def refuse(self, sentence: str) -> Rejected:
        """Say why an edit was not staged."""
        self.refused.emit(sentence)
        return Rejected(sentence)

    @property
    def _row(self) -> int | None:
        return self.table.frame.row_of(self.item)

    def _cell(self, key: str) -> Cell:
        staged = self.table.staged.cell(self.item, key)
        if staged is not None:
            return staged.after
        row = self._row
        return None if row is None else self.table.frame.confirmed(row, key)

    def _edit(self, title: str, edit: VideoEdit, frames: int = 0) -> Outcome:
        if self._row is None:
            return self.refuse("This video is not in the table any more. Nothing was changed.")
        long = frames > _MANY or _is_long(self.cells) or not self.is_read
        if self._beside is not None and long:
            self._beside.edit(self, title, edit)
            return Accepted(0)
        self.refresh()
        try:
            edits = self.edits_to(edit(self._video))
        except Refused as refused:
            return self.refuse(str(refused))
        outcome = self.table.edits.set_columns(edits, title, keep_invalid=True) if edits else Accepted(0)
        return self.refuse(outcome.reason) if isinstance(outcome, Rejected) else outcome


def _is_long(cells: VideoCells) -> bool:
    return len(cells.keyframes or "") + len(cells.encord or "") > _AT_ONCE


def _sorted(frames: Iterable[int] | Frames) -> Frames:
    return in_order(cast("Frames", frames) if isinstance(frames, np.ndarray) else np.array(list(frames), np.int64))


def _title(verb: str, frames: Frames) -> str:
    return f"{verb} frame {frames[0]:,}" if len(frames) == 1 else f"{verb} {len(frames):,} frames"
