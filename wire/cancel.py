"""Lets the person at the window stop what is under way."""

import time

from wire.errors import Cancelled

_STEP = 0.05


class CancelToken:
    """A wish to stop, set by one thread and looked at by another."""

    __slots__ = ("_cancelled",)

    def __init__(self) -> None:
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether someone wished to stop."""
        return self._cancelled

    def cancel(self) -> None:
        """Wish to stop. There is no way back: take a new token."""
        self._cancelled = True

    def raise_if_cancelled(self) -> None:
        """Raise Cancelled if someone wished to stop."""
        if self._cancelled:
            raise Cancelled("Stopped. What was done before stays done.")

    def wait(self, seconds: float) -> None:
        """Sleep, and raise Cancelled as soon as someone wishes to stop (within about 50 ms)."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.raise_if_cancelled()
            time.sleep(min(_STEP, left))
        self.raise_if_cancelled()
