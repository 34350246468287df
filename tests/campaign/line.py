"""The line to the platform: it writes down every change that goes over it, and kills on request."""

import json
import os
import signal
import threading
from contextlib import suppress
from typing import Literal

from typing_extensions import override

from tests.faulty_proxy import FaultyProxy
from tests.local_http import Reply, Seen

Moment = Literal["before", "after", "instead"]
"""The sender dies before the platform hears, after it has answered, or instead of being heard."""


class Line(FaultyProxy):
    """`carried`: item -> the metadata texts that reached the platform, in order."""

    def __init__(self, target: str) -> None:
        self.carried: dict[str, list[str]] = {}
        self.requests = 0
        self._aim: tuple[int, Moment, int] | None = None
        self._busy = 0
        self._quiet = threading.Condition()
        super().__init__(target)

    def kills(self, process: int, at: int, moment: Moment) -> None:
        """Kill a process at its change number `at`, from 1."""
        self._aim = (process, moment, at)

    def aims_no_more(self) -> None:
        """Forget the aim, once nothing is on the line any more."""
        self._aim = None
        with self._quiet:
            assert self._quiet.wait_for(lambda: not self._busy, 30)

    @override
    def _pass_on(self, seen: Seen) -> Reply:
        if "patch-bulk" not in seen.target:
            return super()._pass_on(seen)
        with self._quiet:
            self._busy += 1
        try:
            return self._change(seen)
        finally:
            with self._quiet:
                self._busy -= 1
                self._quiet.notify_all()

    def _change(self, seen: Seen) -> Reply:
        moment = self._shot()
        if moment in {"before", "instead"}:
            self._kill()
        if moment == "instead":
            return Reply(dropped=True)
        reply = super()._pass_on(seen)
        if reply.status == 200:
            for item, patch in json.loads(seen.body)["itemPatches"].items():
                self.carried.setdefault(item, []).append(json.dumps(patch["clientMetadata"]))
            self.requests += 1
        if moment == "after":
            self._kill()
        return reply

    def _shot(self) -> Moment | None:
        if self._aim is None:
            return None
        process, moment, at = self._aim
        self._aim = (process, moment, at - 1)
        return moment if at == 1 else None

    def _kill(self) -> None:
        if self._aim is not None:
            with suppress(ProcessLookupError):
                os.kill(self._aim[0], signal.SIGKILL)
