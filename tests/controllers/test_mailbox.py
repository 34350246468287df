"""What other threads post is done on the thread of the window, all of it and in order."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from controllers.mailbox import Mailbox


@pytest.fixture(params=["asyncio", "the window's"])
def loop(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    made: Any = (
        qasync.QEventLoop(qapp, already_running=False) if request.param != "asyncio" else asyncio.new_event_loop()
    )
    yield cast("asyncio.AbstractEventLoop", made)
    made.close()


def test_everything_that_is_posted_arrives_in_order_on_the_loop_s_thread(loop: asyncio.AbstractEventLoop) -> None:
    arrived: list[tuple[int, bool]] = []
    count = 20_000

    async def story() -> None:
        mailbox, here = Mailbox(asyncio.get_running_loop()), threading.current_thread()

        def post() -> None:
            for number in range(count):
                mailbox.post(lambda number=number: arrived.append((number, threading.current_thread() is here)))

        thread = threading.Thread(target=post)
        thread.start()
        while len(arrived) < count:
            await asyncio.sleep(0.001)
        thread.join()
        mailbox.close()

    loop.run_until_complete(asyncio.wait_for(story(), 60))
    assert arrived == [(number, True) for number in range(count)]


def test_what_comes_after_the_end_is_left_alone(loop: asyncio.AbstractEventLoop) -> None:
    async def made() -> Mailbox:
        return Mailbox(asyncio.get_running_loop())

    mailbox = loop.run_until_complete(made())
    mailbox.close()
    mailbox.post(lambda: pytest.fail("it was opened"))
    loop.run_until_complete(asyncio.sleep(0.01))


def test_a_call_that_raises_does_not_hold_up_those_behind_it(loop: asyncio.AbstractEventLoop) -> None:
    arrived: list[str] = []
    raised: list[object] = []

    def breaks() -> None:
        raise ZeroDivisionError

    async def story() -> None:
        mailbox = Mailbox(asyncio.get_running_loop())
        for call in (lambda: arrived.append("first"), breaks, lambda: arrived.append("last")):
            mailbox.post(call)
        while len(arrived) < 2:
            await asyncio.sleep(0.001)
        mailbox.close()

    loop.set_exception_handler(lambda _loop, context: raised.append(context["exception"]))
    loop.run_until_complete(asyncio.wait_for(story(), 60))
    assert arrived == ["first", "last"]
    assert [type(each) for each in raised] == [ZeroDivisionError]


class DeafLoop:
    """A loop that listens to no pipe, as that of Windows."""

    def __init__(self) -> None:
        self.called: list[Any] = []
        self.closed = False

    def add_reader(self, *_: object) -> None:
        raise NotImplementedError

    def call_soon_threadsafe(self, call: object) -> None:
        if self.closed:
            raise RuntimeError
        self.called.append(call)


def test_where_no_pipe_is_heard_the_loop_is_called_itself() -> None:
    deaf = DeafLoop()
    mailbox = Mailbox(cast("asyncio.AbstractEventLoop", deaf))
    mailbox.post(test_where_no_pipe_is_heard_the_loop_is_called_itself)
    deaf.closed = True
    mailbox.post(test_where_no_pipe_is_heard_the_loop_is_called_itself)
    mailbox.close()
    assert deaf.called == [test_where_no_pipe_is_heard_the_loop_is_called_itself]
