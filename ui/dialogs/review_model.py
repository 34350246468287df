"""The review as a tree: items with their keys, or keys with their items; lines can be left out, conflicts decided."""

from collections.abc import Set as AbstractSet
from typing import Any, Literal, overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from typing_extensions import override

from ui.dialogs.review_lines import Kind, Line
from ui.dialogs.review_reading import Grouping, Reading
from ui.wording import counted, said

Index = QModelIndex | QPersistentModelIndex
Choice = Literal["mine", "theirs"]

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The `Line` of a row; None for a group."""
CHOICE_ROLE = LINE_ROLE + 1
"""What was chosen for a conflict: "mine", "theirs" or None."""

_ROOT = QModelIndex()
AT_ONCE = 250  # rows
_TITLES = ("What", "Change", "Remark")
_CHECKED, _UNCHECKED, _PARTLY = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked


class ReviewModel(QAbstractItemModel):
    """Groups and their lines. What is left out and what was chosen survives another grouping.

    Rows come `AT_ONCE` at a time, as they are scrolled to: a view lays out every row there is before it shows one.
    """

    decided = Signal()  # something was left out, taken in, or chosen

    def __init__(self, reading: Reading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = reading.lines
        self._reading = reading
        self._excluded: set[tuple[str, str]] = set()
        self._included: tuple[Line, ...] | None = None
        self.choices: dict[tuple[str, str], Choice] = {}
        self.rest: Choice | None = None
        """Whose value stays of conflicts that are not among the lines."""
        self._grouping: Grouping = "item"
        self._groups = reading.groups["item"]
        self._rows: dict[int, int] = {}
        self._fetches = False

    def group_by(self, grouping: Grouping) -> None:
        """Group the same lines by item or by key."""
        self._fetches = True
        self.beginResetModel()
        self._grouping = grouping
        self._groups = self._reading.groups[grouping]
        self._rows = {}
        self.endResetModel()
        self._fetches = False

    def choose(self, index: Index, choice: Choice) -> None:
        """Decide the conflict of a line, or every conflict of a group."""
        places: dict[tuple[str, str], Choice] = {line.place: choice for line in self.conflicts_under(index)}
        if places:
            self.choices |= places
            self._tell(index)

    def conflicts_under(self, index: Index) -> list[Line]:
        """The conflicts of a group, or the line itself when it is one."""
        return [line for line in self._lines_under(index) if line.conflict is not None] if index.isValid() else []

    def choose_all(self, choice: Choice) -> None:
        """Decide every conflict the same way."""
        self.rest = choice
        self.choices.update({line.place: choice for line in self.lines if line.conflict is not None})
        for row in range(self.rowCount()):
            self._show_again(self.index(row, 0))
        self.decided.emit()

    def count(self, kind: Kind) -> int:
        """How many lines there are of a kind."""
        return self._reading.counts.get(kind, 0)

    def line(self, index: Index) -> Line | None:
        """The line of a row; None for a group."""
        if not index.isValid() or not index.internalId():
            return None
        return self.lines[self._groups[index.internalId() - 1].lines[index.row()]]

    @property
    def included(self) -> tuple[Line, ...]:
        """The lines that would be pushed."""
        if self._included is None:
            out = self._excluded
            every = self._reading.pushable
            self._included = tuple(line for line in every if line.place not in out) if out else every
        return self._included

    @property
    def excluded(self) -> AbstractSet[tuple[str, str]]:
        """The (item, key) pairs that are left out."""
        return frozenset(self._excluded)

    @excluded.setter
    def excluded(self, places: AbstractSet[tuple[str, str]]) -> None:
        self._excluded, self._included = set(places), None

    @property
    def undecided(self) -> int:
        """How many conflicts still need a choice."""
        if not self.count(Kind.CONFLICT):
            return 0
        return sum(line.conflict is not None and line.place not in self.choices for line in self.included)

    # what Qt asks

    @override
    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: Index) -> QModelIndex: ...
    @override
    def parent(self, child: Index | None = None) -> QObject | QModelIndex | None:
        """The group of a line; without an index, the object that owns the model."""
        if child is None:
            return super().parent()
        above = child.internalId() if child.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return min(self._every(parent), self._rows.get(_place(parent), AT_ONCE))

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return self.rowCount(parent) < self._every(parent)

    @override
    def fetchMore(self, parent: Index) -> None:
        if self._fetches:  # a view that hears of new rows asks at once for more, before others have heard of them
            return
        self._fetches = True
        there = self.rowCount(parent)
        more = min(self._every(parent), there + AT_ONCE)
        self.beginInsertRows(self.index(parent.row(), 0) if parent.isValid() else _ROOT, there, more - 1)
        self._rows[_place(parent)] = more
        self.endInsertRows()
        self._fetches = False

    def _every(self, parent: Index) -> int:
        """How many rows there are below one, whether they have been asked for or not."""
        if not parent.isValid():
            return len(self._groups)
        return len(self._groups[parent.row()].lines) if not parent.internalId() and parent.column() == 0 else 0

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return len(_TITLES)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return said(_TITLES[section])

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 and self._optional(index) else plain

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        line = self.line(index)
        if role == LINE_ROLE:
            return line
        if role == CHOICE_ROLE:
            return self.choices.get(line.place) if line is not None else None
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return self._check_state(index)
        if role == Qt.ItemDataRole.FontRole and line is None and index.column() == 0:
            return _bold()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._group_text(index) if line is None else self._line_text(line, index.column())
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._optional(index):
            return False
        places = {line.place for line in self._lines_under(index) if line.optional}
        if Qt.CheckState(value) == _CHECKED:
            self.excluded = self._excluded - places
        else:
            self.excluded = self._excluded | places
        self._tell(index)
        return True

    def _tell(self, index: Index) -> None:
        self._show_again(self.parent(index) if index.internalId() else self.index(index.row(), 0))
        self.decided.emit()

    def _show_again(self, group: QModelIndex) -> None:
        last = self.rowCount(group) - 1
        self.dataChanged.emit(group, group.siblingAtColumn(len(_TITLES) - 1))
        self.dataChanged.emit(self.index(0, 0, group), self.index(last, len(_TITLES) - 1, group))

    def _lines_under(self, index: Index) -> tuple[Line, ...]:
        line = self.line(index)
        return (line,) if line is not None else tuple(self.lines[at] for at in self._groups[index.row()].lines)

    def _optional(self, index: Index) -> bool:
        return any(line.optional for line in self._lines_under(index))

    def _check_state(self, index: Index) -> Qt.CheckState | None:
        optional = [line for line in self._lines_under(index) if line.optional]
        if not optional:
            return None
        out = sum(line.place in self._excluded for line in optional)
        return _CHECKED if not out else _UNCHECKED if out == len(optional) else _PARTLY

    def _group_text(self, index: Index) -> str:
        group = self._groups[index.row()]
        if index.column() == 0:
            return " ".join(group.title.split())
        if index.column() == 1:
            if self._grouping == "item":
                return counted(len(group.lines), said("1 key"), said("%n keys"))
            return counted(len(group.lines), said("1 item"), said("%n items"))
        waiting = sum(self.lines[at].kind is Kind.CONFLICT for at in group.lines)
        return counted(waiting, said("1 conflict"), said("%n conflicts")) if waiting else ""

    def _line_text(self, line: Line, column: int) -> str:
        if column == 0:
            return line.key if self._grouping == "item" else " ".join(line.name.split())
        return f"{line.before} → {line.after}" if column == 1 else line.sentence


def _place(parent: Index) -> int:
    """The row of a group; -1 for the root."""
    return parent.row() if parent.isValid() else -1


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
