"""What every test stands on: no display is needed, and no test leaves its colours to the next."""

import gc
import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("NO_PROXY", "127.0.0.1,localhost")
settings.register_profile("tagline", deadline=None)  # how fast a machine is, is no property of the program
settings.load_profile("tagline")
_FULL_LOOK_AFTER = 100  # tests


@pytest.fixture(autouse=True)
def _garbage_on_this_thread() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction] - pytest uses it
    """As in the window: a lane that collects would free timers of other tests, which Qt then still rings."""
    gc.disable()
    yield
    gc.collect(2 if gc.get_count()[2] > _FULL_LOOK_AFTER else 1)


@pytest.fixture(autouse=True)
def _colours_as_they_were() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction] - pytest uses it
    """A theme is given to the whole application; it is taken back after the test that gave it."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtGui import QPalette
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if isinstance(app, QApplication) and app.styleSheet():
        app.setStyleSheet("")
        app.setPalette(QPalette())
