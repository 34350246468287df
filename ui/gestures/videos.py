"""Everything that is done with videos, built together: the tab that shows one, and keyframes for many."""

from pathlib import Path

from PySide6.QtCore import QObject

from controllers.jobs import JobBoard, Tasks
from controllers.lanes import Lanes
from controllers.session import Session
from controllers.settings import Settings
from ui.gestures.editing import Editing
from ui.gestures.keyframing_many import ManyKeyframes
from ui.gestures.tables import Tables
from ui.gestures.video_clipboard import VideoClipboard
from ui.gestures.video_keys import VideoKeys
from ui.gestures.video_look import VideoLook
from ui.gestures.video_panes import VideoPanes
from ui.gestures.video_playing import VideoPlaying
from ui.gestures.video_proposals import VideoProposals
from ui.gestures.video_trouble import VideoTrouble
from ui.gestures.watching import Watching
from ui.main_window import MainWindow


class Videos(QObject):
    """The parts, each of which asks only for what it needs."""

    def __init__(
        self,
        window: MainWindow,
        tables: Tables,
        *,
        session: Session,
        lanes: Lanes,
        tasks: Tasks,
        board: JobBoard,
        editing: Editing,
        settings: Settings,
        data_dir: Path,
    ) -> None:
        super().__init__(window)
        self.watching = Watching(
            window,
            tables,
            session=session,
            lanes=lanes,
            tasks=tasks,
            editing=editing,
            settings=settings,
            data_dir=data_dir,
        )
        self.playing = VideoPlaying(self.watching)
        self.keys = VideoKeys(self.watching, self.playing.playing)
        self.look = VideoLook(self.watching)
        self.trouble = VideoTrouble(self.watching)
        self.clipboard = VideoClipboard(self.watching)
        self.panes = VideoPanes(self.watching, session)
        self.proposals = VideoProposals(self.watching, board, data_dir)
        self.many = ManyKeyframes(
            window,
            tables,
            tasks=tasks,
            session=session,
            lanes=lanes,
            board=board,
            settings=settings,
            data_dir=data_dir,
        )

    def close(self) -> None:
        """The window is going: what plays stops, what is decoded is freed."""
        self.watching.close()
