"""What a timeline costs with 1,000,000 markers: repaints after a zoom, a pan and a jump, beside a marker at a time.

python -m benchmarks.timeline
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from benchmarks.report import Figure, Report, median_of, percentile
from models.frame_times import FrameTimes, steady
from ui.timeline.timeline import TimelineView

MARKERS = 1_000_000
FRAMES, RATE = 2_000_000, 60.0
SIZE = (1600, 240)
RUNS = 60
PAINT = 8.0  # ms
LOOKS = MappingProxyType(
    {"whole video": 1.0, "a tenth of it": 10.0, "a thousandth": 1_000.0, "single frames": 60_000.0}
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as the timeline takes it."""

    frame: int
    kind: str
    strength: float
    reason: str


def frames() -> npt.NDArray[np.int64]:
    """A million of two million frames, denser in the middle."""
    rng = np.random.default_rng(7)
    found = np.unique(np.clip(rng.normal(FRAMES / 2, FRAMES / 3, 4 * MARKERS).astype(np.int64), 0, FRAMES - 1))
    return np.sort(rng.choice(found, MARKERS, replace=False))


class Naive(QWidget):
    """The way everybody writes first: for each marker in sight, one line."""

    def __init__(self, times: FrameTimes, numbers: npt.NDArray[np.int64]) -> None:
        super().__init__()
        self._seconds: list[float] = times.times_of(numbers).tolist()
        self.start, self.per_pixel = 0.0, times.duration / SIZE[0]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor("#3552cf"))
        end = self.start + self.width() * self.per_pixel
        for seconds in self._seconds:
            if self.start <= seconds <= end:
                x = (seconds - self.start) / self.per_pixel
                painter.drawLine(QPointF(x, 0), QPointF(x, 40))
        painter.end()


def milliseconds(act: Callable[[], object]) -> float:
    """Processor time a call takes on this thread, which is its time on a machine that does nothing else."""
    start = time.thread_time()
    act()
    return (time.thread_time() - start) * 1e3


def view(numbers: npt.NDArray[np.int64]) -> TimelineView:
    """A timeline with everything on it: keyframes, a tenth selected, proposals, cuts, an hour's sound, pictures."""
    shown = TimelineView()
    shown.resize(*SIZE)
    shown.show()
    shown.show_times(steady(FRAMES, RATE))
    shown.show_keyframes(numbers)
    rng = np.random.default_rng(3)
    places = rng.choice(FRAMES, 20_000, replace=False).tolist()
    shown.show_marks(np.arange(0, FRAMES, 1_200), [Proposed(frame, "motion", frame % 97 / 97, "") for frame in places])
    peaks = rng.random((int(FRAMES / RATE * 100), 2), np.float32)
    shown.show_waveform(peaks * np.array([-1, 1], np.float32), 0.01)
    shown.show_metadata_frames(numbers[::50])
    picture = QImage(160, 90, QImage.Format.Format_RGB32)
    picture.fill(QColor("#586270"))
    for frame in range(0, FRAMES, FRAMES // 64):
        shown.show_thumbnail(frame, picture)
    shown.select(numbers[100_000:200_000])
    shown.set_playhead(FRAMES // 2)
    shown.set_range(FRAMES // 8, FRAMES // 8 * 7)
    QApplication.processEvents()
    return shown


def repaints(shown: TimelineView, closer: float) -> list[float]:
    """Full repaints, each after a jump to another stretch of the video."""
    whole = shown.scale.fitted(shown.shown.axis)
    places = np.random.default_rng(5).random(RUNS)

    def turn(share: float) -> None:
        x = whole.left + share * whole.width
        shown.look(whole.zoomed(closer, x, shown.shown.axis))
        shown.repaint()

    return [milliseconds(lambda share=share: turn(share)) for share in places.tolist()]


def dragged(shown: TimelineView) -> list[float]:
    """Repaints while a tenth of the keyframes is carried along."""
    shown.fit()

    def turn(by: int) -> None:
        shown.carry(by)
        shown.repaint()

    turn(1)
    found = [milliseconds(lambda by=by: turn(by)) for by in range(2, RUNS)]
    shown.carry(0)
    return found


def measure() -> Report:
    """What this benchmark found."""
    app = QApplication.instance() or QApplication(["timeline"])
    numbers = frames()
    shown = view(numbers)
    figures: list[Figure] = []
    for name, closer in LOOKS.items():
        taken = repaints(shown, closer)
        worst = percentile(taken, 0.95)
        kept = median_of(taken) <= PAINT
        result = f"{median_of(taken):.1f} ms, 95 of 100 under {worst:.1f} ms"
        figures.append(Figure(f"repaint, {name}", result, "", f"≤ {PAINT:.0f} ms", kept))
    taken = dragged(shown)
    figures.append(
        Figure(
            "repaint, 100,000 carried along",
            f"{median_of(taken):.1f} ms",
            "",
            f"≤ {PAINT:.0f} ms",
            median_of(taken) <= PAINT,
        )
    )
    told = milliseconds(lambda: shown.show_keyframes(numbers))
    figures.append(Figure("taking in 1,000,000 keyframes", f"{told:.0f} ms", "", "≤ 50 ms", told <= 50))
    figures.append(_beside(numbers, shown))
    shown.close()
    app.processEvents()
    return Report(
        "timeline",
        f"{MARKERS:,} markers in a video of {FRAMES:,} frames, {SIZE[0]} by {SIZE[1]} pixels",
        tuple(figures),
    )


def _beside(numbers: npt.NDArray[np.int64], shown: TimelineView) -> Figure:
    naive = Naive(steady(FRAMES, RATE), numbers)
    naive.resize(SIZE[0], 40)
    naive.show()
    QApplication.processEvents()
    slow = median_of([milliseconds(naive.repaint) for _ in range(3)])
    quick = median_of(repaints(shown, 1.0))
    naive.close()
    return Figure(
        "times a line for each marker", f"{slow / quick:.0f} times faster", f"{slow:.0f} ms, that track alone"
    )


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(measure().print())
