"""The sampling plan of the video that is watched, with the number of its frames that are imported, now and then."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from domain.sampling import SamplingPlan, imported_frames, plan_problem
from models.frame_times import Frames
from models.keyframe_track import KeyframeTrack
from ui.dialogs.frame import Remark
from ui.timeline.plan_fields import PlanFields
from ui.wording import counted, number

_PAUSE = 80  # ms


class SamplingPanel(QWidget):
    """Follows one track. Setting a plan is one step to undo; the panel never changes anything by itself."""

    def __init__(self, lanes: Lanes, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("sampling_panel")
        self.setAccessibleName(self.tr("Sampling plan"))
        self._lanes = lanes
        self._tasks = tasks
        self._track: KeyframeTrack | None = None
        self._asked = 0
        self._shown: SamplingPlan | None = None
        self.fields = PlanFields()
        self._now = QLabel()
        self._then = QLabel()
        self._problem = Remark()
        self._set = QPushButton(self.tr("Set &Plan"))
        self._back = QPushButton(self.tr("As It Is"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._build()
        self.follow(None)

    def follow(self, track: KeyframeTrack | None) -> None:
        """Show the plan of another video, or of none."""
        if self._track is not None:
            self._track.changed.disconnect(self._show_track)
            self._track.refused.disconnect(self._problem.setText)
        self._asked += 1  # what is on its way is about another video, and this panel may be about to go
        self._track = track
        self._problem.clear()
        if track is not None:
            track.changed.connect(self._show_track)
            track.refused.connect(self._problem.setText)
        self.fields.setEnabled(track is not None)
        self._shown = None
        self._show_track()

    def _show_track(self) -> None:
        """What was typed and not set stays while only keyframes or times are others."""
        if self._track is not None and self._track.plan != self._shown:
            self._show_as_it_is()
        self._show_change()

    def _show_as_it_is(self) -> None:
        if self._track is not None:
            self._shown = self._track.plan
            self.fields.show_plan(self._track.plan)
            self._problem.setText(plan_problem(self._track.encord))
        self._show_change()

    def _show_change(self) -> None:
        track = self._track
        other = track is not None and self.fields.plan != track.plan
        self._set.setEnabled(other)
        self._back.setEnabled(other)
        self._soon.start()

    def _count(self) -> None:
        """Counting a million keyframes takes a while: it is done beside the window, and an outdated answer dropped."""
        self._asked += 1
        track = self._track
        frames = None if track is None else track.frame_count
        duration = 0.0 if track is None else _duration(track)
        if track is None or not frames or not duration:
            self._now.setText("" if track is None else self.tr("How many frames this video has is not known yet."))
            self._then.clear()
            return
        plans = list(dict.fromkeys((track.plan, self.fields.plan)))
        self._tasks.spawn(self._show_counts(self._asked, plans, frames, duration, track.numbers))

    async def _show_counts(
        self, asked: int, plans: Sequence[SamplingPlan], frames: int, duration: float, keyframes: Frames
    ) -> None:
        counts = await self._lanes.compute(partial(_counts, plans, frames, duration, keyframes))
        if asked != self._asked:
            return
        self._now.setText(self.tr("Imports {count} of {all}.").format(count=number(counts[0]), all=_frames(frames)))
        self._then.setVisible(len(counts) > 1)
        if len(counts) > 1:
            words = self.tr("With this plan: {count} of {all}.")
            self._then.setText(words.format(count=number(counts[1]), all=_frames(frames)))

    def _apply(self) -> None:
        if self._track is not None:
            self._problem.clear()
            self._track.set_plan(self.fields.plan)

    def _build(self) -> None:
        title = QLabel(self.tr("Sampling plan"))
        title.setProperty("role", "section")
        self._now.setObjectName("imported_now")
        self._then.setObjectName("imported_then")
        self._then.setProperty("role", "warning")
        self._set.setObjectName("set_plan")
        self._set.setToolTip(self.tr("Stage this plan; everything else under $encord stays as it is"))
        self._back.setObjectName("plan_as_it_is")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._set)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        layout = self._scrolled()
        layout.setSpacing(6)
        for widget in (title, self.fields, self._now, self._then):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        layout.addWidget(self._problem)
        layout.addStretch(1)
        for label in (self._now, self._then):
            label.setWordWrap(True)
        self.fields.changed.connect(self._show_change)
        self._soon.timeout.connect(self._count)
        self._set.clicked.connect(self._apply)
        self._back.clicked.connect(self._show_as_it_is)

    def _scrolled(self) -> QVBoxLayout:
        """Where the parts go: they scroll where the panel is low."""
        content, area, whole = QWidget(), QScrollArea(), QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 8, 12, 8)
        return layout


def _counts(plans: Sequence[SamplingPlan], frames: int, duration: float, keyframes: Frames) -> list[int]:
    listed = keyframes.tolist()
    return [imported_frames(plan, frames, duration, listed) for plan in plans]


def _duration(track: KeyframeTrack) -> float:
    """Seconds: of the file once it is known whole, else what the platform says."""
    if track.times.complete:
        return track.times.duration
    row = track.table.frame.row_of(track.item)
    said = None if row is None else track.table.frame.fact(row, "duration")
    return float(said) if isinstance(said, int | float) and said > 0 else 0.0


def _frames(count: int) -> str:
    return counted(count, "1 frame", "%n frames")
