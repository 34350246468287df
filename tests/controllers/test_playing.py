"""Playing keeps time: in order, both ways, round a range, and what is late is left out, never another frame."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from controllers.clocks import LONGEST_WAIT, SoundClock, WallClock
from controllers.playing import Playing
from media.sound import RATE, Samples
from media.speaker import Device, Fill, Speaker
from tests.controllers.seats import DAMAGED, FRAMES, Reel, Seat, reels, watched


@pytest.fixture(scope="module")
def reel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reel]:
    with reels(tmp_path_factory.mktemp("reel")) as made:
        yield made


Story = Callable[[Seat, Playing], Awaitable[None]]


def played(home: Path, reel: Reel, story: Story, item: str = "") -> None:
    """Tell a story of someone who plays a video."""

    async def telling(seat: Seat) -> None:
        playing = Playing(seat.tasks)
        await seat.opens()
        await seat.until(lambda: seat.video.times.complete)
        playing.attend(seat.video)
        await story(seat, playing)
        playing.pause()

    watched(home, reel.platform.url, reel, telling, item)


def test_frames_are_shown_in_order_and_a_pause_stays_on_the_last_one(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat, playing: Playing) -> None:
        playing.play()
        await seat.until(lambda: seat.video.position >= 12)
        playing.pause()
        stopped = seat.video.position
        await asyncio.sleep(0.1)
        assert seat.seen == sorted(seat.seen)
        assert seat.video.position == seat.seen[-1] == stopped
        assert playing.speed == 0.0

    played(tmp_path, reel, story)


def test_j_and_l_go_through_the_speeds_both_ways(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat, playing: Playing) -> None:
        await seat.goes_to(100)
        for speed in (1.0, 2.0, 4.0, 8.0, 8.0):
            playing.faster(1)
            assert playing.speed == speed
        for speed in (-1.0, -2.0):
            playing.faster(-1)
            assert playing.speed == speed
        seat.seen.clear()
        start = seat.video.position
        await seat.until(lambda: seat.video.position <= max(start - 10, 0))
        assert seat.seen == sorted(seat.seen, reverse=True)

    played(tmp_path, reel, story)


def test_at_eight_times_the_speed_frames_are_left_out_and_none_is_wrong(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat, playing: Playing) -> None:
        playing.play(8.0)
        await seat.until(lambda: playing.speed == 0.0)
        assert seat.video.position == FRAMES - 1
        assert seat.seen == sorted(seat.seen)

    played(tmp_path, reel, story)


def test_it_stops_at_the_end_and_plays_from_the_beginning_again(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat, playing: Playing) -> None:
        await seat.goes_to(FRAMES - 4)
        playing.play()
        await seat.until(lambda: playing.speed == 0.0)
        assert seat.video.position == seat.seen[-1] == FRAMES - 1
        playing.play()
        await seat.until(lambda: 2 < seat.video.position < 50)

    played(tmp_path, reel, story)


def test_a_range_is_played_round_and_round(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat, playing: Playing) -> None:
        await seat.goes_to(60)
        playing.set_range(64, 60)
        playing.set_loops(True)
        seat.seen.clear()
        playing.play()
        await seat.until(lambda: seat.seen.count(60) >= 2)
        assert set(seat.seen) <= set(range(60, 65))
        assert (playing.first, playing.last) == (60, 64)

    played(tmp_path, reel, story)


def test_who_goes_elsewhere_while_it_plays_sees_it_play_on_from_there(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat, playing: Playing) -> None:
        playing.play()
        await seat.until(lambda: seat.video.position >= 3)
        seat.video.seek(200)
        await seat.until(lambda: seat.seen[-1] > 202)
        assert playing.speed == 1.0

    played(tmp_path, reel, story)


def test_a_frame_tagged_while_it_plays_is_the_one_that_was_seen(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat, playing: Playing) -> None:
        await seat.goes_to(50)
        assert playing.seen(0.2) == 50
        playing.play()
        now = seat.video.position
        assert playing.seen(0.2) == now - 5
        playing.play(-2.0)
        assert playing.seen(0.2) == seat.video.position + 10

    played(tmp_path, reel, story)


def test_damaged_frames_are_passed_over_and_said_to_be_damaged(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat, playing: Playing) -> None:
        await seat.goes_to(30)
        playing.play(2.0)
        await seat.until(lambda: seat.video.position > 45)
        assert seat.failed[0].startswith(f"Frame {DAMAGED} is damaged")
        assert DAMAGED not in seat.seen
        assert (seat.video.sentence, seat.video.lost) == ("", False)

    played(tmp_path, reel, story, reel.damaged)


def test_another_video_stops_the_one_that_plays(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat, playing: Playing) -> None:
        playing.set_range(3, 9)
        playing.play()
        playing.attend(None)
        assert (playing.speed, playing.first, playing.last, playing.seen(1.0)) == (0.0, None, None, 0)
        playing.toggle()
        assert playing.speed == 0.0

    played(tmp_path, reel, story)


# the clocks


class Machine:
    """A sound device that takes a block whenever a test says so."""

    def __init__(self) -> None:
        self.time = 0.0
        self.fill: Fill | None = None

    def open(self, fill: Fill) -> Device:
        self.fill = fill
        return self

    def close(self) -> None:
        pass

    def plays(self, seconds: float) -> None:
        assert self.fill is not None
        self.fill(np.zeros((round(seconds * RATE), 2), np.float32), self.time)
        self.time += seconds


def hum(seconds: float) -> Iterator[Samples]:
    yield np.ones((round(seconds * RATE), 2), np.float32)


def wait_for(met: Callable[[], object]) -> None:
    for _ in range(500):
        if met():
            return
        time.sleep(0.01)
    raise AssertionError("never happened")


def test_the_clock_on_the_wall_runs_at_its_speed() -> None:
    now = [5.0]
    clock = WallClock(10.0, -2.0, lambda: now[0])
    now[0] = 6.5
    assert clock.now() == 7.0


def test_the_clock_of_the_sound_waits_for_it_follows_it_and_goes_on_alone_after_it() -> None:
    machine, now = Machine(), [0.0]
    speaker = Speaker(hum(0.5), machine.open)
    clock = SoundClock(10.0, speaker, lambda: now[0])
    wait_for(lambda: machine.fill)
    assert (clock.runs, clock.now()) == (False, 10.0)
    machine.plays(0.2)
    assert clock.runs
    assert clock.now() == pytest.approx(10.2)
    machine.plays(0.3)
    assert clock.now() == pytest.approx(10.5)
    wait_for(lambda: speaker.silent)
    assert clock.now() == pytest.approx(10.5)
    now[0] += 2.0
    assert clock.now() == pytest.approx(12.5)


def test_a_device_that_never_plays_is_not_waited_for_longer_than_a_moment() -> None:
    machine, now = Machine(), [0.0]
    clock = SoundClock(3.0, Speaker(hum(5.0), machine.open), lambda: now[0])
    assert clock.now() == 3.0
    now[0] = LONGEST_WAIT + 0.1
    assert clock.runs
    assert clock.now() == 3.0
    now[0] += 1.0
    assert clock.now() == pytest.approx(4.0)
    clock.stop()
