"""Runs every benchmark, prints what it found and keeps it in docs/benchmarks.md.

python -m benchmarks            all of them
python -m benchmarks listing    only those named
"""

import importlib
import os
import platform
import sys
from pathlib import Path

from benchmarks.report import Report

NAMES = (
    "listing",
    "push",
    "startup",
    "stalls",
    "opening",
    "server_pages",
    "arranging",
    "editing",
    "bulk",
    "grid",
    "importing",
    "workbooks",
    "schema",
    "timeline",
    "scenes",
    "keyframes",
    "seeking",
    "exactness",
)
KEPT = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def main(names: list[str]) -> int:
    """Run the benchmarks of these names, or all; 1 where a promise was broken."""
    reports: list[Report] = []
    for name in names or NAMES:
        report: Report = importlib.import_module(f"benchmarks.{name}").measure()
        report.print()
        reports.append(report)
    if not names:
        KEPT.write_text(_document(reports), encoding="utf-8")
    return 0 if all(report.kept for report in reports) else 1


def _document(reports: list[Report]) -> str:
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    told = f"Medians of one run of `make bench` on a shared machine ({machine}). The ratios are the promise."
    told = f"Medians of one run of `make bench` on a shared machine ({machine}). The ratios are the promise."
    head = f"# Benchmarks\n\n{told}\n"
    return "\n".join([head, *(report.markdown() for report in reports)])


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1:]))
