"""What is said of a video beside its name: its size, its frames, how many a second."""

from controllers.watching import OpenVideo
from ui.wording import counted, said


def facts_of(video: OpenVideo) -> str:
    """As far as it is known."""
    picture, times = video.shown, video.times
    size = f"{picture.width} \u00d7 {picture.height}" if picture is not None else ""
    frames = counted(times.frames, said("1 frame"), said("%n frames")) if times.frames else ""
    rate = said("{rate} a second").format(rate=f"{times.rate:.4g}") if times.rate else ""
    return "  ·  ".join(part for part in (size, frames, rate) if part)
