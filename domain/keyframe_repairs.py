"""Mending the keyframes of a video, kind of problem by kind: what is not mended stays as it is spelt."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, cast

from domain.json_parts import entries
from domain.keyframe_values import LARGEST_FRAME, Kind, entry, parsed
from domain.keyframes import KINDS, end_of, problems_of, write_keyframes
from domain.metadata import Cell
from domain.reading import Number

_APART = re.compile(r"[,;\s]+")
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")


def repaired(cell: Cell, frame_count: int | None, kinds: Iterable[Kind] = KINDS) -> Cell:
    """The value with these kinds of problems mended and all else as it is spelt; the value itself without any.

    Text that says a number becomes it, a fraction is rounded down, lists inside are unfolded; what stands for no frame
    (below zero, beyond the end, true, objects, other text) is taken out; of repeats the first stays.
    """
    wanted = frozenset(kinds)
    found = [problem.kind for problem in problems_of(cell, frame_count)]
    if cell is None or wanted.isdisjoint(found):
        return cell
    end = end_of(frame_count)
    if "not a list" in found:
        return write_keyframes(frame for frame in _frames_in(_value(cell)) if frame < end)
    texts, frames = _mended(cell, wanted, end)
    order: Iterable[int] = range(len(texts))
    if "unordered" in wanted:
        order = sorted(order, key=lambda at: _place(frames[at]))
    if "twice" in wanted:
        order = _each_once(order, frames)
    return f"[{', '.join([texts[at] for at in order])}]"


def _mended(cell: str, kinds: Collection[Kind], end: int) -> tuple[list[str], list[int | None]]:
    """What becomes of the entries, and the frame each stands for: two lists, since a million pairs are slow to hold."""
    texts, frames = list[str](), list[int | None]()
    for text in entries(cell):
        value = parsed(text)
        frame, kind = entry(value)
        if kind is None and frame is not None and frame >= end:
            kind = "beyond the end"
        if kind is None or kind not in kinds:
            texts.append(text)
            frames.append(frame)
            continue
        for each in _frames_in(value):
            if each < end or "beyond the end" not in kinds:
                texts.append(str(each))
                frames.append(each)
    return texts, frames


def _frames_in(value: Any) -> Iterator[int]:
    """Every frame a value says, however it says it."""
    match value:
        case list():
            for each in cast("list[Any]", value):
                yield from _frames_in(each)
        case str() if not isinstance(value, Number):
            yield from _said(value)
        case _:
            yield from _said_by_number(value)


def _said(text: str) -> Iterator[int]:
    """The frames a text names, `13` or `13, 17`; none where it says anything else."""
    words = _APART.split(text.strip("[]() \t\r\n"))
    if all(map(_NUMBER.fullmatch, words)):
        for word in words:
            yield from _said_by_number(Number(word))


def _said_by_number(value: Any) -> Iterator[int]:
    frame, kind = entry(value)
    if frame is not None:
        yield frame
    elif kind == "fraction":
        yield int(Decimal(value))


def _value(cell: str) -> Any:
    try:
        return parsed(cell)
    except (ValueError, RecursionError):
        return None


def _each_once(order: Iterable[int], frames: Sequence[int | None]) -> Iterator[int]:
    """The places without those whose frame stood before; what stands for no frame stays."""
    seen: set[int] = set()
    for at in order:
        frame = frames[at]
        if frame is None:
            yield at
        elif frame not in seen:
            seen.add(frame)
            yield at


def _place(frame: int | None) -> int:
    """In order, what stands for no frame last."""
    return LARGEST_FRAME + 1 if frame is None else frame
