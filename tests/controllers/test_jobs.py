"""Lanes, jobs and tasks: what coroutines stand on."""

import asyncio
import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from controllers.jobs import Job, JobBoard, Tasks, to_this_thread
from controllers.lanes import Lane, Lanes
from wire.errors import Cancelled, Unreachable


def test_a_function_in_a_lane_runs_beside_the_window_and_gives_its_result() -> None:
    async def story() -> tuple[str, int]:
        lanes = Lanes()
        name = await lanes.read(lambda: threading.current_thread().name)
        total = await lanes.compute(sum, [1, 2, 3])
        assert lanes.close()
        return name, total

    name, total = asyncio.run(story())
    assert name.startswith("read")
    assert total == 6


def test_what_a_function_raises_comes_out_where_it_is_awaited() -> None:
    async def story() -> None:
        await Lanes().write(_fail)

    with pytest.raises(Unreachable, match="no network"):
        asyncio.run(story())


def _fail() -> None:
    raise Unreachable("no network")


def test_the_write_lane_keeps_the_order_of_the_calls() -> None:
    seen: list[int] = []

    def note(number: int) -> None:
        time.sleep(0.01 if number == 0 else 0)
        seen.append(number)

    async def story() -> None:
        lanes = Lanes()
        await asyncio.gather(*(lanes.write(note, number) for number in range(20)))

    asyncio.run(story())
    assert seen == list(range(20))


def test_the_read_lane_works_on_several_things_at_once() -> None:
    together = threading.Barrier(3, timeout=60)

    async def story() -> None:
        lanes = Lanes()
        await asyncio.gather(*(lanes.read(together.wait) for _ in range(3)))

    asyncio.run(story())


def test_work_that_was_cancelled_before_its_turn_never_runs() -> None:
    ran: list[str] = []
    hold = threading.Event()
    lane = Lane("test", 1)
    first = lane.submit(hold.wait, 5)
    second = lane.submit(ran.append, "second")
    assert second.cancel()
    hold.set()
    lane.submit(ran.append, "third").result(5)
    assert first.result() is True
    assert ran == ["third"]


def test_a_lane_closes_although_a_socket_never_answers() -> None:
    lanes = Lanes()
    never = threading.Event()

    async def story() -> None:
        asyncio.get_running_loop().create_task(lanes.read(never.wait, 3))
        await asyncio.sleep(0.01)
        assert not lanes.close(wait=0.05)

    began = time.monotonic()
    asyncio.run(story())
    assert time.monotonic() - began < 10
    never.set()


def test_a_thread_says_something_to_the_thread_of_the_window() -> None:
    async def story() -> list[tuple[str, str]]:
        heard: list[tuple[str, str]] = []
        call = to_this_thread(lambda text: heard.append((text, threading.current_thread().name)))
        await Lanes().read(call, "waiting 3 s")
        await asyncio.sleep(0)
        return heard

    assert asyncio.run(story()) == [("waiting 3 s", threading.main_thread().name)]


def test_a_word_to_a_loop_that_has_closed_is_dropped() -> None:
    async def story() -> object:
        return to_this_thread(lambda _: None)

    call = asyncio.run(story())
    assert callable(call)
    call("too late")


def test_a_job_counts_and_tells_its_rate() -> None:
    job = Job("Loading", "items")
    job.advance(100, total=1000)
    time.sleep(0.02)
    job.advance(100)
    assert (job.done, job.total) == (200, 1000)
    assert job.rate > 0


def test_the_last_step_of_a_job_is_always_told(qtbot: QtBot) -> None:
    job = Job("Loading", "items")
    job.advance(1, total=3)
    job.advance(1)
    with qtbot.waitSignal(job.progressed):
        job.advance(1)


def test_a_cancelled_job_stays_cancelled(qtbot: QtBot) -> None:
    job = Job("Pushing", "items")
    with qtbot.waitSignal(job.cancel_asked):
        job.cancel()
    job.advance(5)
    assert job.cancelled
    with pytest.raises(Cancelled):
        job.token.raise_if_cancelled()


def test_a_job_says_why_it_waits_until_it_moves_on() -> None:
    job = Job("Loading", "items")
    job.wait_for("Waiting 12 s: the platform asked for a pause.")
    assert "12 s" in job.waiting
    job.advance(1)
    assert not job.waiting


def test_the_board_shows_the_jobs_that_run(qtbot: QtBot) -> None:
    board = JobBoard()
    job = board.start("Loading trees", "items")
    board.say_waiting("Waiting 3 s.")
    assert board.running == (job,)
    assert job.waiting == "Waiting 3 s."
    with qtbot.waitSignal(board.job_finished):
        job.finish()
    assert board.running == ()


def test_cancelling_everything_reaches_every_job() -> None:
    board = JobBoard()
    jobs = [board.start(title, "items") for title in ("one", "two")]
    board.cancel_all()
    assert all(job.cancelled for job in jobs)


def test_what_a_gesture_raises_is_told_once() -> None:
    async def story() -> list[object]:
        tasks = Tasks()
        told: list[object] = []
        tasks.failed.connect(told.append)

        async def gesture() -> None:
            raise Unreachable("no network")

        task = tasks.spawn(gesture())
        await asyncio.wait([task])
        await asyncio.sleep(0)
        return told

    [problem] = asyncio.run(story())
    assert isinstance(problem, Unreachable)


def test_being_cancelled_is_no_failure() -> None:
    async def story() -> list[object]:
        tasks = Tasks()
        told: list[object] = []
        tasks.failed.connect(told.append)

        async def stopped() -> None:
            raise Cancelled("Stopped.")

        tasks.spawn(stopped())
        tasks.spawn(asyncio.sleep(60))
        await asyncio.sleep(0)
        await tasks.cancel_all()
        return told

    assert asyncio.run(story()) == []
