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
        self._token = CancelToken()
        self._wish: tuple[tuple[int, ...], int] | None = None
        self._making = False

    def open(self, film: Film) -> None:
        """Take a film; the same one with more frames known keeps its thumbnails."""
        if self._film is None or self._film.key != film.key:
            self.leave()
        self._film = film

    def leave(self) -> None:
        """The film is closed."""
        self._token.cancel()
        self._film, self._wish = None, None
        self._kept.clear()

    def image(self, number: int) -> QImage | None:
        """Exactly that frame, if it is there."""
        held = self._kept.get(number)
        return held.image if held is not None and held.off == 0 else None

    def want(self, numbers: Iterable[int], *, exact: bool = False) -> None:
        """Ask for these, and for no others any more. Side by side they may be off a little, unless `exact`."""
        wanted = tuple(numbers)
        slack = 0 if exact else usual_slack(wanted)
        missing: list[int] = []
        for number in wanted:
            held = self._kept.get(number)
            if held is None or held.off > slack:
                missing.append(number)
            if held is not None:
                self._kept.move_to_end(number)
                self.made.emit(number, held.image)
        self._token.cancel()
        self._wish = (tuple(missing), slack) if missing else None
        if self._wish is not None and not self._making:
            self._making = True
            self._tasks.spawn(self._make())

    async def _make(self) -> None:
        """Make what is wished for until nothing is; one at a time, so that a hurried hand starts no crowd."""
        try:
            while (wish := self._wish) is not None and (film := self._film) is not None:
                self._wish = None
                self._token = token = CancelToken()
                await self._make_those(film, *wish, token)
        finally:
            self._making = False

    async def _make_those(self, film: Film, numbers: Sequence[int], slack: int, token: CancelToken) -> None:
        def take(made: tuple[int, Picture]) -> None:
            if film is self._film or (self._film is not None and self._film.key == film.key):
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
