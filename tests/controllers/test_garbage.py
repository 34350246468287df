"""Garbage is collected on the thread of the window, when enough has gathered."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from controllers import garbage
from controllers.garbage import GarbageCollection


@pytest.fixture
def collection(qapp: QApplication) -> Iterator[GarbageCollection]:
    running = GarbageCollection()
    yield running
    running.end()


class Knot:
    """Something only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


def test_a_little_garbage_waits_and_much_is_collected(collection: GarbageCollection) -> None:
    gone = weakref.ref(Knot())
    collection.look()
    assert gone() is not None
    heap: list[list[int]] = [[] for _ in range(2 * garbage.YOUNG)]
    collection.look()
    assert gone() is None
    assert heap


def test_what_is_left_out_stays_to_the_end(collection: GarbageCollection) -> None:
    gone = weakref.ref(Knot())
    collection.leave_out()
    heap: list[list[int]] = [[] for _ in range(2 * garbage.YOUNG)]
    collection.look()
    assert gone() is not None
    collection.end()
    gc.collect()
    assert gone() is None
    assert heap


def test_python_collects_nothing_by_itself_until_the_end(collection: GarbageCollection) -> None:
    assert not gc.isenabled()
    collection.end()
    assert gc.isenabled()
