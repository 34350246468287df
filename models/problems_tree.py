"""What a check found, as a tree: keys, and under each the rules that are broken, with counts."""

from dataclasses import dataclass
from typing import Any, overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from domain.problems import Severity
from models.findings import Finding, Report

Index = QModelIndex | QPersistentModelIndex

FINDING_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The `Finding` of a row; None for a key."""
COUNT_ROLE = FINDING_ROLE + 1
"""How many problems a row stands for."""
SEVERITY_ROLE = FINDING_ROLE + 2
"""The gravest `Severity` of a row."""
KEY_ROLE = FINDING_ROLE + 3
"""The key of a row; empty for items whose metadata cannot be read."""

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ABOVE = 0  # the internal number of a key's row; a rule's is the place of its key, from 1


@dataclass(frozen=True, slots=True)
class _Branch:
    key: str
    findings: tuple[Finding, ...]

    @property
    def count(self) -> int:
        return sum(finding.count for finding in self.findings)

    @property
    def severity(self) -> Severity:
        errors = any(finding.rule.severity is Severity.ERROR for finding in self.findings)
        return Severity.ERROR if errors else Severity.WARNING


class ProblemsTree(QAbstractItemModel):
    """One column. A new report takes the place of the one before, all at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._branches: tuple[_Branch, ...] = ()

    def show(self, report: Report | None) -> None:
        """Show what was found, or nothing."""
        by_key: dict[str, list[Finding]] = {}
        for finding in report.findings if report else ():
            by_key.setdefault(finding.key, []).append(finding)
        self.beginResetModel()
        self._branches = tuple(_Branch(key, tuple(findings)) for key, findings in by_key.items())
        self.endResetModel()

    def index_of(self, key: str, rule: str = "") -> QModelIndex:
        """The row of a rule (by its name) under a key, or of the key itself; an invalid index where it is gone."""
        for row, branch in enumerate(self._branches):
            if branch.key == key:
                above = self.index(row, 0)
                places = (place for place, finding in enumerate(branch.findings) if finding.rule.name == rule)
                place = next(places, None)
                return above if place is None else self.index(place, 0, above)
        return QModelIndex()

    @override
    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _ABOVE)

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: Index) -> QModelIndex: ...
    @override
    def parent(self, child: Index | None = None) -> QObject | QModelIndex | None:
        if child is None:
            return super().parent()
        above = child.internalId() if child.isValid() else _ABOVE
        return QModelIndex() if above == _ABOVE else self.createIndex(above - 1, 0, _ABOVE)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self._branches)
        is_key = parent.internalId() == _ABOVE and parent.column() == 0
        return len(self._branches[parent.row()].findings) if is_key else 0

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 1

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        above = index.internalId()
        if above == _ABOVE:
            return _of_key(self._branches[index.row()], role)
        return _of_finding(self._branches[above - 1].findings[index.row()], role)


def _of_key(branch: _Branch, role: int) -> Any:
    if role in {_DISPLAY, _TOOLTIP}:
        return branch.key or "Items"
    return {KEY_ROLE: branch.key, COUNT_ROLE: branch.count, SEVERITY_ROLE: branch.severity}.get(role)


def _of_finding(finding: Finding, role: int) -> Any:
    if role == _DISPLAY:
        return finding.rule.title
    if role == _TOOLTIP:
        return finding.note or finding.rule.title
    answers: dict[int, Any] = {
        FINDING_ROLE: finding,
        KEY_ROLE: finding.key,
        COUNT_ROLE: finding.count,
        SEVERITY_ROLE: finding.rule.severity,
    }
    return answers.get(role)
