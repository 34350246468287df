"""How a benchmark says what it found: a table to read, and the same table kept in docs/benchmarks.md."""

import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what was measured, what came out, beside what, what was promised, and whether that is kept."""

    what: str
    result: str
    beside: str = ""
    promise: str = ""
    kept: bool | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What one benchmark found in one run."""

    name: str
    title: str
    figures: tuple[Figure, ...]

    @property
    def kept(self) -> bool:
        """Whether no promise was broken."""
        return all(figure.kept is not False for figure in self.figures)

    def markdown(self) -> str:
        """The report as a Markdown section."""
        rows = [
            f"| {figure.what} | {figure.result} | {figure.beside} | {figure.promise} | {_verdict(figure.kept)} |"
            for figure in self.figures
        ]
        head = ["| what | result | beside | promise | |", "| --- | --- | --- | --- | --- |"]
        return "\n".join([f"## {self.name}", "", f"{self.title}.", "", *head, *rows, ""])

    def print(self) -> int:
        """Print it; the exit code is 1 where a promise was broken."""
        sys.stdout.write(self.markdown() + "\n")
        return 0 if self.kept else 1


def median_of(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _verdict(kept: bool | None) -> str:
    return "" if kept is None else "kept" if kept else "**broken**"
