"""Programs of ours in processes of their own, offscreen, and waiting for what they do."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from tests.local_platform import ROOT


@contextmanager
def running(*arguments: str) -> Generator["subprocess.Popen[str]"]:
    """A Python program that does not outlive the block."""
    streams = subprocess.PIPE
    command = [sys.executable, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=streams, stderr=streams, text=True, env=os.environ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
