"""From the command line to the first paint of the window, beside the least window Qt can show.

    python -m benchmarks.startup

Warm: as at the second start of a day. Cold: every file of the program and of its libraries is dropped from the page
cache before, as at the first start after the machine was.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.report import Figure, Report, median_of

ROOT = Path(__file__).parent.parent
RUNS = 5
PROMISE = 1.0


def watched(data: Path, *words: str) -> Any:
    """One run of the watched window in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.watched_window", *words, str(data), repr(time.time())]
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=300)
    return json.loads(done.stdout.splitlines()[-1])


def forget_files() -> None:
    """Drop our files, Python's and the libraries' from the page cache."""
    for folder in (ROOT, Path(sys.base_prefix) / "lib"):
        for path in folder.rglob("*"):
            if path.suffix in {".py", ".pyc", ".so", ".svg"} or ".so." in path.name:
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def measure() -> Report:
    """Tagline and the bare window, interleaved, warm and cold."""
    seen: dict[str, list[float]] = {"ours": [], "bare": [], "cold": [], "bare cold": []}
    with tempfile.TemporaryDirectory() as home:
        data = Path(home)
        watched(data, "paint")
        for _ in range(RUNS):
            seen["ours"].append(watched(data, "paint"))
            seen["bare"].append(watched(data, "bare"))
        for _ in range(RUNS):
            forget_files()
            seen["cold"].append(watched(data, "paint"))
            forget_files()
            seen["bare cold"].append(watched(data, "bare"))
    median = {name: median_of(values) for name, values in seen.items()}
    return Report(
        "startup",
        f"From the command line to the first paint, medians of {RUNS} interleaved runs",
        (
            _figure("warm", median["ours"], median["bare"]),
            _figure("files not in the page cache", median["cold"], median["bare cold"]),
        ),
    )


def _figure(what: str, ours: float, bare: float) -> Figure:
    beside = f"a bare Qt window {bare:.2f} s ({ours / bare:.2f} of it)"
    return Figure(what, f"{ours:.2f} s", beside, f"under {PROMISE:.0f} s", kept=ours < PROMISE)


if __name__ == "__main__":
    sys.exit(measure().print())
