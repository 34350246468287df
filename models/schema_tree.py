"""Namespaces and keys, as a tree: as deep as the dots go, what is deleted apart, found as one types."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from domain.schema import EMPTY_SCHEMA, Schema
from models.lazy_tree import ALIGNMENT, DISPLAY, NO_INDEX, RIGHT, TOOLTIP, Index
from models.schema_rows import Counts, Entry, Row, Showing, entries_of, grow, narrowed
from models.schema_words import FILLED, INVALID, TITLES, spoken, text_of

KEY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The whole key of a row; empty for a namespace."""
NAMESPACE_ROLE = KEY_ROLE + 1
"""The namespace a row is, or the one its key is in; without the last dot."""
CHANGE_ROLE = KEY_ROLE + 2
"""What is staged for the key: the kind of its `SchemaChange`; empty for none."""
FIELD_ROLE = KEY_ROLE + 3
"""The `Field` of a key; None for a namespace."""
COUNTS_ROLE = KEY_ROLE + 4
"""The `Counts` of a key; None while they are not known."""
INSIDE_ROLE = KEY_ROLE + 5
"""How many keys are in a namespace and below it; 0 for a key."""

KEY_MIME = "application/x-tagline-schema-key"

_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_DROPPED = Qt.ItemFlag.ItemIsDropEnabled
_SPACE_FLAGS = _FLAGS | Qt.ItemFlag.ItemIsDragEnabled | _DROPPED
_KEY_FLAGS = _SPACE_FLAGS | Qt.ItemFlag.ItemNeverHasChildren
_GONE_FLAGS = _FLAGS | Qt.ItemFlag.ItemNeverHasChildren


