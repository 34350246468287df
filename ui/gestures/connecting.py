"""Platforms: the local one at the start, another by choice; what is said when a connection comes or goes."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from controllers.jobs import Tasks
from controllers.keeping import restore
from controllers.lanes import Lanes
from controllers.pushing import Pushing
from controllers.session import Session, SessionState
from controllers.settings import LAST_PLATFORM, Settings
from models.restored import Restored
from models.staged import StagedEdits
from ui.dialogs.connect import Choice, ConnectDialog
from ui.dialogs.passphrase import ask_passphrase
from ui.gestures.tables import Tables
from ui.main_window import MainWindow
from ui.panes.banner import Answer
from ui.trying import Failure, tried
from ui.wording import counted, edits, items, when


class Connecting(QObject):
    """Connects, says so, and brings back what was staged for that platform."""

    def __init__(
        self,
        window: MainWindow,
        tables: Tables,
        *,
        session: Session,
        tasks: Tasks,
        staged: StagedEdits,
        lanes: Lanes,
        pushing: Pushing,
        go_on: Callable[[], None],
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tables = tables
        self._session = session
        self._tasks = tasks
        self._staged = staged
        self._lanes = lanes
        self._pushing = pushing
        self._go_on = go_on
        self._settings = settings
        self._dialog: ConnectDialog | None = None
        self._pause = ""
        window.commands["connect"].triggered.connect(self._open_dialog)
        window.commands["connect_local"].triggered.connect(self.use_local)
        session.state_changed.connect(self._show_state)
        session.connected.connect(self._connected)
        session.disconnected.connect(self._disconnected)
        session.pause_asked.connect(self._say_pause)

    def use_local(self) -> None:
        """Start the local platform, or start it again."""
        self._window.banners.clear("connection")
        self._tasks.spawn(self._session.start_local())

    def use(self, choice: Choice) -> None:
        """Connect to a platform with a key file, as the command line or the dialog asked."""
        self._tasks.spawn(self._connect(choice))

    async def _connect(self, choice: Choice) -> None:
        await self._session.sign_in(choice.url, choice.key_file, self._ask_passphrase)
        self._settings.remember_platform(choice.url, str(choice.key_file))
        self._settings.set(LAST_PLATFORM, choice.url)

    async def _ask_passphrase(self, sentence: str) -> str | None:
        return await ask_passphrase(sentence, self._dialog or self._window)

    def _open_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.raise_()
            return
        recent = [(each.url, each.key_file) for each in self._settings.recent_platforms()]
        current = "" if self._session.is_local else self._session.platform_key
        self._dialog = ConnectDialog(recent, current, self._window)
        self._dialog.chosen.connect(self._take_choice)
        self._dialog.finished.connect(self._close_dialog)
        self._dialog.open()

    def _close_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _take_choice(self, choice: Choice) -> None:
        if self._dialog is not None:
            self._dialog.say_busy(self.tr("Connecting…"))
        self._tasks.spawn(self._try(choice))

    async def _try(self, choice: Choice) -> None:
        answer = await tried(self._connect(choice) if choice.url else self._session.start_local())
        if self._dialog is None:
            return
        if isinstance(answer, Failure):
            self._dialog.say_problem(answer.sentence)
        else:
            self._dialog.accept()

    # what is said

    def _show_state(self) -> None:
        session, status = self._session, self._window.status
        match session.state:
            case SessionState.CONNECTED:
                status.show_platform("on", session.platform, session.user)
            case SessionState.CONNECTING:
                status.show_platform("busy", session.sentence or self.tr("Connecting…"), "")
                self._window.empty.say_starting(session.sentence)
            case SessionState.DISCONNECTED:
                status.show_platform("off", self.tr("Not connected"), "", session.sentence)
                self._window.empty.say_disconnected(session.sentence or self.tr("Choose a platform to work with."))
        self._allow()

    def _allow(self) -> None:
        connected = self._session.state is SessionState.CONNECTED
        reason = self.tr("There is no connection to a platform.")
        for name in ("refresh", "open"):
            self._window.commands[name].allow(allowed=connected, reason=reason)

    def _connected(self) -> None:
        self._window.banners.clear("connection")
        if self._staged.platform != self._session.platform_key:
            self._tables.close_all()
            self._tables.clear_trees()
            self._tasks.spawn(self._bring_back(self._session.platform_key))
        self._window.empty.say_ready()
        self._window.setWindowTitle(f"Tagline[*] - {self._session.platform}")
        self._tasks.spawn(self._tables.load_trees())
        self._tables.refill()

    async def _bring_back(self, platform: str) -> None:
        restored = await restore(self._staged, self._lanes, platform)
        if restored is not None:
            self._say_restored(restored)

    def _say_restored(self, restored: Restored) -> None:
        interrupted = self._pushing.interrupted()
        review = Answer(self.tr("Review…"), self._window.commands["review"].trigger)
        if interrupted:
            self._window.banners.say("restored", "warning", interrupted, [Answer(self.tr("Go On…"), self._go_on)])
        elif restored.cells:
            sentence = self.tr("Kept on this computer and staged again: {edits} of {items}, since {since}.")
            told = sentence.format(edits=edits(restored.cells), items=items(restored.items), since=when(restored.since))
            self._window.banners.say("restored", "info", told, [review])

        if restored.unreadable:
            self._window.banners.say("unreadable", "warning", self._unreadable(restored.unreadable))

    def _unreadable(self, steps: int) -> str:
        return counted(
            steps,
            self.tr("1 step of the journal could not be read. It is kept in the journal; every other edit is here."),
            self.tr("%n steps of the journal could not be read. They are kept in it; every other edit is here."),
        )

    def _disconnected(self, sentence: str) -> None:
        again = (
            Answer(self.tr("Start Again"), self.use_local)
            if self._session.is_local
            else Answer(self.tr("Connect…"), self._open_dialog)
        )
        self._window.banners.say("connection", "problem", sentence, [again])

    def _say_pause(self, sentence: str) -> None:
        """Say why nothing moves; when it does again, take that back and nothing else."""
        if sentence:
            self._window.status.showMessage(sentence, 8000)
        elif self._window.status.currentMessage() == self._pause:
            self._window.status.clearMessage()
        self._pause = sentence
