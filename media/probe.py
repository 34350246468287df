"""What a media file says about itself: its kind, size, length, frames and sound."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import av
import av.error
from av.stream import Disposition
from PIL import Image, UnidentifiedImageError

from media.kinds import HEAD_SIZE, kind_of

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.stream import VideoStream

VP8_SHOWN = 0x10  # bit of a VP8 frame's first byte: a frame without it is decoded and never shown


class MediaUnreadable(Exception):
    """A file that is not what it says, or is cut short. `sentence` says so to a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """Facts of one file: bytes, seconds, frames counted one by one; None where a fact does not apply."""

    mime_type: str
    file_size: int
    duration: float | None = None
    fps: float | None = None
    width: int | None = None
    height: int | None = None
    frame_count: int | None = None
    audio_sample_rate: int | None = None
    audio_bit_depth: int | None = None
    audio_codec: str | None = None
    audio_num_channels: int | None = None


def probe(path: Path, mime_type: str | None = None) -> MediaFacts:
    """The facts of the file at `path`, whose sender calls it `mime_type`. Raises MediaUnreadable."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD_SIZE)
    except OSError as problem:
        raise MediaUnreadable(f"The file cannot be read: {problem.strerror}.") from problem
    if not head:
        raise MediaUnreadable("The file is empty.")
    facts = MediaFacts(kind_of(head, path, mime_type), size)
    match facts.mime_type.partition("/")[0]:
        case "image":
            return _image(path, facts)
        case "video" | "audio":
            return _film_or_sound(path, facts)
        case _:
            return _paper(path, facts)


def _image(path: Path, facts: MediaFacts) -> MediaFacts:
    try:
        with Image.open(path) as image:
            kind = image.get_format_mimetype() or facts.mime_type
            return replace(facts, mime_type=kind, width=image.width, height=image.height)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        raise MediaUnreadable("The picture is damaged: its header cannot be read.") from problem


def _paper(path: Path, facts: MediaFacts) -> MediaFacts:
    if facts.mime_type != "application/pdf":
        return facts
    with path.open("rb") as file:
        file.seek(max(0, facts.file_size - 2048))
        tail = file.read()
    if b"startxref" not in tail:
        raise MediaUnreadable("The PDF is cut short: its end is missing.")
    return facts


def _film_or_sound(path: Path, facts: MediaFacts) -> MediaFacts:
    try:
        with av.open(str(path)) as container:
            return _streams(container, facts)
    except av.error.FFmpegError as problem:
        word = facts.mime_type.partition("/")[0]
        raise MediaUnreadable(f"The {word} is damaged: {problem.strerror or 'it cannot be read'}.") from problem


def _streams(container: "InputContainer", facts: MediaFacts) -> MediaFacts:
    films = [stream for stream in container.streams.video if Disposition.attached_pic not in stream.disposition]
    if container.streams.audio:
        facts = _sound(container.streams.audio[0], container, facts)
    if films:
        facts = _film(films[0], container, facts)
    if not films and not container.streams.audio:
        raise MediaUnreadable("The file holds neither pictures nor sound.")
    kind, _, form = facts.mime_type.partition("/")
    return replace(facts, mime_type=f"audio/{form}") if kind == "video" and not films else facts


def _sound(stream: "AudioStream", container: "InputContainer", facts: MediaFacts) -> MediaFacts:
    context = stream.codec_context
    codec = context.codec.canonical_name
    if stream.duration is not None and stream.time_base is not None:
        seconds = float(stream.duration * stream.time_base)
    else:
        seconds = (container.duration or 0) / av.time_base
    if context.sample_rate <= 0 or seconds <= 0:
        raise MediaUnreadable("The sound is damaged: it holds no samples.")
    return replace(
        facts,
        duration=seconds,
        audio_sample_rate=context.sample_rate,
        audio_bit_depth=_bit_depth(codec, context.extradata),
        audio_codec=codec,
        audio_num_channels=context.channels,
    )


def _bit_depth(codec: str, extradata: bytes | None) -> int | None:
    """Bits of one sample as stored; None for lossy codecs, which store no samples."""
    if linear := re.match(r"pcm_[suf](\d+)", codec):
        return int(linear.group(1))
    if codec == "flac" and extradata is not None and len(extradata) >= 14:
        return ((extradata[12] & 1) << 4 | extradata[13] >> 4) + 1
    return None


def _film(stream: "VideoStream", container: "InputContainer", facts: MediaFacts) -> MediaFacts:
    count, seconds = _count_frames(stream, container)
    if count == 0:
        raise MediaUnreadable("The video is damaged: it holds no frames.")
    if stream.frames > count and facts.mime_type in {"video/mp4", "video/quicktime"}:
        raise MediaUnreadable(f"The video is cut short: {count} of its {stream.frames} frames are in the file.")
    rate = float(stream.average_rate or 0)
    counted = count / seconds if seconds else rate
    # What a header calls the rate is a guess for files of variable frame rate: kept only where the frames agree.
    fps = rate if counted and abs(rate - counted) <= 0.005 * counted else counted
    return replace(
        facts, duration=seconds, fps=fps or None, width=stream.width, height=stream.height, frame_count=count
    )


def _count_frames(stream: "VideoStream", container: "InputContainer") -> tuple[int, float]:
    """How many frames are shown, and for how many seconds, by looking at every packet."""
    count, first, last, held = 0, None, 0, 0
    for packet in container.demux(stream):
        if packet.size == 0:
            continue
        if packet.is_discard or packet.pts is None:
            continue
        if stream.codec_context.name == "vp8" and not bytes(packet)[0] & VP8_SHOWN:
            continue
        count += 1
        first = packet.pts if first is None else min(first, packet.pts)
        if packet.pts >= last:
            last, held = packet.pts, packet.duration or 0
    if first is None or stream.time_base is None:
        return count, 0.0
    held = held or (round((last - first) / (count - 1)) if count > 1 else 0)
    return count, float((last + held - first) * stream.time_base)
