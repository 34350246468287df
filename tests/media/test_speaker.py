"""The speaker before a device that a test drives: what is heard, what time it is by it, and silence with a reason."""

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from media.sound import CHANNELS, RATE, Samples
from media.speaker import Device, Fill, NoDevice, Speaker

BLOCK = RATE // 100


class Machine:
    """A sound device whose clock and appetite the test decides."""

    def __init__(self) -> None:
        self.time = 100.0
        self.closed = threading.Event()
        self.fill: Fill | None = None
        self.played: list[Samples] = []

    def open(self, fill: Fill) -> Device:
        self.fill = fill
        return self

    def close(self) -> None:
        self.closed.set()

    def asks(self, blocks: int, delay: float = 0.0) -> None:
        """Ask for blocks one after the other; each is heard `delay` seconds after it was asked for."""
        for _ in range(blocks):
            out = np.full((BLOCK, CHANNELS), 9.0, np.float32)
            assert self.fill is not None
            self.fill(out, self.time + delay)
            self.played.append(out)
            self.time += BLOCK / RATE


def until(met: Callable[[], object]) -> None:
    for _ in range(500):
        if met():
            return
        time.sleep(0.01)
    raise AssertionError("never happened")


def rising(count: int, size: int = 700) -> Iterator[Samples]:
    """Samples that count up, in blocks."""
    for start in range(0, count, size):
        numbers = np.arange(start, min(start + size, count), dtype=np.float32)
        yield np.repeat(numbers[:, None], CHANNELS, axis=1)


def test_every_sample_is_played_once_and_in_order() -> None:
    machine = Machine()
    speaker = Speaker(rising(RATE), machine.open)
    until(lambda: machine.fill)
    for _ in range(1000):
        if speaker.silent:
            break
        machine.asks(1)
        time.sleep(0.001)
    played = np.concatenate(machine.played)[:, 0]
    assert np.array_equal(played[played != 0], np.arange(1, RATE))
    until(machine.closed.is_set)


def test_what_is_heard_is_the_time_of_the_device_and_not_of_the_hand_over() -> None:
    machine = Machine()
    speaker = Speaker(rising(10 * RATE), machine.open)
    until(lambda: machine.fill and speaker.ready > 0.25)
    assert not speaker.begun
    machine.asks(10, delay=0.05)
    assert speaker.begun
    assert speaker.heard == pytest.approx(0.09 - 0.05 + 0.01, abs=0.005)
    machine.time += 10
    assert speaker.heard == pytest.approx(0.1), "never more than was handed over"
    speaker.stop()
    until(machine.closed.is_set)


def test_stopped_it_is_quiet_at_once() -> None:
    machine = Machine()
    speaker = Speaker(rising(10 * RATE), machine.open)
    until(lambda: machine.fill and speaker.ready > 0.25)
    speaker.stop()
    machine.asks(2)
    assert not np.concatenate(machine.played).any()
    until(machine.closed.is_set)


def test_without_a_device_it_says_why_and_is_silent() -> None:
    def none(_fill: Fill) -> Device:
        raise NoDevice("Playing without sound: no sound device was found.")

    speaker = Speaker(rising(RATE), none)
    until(lambda: speaker.silent)
    assert speaker.begun
    assert speaker.remark == "Playing without sound: no sound device was found."


def test_a_film_without_sound_opens_no_device() -> None:
    machine = Machine()
    speaker = Speaker(iter(()), machine.open)
    until(lambda: speaker.silent)
    assert (speaker.remark, machine.fill) == ("", None)
