"""Plays samples through the sound device and says which moment is heard; without a device it says so."""

import importlib
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, Protocol, cast

from media.probe import MediaUnreadable
from media.sound import CHANNELS, RATE, Samples

AHEAD = RATE // 2  # samples made ready before they are heard
_NAP = 0.02  # s

Fill = Callable[[Samples, float], None]
"""Fills a block that is heard from a moment on, in seconds of the device's clock."""


class NoDevice(Exception):
    """Nothing can be played here. `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Device(Protocol):
    """An open sound device that asks for samples until it is closed."""

    @property
    def time(self) -> float:
        """Its clock, in seconds."""
        ...

    def close(self) -> None:
        """Ask for no more."""
        ...


OpenDevice = Callable[[Fill], Device]
"""Opens a device that is ready to play. Raises NoDevice."""


def open_device(fill: Fill) -> Device:
    """The sound device of this computer, through PortAudio, which is brought in when sound is first wanted."""
    try:
        portaudio = cast("Any", importlib.import_module("sounddevice"))
    except OSError as problem:
        raise NoDevice("Playing without sound: PortAudio is not installed (Debian: libportaudio2).") from problem

    def ask(out: Samples, _count: int, moment: Any, _status: Any) -> None:
        fill(out, moment.outputBufferDacTime)

    try:
        stream = portaudio.OutputStream(samplerate=RATE, channels=CHANNELS, dtype="float32", callback=ask)
        stream.start()
    except portaudio.PortAudioError as problem:
        raise NoDevice("Playing without sound: no sound device was found.") from problem
    return _Stream(stream, portaudio.PortAudioError)


class _Stream:
    """An open stream of PortAudio."""

    def __init__(self, stream: Any, error: type[Exception]) -> None:
        self._stream = stream
        self._error = error

    @property
    def time(self) -> float:
        """Its clock; after it was closed, later than anything."""
        try:
            return float(self._stream.time)
        except self._error:
            return math.inf

    def close(self) -> None:
        """Ask for no more."""
        self._stream.close(ignore_errors=True)


class Speaker:
    """Plays one stretch of sound, in a thread of its own, until it ends or is stopped."""

    def __init__(self, sound: Iterator[Samples], device: OpenDevice = open_device) -> None:
        self.remark = ""
        self._sound = sound
        self._open = device
        self._device: Device | None = None
        self._ready: deque[Samples] = deque()
        self._held = 0  # samples ready
        self._given = 0  # samples handed to the device
        self._heard_from: tuple[float, int] | None = None  # when the block handed over last is heard, and its place
        self._stopped = threading.Event()
        self._over = False  # nothing more comes
        threading.Thread(target=self._feed, name="sound", daemon=True).start()

    @property
    def begun(self) -> bool:
        """Whether it is known if anything can be heard: samples are on their way, or never will be."""
        return self._heard_from is not None or self.silent

    @property
    def silent(self) -> bool:
        """Whether nothing more is heard from here on."""
        return self._over and (self._device is None or not self._ready)

    @property
    def ready(self) -> float:
        """Seconds of sound that wait to be heard."""
        return (self._held - self._given) / RATE

    @property
    def heard(self) -> float:
        """Seconds of sound heard so far."""
        device, anchor = self._device, self._heard_from
        if device is None or anchor is None:
            return 0.0
        moment, place = anchor
        return min(max(place / RATE + device.time - moment, 0.0), self._given / RATE)

    def stop(self) -> None:
        """Be quiet; the thread ends by itself."""
        self._stopped.set()

    def _feed(self) -> None:
        if not self._has_begun():
            self._over = True
            return
        try:
            self._device = device = self._open(self._fill)
        except NoDevice as nothing:
            self.remark = nothing.sentence
            self._over = True
            return
        try:
            self._hand_over()
            self._over = True
            while self._ready and not self._stopped.is_set():
                time.sleep(_NAP)
        finally:
            self._over = True
            device.close()

    def _has_begun(self) -> bool:
        """Whether there is any sound; a film without needs no device."""
        try:
            first = next(self._sound, None)
        except MediaUnreadable:
            return False
        if first is not None:
            self._ready.append(first)
            self._held += len(first)
        return first is not None

    def _hand_over(self) -> None:
        try:
            for samples in self._sound:
                self._ready.append(samples)
                self._held += len(samples)
                while self._held - self._given > AHEAD:
                    if self._stopped.wait(_NAP):
                        return
                if self._stopped.is_set():
                    return
        except MediaUnreadable:
            return

    def _fill(self, out: Samples, moment: float) -> None:
        """In the thread of the device."""
        out[:] = 0.0
        if self._ready and not self._stopped.is_set():
            self._heard_from = (moment, self._given)
        done = 0
        while done < len(out) and self._ready and not self._stopped.is_set():
            block = self._ready[0]
            part = block[: len(out) - done]
            out[done : done + len(part)] = part
            done += len(part)
            if len(part) == len(block):
                self._ready.popleft()
            else:
                self._ready[0] = block[len(part) :]
        self._given += done
