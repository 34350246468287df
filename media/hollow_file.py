"""A file as FFmpeg reads it: a failure stays one, and an MP4 file can be read for its tables alone."""

import io
from typing import BinaryIO

from typing_extensions import override

from media.boxes import frame_spans

ZEROS = bytes(256 * 1024)


class HollowFile(io.RawIOBase):
    """A file of `size` bytes. Once hollow, it gives zeros where the frames of an MP4 file lie and fetches nothing.

    FFmpeg takes a failure in the middle of a packet for the end of the file; so the first one, kept in `failure`,
    is raised again by every later read.
    """

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__()
        self._file = file
        self._size = size
        self._at = 0
        self._spans: list[tuple[int, int]] = []
        self.failure: BaseException | None = None

    def hollow_out(self) -> bool:
        """From now on, give zeros for what the tables do not need; False where the tables are scattered."""
        self._spans = frame_spans(self._file, self._size)
        return bool(self._spans)

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def tell(self) -> int:
        return self._at

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, begin + offset)
        return self._at

    @override
    def read(self, size: int = -1) -> bytes:
        wanted = min(self._size - self._at if size < 0 else size, self._size - self._at)
        if wanted <= 0:
            return b""
        for first, after in self._spans:
            if first <= self._at < after:
                given = ZEROS[: min(wanted, after - self._at)]
                self._at += len(given)
                return given
        data = self._read(wanted)
        self._at += len(data)
        return data

    def check(self) -> None:
        """Raise the first failure, if there was one."""
        if self.failure is not None:
            raise self.failure

    def _read(self, size: int) -> bytes:
        self.check()
        try:
            self._file.seek(self._at)
            return self._file.read(size)
        except BaseException as failure:
            self.failure = failure
            raise

    @override
    def close(self) -> None:
        self._file.close()
        super().close()
