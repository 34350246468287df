"""Proposed types, as a table to accept key by key: tick, key, type, and how many values fit."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from domain.inference import Candidate, Proposal

Index = QModelIndex | QPersistentModelIndex

PROPOSAL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The `Proposal` of a row."""
GRAVE_ROLE = PROPOSAL_ROLE + 1
"""Whether some values of the row's key do not fit the chosen type, or none can be chosen."""

KEY, TYPE, FIT, OTHERS = range(4)
TITLES = ("Key", "Type", "Values that fit", "Do not fit")
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ProposalTable(QAbstractTableModel):
    """One row a key. What is chosen and ticked for a key stays when other proposals are shown."""

    accepted_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Proposal] = ()
        self._rows: list[Proposal] = []
        self._chosen: dict[str, str] = {}
        self._ticked: set[str] = set()
        self._wanted = ""

    def show(self, proposals: Sequence[Proposal]) -> None:
        """Show these proposals and no others."""
        self._all = proposals
        self._ticked &= {proposal.key for proposal in proposals if proposal.candidates}
        self._list()
        self.accepted_changed.emit()

    def find(self, text: str) -> None:
        """List only keys that hold a text; what is ticked stays ticked."""
        self._wanted = text.strip().casefold()
        self._list()

    @property
    def sure(self) -> tuple[str, ...]:
        """The keys whose proposed type takes every value, and that people would not regret."""
        return tuple(proposal.key for proposal in self._all if proposal.sure and not proposal.note)

    @property
    def accepted(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """The ticked keys with the wire forms chosen for them."""
        ticked = [proposal for proposal in self._all if proposal.key in self._ticked]
        return tuple((proposal.key, self.candidate(proposal).form) for proposal in ticked)

    def tick(self, keys: Sequence[str], *, on: bool = True) -> None:
        """Tick some keys, or no more."""
        able = {proposal.key for proposal in self._all if proposal.candidates} & set(keys)
        self._ticked = self._ticked | able if on else self._ticked - able
        if self._rows:
            self.dataChanged.emit(self.index(0, KEY), self.index(len(self._rows) - 1, KEY), [_CHECK])
        self.accepted_changed.emit()

    def choose(self, row: int, place: int) -> None:
        """Choose another of the types a key could have, by its place among them."""
        proposal = self._rows[row]
        self._chosen[proposal.key] = proposal.candidates[place].name
        self.dataChanged.emit(self.index(row, TYPE), self.index(row, OTHERS))

    def candidate(self, proposal: Proposal) -> Candidate:
        """The type chosen for a key, else the one proposed; it must have some."""
        name = self._chosen.get(proposal.key)
        return next((one for one in proposal.candidates if one.name == name), proposal.candidates[0])

    # what Qt asks

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == KEY and self._rows[index.row()].candidates:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        proposal, column = self._rows[index.row()], index.column()
        chosen = self.candidate(proposal) if proposal.candidates else None
        answers: dict[int, Any] = {
            _DISPLAY: _text(proposal, chosen, column),
            PROPOSAL_ROLE: proposal,
            GRAVE_ROLE: chosen is None or chosen.fits < proposal.values,
            int(Qt.ItemDataRole.ToolTipRole): proposal.refusal or proposal.note or proposal.key,
            int(Qt.ItemDataRole.TextAlignmentRole): _RIGHT if column >= FIT else None,
        }
        if role == _CHECK and column == KEY and chosen is not None:
            return Qt.CheckState.Checked if proposal.key in self._ticked else Qt.CheckState.Unchecked
        return answers.get(role)

    @override
    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != _CHECK or not self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        self.tick([self._rows[index.row()].key], on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == int(Qt.ItemDataRole.TextAlignmentRole) and section >= FIT:
            return _RIGHT
        return TITLES[section] if role == _DISPLAY else None

    def _list(self) -> None:
        self.beginResetModel()
        self._rows = [proposal for proposal in self._all if self._wanted in proposal.key.casefold()]
        self.endResetModel()


def _text(proposal: Proposal, chosen: Candidate | None, column: int) -> str:
    if column == KEY:
        return proposal.key
    if chosen is None:
        return "cannot be added" if column == TYPE else ""
    others = proposal.values - chosen.fits
    return (chosen.name, f"{chosen.fits:,}", f"{others:,}" if others else "")[column - TYPE]
