"""Thumbnails of the film that is open, made beside the window; those seen last are kept."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from media.film import Film
from media.picture import Picture
from media.probe import MediaUnreadable
from media.thumbnails import usual_slack
from wire.cancel import CancelToken
from wire.errors import Cancelled, PlatformError

KEPT = 600  # thumbnails, of about 80 KB each


@dataclass(frozen=True, slots=True, eq=False)
class _Thumbnail:
    """An image, and by how many frames it is off the one it stands for."""

    image: QImage
    off: int


class Thumbnails(QObject):
    """Small pictures by frame number. Only what was asked for last is made; what is there comes at once."""

    made = Signal(int, QImage)
    """The thumbnail of a frame that was asked for."""

    def __init__(self, lanes: Lanes, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes, self._tasks = lanes, tasks
        self._film: Film | None = None
        self._kept: OrderedDict[int, _Thumbnail] = OrderedDict()
        self._wanted: tuple[int, ...] = ()
        self._slack = 0
        self._tried: set[int] = set()  # of what is wanted: a damaged frame is not tried again and again
        self._token = CancelToken()
        self._making = False

    @property
    def making(self) -> bool:
        """Whether some are on their way."""
        return self._making

    def open(self, film: Film) -> None:
        """Take a film; the same one with more frames known keeps its thumbnails."""
        if self._film is None or self._film.key != film.key:
            self._kept.clear()
            self._tried.clear()
            self._token.cancel()
        self._film = film
        self._start()

    def leave(self) -> None:
        """The film is closed."""
        self._token.cancel()
        self._film, self._wanted = None, ()
        self._kept.clear()

    def image(self, number: int) -> QImage | None:
        """Exactly that frame, if it is there."""
        held = self._kept.get(number)
        return held.image if held is not None and held.off == 0 else None

    def want(self, numbers: Iterable[int], *, exact: bool = False) -> None:
        """Ask for these, and for no others any more. Side by side they may be off a little, unless `exact`."""
        self._wanted = tuple(numbers)
        self._slack = 0 if exact else usual_slack(self._wanted)
        self._tried.clear()
        self._token.cancel()
        for number in self._wanted:
            held = self._kept.get(number)
            if held is not None:
                self._kept.move_to_end(number)
                self.made.emit(number, held.image)
        self._start()

    def _missing(self, film: Film) -> list[int]:
        """What is wanted and can be made by now."""
        return [
            number
            for number in self._wanted
            if 0 <= number < film.index.frames
            and number not in self._tried
            and (number not in self._kept or self._kept[number].off > self._slack)
        ]

    def _start(self) -> None:
        if not self._making and self._film is not None and self._missing(self._film):
            self._making = True
            self._tasks.spawn(self._make())

    async def _make(self) -> None:
        """Make what is wanted until all is there; one at a time, so that a hurried hand starts no crowd."""
        try:
            while (film := self._film) is not None and (missing := self._missing(film)):
                self._tried.update(missing)
                self._token = token = CancelToken()
                await self._make_those(film, missing, self._slack, token)
        finally:
            self._making = False

    async def _make_those(self, film: Film, numbers: Sequence[int], slack: int, token: CancelToken) -> None:
        def take(made: tuple[int, Picture]) -> None:
            if self._film is not None and self._film.key == film.key:
                self._keep(*made)

        tell = self._lanes.teller(take)

        def make() -> None:
            for made in film.thumbnails(numbers, slack, lambda: token.cancelled):
                tell(made)

        try:
            await self._lanes.watch(make)
        except (Cancelled, PlatformError, MediaUnreadable):
            return  # the picture of the video says why it cannot be read; a strip without thumbnails needs no words

    def _keep(self, number: int, picture: Picture) -> None:
        image = QImage(
            picture.pixels.tobytes(), picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
        ).copy()
        self._kept[number] = _Thumbnail(image, abs(picture.number - number))
        self._kept.move_to_end(number)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.made.emit(number, image)
