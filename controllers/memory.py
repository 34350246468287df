"""Memory that nothing holds any more goes back to the system, after whatever needed much of it.

Arrow and the C library keep what was freed for the next time: a quarter of a gigabyte beside a million items.
"""

import ctypes
import sys
from collections.abc import Sized
from typing import Any

import pyarrow
from PySide6.QtCore import QObject, QTimer

from controllers.jobs import JobBoard, Tasks
from controllers.lanes import Lanes
from models.staged import StagedEdits

SOON = 500  # ms after which it is given back
MANY = 2_000  # items that were edited at once

_arrow: Any = pyarrow


class GivingBack(QObject):
    """Gives memory back after every job, and after edits of very many cells."""

    def __init__(
        self, lanes: Lanes, tasks: Tasks, board: JobBoard, staged: StagedEdits, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._tasks = tasks
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._begin)
        board.job_finished.connect(self._job_finished)
        staged.changed.connect(self._edited)

    def end(self) -> None:
        """The window is going: so does its memory."""
        self._soon.stop()
        self._soon.blockSignals(True)

    def _job_finished(self) -> None:
        self._soon.start()

    def _edited(self, items: Sized) -> None:
        if len(items) > MANY:
            self._soon.start()

    def _begin(self) -> None:
        self._tasks.spawn(self._lanes.compute(give_back))


def give_back() -> None:
    """Give back what Arrow's pool and, on Linux, the C library keep though it is free. For a lane."""
    _arrow.default_memory_pool().release_unused()
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        if hasattr(library, "malloc_trim"):  # not every C library has it
            library.malloc_trim(0)
