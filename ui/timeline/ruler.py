"""The ruler of a timeline: ticks in frames, seconds or timecode, as many as can be read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.timecode import clock, timecode
from ui.timeline.axis import Axis
from ui.timeline.scale import Scale

_ROOM = 18.0  # pixels between a label and the next tick
_BEYOND = 4.0  # pixels a label may end beyond the right end
_CLOSE = 6.0  # pixels between ticks without labels
_MICRO = 1_000_000
_FASTEST = 1_000  # frames a second whose divisors are looked for


class Unit(StrEnum):
    """What the ruler counts in."""

    FRAMES = "frames"
    SECONDS = "seconds"
    TIMECODE = "timecode"


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick at a pixel; only long ones have a label, where there is room for one."""

    x: float
    label: str = ""
    is_long: bool = False


def ticks(scale: Scale, axis: Axis, unit: Unit, wide: Callable[[str], float]) -> list[Tick]:
    """The ticks in sight, from left to right; `wide` measures a label in pixels."""
    if not axis.frames:
        return []
    if unit is Unit.SECONDS:
        first, last = int(scale.start * _MICRO), int(scale.end * _MICRO) + 1
        steps = _SECONDS
    else:
        first, last = axis.frame_at(scale.start), axis.frame_at(scale.end) + 1
        steps = _DECIMAL if unit is Unit.FRAMES else timecode_steps(axis)
    each = scale.width / max(last - first, 1)
    roomy = (step for step in steps if step * each > _ROOM)  # to measure a text takes longer than to multiply
    step = next((step for step in roomy if step * each >= wide(label_of(last, step, unit, axis)) + _ROOM), steps[-1])
    small = next((small for small in steps if step % small == 0 and small * each >= _CLOSE), step)
    return _placed(scale, axis, unit, _Steps(first, last, step, small), wide)


@dataclass(frozen=True, slots=True)
class _Steps:
    first: int
    last: int
    large: int
    small: int


def _placed(scale: Scale, axis: Axis, unit: Unit, steps: _Steps, wide: Callable[[str], float]) -> list[Tick]:
    found: list[Tick] = []
    free = float("-inf")  # where the last label ends: frames of a variable rate may come close to each other
    start = steps.first // steps.large * steps.large
    for at in range(start, steps.last + steps.small, steps.small):
        if unit is not Unit.SECONDS and at >= axis.frames:
            break
        x = scale.x_of(at / _MICRO if unit is Unit.SECONDS else axis.start_of(at))
        label = ""
        if at % steps.large == 0 and x >= free:
            label = label_of(at, steps.large, unit, axis)
            free = x + wide(label) + _ROOM / 2
        if x <= scale.right + 1:
            cut_off = bool(found) and x + wide(label) > scale.right + _BEYOND
            found.append(Tick(x, "" if cut_off else label, is_long=bool(label)))
    return found


def label_of(at: int, step: int, unit: Unit, axis: Axis) -> str:
    """A label: a frame number, a time in microseconds as `1:23.5` to the digits its step needs, or a timecode."""
    if unit is Unit.FRAMES:
        return f"{at:,}"
    if unit is Unit.TIMECODE:
        return timecode(at, axis.rate)
    digits = max(6 - (len(str(step)) - len(str(step).rstrip("0"))), 0)
    return clock(at / _MICRO, digits)


def timecode_steps(axis: Axis) -> Sequence[int]:
    """Steps in frames that meet every whole second, or fall on some of them."""
    rate = _rate(axis)
    within = [step for step in range(1, min(rate, _FASTEST)) if rate % step == 0]
    return [*within, *(rate * step for step in _WHOLE)]


def _rate(axis: Axis) -> int:
    return max(round(axis.rate), 1)


_WHOLE = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000, 86400)
_DECIMAL = [base * 10**power for power in range(10) for base in (1, 2, 5)]
_SECONDS = [
    *(base * 10**power for power in range(2, 6) for base in (1, 2, 5)),
    *(_MICRO * step for step in _WHOLE),
]
