"""Changes of the schema counted over every folder, page by page, in memory that does not grow with the items."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from controllers.every_folder import EveryFolder, FolderPage
from controllers.impact import Example, FolderCount, Impact, Numbers, told, turning_of
from controllers.key_mentions import Mention
from domain.schema_changes import SchemaChange
from models.arrow import one_piece, taken
from models.arrow_page import FACT_MARK, KEY_MARK
from models.distinct import distinct
from models.loaded_values import valued
from models.retype_impact import Running

EXAMPLES = 200

Rows = npt.NDArray[np.int64]


class Everywhere:
    """Some changes, counted together: the items are read once, however many changes there are."""

    def __init__(self, changes: Sequence[SchemaChange]) -> None:
        self._counts = [_Count(change) for change in changes]

    def add(self, page: FolderPage) -> None:
        """Count a page; for a lane, one page at a time."""
        for count in self._counts:
            count.add(page)

    def impacts(self, everything: EveryFolder, named_by: Callable[[str], tuple[Mention, ...]]) -> tuple[Impact, ...]:
        """What was found, change by change."""
        return tuple(count.impact(everything, named_by) for count in self._counts)


class _Count:
    def __init__(self, change: SchemaChange) -> None:
        self._change = change
        self._running = Running(turning_of(change))
        self._folders: dict[str, FolderCount] = {}
        self._examples: list[Example] = []

    def add(self, page: FolderPage) -> None:
        name = KEY_MARK + self._change.key
        if name not in page.table.column_names:
            return
        rows = self._running.add(valued(distinct(page.table.column(name))))
        if len(rows):
            folder = page.folder
            before = self._folders.get(folder.uuid)
            count = len(rows) + (before.count if before is not None else 0)
            self._folders[folder.uuid] = FolderCount(folder.uuid, folder.name, count)
            self._examples += _examples(page, name, rows[: EXAMPLES - len(self._examples)])

    def impact(self, everything: EveryFolder, named_by: Callable[[str], tuple[Mention, ...]]) -> Impact:
        """What was found."""
        found = self._running
        numbers = Numbers(found.checked, found.becoming_invalid, found.still_invalid, found.becoming_valid)
        return Impact(
            key=self._change.key,
            checked=found.checked,
            becoming_invalid=found.becoming_invalid,
            samples=found.samples(),
            named_by=named_by(self._change.key),
            still_invalid=found.still_invalid,
            becoming_valid=found.becoming_valid,
            where=everything.where,
            told=told(self._change, numbers, everything.where),
            problem=everything.shortfall,
            folders=tuple(sorted(self._folders.values(), key=lambda folder: -folder.count)),
            examples=tuple(self._examples),
        )


def _examples(page: FolderPage, column: str, rows: Rows) -> list[Example]:
    names = (f"{FACT_MARK}uuid", f"{FACT_MARK}name", column)
    items, titles, cells = (taken(one_piece(page.table, name), rows) for name in names)
    return [
        Example(item, title or "", page.folder.uuid, cell)
        for item, title, cell in zip(items, titles, cells, strict=True)
    ]
