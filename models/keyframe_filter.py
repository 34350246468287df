"""Which keyframes a filter shows: numbers that begin so, ranges, and times."""

import re

import numpy as np
import numpy.typing as npt

from domain.keyframe_values import LARGEST_FRAME
from domain.timecode import read_time
from models.frame_times import Frames, FrameTimes

Mask = npt.NDArray[np.bool_]

_DIGITS = re.compile(r"#?([\d,.' ]*\d)")
_RANGE = re.compile(r"(.+?)\s*[-\u2013\u2014]\s*(.+)")
_GROUPS = re.compile(r"[,.' ]")
_FRACTION = re.compile(r"\.(\d*)")


def shown_by(numbers: Frames, times: FrameTimes, text: str) -> Mask:
    """Which of sorted keyframes a filter shows, a mask as long as they are; an empty filter shows all.

    `12` shows numbers that begin with 12, `100-200` and `1:00-1:30` what lies between, both ends too, `1:23` the
    keyframes of that second. Several, with semicolons between, show what any of them shows.
    """
    parts = [part.strip() for part in text.split(";") if part.strip()]
    shown = np.zeros(len(numbers), np.bool_) if parts else np.ones(len(numbers), np.bool_)
    for part in parts:
        for first, last in _spans(part, times):
            low, high = np.searchsorted(numbers, (first, last + 1))
            shown[low:high] = True
    return shown


def _spans(part: str, times: FrameTimes) -> list[tuple[int, int]]:
    """The runs of frame numbers a part of a filter means, both ends included; none where it cannot be read."""
    if found := _DIGITS.fullmatch(part):
        return _begin_with(int(_GROUPS.sub("", found[1])))
    if found := _RANGE.fullmatch(part):
        first, last = (_end(side, times, last=at) for at, side in enumerate(found.groups()))
        return [] if first is None or last is None else [(first, last)]
    span = _time_span(part, times)
    return [] if span is None else [span]


def _begin_with(number: int) -> list[tuple[int, int]]:
    """All numbers whose digits begin with those of a number."""
    spans = [(number, number)]
    size = 10
    while number and number * size <= LARGEST_FRAME:
        spans.append((number * size, number * size + size - 1))
        size *= 10
    return spans


def _end(side: str, times: FrameTimes, *, last: int) -> int | None:
    if side.isascii() and side.isdigit():
        return min(int(side), LARGEST_FRAME)
    span = _time_span(side, times)
    return None if span is None else span[last]


def _time_span(text: str, times: FrameTimes) -> tuple[int, int] | None:
    """The frames that start within a time as exactly as it was written: `1:23` is a second long, `1:23.5` a tenth."""
    seconds = read_time(text)
    if seconds is None or not times.frames:
        return None
    fraction = _FRACTION.search(text)
    length = 10.0 ** -len(fraction[1]) if fraction else 1.0
    first, last = np.searchsorted(times.times, (seconds - 1e-6, seconds + length - 1e-6))
    return int(first), int(last) - 1
