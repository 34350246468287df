"""The sound of the film that is open as a shape to be drawn, heard beside the window."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from controllers.lanes import Lanes
from controllers.looking import AT_ONCE
from media.film import Film
from media.probe import MediaUnreadable
from media.waveform import NO_SOUND, Sound
from wire.cancel import CancelToken
from wire.errors import Cancelled, PlatformError


class Sounding(QObject):
    """The peaks of one film, and more of them as they are heard."""

    grew = Signal(object, float)
    """Peaks float32 [n, 2] from the first frame on, and the seconds of each."""

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._token = CancelToken()
        self.sound = NO_SOUND

    async def open(self, film: Film) -> None:
        """Hear a film whose frames are all known. One as large as takes long to read is left alone."""
        self.leave()
        if film.size > AT_ONCE:
            return
        token = self._token
        tell = self._lanes.teller(partial(self._take, token))
        try:
            self._take(token, await self._lanes.watch(film.sound, tell, lambda: token.cancelled))
        except (Cancelled, PlatformError, MediaUnreadable):
            return  # the picture of the video says why it cannot be read

    def leave(self) -> None:
        """The film is closed."""
        self._token.cancel()
        self._token = CancelToken()
        self.sound = NO_SOUND

    def _take(self, token: CancelToken, sound: Sound) -> None:
        if not token.cancelled:
            self.sound = sound
            self.grew.emit(sound.peaks, sound.seconds)
