"""A small platform to build tables from: items with facts and metadata, and a schema of every type."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QUndoStack

from domain.schema import Schema
from models.arrow import ArrowTable
from models.arrow_page import arrow_page
from models.metadata_frame import MetadataFrame
from models.metadata_table import MetadataTable
from models.staged import StagedEdits

SCHEMA: Mapping[str, Any] = {
    "scene.weather": {"ty": "enum", "values": ["rain", "sun"]},
    "scene.night": {"ty": "variant", "hint": "boolean"},
    "video.rate": {"ty": "variant", "hint": "number"},
    "video.shot at": {"ty": "variant", "hint": "datetime"},
    "note": {"ty": "variant", "hint": "text"},
    "team.owner": {"ty": "variant", "hint": "uuid"},
    "vector": {"ty": "embedding", "size": 3},
    "place": {"ty": "geospatial"},
    "old": {"ty": "tombstone", "deleted_ty": {"ty": "variant", "hint": "number"}},
}


def item(number: int) -> str:
    """The UUID of the n-th item."""
    return f"00000000-0000-4000-8000-{number:012d}"


def page(
    metadata: Mapping[int, Mapping[str, str]], unreadable: Mapping[int, str] | None = None, **facts: Any
) -> ArrowTable:
    """Items by number with the JSON text of each of their values, as a page of columns."""
    numbers = list(metadata)
    keys = dict.fromkeys(key for cells in metadata.values() for key in cells)
    columns: dict[str, Sequence[Any]] = {
        "uuid": [item(number) for number in numbers],
        "name": [f"file {number}.mp4" for number in numbers],
        "item_type": ["VIDEO" for _ in numbers],
        "parent": ["folder" for _ in numbers],
        "created_at": ["2024-05-01T12:00:00Z" for _ in numbers],
        "last_edited_at": ["2024-05-02T12:00:00Z" for _ in numbers],
        "file_size": [1000 * number for number in numbers],
    }
    columns.update({name: [value for _ in numbers] for name, value in facts.items()})
    spelt = {key: b"\0".join(metadata[number].get(key, "").encode() for number in numbers) for key in keys}
    return arrow_page(columns, spelt, [(unreadable or {}).get(number) for number in numbers])


class World:
    """Makes tables over one set of staged edits."""

    def __init__(self, staged: StagedEdits, schema: Schema) -> None:
        self.staged = staged
        self.schema = schema
        self.undo = QUndoStack()
        self._stacks: list[QUndoStack] = []

    def table(self, *pages: ArrowTable) -> MetadataTable:
        """A table that was filled page by page, with an undo stack of its own."""
        stack = QUndoStack()
        self._stacks.append(stack)
        table = MetadataTable(MetadataFrame(), self.staged, self.schema, stack)
        for each in pages:
            table.append(each)
        return table


def text(table: MetadataTable, row: int, key: str) -> str:
    """What the table shows for a key."""
    column = table.column_of(key)
    assert column is not None
    return table.data(table.index(row, column))


def column(table: MetadataTable, key: str) -> int:
    """The column of a key the table must have."""
    found = table.column_of(key)
    assert found is not None
    return found
