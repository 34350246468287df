"""How many frames of a video the platform takes in: the sampling plan kept under `$encord`, and what it comes to.

`{"config": {"sampling_rate": <samples a second>, "keyframe_mode": "frame" | "seconds"}, "frames": {...}}`; without it
one frame a second. A rate of 0 takes the first frame and the keyframes only (docs.encord.com, client metadata).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, TypeAlias, cast

from domain.json_parts import value_of, with_member
from domain.metadata import CLEARED, Cell
from domain.reading import Number, parse, spell

KEY = "$encord"

Mode: TypeAlias = Literal["frame", "seconds"]

_CONFIG, _RATE, _MODE = "config", "sampling_rate", "keyframe_mode"


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """`rate`: samples a second, 0 or more. `mode`: whether `$encord.frames` names frames or seconds."""

    rate: float = 1.0
    mode: Mode = "frame"


DEFAULT_PLAN = SamplingPlan()


def read_plan(encord: Cell) -> SamplingPlan:
    """The plan a video's `$encord` says; the platform's default where it says nothing that can be read."""
    config = _config(encord)
    rate = _rate(config.get(_RATE))
    mode: Mode = "seconds" if config.get(_MODE) == "seconds" else DEFAULT_PLAN.mode
    return SamplingPlan(DEFAULT_PLAN.rate if rate is None else rate, mode)


def plan_problem(encord: Cell) -> str:
    """Why part of the plan cannot be read, so that the default stands in for it; empty where all of it can."""
    if encord is not None and encord != CLEARED and _object(encord) is None:
        return f'"{KEY}" is not an object, so it holds no sampling plan. The platform\'s default is shown.'
    config = _config(encord)
    if _RATE in config and _rate(config[_RATE]) is None:
        return f'"{_RATE}" is not a number of samples a second. The platform\'s default, 1, is shown.'
    if _MODE in config and config[_MODE] not in ("frame", "seconds"):
        return f'"{_MODE}" is neither "frame" nor "seconds". The platform\'s default, "frame", is shown.'
    return ""


def with_plan(encord: Cell, plan: SamplingPlan) -> Cell:
    """The value of `$encord` with the plan in it and all else byte for byte; as it is where it says the plan already.

    Raises ValueError, with the sentence, where the value or its `config` is no object: nothing is thrown away for it.
    """
    before = read_plan(encord)
    if before == plan and not plan_problem(encord):
        return encord
    text = "{}" if encord is None or encord == CLEARED else encord
    _must_be_object(text, KEY)
    config = value_of(text, _CONFIG)
    config = "{}" if config is None or config == CLEARED else config
    _must_be_object(config, f"{KEY}.{_CONFIG}")
    known = _config(text)
    if before.rate != plan.rate or (_RATE in known and _rate(known[_RATE]) is None):
        config = with_member(config, _RATE, _spelt(plan.rate))
    if before.mode != plan.mode or (_MODE in known and known[_MODE] != plan.mode):
        config = with_member(config, _MODE, spell(plan.mode))
    return with_member(text, _CONFIG, config)


def imported_frames(plan: SamplingPlan, frames: int, duration: float, keyframes: Iterable[int]) -> int:
    """How many frames of a video the platform takes in, counted as if its frames came at a steady rate.

    `frames`: how many it has, `duration` in seconds. Samples are taken at 0, 1/rate, 2/rate ... as long as the video
    lasts; the first frame and every keyframe that is in the video come in whatever the rate.
    """
    if frames <= 0:
        return 0
    inside = {frame for frame in keyframes if 0 <= frame < frames}
    if plan.rate <= 0 or duration <= 0:
        return len(inside | {0})
    step = Fraction(frames) / (Fraction(duration) * Fraction(plan.rate))
    if step <= 1:
        return frames
    top, bottom = step.numerator, step.denominator
    samples = -(-frames * bottom // top)
    return samples + sum(not _is_sample(frame, top, bottom) for frame in inside)


def _is_sample(frame: int, top: int, bottom: int) -> bool:
    """Whether a sample falls on a frame, samples being top / bottom frames apart."""
    return -(-frame * bottom // top) * top // bottom == frame


def _spelt(rate: float) -> str:
    return str(int(rate)) if rate == int(rate) else repr(rate)


def _rate(value: Any) -> float | None:
    if not isinstance(value, Number):
        return None
    rate = float(value)
    return rate if math.isfinite(rate) and rate >= 0 else None


def _config(encord: Cell) -> dict[str, Any]:
    config = (_object(encord) or {}).get(_CONFIG)
    return cast("dict[str, Any]", config) if isinstance(config, dict) else {}


def _object(text: Cell) -> dict[str, Any] | None:
    try:
        value = None if text is None else parse(text)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def _must_be_object(text: str, name: str) -> None:
    if _object(text) is None:
        message = f'"{name}" of this video is not an object, so no plan can be put into it. Nothing was changed.'
        raise ValueError(message)
