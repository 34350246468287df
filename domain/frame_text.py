"""Frames as people type and paste them: `13, 17, 19`, `100-200:10`, and times such as `1:23.5` or `12.5s`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.frame_rules import Clock, every_frames, every_seconds
from domain.keyframe_values import LARGEST_FRAME
from domain.reading import Invalid, quote
from domain.timecode import clock, read_time

MOST = 1_000_000
"""More frames than this are not taken at once."""

_PART = r"[^\s,;\[\]()]+"
_DASHES = r"[ \t]*[-\u2013\u2014][ \t]*"
_WORD = re.compile(rf"{_PART}(?:{_DASHES}{_PART})?(?:(?:[ \t]+:[ \t]*|(?<=:)[ \t]+){_PART})?")
_DASH = re.compile(_DASHES)
_NUMBER = re.compile(r"#?(\d{1,18})")
_DECIMAL = re.compile(r"\d+[.]\d*")
_STEPPED = re.compile(r"(.+?)[ \t]*:[ \t]*([^:]+)")
_TOO_MANY = f"This names more than {MOST:,} frames, which are too many at once."
_NOTHING = "Type frames such as 13, 17, 19 or 100-200:10, or times such as 1:23.5 or 12.5s."


def read_frames(text: str, video: Clock, frame_count: int | None) -> tuple[int, ...] | Invalid:
    """The frames a text names, sorted, each once, or the sentence that says which part of it cannot be read.

    A range takes both its ends: `100-200`; every tenth frame of it `100-200:10`; every two seconds `1:00-1:30:2s`. A
    frame or time outside the video refuses the whole text. `frame_count`: None where it is not known.
    """
    reader = _Reader(video, LARGEST_FRAME + 1 if frame_count is None else frame_count)
    frames: set[int] = set()
    try:
        for word in _WORD.finditer(text):
            frames.update(reader.read(word[0]))
            if len(frames) > MOST:
                return Invalid(_TOO_MANY)
    except _Unread as unread:
        return Invalid(str(unread))
    return tuple(sorted(frames)) if frames else Invalid(_NOTHING)


class _Unread(Exception):
    """Part of the text cannot be read; the message is the sentence."""


@dataclass(frozen=True, slots=True)
class _Point:
    """One end of a range: a frame, and the time it was named by, if it was."""

    frame: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class _Reader:
    video: Clock
    end: int

    def read(self, word: str) -> Iterable[int]:
        parts = _DASH.split(word)
        if len(parts) == 1:
            return (self._point(word).frame,)
        if len(parts) != 2 or not all(parts):
            raise _Unread(_unknown(word))
        last, step = self._parted(*parts)
        return self._range(self._point(parts[0]), self._point(last), step, word)

    def _parted(self, first: str, last: str) -> tuple[str, str]:
        """The end of a range and its step: after a frame `200:10` is a step, after a time it is part of the time."""
        stepped = _STEPPED.fullmatch(last)
        if stepped is None or (not _NUMBER.fullmatch(first) and read_time(last) is not None):
            return last, "1"
        return stepped[1], stepped[2]

    def _point(self, word: str) -> _Point:
        if number := _NUMBER.fullmatch(word):
            frame = int(number[1])
            if frame >= self.end:
                raise _Unread(f"There is no frame {frame:,}: the last one is {self.end - 1:,}.")
            return _Point(frame)
        seconds = read_time(word)
        if seconds is None:
            raise _Unread(_unknown(word))
        if not self.video.frames:
            raise _Unread("The times of this video are not known yet. Type frame numbers.")
        if seconds > self.video.duration:
            raise _Unread(f"{clock(seconds, 1)} is after the end of the video at {clock(self.video.duration, 1)}.")
        return _Point(self.video.frame_at(seconds), seconds)

    def _range(self, first: _Point, last: _Point, step: str, word: str) -> Iterable[int]:
        if last.frame < first.frame:
            raise _Unread(f"{quote(word)} ends before it starts.")
        try:
            if _NUMBER.fullmatch(step):
                frames = every_frames(int(step.removeprefix("#")), self.end, first.frame, last.frame)
                return self._few(frames, len(frames))
            return self._by_time(first, last, step, word)
        except ValueError as refusal:
            raise _Unread(str(refusal)) from refusal

    def _by_time(self, first: _Point, last: _Point, step: str, word: str) -> Iterable[int]:
        apart = read_time(step)
        if apart is None:
            raise _Unread(f"{quote(step)} in {quote(word)} is no step. Steps are frames, 10, or times, 2s.")
        start, end = self._seconds(first), self._seconds(last)
        if apart > 0:
            self._few((), (end - start) / apart)
        return every_seconds(apart, self.video, start, end)

    def _seconds(self, point: _Point) -> float:
        return self.video.time_of(point.frame) if point.seconds is None else point.seconds

    def _few(self, frames: Iterable[int], count: float) -> Iterable[int]:
        if count > MOST:
            raise _Unread(_TOO_MANY)
        return frames


def _unknown(word: str) -> str:
    if _DECIMAL.fullmatch(word):
        return f"{quote(word)} is no whole frame. For a time write {word}s."
    if word[0] == "-" and _NUMBER.fullmatch(word[1:]):
        return f"{quote(word)} is no frame: the first one is 0."
    return f"{quote(word)} is no frame, time or range: 13, 100-200:10, 1:23.5, 12.5s."
