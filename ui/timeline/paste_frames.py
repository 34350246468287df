"""Asks how copied keyframes are to lie in another video, and shows for each way where they would."""

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from models.frame_times import Frames, FrameTimes
from ui.dialogs.frame import Frame
from ui.timeline.axis import in_both, merged
from ui.timeline.board import TimelineBoard
from ui.timeline.frame_clipboard import CopiedFrames, Placed, Way, placed
from ui.timeline.ruler import Unit
from ui.wording import counted, number, shortened

_FIRST = 5  # frames named under a way
_INDENT = 24


class PasteFrames(Frame):
    """By frame, by second or by proportion; below, the video with what there is and what would come."""

    def __init__(self, copied: CopiedFrames, times: FrameTimes, there: Frames, playhead: int, parent: QWidget) -> None:
        super().__init__(self.tr("Paste keyframes"), parent)
        self._copied, self._times, self._there, self._playhead = copied, times, there, playhead
        self._ways: dict[Way, tuple[QRadioButton, QLabel]] = {}
        self._at_playhead = QCheckBox(
            self.tr("The &first one at the playhead, frame {frame}").format(frame=number(playhead))
        )
        self._at_playhead.setObjectName("paste_at_playhead")
        self._preview = TimelineBoard()
        self._count = QLabel()
        self._paste = self.add_button(self.tr("Paste"), "paste_frames", primary=True)
        self._build()
        self._ways[Way.FRAME][0].setFocus()

    @property
    def way(self) -> Way:
        """The way that is chosen."""
        return next(way for way, (button, _) in self._ways.items() if button.isChecked())

    @property
    def placed(self) -> Placed:
        """Where they would lie."""
        return self._placed(self.way)

    @property
    def frames(self) -> Frames:
        """The frames to be tagged: those that would lie there, tagged already or not."""
        return self.placed.frames

    def _placed(self, way: Way) -> Placed:
        at = self._playhead if self._at_playhead.isChecked() and way is not Way.PROPORTION else None
        return placed(self._copied, self._times, way, at)

    def _build(self) -> None:
        count = counted(len(self._copied.frames), self.tr("1 keyframe"), self.tr("%n keyframes"))
        video = shortened(self._copied.video, 60) or self.tr("another video")
        told = self.tr("{count} copied from {video}.").format(count=count, video=video)
        unread = self.tr("This video is still being read: what lies beyond the frames known by now is left out.")
        self.say(told if self._times.complete else f"{told} {unread}")
        group = QButtonGroup(self)
        for way, title in self._titles().items():
            self._add_way(way, title, group)
        self.body.addSpacing(4)
        self.body.addWidget(self._at_playhead)
        self._at_playhead.toggled.connect(self._follow)
        self._preview.pictures = self._preview.proposals = False
        self._preview.unit = Unit.SECONDS
        self._preview.setMinimumHeight(124)
        self._preview.setAccessibleName(self.tr("Where they would lie"))
        self._preview.show_times(self._times)
        self._preview.set_playhead(self._playhead)
        self.body.addSpacing(4)
        self.body.addWidget(self._preview, 1)
        self._count.setWordWrap(True)
        self.body.addWidget(self._count)
        self.buttons.insertWidget(1, self.add_cancel())
        self._paste.clicked.connect(self.accept)
        self._ways[Way.FRAME][0].setChecked(True)
        self.resize(720, self.sizeHint().height())

    def _titles(self) -> dict[Way, str]:
        return {
            Way.FRAME: self.tr("By f&rame: the same frame numbers"),
            Way.SECOND: self.tr("By &second: the same times"),
            Way.PROPORTION: self.tr("By &proportion: the same shares of the length"),
        }

    def _add_way(self, way: Way, title: str, group: QButtonGroup) -> None:
        button, told = QRadioButton(title), QLabel()
        button.setObjectName(f"paste_by_{way}")
        button.toggled.connect(self._follow)
        told.setProperty("role", "muted")
        told.setContentsMargins(_INDENT, 0, 0, 0)
        group.addButton(button)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(button)
        lines.addWidget(told)
        self.body.addLayout(lines)
        self._ways[way] = button, told

    def _follow(self) -> None:
        """Show what the way that is chosen comes to."""
        for way, (_, told) in self._ways.items():
            told.setText(self._told(self._placed(way)))
        self._at_playhead.setEnabled(self.way is not Way.PROPORTION)
        result = self.placed
        both = merged(self._there, result.frames)
        self._preview.show_keyframes(both)
        self._preview.select(result.frames)
        self._paste.setEnabled(bool(len(result.frames)))
        self._count.setText(self._outcome(result))

    def _told(self, result: Placed) -> str:
        if not len(result.frames):
            return self.tr("none of them: all lie beyond the end of this video")
        first = ", ".join(number(frame) for frame in result.frames[:_FIRST].tolist())
        more = ", …" if len(result.frames) > _FIRST else ""
        return f"{first}{more}"

    def _outcome(self, result: Placed) -> str:
        there = int(in_both(result.frames, self._there).sum())
        said = [counted(len(result.frames) - there, self.tr("1 new keyframe"), self.tr("%n new keyframes"))]
        if there:
            said.append(counted(there, self.tr("1 is there already"), self.tr("%n are there already")))
        if result.beyond:
            said.append(
                counted(
                    result.beyond, self.tr("1 beyond the end is left out"), self.tr("%n beyond the end are left out")
                )
            )
        if result.same:
            said.append(
                counted(
                    result.same, self.tr("1 falls on the frame of another"), self.tr("%n fall on the frames of others")
                )
            )
        return "; ".join(said) + "."
