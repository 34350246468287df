"""The metadata of single frames: which frames have some, and what the one under the playhead says, to be edited."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from domain.schema import FieldType
from models.keyframe_track import KeyframeTrack
from ui.dialogs.frame import Remark
from ui.icons import icon
from ui.panes.side_tree import SideTree
from ui.timeline.frame_values import KEY, FrameValues, values_of
from ui.wording import counted, number, shortened


class ValueList(SideTree):
    """`removed`: Delete was pressed, which beside a video means something else everywhere but here."""

    removed = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _deletes(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _deletes(event):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


def _deletes(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete


class FrameInspector(QWidget):
    """Follows one track and the playhead. `sought`: go to a frame. Every edit is one step to undo."""

    sought = Signal(int)

    def __init__(self, kind: Callable[[str], FieldType]) -> None:
        super().__init__()
        self.setObjectName("frame_inspector")
        self.setAccessibleName(self.tr("Metadata of single frames"))
        self._track: KeyframeTrack | None = None
        self._frame = 0
        self.model = FrameValues(kind, self)
        self._title = QLabel()
        self._others = QLabel()
        self._before = QToolButton()
        self._after = QToolButton()
        self._list = ValueList()
        self._key = QLineEdit()
        self._value = QLineEdit()
        self._add = QPushButton(self.tr("Add"))
        self._remove = QPushButton(self.tr("Remove"))
        self._problem = Remark()
        self._build_list()
        self._build()
        self._connect()
        self.follow(None)

    def follow(self, track: KeyframeTrack | None) -> None:
        """Show another video, or none."""
        if self._track is not None:
            self._track.changed.disconnect(self._show)
            self._track.refused.disconnect(self._problem.setText)
        self._track = track
        if track is not None:
            track.changed.connect(self._show)
            track.refused.connect(self._problem.setText)
        self.setEnabled(track is not None)
        self._show()

    def show_frame(self, frame: int) -> None:
        """The playhead stands on another frame."""
        if frame != self._frame:
            self._frame = frame
            self._show()

    @property
    def _known(self) -> Mapping[int, str]:
        return {} if self._track is None else self._track.frame_metadata

    def _show(self) -> None:
        known = self._known
        text = known.get(self._frame, "{}")
        self._problem.clear()
        self.model.show_object(text)
        if not self.model.is_object:
            words = self.tr("What is kept for this frame is not an object: {text}")
            self._problem.setText(words.format(text=shortened(text)))
        self._add.setEnabled(self._track is not None and self.model.is_object)
        self._title.setText(self.tr("Metadata of frame {number}").format(number=number(self._frame)))
        words = counted(len(known), self.tr("1 frame has some."), self.tr("%n frames have some."))
        self._others.setText(words if known else self.tr("No frame of this video has some yet."))
        self._before.setEnabled(any(frame < self._frame for frame in known))
        self._after.setEnabled(any(frame > self._frame for frame in known))
        self._show_removable()

    def _show_removable(self) -> None:
        self._remove.setEnabled(self._list.currentIndex().isValid())

    def _step(self, *, forward: bool) -> None:
        known = self._known
        if forward:
            found = min((frame for frame in known if frame > self._frame), default=None)
        else:
            found = max((frame for frame in known if frame < self._frame), default=None)
        if found is not None:
            self.sought.emit(found)

    def _step_on(self) -> None:
        self._step(forward=True)

    def _step_back(self) -> None:
        self._step(forward=False)

    def _put(self) -> None:
        key = self._key.text().strip()
        if not key:
            self._problem.setText(self.tr("Type the key first."))
            self._key.setFocus()
        elif self.model.put(key, self._value.text()):
            self._key.clear()
            self._value.clear()
            self._key.setFocus()

    def _take_off(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            self.model.remove(index.row())

    def _stage(self, text: str) -> None:
        """A frame without a key has no metadata: an empty object would make it a keyframe."""
        if self._track is not None:
            self._problem.clear()
            self._track.set_frame_metadata(self._frame, text if values_of(text) else None)

    def _build_list(self) -> None:
        self._list.setObjectName("frame_values")
        self._list.setAccessibleName(self.tr("Keys and values of this frame"))
        self._list.setProperty("role", "list")
        self._list.setHeaderHidden(False)
        self._list.setRootIsDecorated(False)
        self._list.setEditTriggers(SideTree.EditTrigger.DoubleClicked | SideTree.EditTrigger.EditKeyPressed)
        self._list.setModel(self.model)
        header = self._list.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.resizeSection(KEY, 120)

    def _build(self) -> None:
        self._title.setProperty("role", "section")
        self._others.setProperty("role", "muted")
        self._others.setWordWrap(True)
        self._key.setObjectName("frame_key")
        self._key.setPlaceholderText(self.tr("key"))
        self._key.setAccessibleName(self.tr("New key"))
        self._value.setObjectName("frame_value")
        self._value.setPlaceholderText(self.tr("value"))
        self._value.setAccessibleName(self.tr("New value"))
        self._add.setObjectName("add_frame_key")
        self._remove.setObjectName("remove_frame_key")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(self._head())
        layout.addWidget(self._others)
        layout.addWidget(self._list, 1)
        layout.addLayout(_in_line((self._key, 2), (self._value, 3)))
        buttons = _in_line((self._add, 0), (self._remove, 0))
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addWidget(self._problem)

    def _head(self) -> QHBoxLayout:
        steps = (
            (self._before, "step-back", self.tr("The frame before that has metadata")),
            (self._after, "step-forward", self.tr("The next frame that has metadata")),
        )
        for button, name, words in steps:
            button.setIcon(icon(name))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setAutoRaise(True)
        return _in_line((self._title, 1), (self._before, 0), (self._after, 0))

    def _connect(self) -> None:
        self.model.edited.connect(self._stage)
        self.model.refused.connect(self._problem.setText)
        self._list.selectionModel().currentChanged.connect(self._follow_row)
        self._before.clicked.connect(self._step_back)
        self._after.clicked.connect(self._step_on)
        self._add.clicked.connect(self._put)
        self._remove.clicked.connect(self._take_off)
        self._key.returnPressed.connect(self._value.setFocus)
        self._value.returnPressed.connect(self._put)
        self._list.removed.connect(self._take_off)

    def _follow_row(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self._show_removable()


def _in_line(*widgets: tuple[QWidget, int]) -> QHBoxLayout:
    """Widgets side by side, each with its share of the room."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget, share in widgets:
        line.addWidget(widget, share)
    return line
