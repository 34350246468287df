"""Changes of any number of items between two steps: on the disk, a part in memory at a time."""

import tempfile
import weakref
import zlib
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from typing import IO

import msgspec

from controllers.parted import Parted
from domain.changes import ChangeSet, ItemChange

_DECODER = msgspec.json.Decoder(list[ItemChange])


class Spool:
    """Takes changes part by part, then gives them as one change set. One thread at a time."""

    def __init__(self) -> None:
        lives = ExitStack()
        self._file = lives.enter_context(_file())
        weakref.finalize(self, lives.close)
        self._places: list[tuple[int, int]] = []
        self._counts: list[int] = []

    @property
    def items(self) -> int:
        """How many items change."""
        return sum(self._counts)

    def add(self, changes: Sequence[ItemChange]) -> None:
        """Take more. Raises OSError where the disk is full."""
        if not changes:
            return
        packed = zlib.compress(msgspec.json.encode(changes), 1)
        start = self._file.seek(0, 2)
        self._file.write(packed)
        self._file.flush()
        self._places.append((start, len(packed)))
        self._counts.append(len(changes))

    def change_set(self) -> ChangeSet:
        """All of them."""
        return ChangeSet(Parted(self._counts, self._part))

    def _part(self, number: int) -> list[ItemChange]:
        start, length = self._places[number]
        self._file.seek(start)
        return _DECODER.decode(zlib.decompress(self._file.read(length)))


@contextmanager
def _file() -> Generator[IO[bytes]]:
    with tempfile.TemporaryFile(prefix="tagline-") as file:
        yield file
