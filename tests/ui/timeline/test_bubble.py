"""What stands beside the pointer: the frame and its time, and what is there."""

import pytest
from PySide6.QtCore import QPointF

from tests.ui.timeline.conftest import Person, Proposed
from ui.timeline.bubble import told


@pytest.mark.parametrize(
    ("lane", "frame", "expected"),
    [
        ("ruler", 45, "Frame 45  ·  0:01.500"),
        ("keyframes", 45, "Frame 45  ·  0:01.500"),
        ("keyframes", 60, "Keyframe 60  ·  0:02.000"),
        ("marks", 60, "Frame 60  ·  0:02.000"),
        ("marks", 120, "Frame 120  ·  0:04.000\nMuch moves here"),
        ("marks", 150, "Frame 150  ·  0:05.000\nmotion"),
        ("marks", 240, "Frame 240  ·  0:08.000\nA scene begins"),
    ],
)
def test_it_says_what_lies_there(person: Person, lane: str, frame: int, expected: str) -> None:
    person.view.show_marks([240], [Proposed(120, reason="Much moves here"), Proposed(150)])
    assert told(person.view, QPointF(person.at(lane, frame))) == expected
