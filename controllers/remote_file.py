"""A file behind a signed address, read like one on disk: only the blocks that are asked for come over the wire."""

import io

from typing_extensions import override

from wire.cancel import CancelToken
from wire.client import PlatformClient

BLOCK = 256 * 1024  # bytes fetched at once
KEPT = 64  # blocks kept


class RemoteFile(io.RawIOBase):
    """A readable, seekable file of `size` bytes. Reading raises PlatformError."""

    def __init__(self, client: PlatformClient, url: str, size: int, cancel: CancelToken | None = None) -> None:
        super().__init__()
        self._client = client
        self._url = url
        self._size = size
        self._cancel = cancel
        self._at = 0
        self._blocks: dict[int, bytes] = {}

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
        end = self._size if size < 0 else min(self._at + size, self._size)
        parts: list[bytes] = []
        while self._at < end:
            number, inside = divmod(self._at, BLOCK)
            part = self._block(number)[inside : inside + end - self._at]
            if not part:
                break
            parts.append(part)
            self._at += len(part)
        return b"".join(parts)

    def _block(self, number: int) -> bytes:
        if number not in self._blocks:
            if len(self._blocks) >= KEPT:
                self._blocks.pop(next(iter(self._blocks)))
            start = number * BLOCK
            end = min(start + BLOCK, self._size)
            self._blocks[number] = self._client.get_bytes(self._url, start, end, cancel=self._cancel)
        return self._blocks[number]
