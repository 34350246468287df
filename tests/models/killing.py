"""A program that writes to a journal, killed at any instant."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def kill_soon(script: str, path: Path, first: int, moments: random.Random) -> list[int]:
    """Run a script that is given a journal and the number to begin with and prints each edit that is done; kill it.

    Gives the numbers it printed.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path), str(first)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    begun = int(process.stdout.readline())
    time.sleep(moments.uniform(0, 0.05))
    process.send_signal(signal.SIGKILL)
    acknowledged = [begun, *map(int, process.stdout.read().split())]
    process.wait()
    process.stdout.close()
    return acknowledged
