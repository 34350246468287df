"""The list of keyframes beside the picture: filter it, paste into it, mend what came wrong, take it out as CSV."""

from collections.abc import Iterable
from typing import cast

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from domain.frame_text import read_frames
from domain.keyframe_values import Kind
from domain.keyframes import write_keyframes
from domain.reading import Invalid
from models.cell_edits import Accepted
from models.frame_times import Frames
from models.keyframe_list import KeyframeList
from models.keyframe_track import KeyframeTrack
from ui.dialogs.frame import restyle
from ui.icons import icon
from ui.panes.empty_state import Picture
from ui.timeline.frame_field import FrameField
from ui.timeline.keyframe_rows import KeyframeRows
from ui.timeline.problem_strip import ProblemStrip
from ui.wording import counted, number

_AT_ONCE = 20_000  # letters that are read while the window waits
_LEAST_BODY = 40  # pixels
_ROOM_FOR_SIGN = 120


class KeyframeListPane(QWidget):
    """Shows the keyframes of one track at a time; whatever it changes is a step on the undo stack of its table."""

    sought = Signal(int)
    """A frame to go to."""
    chosen = Signal(object)
    """The frames selected in the list: sorted int64."""
    thumbnails_wanted = Signal(object)
    """A tuple of frames in sight without a picture: answer with `show_thumbnail`."""
    export_wanted = Signal()

    def __init__(self, lanes: Lanes, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("keyframe_list")
        self.setProperty("role", "pane")
        self.setMinimumWidth(240)
        self._lanes, self._tasks = lanes, tasks
        self.track: KeyframeTrack | None = None
        """What is shown now."""
        self.model = KeyframeList(self)
        self.rows = KeyframeRows(self.model)
        self.problems = ProblemStrip()
        self.filter = QLineEdit()
        self.field = FrameField()
        self._title, self._empty = QLabel(), QLabel()
        self._more = QToolButton()
        self._sign = Picture("video", 32)
        self._body = QStackedWidget()
        self._build()
        self._connect()
        self.show_track(None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sign.setVisible(self._body.height() >= _ROOM_FOR_SIGN)

    def show_track(self, track: KeyframeTrack | None) -> None:
        """Show the keyframes of another video, or of none."""
        if self.track is not None:
            self.track.changed.disconnect(self._show)
            self.track.refused.disconnect(self.field.refuse)
        self.track = track
        self.model.forget_pictures()
        self.filter.clear()
        self.field.clear()
        self.setEnabled(track is not None)
        if track is not None:
            track.changed.connect(self._show)
            track.refused.connect(self.field.refuse)
        self._show()

    def show_thumbnail(self, frame: int, picture: QImage) -> None:
        """Show a small picture beside a frame."""
        self.model.show_picture(frame, picture)

    def show_current(self, frame: int) -> None:
        """Mark the frame at the playhead."""
        self.rows.show_current(frame)

    def select_frames(self, frames: Frames) -> None:
        """Select the rows of frames selected elsewhere, without telling of it."""
        self.rows.select_frames(frames)

    def paste(self, text: str) -> None:
        """Tag the frames a text names, see `read_frames`; what cannot be read is said, and nothing is tagged."""
        track = self.track
        if track is None:
            return
        if len(text) > _AT_ONCE:
            self.field.say(self.tr("Reading what was pasted…"))
            self._tasks.spawn(self._read_beside(track, text))
        else:
            self._tag(text, read_frames(text, track.times, track.frame_count))

    async def _read_beside(self, track: KeyframeTrack, text: str) -> None:
        found = await self._lanes.compute(read_frames, text, track.times, track.frame_count)
        if track is self.track:
            self._tag("", found)

    def _tag(self, text: str, found: tuple[int, ...] | Invalid) -> None:
        if isinstance(found, Invalid):
            self.field.refuse(found.reason, text)
        elif self.track is not None:
            frames = np.array(found, np.int64)
            new = len(np.setdiff1d(frames, self.track.numbers, assume_unique=True))
            self.field.clear()
            if isinstance(self.track.tag(frames), Accepted):
                self._say_tagged(len(found), new)

    def _say_tagged(self, named: int, new: int) -> None:
        there = named - new
        sentence = counted(new, self.tr("1 keyframe added."), self.tr("%n keyframes added."))
        if there:
            known = counted(there, self.tr("1 was there already."), self.tr("%n were there already."))
            sentence = f"{sentence} {known}" if new else known
        self.field.tell(sentence)

    def _show(self) -> None:
        track = self.track
        if track is None:
            self.model.show_keyframes(np.empty(0, np.int64), None)
            self.problems.show_problems(())
        else:
            self.model.show_times(track.times)
            self.model.show_keyframes(track.numbers, track.frame_count)
            self.problems.show_problems(track.problems)
        self._show_count()

    def _show_count(self) -> None:
        total, shown = self.model.total, self.model.rowCount()
        text = counted(total, self.tr("1 keyframe"), self.tr("%n keyframes"))
        if shown != total:
            text = self.tr("{shown} of {total}").format(shown=number(shown), total=text)
        self._title.setText(text if total else self.tr("Keyframes"))
        nothing = self.tr("No keyframes yet. Tag the frame you see with M, or type frames and times below.")
        self._empty.setText(self.tr("No keyframe matches the filter.") if total else nothing)
        self._body.setCurrentIndex(0 if shown else 1)

    def _find(self, text: str) -> None:
        self.model.find(text)
        self.filter.setProperty("active", "true" if text else "false")
        restyle(self.filter)
        self._show_count()

    def _paste(self) -> None:
        self.paste(QGuiApplication.clipboard().text())

    def _copy(self) -> None:
        chosen = self.rows.selected
        if len(chosen):
            QGuiApplication.clipboard().setText(write_keyframes(chosen.tolist()).strip("[]"))

    def _remove(self) -> None:
        chosen = self.rows.selected
        if self.track is not None and len(chosen):
            self.track.untag(chosen)

    def _fix(self, kinds: object) -> None:
        if self.track is not None:
            self.track.repair(cast("Iterable[Kind]", kinds))

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._find)
        self.field.entered.connect(self.paste)
        self.problems.fix_wanted.connect(self._fix)
        self.rows.sought.connect(self.sought)
        self.rows.chosen.connect(self.chosen)
        self.rows.thumbnails_wanted.connect(self.thumbnails_wanted)
        self.rows.removal_wanted.connect(self._remove)
        self.rows.copy_wanted.connect(self._copy)
        self.rows.paste_wanted.connect(self._paste)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        gestures = (
            (self.tr("Copy Selected Frames"), "copy", self._copy),
            (self.tr("Paste Frames and Times"), "paste", self._paste),
            (self.tr("Untag Selected Frames"), "remove", self._remove),
        )
        for text, name, act in gestures:
            menu.addAction(icon(name), text).triggered.connect(act)
        menu.addSeparator()
        menu.addAction(icon("export"), self.tr("Export as CSV…")).triggered.connect(self.export_wanted)
        return menu

    def _build(self) -> None:
        self._title.setProperty("role", "title")
        self._title.setObjectName("keyframe_title")
        self._empty.setObjectName("keyframe_empty")
        self.filter.setProperty("role", "find")
        self.filter.setObjectName("keyframe_filter")
        self.filter.setPlaceholderText(self.tr("Filter: 12, 100-200, 1:23"))
        self.filter.setAccessibleName(self.tr("Filter keyframes by number, range or time"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._more.setObjectName("keyframe_more")
        self._more.setIcon(icon("more"))
        self._more.setProperty("role", "more")
        self._more.setAutoRaise(True)
        self._more.setToolTip(self.tr("More for these keyframes"))
        self._more.setAccessibleName(self._more.toolTip())
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(self._menu())
        self._body.setMinimumHeight(_LEAST_BODY)
        self._body.addWidget(self.rows)
        self._body.addWidget(self._quiet())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(self.problems)
        layout.addWidget(self._body, 1)
        layout.addWidget(self.field)

    def _head(self) -> QVBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._title, 1)
        line.addWidget(self._more)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 8, 8)
        head.setSpacing(6)
        head.addLayout(line)
        head.addWidget(self.filter)
        return head

    def _quiet(self) -> QWidget:
        page = QWidget()
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._empty)
        layout.addStretch(2)
        return page
