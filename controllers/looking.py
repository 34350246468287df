"""Look at every frame of the film that is open, beside the window, and keep what was measured."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from controllers.jobs import Job, JobBoard
from controllers.lanes import Lanes
from media.film import Film
from media.measure_store import MeasureStore
from media.measures import Measures
from media.probe import MediaUnreadable
from wire.cancel import CancelToken
from wire.errors import Cancelled, PlatformError

MEASURES = "measures"
AT_ONCE = 256 * 1024 * 1024  # bytes: a larger film is looked at when the person asks, because all of it is read


def measures_in(data_dir: Path) -> MeasureStore:
    """Where what was measured of films is kept, among the data of the program."""
    return MeasureStore(data_dir / MEASURES)


class Looking(QObject):
    """Measures one film. What was measured of it before comes at once; a small film is looked at when it is opened."""

    grew = Signal()
    """More is measured: `measures`."""
    progressed = Signal()
    """It began, went on or ended: `running`, `done`, `sentence`."""

    def __init__(self, lanes: Lanes, board: JobBoard, store: MeasureStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes, self._board, self._store = lanes, board, store
        self._film: Film | None = None
        self._name = ""
        self._token = CancelToken()
        self._job: Job | None = None
        self.measures: Measures | None = None
        self.sentence = ""

    @property
    def film(self) -> Film | None:
        """The film that is open."""
        return self._film

    @property
    def running(self) -> bool:
        """Whether the film is being looked at."""
        return self._job is not None

    @property
    def done(self) -> int:
        """How many frames have been looked at."""
        return 0 if self.measures is None else self.measures.frames

    @property
    def frames(self) -> int:
        """How many frames the film has; 0 where none is open."""
        return 0 if self._film is None else self._film.index.frames

    @property
    def fps(self) -> float:
        """Its frames a second."""
        return 0.0 if self._film is None else self._film.index.fps

    @property
    def whole(self) -> bool:
        """Whether all of it has been looked at."""
        return self.measures is not None and self.measures.complete

    async def open(self, film: Film, name: str) -> None:
        """Take a film whose frames are all known."""
        self.leave()
        self._film, self._name, token = film, name, self._token
        kept = await self._lanes.read(self._store.load, film.key, film.index.frames)
        if token.cancelled:
            return
        if kept is not None:
            self._take(token, kept)
        elif film.size <= AT_ONCE:
            await self.look()
        self.progressed.emit()

    async def look(self) -> None:
        """Look at every frame, as a job on the board; what is measured comes while it goes on."""
        if self._film is None or self._job is not None:
            return
        job = self._job = self._board.start(f"Looking at {self._name}", "frames", self.frames)
        self.sentence = ""
        self.progressed.emit()
        try:
            await self._look(self._film, self._token, job)
        finally:
            job.finish()
            if self._job is job:
                self._job = None
                self.progressed.emit()

    def stop(self) -> None:
        """Look no further; what was measured stays."""
        if self._job is not None:
            self._job.cancel()

    def leave(self) -> None:
        """The film is closed: nothing of it is wanted any more."""
        self.stop()
        self._token.cancel()
        self._token = CancelToken()
        self._film, self._job, self.measures, self.sentence = None, None, None, ""

    async def _look(self, film: Film, token: CancelToken, job: Job) -> None:
        stop = job.token
        tell = self._lanes.teller(partial(self._grow, token, job))
        try:
            measures = await self._lanes.watch(film.measures, tell, lambda: token.cancelled or stop.cancelled)
        except Cancelled:
            return
        except (PlatformError, MediaUnreadable) as problem:
            if not token.cancelled:
                seen = f" What is proposed is of the first {self.done:,} frames." if self.done else ""
                self.sentence = problem.sentence + seen
            return
        self._grow(token, job, measures)
        if measures.complete:
            await self._lanes.read(self._store.keep, film.key, measures)

    def _grow(self, token: CancelToken, job: Job, measures: Measures) -> None:
        job.advance(measures.frames - job.done)
        self._take(token, measures)

    def _take(self, token: CancelToken, measures: Measures) -> None:
        if not token.cancelled:
            self.measures = measures
            self.grew.emit()
            self.progressed.emit()
