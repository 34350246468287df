"""Which row an item is in: a dict in parts, because one large dict makes everybody wait whenever it grows."""

from collections.abc import Iterable

# Trap: a dict doubles when it is two thirds full, and 700,000 names take 30 ms then. Parts that take unequal shares
# of the names never grow at the same moment.
_PARTS = 16
_SHARES = 256
_WEIGHTS = tuple(2 ** (part / _PARTS) for part in range(_PARTS))


class RowIndex:
    """Item -> row; rows are only added."""

    def __init__(self) -> None:
        parts: list[dict[str, int]] = [{} for _ in range(_PARTS)]
        shares: list[dict[str, int]] = []
        for part, weight in zip(parts, _WEIGHTS, strict=True):
            shares += [part] * round(_SHARES * weight / sum(_WEIGHTS))
        self._shares = (shares + [parts[-1]] * _SHARES)[:_SHARES]

    def add(self, items: Iterable[str], rows: Iterable[int]) -> None:
        """Take up items that are not here yet, each with its row."""
        shares = self._shares
        for item, row in zip(items, rows, strict=True):
            shares[hash(item) % _SHARES][item] = row

    def get(self, item: str) -> int | None:
        """The row of an item; None where it is not here."""
        return self._shares[hash(item) % _SHARES].get(item)

    def __contains__(self, item: str) -> bool:
        return item in self._shares[hash(item) % _SHARES]
