"""The keyframes, sampling plan and frame metadata of one video, edited through the table it stands in."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from domain.frame_metadata import with_frame, without_frames
from domain.keyframe_problems import KeyframeProblem
from domain.keyframe_repairs import repaired
from domain.keyframe_values import Kind
from domain.keyframes import KEY, KINDS, held_back, with_frames, write_keyframes
from domain.keyframes import without_frames as without_keyframes
from domain.metadata import Cell
from domain.reading import Invalid
from domain.sampling import KEY as ENCORD
from domain.sampling import SamplingPlan, with_plan
from models.cell_edits import Accepted, Outcome, Rejected
from models.column_edit import ColumnEdit
from models.frame_times import NO_TIMES, Frames, FrameTimes
from models.metadata_table import MetadataTable
from models.video_cells import VideoCells, VideoKeyframes, name_of, read_video


class KeyframeTrack(QObject):
    """One video's keyframes. Every edit is one step on the undo stack of the table, staged as any cell is.

    Both forms are read (the `keyframes` list, and frames that `$encord.frames` marks); the list is written. Entries
    that cannot be read stay as they are until `repair` is called.
    """

    changed = Signal()
    """The keyframes, their problems, the plan or the frame metadata are others now."""
    refused = Signal(str)
    """An edit that was not staged; the sentence says why."""

    def __init__(self, table: MetadataTable, item: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.item = item
        self._times = NO_TIMES
        self._video = self._read()
        table.staged.changed.connect(self.refresh)
        table.dataChanged.connect(self.refresh)
        table.modelReset.connect(self.refresh)

    # what is there

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
        """Whether the keyframes differ from what the platform confirmed."""
        return any(self.table.staged.cell(self.item, key) is not None for key in (KEY, ENCORD))

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

    def show_times(self, times: FrameTimes) -> None:
        """Know better when each frame is shown: marks in seconds find their frames, the end shows what is beyond."""
        self._times = times
        self._video = self._read()
        self.changed.emit()

    def refresh(self) -> None:
        """Look whether the table says something else now."""
        if self._cells() != self._video.cells:
            self._video = self._read()
            self.changed.emit()

    # gestures, each one step to undo

    def tag(self, frames: Iterable[int]) -> Outcome:
        """Make frames keyframes; those that are keyframes already stay."""
        new = _sorted(frames)
        new = new[~np.isin(new, self.numbers)]
        outside = self._outside(new)
        if outside:
            return self._refuse(outside)
        return self._stage(_title("Tag", new), with_frames(self._video.cells.keyframes, new.tolist()))

    def untag(self, frames: Iterable[int]) -> Outcome:
        """Make frames keyframes no more, in whichever form they are."""
        gone = _sorted(frames).tolist()
        left = without_keyframes(self._video.cells.keyframes, gone)
        return self._stage(_title("Untag", gone), left, self._without_marks(gone))

    def move(self, frames: Iterable[int], by: int) -> Outcome:
        """Move keyframes together, no further than the video goes; those that meet others become one with them."""
        chosen = np.intersect1d(_sorted(frames), self.numbers).tolist()
        by = held_back(chosen, by, self.frame_count)
        if not by:
            return Accepted(0)
        left = without_keyframes(self._video.cells.keyframes, chosen)
        if isinstance(left, Invalid):
            return self._refuse(left.reason)
        to = [frame + by for frame in chosen]
        return self._stage(_title("Move", chosen), with_frames(left, to), self._without_marks(chosen))

    def replace(self, frames: Iterable[int], title: str = "") -> Outcome:
        """Let the keyframes be these and no others."""
        new = _sorted(frames)
        outside = self._outside(new)
        if outside:
            return self._refuse(outside)
        gone = [frame for frame in self._video.marks if frame not in frozenset(new.tolist())]
        shall = write_keyframes(new.tolist())
        return self._stage(title or _title("Set", new), shall, self._without_marks(gone))

    def repair(self, kinds: Iterable[Kind] = KINDS) -> Outcome:
        """Mend problems of these kinds; what else stands there stays as it is spelt."""
        return self._stage("Mend keyframes", repaired(self._video.cells.keyframes, self.frame_count, kinds))

    def set_plan(self, plan: SamplingPlan) -> Outcome:
        """Change how the platform samples the video; everything else under `$encord` stays byte for byte."""
        try:
            encord = with_plan(self.encord, plan)
        except ValueError as refusal:
            return self._refuse(str(refusal))
        return self._stage("Set sampling plan", self._video.cells.keyframes, encord)

    def set_frame_metadata(self, frame: int, text: str | None) -> Outcome:
        """Give one frame metadata of its own: the JSON text of an object, None to take it away."""
        name = self._video.names.get(frame) or name_of(frame, self.plan, self._times)
        try:
            encord = self.encord if text is None and self.encord is None else with_frame(self.encord, name, text)
        except ValueError as refusal:
            return self._refuse(str(refusal))
        return self._stage(f"Set metadata of frame {frame:,}", self._video.cells.keyframes, encord)

    @property
    def _row(self) -> int | None:
        return self.table.frame.row_of(self.item)

    def _cells(self) -> VideoCells:
        return VideoCells(self._cell(KEY), self._cell(ENCORD))

    def _cell(self, key: str) -> Cell:
        staged = self.table.staged.cell(self.item, key)
        if staged is not None:
            return staged.after
        row = self._row
        return None if row is None else self.table.frame.confirmed(row, key)

    def _read(self) -> VideoKeyframes:
        return read_video(self._cells(), self._times, self.frame_count)

    def _without_marks(self, frames: Sequence[int]) -> Cell:
        names = [name for frame in frames for name in self._video.marks.get(frame, ())]
        return without_frames(self.encord, names) if names and self.encord is not None else self.encord

    def _outside(self, new: Frames) -> str:
        if len(new) and new[0] < 0:
            return f"There is no frame {new[0]:,}: the first one is 0. Nothing was changed."
        count = self.frame_count
        if count is not None and len(new) and new[-1] >= count:
            return f"There is no frame {new[-1]:,}: the last one of this video is {count - 1:,}. Nothing was changed."
        return ""

    def _refuse(self, sentence: str) -> Rejected:
        self.refused.emit(sentence)
        return Rejected(sentence)

    def _stage(self, title: str, keyframes: Cell | Invalid, *encord: Cell) -> Outcome:
        """Stage what differs; `encord` is given where it may be another now."""
        if isinstance(keyframes, Invalid):
            return self._refuse(keyframes.reason)
        row = self._row
        if row is None:
            return self._refuse("This video is not in the table any more. Nothing was changed.")
        wanted = dict(zip((KEY, ENCORD), (keyframes, *encord), strict=False))
        now = {KEY: self._video.cells.keyframes, ENCORD: self.encord}
        at = np.array([row], np.int64)
        edits = [ColumnEdit(key, at, [cell], reserved=True) for key, cell in wanted.items() if cell != now[key]]
        if not edits:
            return Accepted(0)
        outcome = self.table.edits.set_columns(edits, title, keep_invalid=True)
        return self._refuse(outcome.reason) if isinstance(outcome, Rejected) else outcome


def _sorted(frames: Iterable[int]) -> Frames:
    return np.unique(np.array(list(frames), np.int64))


def _title(verb: str, frames: Sequence[int] | Frames) -> str:
    return f"{verb} frame {frames[0]:,}" if len(frames) == 1 else f"{verb} {len(frames):,} frames"
