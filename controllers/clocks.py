"""Which second of a video it is while it plays: by the clock on the wall, or by what is heard."""

import time
from collections.abc import Callable
from typing import Protocol

from media.speaker import Speaker

NORMAL = 1.0  # the speed at which there is sound
LONGEST_WAIT = 1.0  # s that the pictures wait for the sound to begin


class Clock(Protocol):
    """Says which second of the video it is. `remark`: why there is no sound, if so."""

    @property
    def runs(self) -> bool:
        """Whether time goes on."""
        ...

    @property
    def remark(self) -> str:
        """Why there is no sound, if so."""
        ...

    def now(self) -> float:
        """Seconds since the first frame."""
        ...

    def stop(self) -> None:
        """It is not needed any more."""
        ...


class WallClock:
    """Runs at a speed from a moment of the video on."""

    runs = True
    remark = ""

    def __init__(self, start: float, speed: float, seconds: Callable[[], float] = time.monotonic) -> None:
        self._start, self._speed, self._seconds = start, speed, seconds
        self._from = seconds()

    def now(self) -> float:
        """Seconds since the first frame."""
        return self._start + (self._seconds() - self._from) * self._speed

    def stop(self) -> None:
        """Nothing is held."""


class SoundClock:
    """Follows what is heard; where nothing is heard any more it goes on by itself."""

    def __init__(self, start: float, speaker: Speaker, seconds: Callable[[], float] = time.monotonic) -> None:
        self._start, self._speaker, self._seconds = start, speaker, seconds
        self._patient_until = seconds() + LONGEST_WAIT
        self._alone: WallClock | None = None

    @property
    def runs(self) -> bool:
        """Whether time goes on: something is heard, or it is known that nothing will be."""
        return self._speaker.begun or self._seconds() > self._patient_until

    @property
    def remark(self) -> str:
        """Why there is no sound, if so."""
        return self._speaker.remark

    def now(self) -> float:
        """Seconds since the first frame; it stands still until the first sound is heard."""
        if self._alone is not None:
            return self._alone.now()
        here = self._start + self._speaker.heard
        if self._speaker.silent or (self.runs and not self._speaker.begun):
            self._speaker.stop()
            self._alone = WallClock(here, NORMAL, self._seconds)
        return here

    def stop(self) -> None:
        """Be quiet."""
        self._speaker.stop()
