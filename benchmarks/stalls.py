"""How long the window's thread keeps an event waiting while a folder of 100,000 items loads, beside the idle window.

python -m benchmarks.stalls
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.report import Figure, Report, median_of, percentile
from benchmarks.startup import watched

ITEMS = 100_000
RUNS = 3
FIRST_ROWS = 0.5
WORST = 50.0


def measure() -> Report:
    """The same folder opened in a new window each run; the idle window of the same run beside it."""
    runs: list[dict[str, list[float]]] = []
    first: list[float] = []
    whole: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        watched(Path(home), "load", str(ITEMS))
        for _ in range(RUNS):
            seen = watched(Path(home), "load", str(ITEMS))
            runs.append({name: seen[name] for name in ("idle", "loading")})
            first.append(seen["first_rows"])
            whole.append(seen["all_rows"])
    p99 = median_of([percentile(run["loading"], 0.99) for run in runs])
    worst = median_of([max(run["loading"]) for run in runs])
    idle_p99 = median_of([percentile(run["idle"], 0.99) for run in runs])
    idle_worst = median_of([max(run["idle"]) for run in runs])
    return Report(
        "stalls",
        f"A folder of {ITEMS:,} items with 30 keys opened in the window, medians of {RUNS} runs; gaps are what a 5 ms "
        "timer waits beyond its 5 ms",
        (
            Figure(
                "first rows shown",
                f"{median_of(first):.2f} s",
                "",
                f"under {FIRST_ROWS} s",
                median_of(first) < FIRST_ROWS,
            ),
            Figure("all rows shown", f"{median_of(whole):.2f} s"),
            Figure("gap, 99th percentile", f"{p99:.1f} ms", f"idle {idle_p99:.1f} ms"),
            Figure(
                "gap, worst", f"{worst:.1f} ms", f"idle {idle_worst:.1f} ms", f"under {WORST:.0f} ms", worst < WORST
            ),
        ),
    )


if __name__ == "__main__":
    sys.exit(measure().print())
