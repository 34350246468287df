"""The tab of a video: its picture, the panes beside it, a line of controls, and the timeline below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QTabWidget, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from ui.actions import Actions
from ui.panes.banner import Banners
from ui.specs.video import MORE_KEYS
from ui.timeline.keyframe_list import KeyframeListPane
from ui.timeline.picture_view import PictureView
from ui.timeline.short_line import ShortLine
from ui.timeline.timeline import TimelineView
from ui.timeline.transport import Transport

_WIDTHS = [760, 280]
_HEIGHTS = [460, 240]
_LOW = 620  # pixels: a lower tab leaves out tracks of the timeline before anything is cut off


class VideoPage(QWidget):
    """Holds the parts; who watches fills them. Keys of the video count while anything in here has the focus."""

    def __init__(self, commands: Actions, lanes: Lanes, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("video_page")
        self.setProperty("role", "page")
        self._title, self._facts = ShortLine(), QLabel()
        self.banners = Banners()
        self.picture = PictureView()
        self.keyframes = KeyframeListPane(lanes, tasks)
        self.panes = QTabWidget()
        self.transport = Transport(commands)
        self.timeline = TimelineView()
        self._stage = QWidget()  # where Return tags: the picture and the timeline
        self._below = QVBoxLayout()
        self._build(commands)
        self.addActions([command for command in commands if command.of_video])
        self._more_keys(commands)

    def entitle(self, name: str, facts: str) -> None:
        """Say which video it is, and what is known of it."""
        self._title.say(name)
        self._facts.setText(facts)

    @property
    def facts(self) -> str:
        """What is said of the video beside its name."""
        return self._facts.text()

    def add_pane(self, pane: QWidget, title: str) -> None:
        """Another pane beside the picture."""
        self.panes.addTab(pane, title)

    def add_bar(self, bar: QWidget) -> None:
        """A bar between the controls and the timeline."""
        self._below.insertWidget(self._below.count() - 1, bar)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        least = self.timeline.least_height if self.height() < _LOW else 0  # 0: as much as its tracks ask for
        self.timeline.setMinimumHeight(least)
        super().resizeEvent(event)

    def _build(self, commands: Actions) -> None:
        self._title.setProperty("role", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setProperty("role", "muted")
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 8)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._facts)
        head.addStretch(1)
        for name in ("previous_video", "next_video"):
            button = QToolButton()
            button.setDefaultAction(commands[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            head.addWidget(button)
        self.panes.setDocumentMode(True)
        self.panes.tabBar().setProperty("role", "panes")
        self.panes.addTab(self.keyframes, self.tr("Keyframes"))
        self.panes.setMinimumSize(220, 200)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.banners)
        layout.addWidget(self._down(), 1)

    def _down(self) -> QSplitter:
        """Above the picture and the panes, below the controls and the timeline."""
        across, down = QSplitter(Qt.Orientation.Horizontal), QSplitter(Qt.Orientation.Vertical)
        for part in (self.picture, self.panes):
            across.addWidget(part)
        across.setSizes(_WIDTHS)
        across.setStretchFactor(0, 1)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(0)
        self._below.addWidget(self.transport)
        self._below.addWidget(self.timeline, 1)
        self._stage.setLayout(self._below)
        for part in (across, self._stage):
            down.addWidget(part)
        down.setSizes(_HEIGHTS)
        down.setStretchFactor(0, 1)
        for splitter in (across, down):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        return down

    def _more_keys(self, commands: Actions) -> None:
        """Second keys; those that fields need for themselves count at the picture and the timeline only."""
        for name, keys in MORE_KEYS.items():
            if keys == "Return":
                for place in (self.picture, self.timeline):
                    self._also(keys, name, commands, place)
                    self._also("Enter", name, commands, place)
            else:
                self._also(keys, name, commands, self)

    def _also(self, keys: str, name: str, commands: Actions, place: QWidget) -> None:
        shortcut = QShortcut(QKeySequence(keys), place)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(commands[name].trigger)
