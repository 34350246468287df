"""A video to be read: a file on disk, or one behind an address, opened as often as it is needed."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import av
import av.error
from av.stream import Disposition

from media.hollow_file import HollowFile
from media.probe import MediaUnreadable

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

SAMPLE = 64 * 1024  # bytes looked at in each place to tell one content from another
BUFFER = 256 * 1024  # bytes asked for at once
# Only files of pictures: a playlist would open other files, and text would be shown as letters.
FORMATS = (
    "3g2,3gp,asf,avi,flv,gif,h264,hevc,ivf,m4a,m4v,matroska,mj2,mov,mp4,mpeg,mpegts,mpegvideo,mxf,obu,ogg,webm,"
    "yuv4mpegpipe"
)
_NOT_A_VIDEO = "This file is not a video, or it is cut short so early that nothing of it can be read."


@dataclass(frozen=True, slots=True)
class Source:
    """A video file: where it is, or a function that opens it; its size in bytes and the key of its content."""

    file: Path | Callable[[], BinaryIO]
    size: int
    key: str

    @classmethod
    def of_path(cls, path: Path) -> "Source":
        """The file at `path`. Raises MediaUnreadable."""
        try:
            size = path.stat().st_size
            with path.open("rb") as file:
                return cls(path.resolve(), size, content_key(file, size))
        except OSError as problem:
            raise MediaUnreadable(f"The file cannot be read: {problem.strerror}.") from problem

    @classmethod
    def of_opener(cls, opener: Callable[[], BinaryIO], size: int, key: str = "") -> "Source":
        """A file of `size` bytes that `opener` opens; its content is looked at where no key is given."""
        if not key:
            with opener() as file:
                key = content_key(file, size)
        return cls(opener, size, key)

    def binary(self) -> BinaryIO:
        """The bytes of the file, to be closed by the caller. Raises OSError."""
        return self.file.open("rb") if isinstance(self.file, Path) else self.file()

    def container(self, file: HollowFile | None = None) -> "InputContainer":
        """The file as FFmpeg sees it, through `file` where one is given. Raises MediaUnreadable, OSError."""
        if self.size == 0:
            raise MediaUnreadable("The file is empty.")
        if file is None and not isinstance(self.file, Path):
            file = HollowFile(self.file(), self.size)
        if file is not None:
            file.seek(0)
        try:
            return av.open(file or str(self.file), "r", options={"format_whitelist": FORMATS}, buffer_size=BUFFER)
        except av.error.FFmpegError as problem:
            if file is not None:
                file.check()
            raise MediaUnreadable(_NOT_A_VIDEO) from problem


def film_of(container: "InputContainer") -> "VideoStream":
    """The film of a file: its first moving pictures, never the cover of a record. Raises MediaUnreadable."""
    for stream in container.streams.video:
        if Disposition.attached_pic not in stream.disposition:
            # None where no decoder knows it, which its stub leaves out
            if cast("object | None", stream.codec_context) is None:
                raise MediaUnreadable("This video cannot be decoded: its codec is not known.")
            return stream
    held = "only sound" if container.streams.audio else "no pictures"
    raise MediaUnreadable(f"There is no video in this file: it holds {held}.")


def content_key(file: BinaryIO, size: int) -> str:
    """A key that is the same for the same content: the size, the beginning, the middle and the end."""
    digest = hashlib.sha256(str(size).encode())
    for start in sorted({0, max(0, size // 2 - SAMPLE // 2), max(0, size - SAMPLE)}):
        file.seek(start)
        digest.update(file.read(SAMPLE))
    return digest.hexdigest()
