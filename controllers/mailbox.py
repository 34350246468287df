"""Calls for the thread of the window out of any other: laid down as they are, and only the bell is rung across.

Trap: `call_soon_threadsafe` of qasync emits a signal of Qt in the other thread. While the window handles its own events
that ends, one time in very many, in a crash inside PySide 6.11; a byte in a pipe never does.
"""

import asyncio
import contextlib
import os
import weakref
from collections import deque
from collections.abc import Callable

Call = Callable[[], None]
_BELL = b"\0"
_MOST_RINGS = 4096  # bytes read at once


class Mailbox:
    """Runs what is posted to it in the loop it was made for, in order."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._calls: deque[Call] = deque()
        self._hear, self._ring = os.pipe()
        for end in (self._hear, self._ring):
            os.set_blocking(end, False)
            weakref.finalize(self, os.close, end)
        self._rings = True
        try:
            loop.add_reader(self._hear, self._open)
        except NotImplementedError:  # the loop of Windows listens to no pipe
            self._rings = False

    def post(self, call: Call) -> None:
        """From any thread: let the loop do this soon. Dropped when the loop has closed."""
        if not self._rings:
            with contextlib.suppress(RuntimeError):
                self.loop.call_soon_threadsafe(call)
            return
        self._calls.append(call)
        self._call_out()

    def close(self) -> None:
        """Listen no more; what is posted from now on stays where it is."""
        if self._rings and not self.loop.is_closed():
            self.loop.remove_reader(self._hear)

    def _open(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._hear, _MOST_RINGS)
        try:
            while self._calls:
                self._calls.popleft()()
        finally:
            if self._calls:  # one raised: the others are not to wait for the next ring
                self._call_out()

    def _call_out(self) -> None:
        with contextlib.suppress(BlockingIOError):  # so many rings that it will be opened in any case
            os.write(self._ring, _BELL)
