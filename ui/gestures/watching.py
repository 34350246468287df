"""The tab of a video: opened at the item under the cursor, filled as its frames become known, closed with its table."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from controllers.behind_item import is_watched
from controllers.jobs import Tasks
from controllers.keyframing import track_of
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.session import Session
from controllers.settings import VIDEO_MEMORY, Settings
from controllers.watching import OpenVideo, indexes_in
from models.keyframe_track import KeyframeTrack
from ui.gestures.editing import Editing
from ui.gestures.exporting_keyframes import export_keyframes
from ui.gestures.tables import Tables
from ui.main_window import MainWindow
from ui.panes.table_page import TablePage
from ui.timeline.picture_view import Pixels
from ui.timeline.video_facts import facts_of
from ui.timeline.video_page import VideoPage

MEGABYTE = 1 << 20


class Watching(QObject):
    """Owns the page. `video` and `track` are what it shows; `turned` says that they are others, or none."""

    turned = Signal()
    page_made = Signal(object)
    """The `VideoPage`, new: whoever has panes and bars for it adds them."""

    def __init__(
        self,
        window: MainWindow,
        tables: Tables,
        *,
        session: Session,
        lanes: Lanes,
        tasks: Tasks,
        editing: Editing,
        settings: Settings,
        data_dir: Path,
    ) -> None:
        super().__init__(window)
        self.window = window
        self.lanes = lanes
        self.tasks = tasks
        self.settings = settings
        self._tables = tables
        self._session = session
        self._editing = editing
        self._indexes = indexes_in(data_dir)
        self._watched_table: TablePage | None = None
        self.page: VideoPage | None = None
        self.table: OpenTable | None = None
        self.video: OpenVideo | None = None
        self.track: KeyframeTrack | None = None
        self._connect()
        self._allow()

    @property
    def in_front(self) -> bool:
        """Whether a video is what the window shows."""
        return self.page is not None and self.window.tabs.current is self.page

    def open(self, table: OpenTable, item: str) -> VideoPage:
        """Show an item of a table in the tab of videos, in place of the one before."""
        self._leave()
        self.table = self._tables.kept = table
        table.closed.connect(self._close_with_table)
        page = self.page or self._new_page()
        self.video = OpenVideo(
            item,
            session=self._session,
            lanes=self.lanes,
            tasks=self.tasks,
            indexes=self._indexes,
            memory=self.settings.get(VIDEO_MEMORY) * MEGABYTE,
            parent=self,
        )
        self.track = track_of(table, item, self.lanes, self.tasks, self)
        self._follow(self.video, self.track)
        page.keyframes.show_track(self.track)
        page.picture.clear(self.tr("Opening…"))
        page.timeline.clear()
        self._show_keyframes()
        self._entitle()
        self.window.tabs.show_page(page)
        self._editing.lend_table(table)
        page.timeline.setFocus()
        self.turned.emit()
        self._allow()
        self.tasks.spawn(self.video.open())
        return page

    def _close_with_table(self) -> None:
        self.close()
        sentence = self.tr("The video was closed with its table; what was tagged in it stays staged.")
        self.window.status.showMessage(sentence, 8000)

    def close(self) -> None:
        """Close the tab; what was tagged stays staged."""
        page, self.page = self.page, None
        if page is None:
            return
        self._leave()
        self.turned.emit()
        self._editing.lend_table(None)
        self.window.tabs.remove(page)
        page.deleteLater()
        self._allow()

    # opening

    def _new_page(self) -> VideoPage:
        page = self.page = VideoPage(self.window.commands, self.lanes, self.tasks)
        page.keyframes.export_wanted.connect(self._export_keyframes)
        self.page_made.emit(page)
        self.window.tabs.add(page, self.tr("Video"), "video")
        return page

    def _export_keyframes(self) -> None:
        if self.track is not None:
            export_keyframes(self.window, self.track, self.settings, self.tasks, self.lanes)

    def _connect(self) -> None:
        commands = self.window.commands
        commands["watch"].triggered.connect(self._watch)
        commands["next_video"].triggered.connect(self._open_next)
        commands["previous_video"].triggered.connect(self._open_previous)
        commands["close_tab"].triggered.connect(self._close_front)
        self.window.tabs.close_wanted.connect(self._close_page)
        # After the tab of the schema, which puts the inspector where it was whenever another page comes to the front.
        self.window.tabs.page_changed.connect(self._page_changed)
        self._tables.page_changed.connect(self._follow_table)
        self.window.inspector.preview.opened.connect(commands["watch"].trigger)

    def _watch(self) -> None:
        page = self._tables.current
        if page is not None and self._is_watched(page.open_table, page.current_item):
            self.open(page.open_table, page.current_item)

    def _follow_table(self, page: TablePage | None) -> None:
        if page is not self._watched_table:
            if self._watched_table is not None:
                self._watched_table.item_changed.disconnect(self._allow_watch)
            if page is not None:
                page.item_changed.connect(self._allow_watch)
            self._watched_table = page
        self._allow()

    def _allow_watch(self) -> None:
        page = self._tables.current
        reason = self.tr("Open a folder or a dataset first.")
        if page is not None:
            reason = self.tr("Choose a video, a sequence or a group of images first: this item has no frames.")
        allowed = page is not None and self._is_watched(page.open_table, page.current_item)
        self.window.commands["watch"].allow(allowed=allowed, reason=reason)

    def _is_watched(self, table: OpenTable, item: str) -> bool:
        row = table.frame.row_of(item) if item else None
        return row is not None and is_watched(str(table.frame.fact(row, "item_type") or ""))

    def _open_next(self) -> None:
        self._step(1)

    def _open_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        """The next item with frames, in the order the table shows."""
        table, video = self.table, self.video
        if table is None or video is None:
            return
        row, rows = table.table.row_of(video.item), table.table.rowCount()
        at = (row if row is not None else -1 if by > 0 else rows) + by
        while 0 <= at < rows:
            item = table.table.item(at)
            if self._is_watched(table, item):
                self.open(table, item)
                return
            at += by
        last = self.tr("This is the last video of the table.")
        self.window.status.showMessage(last if by > 0 else self.tr("This is the first video of the table."), 8000)

    # what is open

    def _follow(self, video: OpenVideo, track: KeyframeTrack) -> None:
        video.opened.connect(self._entitle)
        video.index_grew.connect(self._show_times)
        video.moved.connect(self._show_position)
        video.picture_shown.connect(self._show_picture)
        track.changed.connect(self._show_keyframes)

    def _leave(self) -> None:
        """Let go of what is open."""
        video, track, table = self.video, self.track, self.table
        self.video = self.track = self.table = None
        if table is not None:
            table.closed.disconnect(self._close_with_table)
            self._tables.kept = None
        if self.page is not None:
            self.page.keyframes.show_track(None)
            self.page.banners.clear("remarks")
        if track is not None:
            track.deleteLater()
        if video is not None:
            video.close()
            video.deleteLater()

    def _show_times(self) -> None:
        page, video, track = self.page, self.video, self.track
        if page is None or video is None or track is None:
            return
        track.show_times(video.times)
        page.timeline.show_times(video.times)
        page.transport.show_times(video.times)
        self._entitle()
        if video.remarks and video.times.complete:
            page.banners.say("remarks", "warning", " ".join(video.remarks))

    def _show_position(self, frame: int) -> None:
        if self.page is not None:
            self.page.timeline.set_playhead(frame)
            self.page.keyframes.show_current(frame)

    def _show_picture(self, picture: Pixels) -> None:
        if self.page is not None:
            if self.page.picture.picture is None:
                self._entitle()
            self.page.picture.show_picture(picture)
            self.page.transport.show_frame(picture.number, picture.time, self.page.timeline.unit)

    def _show_keyframes(self) -> None:
        if self.page is not None and self.track is not None:
            self.page.timeline.show_keyframes(self.track.numbers)
            self.page.timeline.show_metadata_frames(self.track.metadata_numbers)
            self._entitle()

    def _entitle(self) -> None:
        page, video, table = self.page, self.video, self.table
        if page is None or video is None or table is None:
            return
        row = table.frame.row_of(video.item)
        name = video.facts.name if video.facts is not None else "" if row is None else table.frame.name(row)
        page.entitle(name, facts_of(video))
        self.window.tabs.entitle(page, name, int(self.track is not None and self.track.staged))

    # the tab in front

    def _page_changed(self, page: QWidget | None) -> None:
        front = page is not None and page is self.page
        self._editing.lend_table(self.table if front else None)
        if front:
            self.window.inspector.hide()
            reason = self.tr("The panes of the video stand beside its picture.")
            self.window.commands["show_inspector"].allow(allowed=False, reason=reason)
            for name in ("close_tab", "close_others", "next_tab", "previous_tab"):
                self.window.commands[name].allow(allowed=True)
        self._allow()

    def _allow(self) -> None:
        """Which commands there are."""
        commands = self.window.commands
        self._allow_watch()
        reason = self.tr("Open a video first: choose one in a table and press F9.")
        for command in commands:
            if command.of_video:
                command.allow(allowed=self.in_front, reason=reason)

    def _close_front(self) -> None:
        if self.in_front:
            self.close()

    def _close_page(self, page: QWidget) -> None:
        if page is self.page:
            self.close()
