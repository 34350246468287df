"""A long list kept in parts, of which only the one that is looked at is in memory."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, TypeVar, overload

from typing_extensions import override

T_co = TypeVar("T_co", covariant=True)


class Parted(Sequence[T_co], Generic[T_co]):
    """Reads as one sequence. `counts`: how many values each part has; `load` gives the values of a part."""

    def __init__(self, counts: Sequence[int], load: Callable[[int], Sequence[T_co]]) -> None:
        self._ends = list(accumulate(counts))
        self._load = load
        self._part: tuple[int, Sequence[T_co]] = (-1, ())

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T_co]: ...
    @override
    def __getitem__(self, index: int | slice) -> T_co | Sequence[T_co]:
        if isinstance(index, slice):
            return [self._at(at) for at in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        return self._at(at)

    @override
    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @override
    def __iter__(self) -> Iterator[T_co]:
        for number in range(len(self._ends)):
            yield from self._load(number)

    @property
    def counts(self) -> Sequence[int]:
        """How many values each part has."""
        return [end - start for start, end in zip((0, *self._ends), self._ends, strict=False)]

    def piece(self, number: int) -> Sequence[T_co]:
        """The values of one part."""
        return self._load(number)

    def pieces(self) -> Iterator[Sequence[T_co]]:
        """Part after part."""
        return map(self._load, range(len(self._ends)))

    def _at(self, at: int) -> T_co:
        number = bisect_right(self._ends, at)
        if number != self._part[0]:
            self._part = (number, self._load(number))
        return self._part[1][at - (self._ends[number - 1] if number else 0)]
