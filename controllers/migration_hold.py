"""A migration that goes on, holds with the push it makes, or ends before its next step."""

from controllers.push_pace import Gate
from controllers.pushing import Pushing
from wire.errors import Told


class Stopped(Told):
    """A step could not be done; the sentence says why, and what was kept."""


class Hold:
    """What a person says while a migration runs. What is on its way is still read back; nothing new is written."""

    def __init__(self, pushing: Pushing) -> None:
        self._pushing = pushing
        self._gate = Gate()

    @property
    def paused(self) -> bool:
        """Whether nothing more is to be written for now."""
        return self._gate.paused

    def begin(self) -> None:
        """It goes, whatever was said before."""
        self._gate = Gate()

    def pause(self) -> None:
        """Write nothing more for now."""
        self._gate.pause()
        self._pushing.pause()

    def resume(self) -> None:
        """Go on after a pause."""
        self._gate.resume()
        self._pushing.resume()

    def stop(self) -> None:
        """End before the next step, also where it holds."""
        self._gate.leave()

    async def passed(self) -> None:
        """Wait until it may go on. Raises Stopped where it shall end."""
        await self._gate.passed()
        if self._gate.left:
            raise Stopped("It was stopped.")
