"""How fast a push goes: less at once when the platform is slow or asks for patience, more again when it is quick."""

import asyncio

from wire.errors import Limited, PlatformDown, PlatformError
from wire.retry import RetryPolicy

CHUNK = 1000  # items the platform takes in one call
LEAST = 25  # items; fewer in a call would only cost more calls
SLOW, QUICK = 4.0, 1.5  # s a call takes: above, the next is smaller; below, it is larger
LONGEST_REST = 8.0  # s between two calls


class Pace:
    """`size`: how many items the next call takes; `rest`: seconds to wait before it."""

    def __init__(self, policy: RetryPolicy, most: int = CHUNK) -> None:
        self._policy = policy
        self._most = most
        self._troubles = 0
        self.size = most
        self.rest = 0.0

    def took(self, seconds: float) -> None:
        """A call came through, after so many seconds."""
        self._troubles = 0
        if seconds > SLOW:
            self.size = max(self._least, self.size // 2)
        elif seconds < QUICK:
            self.size = min(self._most, self.size + max(1, self._most // 8))
            self.rest = self.rest / 2 if self.rest > self._policy.base / 4 else 0.0

    def asked_to_wait(self) -> None:
        """The platform asked for a pause, or was overloaded for a moment."""
        self.size = max(self._least, self.size // 2)
        self.rest = min(LONGEST_REST, max(self._policy.base / 2, self.rest * 2))

    def refused(self, trouble: PlatformError | None) -> float | None:
        """A call did not come through: the seconds to wait before another, None when it is of no use."""
        self._troubles += 1
        if not isinstance(trouble, Limited | PlatformDown) or self._troubles > self._policy.attempts:
            return None
        self.asked_to_wait()
        asked = trouble.retry_after if isinstance(trouble, Limited) else None
        if asked is not None and asked > self._policy.longest_pause:
            return None
        return self._policy.pause(self._policy.attempts + self._troubles, asked)

    @property
    def _least(self) -> int:
        return min(LEAST, self._most)


class Gate:
    """Lets a push go on, holds it, or lets it be left for another time."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._open.set()
        self.left = False

    @property
    def paused(self) -> bool:
        """Whether nothing more is to be sent for now."""
        return not self._open.is_set()

    def pause(self) -> None:
        """Send nothing more for now."""
        self._open.clear()

    def resume(self) -> None:
        """Go on."""
        self._open.set()

    def leave(self) -> None:
        """Send nothing more in this sitting; what is not sent waits."""
        self.left = True
        self._open.set()

    async def passed(self) -> None:
        """Wait until it may go on, or is left."""
        await self._open.wait()