class SchemaTree(QAbstractItemModel):
    """Shows one schema at a time. Rows below a namespace are made when they are first asked for."""

    moved = Signal(str, str)
    """A key was dropped on a namespace: the key, and the namespace ("" for none). Nothing has changed yet."""
    namespace_moved = Signal(str, str)
    """The same for a whole namespace."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Mapping[str, Entry] = {}
        self._changed: Mapping[str, str] = {}
        self._usage: Mapping[str, Counts] = {}
        self._text, self._showing = "", Showing.ALL
        self._rows: list[Row] = []
        self.shown = 0
        """How many keys are listed now, deleted ones included."""
        self._plant()
        self.show(EMPTY_SCHEMA, {})

    def show(self, schema: Schema, changed: Mapping[str, str]) -> None:
        """Show a schema; `changed` names what is staged, key by key."""
        self._entries, self._changed = entries_of(schema, self._entries), changed
        self._reset()

    def narrow(self, text: str, showing: Showing = Showing.ALL) -> None:
        """List only keys whose name or type holds each word of a text."""
        if (text.split(), showing) != (self._text.split(), self._showing):
            self._text, self._showing = text, showing
            self._reset()

    def count(self, usage: Mapping[str, Counts]) -> None:
        """Show these counts, key by key."""
        self._usage = usage
        if self._showing in {Showing.INVALID, Showing.UNUSED}:
            self._reset()
            return
        for row in tuple(self._rows):
            if row.below:
                above = self._index(row)
                self.dataChanged.emit(
                    self.index(0, FILLED, above), self.index(len(row.below) - 1, INVALID, above), [DISPLAY]
                )

    def index_of(self, key: str) -> QModelIndex:
        """Where a key stands; an invalid index where it is not listed."""
        entry = self._entries.get(key)
        return QModelIndex() if entry is None else self._find(entry.parts[:-1], entry)

    def index_of_namespace(self, path: str) -> QModelIndex:
        """Where a namespace stands; an invalid index where it is not listed."""
        return self._find(path.split("."))

    def namespaces(self) -> Iterator[str]:
        """Every namespace of the keys that are not deleted, with those around it."""
        seen: dict[str, None] = {}
        for entry in self._entries.values():
            if not entry.deleted:
                for end in range(1, len(entry.parts)):
                    seen.setdefault(".".join(entry.parts[:end]))
        return iter(seen)

    def row_at(self, index: Index) -> Row:
        """The row of an index, the root for an invalid one: for a delegate, which draws hundreds of cells a letter."""
        return self._rows[index.internalId()]  # 0 where it is invalid

    def text_at(self, row: Row, column: int) -> str:
        """What one column of a row shows."""
        return text_of(row, column, self._usage.get(row.entry.key) if row.entry else None)

    def change_at(self, row: Row) -> str:
        """The kind of what is staged for the key of a row; empty for none."""
        return self._changed.get(row.entry.key, "") if row.entry else ""

    # what Qt asks

    @override
    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        above = self._rows[parent.internalId()]
        below = self._below(above) if above.below is None else above.below
        if 0 <= row < len(below) and 0 <= column < len(TITLES) and parent.column() <= 0:
            return self.createIndex(row, column, below[row].number)
        return QModelIndex()

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: Index) -> QModelIndex: ...
    @override
    def parent(self, child: Index | None = None) -> QObject | QModelIndex | None:
        if child is None:
            return super().parent()
        above = self.row_at(child).above if child.isValid() else None
        return QModelIndex() if above is None else self._index(above)

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.column() > 0 else len(self._below(self.row_at(parent)))

    @override
    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return len(TITLES)

    @override
    def hasChildren(self, parent: Index = NO_INDEX) -> bool:
        row = self.row_at(parent)
        return parent.column() <= 0 and row.entry is None and bool(row.entries or row.below)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self._rows[index.internalId()]
        if row.entry is not None:
            return _GONE_FLAGS if row.entry.deleted else _KEY_FLAGS
        if row.gone:
            return _FLAGS
        return _SPACE_FLAGS if row.depth else _DROPPED

    def _role_of(self, row: Row, key: str, role: int) -> Any:
        answers: dict[int, Any] = {
            KEY_ROLE: key,
            NAMESPACE_ROLE: row.path,
            CHANGE_ROLE: self._changed.get(key, ""),
            FIELD_ROLE: row.entry.field if row.entry else None,
            COUNTS_ROLE: self._usage.get(key),
            INSIDE_ROLE: 0 if row.entry else len(row.entries),
        }
        return answers.get(role)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == ALIGNMENT and section >= FILLED:
            return RIGHT
        return TITLES[section] if role == DISPLAY else None

    @override
    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        row = self.row_at(index)
        key = row.entry.key if row.entry else ""
        if role == DISPLAY:
            return self.text_at(row, index.column())
        if role == ALIGNMENT:
            return RIGHT if index.column() >= FILLED else None
        if role in {TOOLTIP, _SPOKEN}:
            return spoken(row, self._usage.get(key), self._changed.get(key, ""))
        return self._role_of(row, key, role)

    # dragging a key to another namespace

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [KEY_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        row = self.row_at(indexes[0])
        data = QMimeData()
        data.setData(KEY_MIME, (row.entry.key if row.entry else f"{row.path}.").encode())
        data.setText(row.entry.key if row.entry else f"{row.path}.")
        return data

    @override
    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return data.hasFormat(KEY_MIME) and self._target(data, parent) is not None

    @override
    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        target = self._target(data, parent)
        if target is not None:
            dragged = bytes(data.data(KEY_MIME).data()).decode()
            signal = self.namespace_moved if dragged.endswith(".") and self._is_space(dragged) else self.moved
            signal.emit(dragged.removesuffix(".") if signal is self.namespace_moved else dragged, target)
        return False  # what becomes of it is for the person to decide

    def _is_space(self, dragged: str) -> bool:
        return dragged not in self._entries

    def _target(self, data: QMimeData, parent: Index) -> str | None:
        """The namespace a drop means; None where it would change nothing."""
        target = self.row_at(parent).path if parent.isValid() else ""
        dragged = bytes(data.data(KEY_MIME).data()).decode()
        home = dragged.removesuffix(".").rpartition(".")[0]
        inside = self._is_space(dragged) and f"{target}.".startswith(dragged)
        return None if target == home or inside else target

    # rows

    def _plant(self) -> None:
        found = narrowed(self._entries.values(), self._text, self._showing, self._changed, self._usage)
        gone = [entry for entry in found if entry.deleted]
        live = [entry for entry in found if not entry.deleted] if gone else found
        root = Row(0, "", "", live, None, 0, 0)
        self._rows, self.shown = [root], len(found)
        root.below = self._grown(root)
        if gone:
            row = Row(len(self._rows), "Deleted", "", gone, root, len(root.below), 1, gone=True)
            root.below.append(row)
            self._rows.append(row)

    def _reset(self) -> None:
        self.beginResetModel()
        self._plant()
        self.endResetModel()

    def _grown(self, row: Row) -> list[Row]:
        made = grow(row, len(self._rows))
        self._rows.extend(made)
        return made

    def _below(self, row: Row) -> list[Row]:
        if row.below is None:
            row.below = self._grown(row)
        return row.below

    def _index(self, row: Row) -> QModelIndex:
        return QModelIndex() if row.above is None else self.createIndex(row.place, 0, row.number)

    def _find(self, path: Sequence[str], entry: Entry | None = None) -> QModelIndex:
        """Go down from the top to a namespace, or to a key in it, growing only the way there."""
        row: Row | None = self._rows[0]
        if entry is not None and entry.deleted:
            row = next((each for each in self._below(self._rows[0]) if each.gone), None)
            path = ()
        for depth in range(1, len(path) + 1):
            row = self._step(row, ".".join(path[:depth]), None)
        if entry is not None:
            row = self._step(row, "", entry)
        return QModelIndex() if row is None else self._index(row)

    def _step(self, row: Row | None, path: str, entry: Entry | None) -> Row | None:
        """The row of a key, or of a namespace that is no key, right below another row."""
        below = () if row is None else self._below(row)
        if entry is not None:
            return next((each for each in below if each.entry is entry), None)
        return next((each for each in below if each.entry is None and not each.gone and each.path == path), None)
