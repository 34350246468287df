"""What is still to be sent, in the order it was reviewed, and in portions that fit into one request."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from controllers.push_plan import PlannedItem

CHUNK_SIZE = 8_000_000  # characters of metadata in one call, about
LOOKS_AT = 1000  # items taken out of a long plan at a time


class PushQueue:
    """Gives portions; what did not get there can be put back in front."""

    def __init__(self, items: Sequence[PlannedItem]) -> None:
        self._coming = _one_by_one(items)

    def take(self, count: int) -> list[PlannedItem]:
        """The next items: at most `count`, and not too large for one request; none when all are taken."""
        portion: list[PlannedItem] = []
        size = 0
        for item in self._coming:
            size += len(item.before) + sum(len(after or "") for _, after in item.change.cells.values())
            if portion and size > CHUNK_SIZE:
                self.put_back([item])
                break
            portion.append(item)
            if len(portion) >= count:
                break
        return portion

    def put_back(self, items: Sequence[PlannedItem]) -> None:
        """These come first again."""
        self._coming = chain(tuple(items), self._coming)


def _one_by_one(items: Sequence[PlannedItem]) -> Iterator[PlannedItem]:
    for start in range(0, len(items), LOOKS_AT):
        yield from islice(items[start : start + LOOKS_AT], None)
