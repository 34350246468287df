"""Say where the platform's count of frames, or its frames a second, is not what the file holds, and by how much."""

from media.frame_index import FrameIndex

SAME_RATE = 0.001  # share by which two rates may differ: 29.97 and 30000/1001 are one
SAME_SPACING = 0.02  # share by which frames of a steady rate may be spaced differently, beyond one tick


def disagreements(index: FrameIndex, frame_count: int | None, fps: float | None) -> tuple[str, ...]:
    """A sentence for each fact of the platform that is not that of the file; none where it says nothing."""
    if not index.complete:
        return ()
    said = (_count(index, frame_count), _rate(index, fps))
    return tuple(sentence for sentence in said if sentence)


def is_steady(index: FrameIndex) -> bool:
    """Whether all frames are shown equally long, as far as the file can say."""
    if index.frames < 3:
        return True
    gaps = index.pts[1:] - index.pts[:-1]
    usual = (int(index.pts[-1]) - int(index.pts[0])) / (index.frames - 1)
    return float(abs(gaps - usual).max()) <= max(1.0, usual * SAME_SPACING)


def _count(index: FrameIndex, said: int | None) -> str:
    if said is None or said == index.frames:
        return ""
    apart = abs(said - index.frames)
    more = f"{apart:,} more" if said > index.frames else f"{apart:,} fewer"
    return (
        f"The platform counts {_frames(said)} in this video, {more} than the {index.frames:,} in the file: "
        f"key frames are numbered as the file shows them."
    )


def _rate(index: FrameIndex, said: float | None) -> str:
    if not said or index.fps <= 0 or abs(said - index.fps) <= SAME_RATE * index.fps:
        return ""
    drift = abs(index.frames / said - index.duration)
    steady = "" if is_steady(index) else " Its frames are not evenly spaced."
    return (
        f"The platform says {said:.6g} frames a second, the file shows {index.fps:.6g}: at its end a time counted from "
        f"the platform's rate is {drift:.1f} s off.{steady}"
    )


def _frames(count: int) -> str:
    return "1 frame" if count == 1 else f"{count:,} frames"
