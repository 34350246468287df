"""A file behind a signed address, read like one on disk: only the blocks that are asked for come over the wire."""

import io
from collections.abc import Callable

from typing_extensions import override

from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.errors import Limited, Refused

BLOCK = 256 * 1024  # bytes of one block
KEPT = 128  # blocks kept
FURTHEST = 16  # blocks fetched at once by who reads on and on
BEYOND_THE_END = 416  # the answer to a range past what the file really holds

Renew = Callable[[], str]
"""Asks the platform for the address of now. Raises PlatformError."""


class RemoteBlocks:
    """The blocks of one file of `size` bytes that were read lately, for all who read it, in any thread.

    An address that is refused is renewed once and asked again. `bytes_read` counts what came over the wire.
    """

    def __init__(
        self,
        client: PlatformClient,
        address: str,
        size: int,
        *,
        renew: Renew | None = None,
        cancel: CancelToken | None = None,
    ) -> None:
        self.size = size
        self.bytes_read = 0
        self.renewed = 0
        self._client = client
        self._address = address
        self._renew = renew
        self._cancel = cancel
        self._blocks: dict[int, bytes] = {}

    def open(self) -> "RemoteFile":
        """The file from its beginning; each reader has one of its own."""
        return RemoteFile(self)

    def renew(self) -> None:
        """Ask the platform for another address, where there is a way to. Raises PlatformError."""
        if self._renew is not None:
            self._address = self._renew()
            self.renewed += 1

    def block(self, number: int, ahead: int = 1) -> bytes:
        """One block; `ahead` of them are fetched together where it is not here. Raises PlatformError."""
        kept = self._blocks.pop(number, None)
        if kept is None:
            return self._come(number, ahead)
        self._blocks[number] = kept  # the last to be dropped
        return kept

    def _come(self, number: int, ahead: int) -> bytes:
        start = number * BLOCK
        data = self._fetch(start, min(start + ahead * BLOCK, self.size))
        self.bytes_read += len(data)
        for place in reversed(range(0, max(len(data), 1), BLOCK)):
            self._blocks[number + place // BLOCK] = data[place : place + BLOCK]
        for oldest in tuple(self._blocks)[: max(0, len(self._blocks) - KEPT)]:
            self._blocks.pop(oldest, None)
        return data[:BLOCK]

    def _fetch(self, start: int, end: int) -> bytes:
        address = self._address
        try:
            return self._client.get_bytes(address, start, end, cancel=self._cancel)
        except Refused as refused:
            if refused.status == BEYOND_THE_END:
                return b""
            if self._renew is None or isinstance(refused, Limited):
                raise
            if self._address == address:  # nobody asked for another one meanwhile
                self.renew()
            return self._client.get_bytes(self._address, start, end, cancel=self._cancel)


class RemoteFile(io.RawIOBase):
    """A readable, seekable file. Who reads on and on gets more at once. Reading raises PlatformError."""

    def __init__(self, blocks: RemoteBlocks) -> None:
        super().__init__()
        self._blocks = blocks
        self._at = 0
        self._next = -1
        self._ahead = 1

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
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._blocks.size}[whence]
        self._at = max(0, begin + offset)
        return self._at

    @override
    def read(self, size: int = -1) -> bytes:
        whole = self._blocks.size
        end = whole if size < 0 else min(self._at + size, whole)
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
        if number == self._next:
            self._ahead = min(2 * self._ahead, FURTHEST)
        elif number != self._next - 1:
            self._ahead = 1
        self._next = number + 1
        return self._blocks.block(number, self._ahead)
