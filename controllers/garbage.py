"""Collects garbage where and when it does no harm: on the thread of the window, between two gestures.

Left to itself Python collects in whatever thread allocates: half a second at a bad moment, and in a worker thread it
would destroy objects of Qt that belong to the window. So this is made before the first window and before the first
lane has work, and ended after the last lane.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 250  # ms
YOUNG = 5_000  # objects made and not freed that make a look at the young ones worth while
ALL_EVERY = 60  # looks at the young ones before one at everything


class GarbageCollection(QObject):
    """Python's own collection is off from here on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def leave_out(self) -> None:
        """What exists now stays until the end, and is never looked at again."""
        gc.freeze()

    def look(self) -> None:
        """Collect if enough has gathered."""
        if gc.get_count()[0] < YOUNG:
            return
        self._looks += 1
        gc.collect(2 if self._looks % ALL_EVERY == 0 else 1)

    def end(self) -> None:
        """Give the work back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
