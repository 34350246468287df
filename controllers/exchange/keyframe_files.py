"""The keyframes of a video as CSV: one line a keyframe, with its number and time."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from controllers.exchange.defusing import defused
from controllers.exchange.whole_file import replacing
from domain.timecode import clock
from models.frame_times import Frames, FrameTimes

HEADER = ("video", "frame", "seconds", "time")
_PORTION = 10_000


def keyframe_csv(video: str, numbers: Frames, times: FrameTimes) -> Iterator[str]:
    """The text, portion by portion: header, then `film.mp4,13,0.52,0:00.520`.

    `video`: its name, made harmless for spreadsheets. Where a frame is not known, or lies beyond the end, its time is
    empty.
    """
    yield _lines([HEADER])
    name = defused(video)
    for start in range(0, len(numbers), _PORTION):
        part = numbers[start : start + _PORTION]
        seconds = times.times_of(part).tolist()
        yield _lines(
            [
                (name, number, *_time(second, known=0 <= number < times.frames))
                for number, second in zip(part.tolist(), seconds, strict=True)
            ]
        )


def write_keyframe_csv(path: Path, video: str, numbers: Frames, times: FrameTimes) -> int:
    """Write the file whole or not at all; gives how many lines follow its header. Raises ExportRefused. For a lane."""
    with replacing(path) as part, part.open("w", encoding="utf-8", errors="replace", newline="") as file:
        for text in keyframe_csv(video, numbers, times):
            file.write(text)
    return len(numbers)


def _time(seconds: float, *, known: bool) -> tuple[str, str]:
    return (f"{seconds:.6f}".rstrip("0").rstrip("."), clock(seconds)) if known else ("", "")


def _lines(rows: list[tuple[object, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
