"""The metadata of one frame as a table of keys and values: read by their types, and changed one at a time."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from domain.json_parts import members, with_member, without_members
from domain.reading import Invalid
from domain.schema import FieldType
from models.cell_text import plain
from ui.wording import said, shortened

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LONGEST = 200
_TIP = 2_000
KEY, VALUE = range(2)


class FrameValues(QAbstractTableModel):
    """`edited`: the JSON text of the whole object with one value changed. `refused`: why a text is no such value."""

    edited = Signal(str)
    refused = Signal(str)

    def __init__(self, kind: Callable[[str], FieldType], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._text = "{}"
        self._values: list[tuple[str, str]] = []

    @property
    def text(self) -> str:
        """The object that is shown."""
        return self._text

    def show_object(self, text: str) -> None:
        """Show the members of a JSON object; of a text that is none, nothing."""
        if text == self._text:
            return
        self.beginResetModel()
        self._text = text
        self._values = list(values_of(text).items())
        self.endResetModel()

    @property
    def is_object(self) -> bool:
        """Whether keys and values can be shown of it at all."""
        return self._text.lstrip().startswith("{")

    def key(self, row: int) -> str:
        """The key of a row."""
        return self._values[row][0]

    def put(self, key: str, typed: str) -> bool:
        """Give a key a value as it was typed, read by its type. What the others say stays byte for byte."""
        if not self.is_object:
            words = said("What is kept for this frame is not an object: {text}. It stays as it is.")
            self.refused.emit(words.format(text=shortened(self._text)))
            return False
        outcome = self._kind(key).read(typed)
        if isinstance(outcome, Invalid):
            self.refused.emit(outcome.reason)
            return False
        if values_of(self._text).get(key) != outcome.cell:
            self.edited.emit(with_member(self._text, key, outcome.cell))
        return True

    def remove(self, row: int) -> None:
        """Take a key and its value off the frame."""
        self.edited.emit(without_members(self._text, frozenset({self.key(row)})))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._values)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (said("Key"), said("Value"))[section]
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() == VALUE else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        key, cell = self._values[index.row()]
        if index.column() == KEY:
            return key if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shortened(self._kind(key).show(cell), _LONGEST)
            case Qt.ItemDataRole.ToolTipRole:
                return plain(shortened(self._kind(key).show(cell), _TIP))
            case Qt.ItemDataRole.EditRole:
                return self._kind(key).edit_text(cell)
            case _:
                return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or index.column() != VALUE or role != Qt.ItemDataRole.EditRole:
            return False
        return self.put(self.key(index.row()), str(value))


def values_of(text: str) -> Mapping[str, str]:
    """The values of a JSON object, each as its text; of a text that is none, nothing."""
    try:
        return {each.key: text[each.start : each.end] for each in members(text)}
    except (ValueError, RecursionError):
        return {}
