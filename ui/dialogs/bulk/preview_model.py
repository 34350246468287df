"""The first values a change would touch: item, key, before and after."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from controllers.bulk import Change
from domain.metadata import CLEARED, Cell
from domain.schema import FieldType
from domain.words import Span, word_diff
from ui.dialogs.bulk.rows_model import Index, RowsModel
from ui.wording import said

SPANS_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""What to paint of a value: spans of `domain.words`, those of the other side left out; None where there is no value."""

ITEM, KEY, BEFORE, AFTER = range(4)
_LONGEST = 400


class PreviewModel(RowsModel[Change]):
    """Lists changes; `kind` tells the type of a key."""

    def __init__(self, kind: Callable[[str], FieldType], parent: QObject | None = None) -> None:
        super().__init__((said("Item"), said("Key"), said("Before"), said("After")), parent)
        self._kind = kind

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == SPANS_ROLE and index.isValid() and index.column() in {BEFORE, AFTER}:
            return self._spans(self.rows[index.row()], index.column())
        return super().data(index, role)

    @override
    def text(self, row: Change, column: int) -> str:
        match column:
            case 0:
                return row.name
            case 1:
                return row.key
            case _:
                cell = row.before if column == BEFORE else row.after
                return self._read(row.key, cell) if cell is not None else said("no key")

    def _spans(self, change: Change, column: int) -> Sequence[Span] | None:
        before, after = change.before, change.after
        cell, mark = (before, "gone") if column == BEFORE else (after, "new")
        if cell is None or cell == CLEARED:
            return None
        whole = word_diff(self._read(change.key, before), self._read(change.key, after))
        return [span for span in whole if span[0] in {"same", mark}]

    def _read(self, key: str, cell: Cell) -> str:
        if cell is None or cell == CLEARED:
            return ""
        return self._kind(key).show(cell)[:_LONGEST]
