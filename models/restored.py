"""What a restart brought back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Restored:
    """How many cells of how many items, the first edited when (ISO 8601, UTC).

    `unreadable`: how many steps of the journal could not be read; they are kept in its file.
    """

    cells: int
    items: int
    since: str
    unreadable: int = 0
