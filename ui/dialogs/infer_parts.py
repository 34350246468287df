"""The parts of the proposals: the list with its ticks, and what is known of the key under the cursor."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from domain.inference import Candidate, Clash, Proposal
from models.proposal_table import FIT, GRAVE_ROLE, KEY, OTHERS, PROPOSAL_ROLE, TYPE, ProposalTable
from ui.panes.label_grid import words
from ui.panes.side_tree import Index, RowDelegate
from ui.tokens import tokens_of
from ui.wording import counted, number, shortened

_SHOWN_CLASHES = 4
_UNDER_HEAD = "\u00a0"  # so that numbers end where the words above them do; a plain space would not count


class _ProposalDelegate(RowDelegate):
    """What does not fit, in the colour of a warning; what cannot be added, quiet."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        proposal, tokens = index.data(PROPOSAL_ROLE), tokens_of(option.palette)
        if index.column() >= FIT:
            option.text += _UNDER_HEAD
        if isinstance(proposal, Proposal) and not proposal.candidates:
            option.palette.setColor(QPalette.ColorRole.Text, tokens.muted)
        elif index.column() == OTHERS and index.data(GRAVE_ROLE):
            option.palette.setColor(QPalette.ColorRole.Text, tokens.staged)


class ProposalList(QTreeView):
    """Keys to tick; says which proposal the cursor is on."""

    looked_at = Signal(object)
    """The `Proposal` under the cursor, or None."""

    def __init__(self, model: ProposalTable) -> None:
        super().__init__()
        self.setObjectName("proposals")
        self.setProperty("role", "list")
        self.setAccessibleName(self.tr("Keys and proposed types"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setItemDelegate(_ProposalDelegate(self))
        self.setModel(model)
        head = self.header()
        head.setSectionsMovable(False)
        head.setStretchLastSection(False)
        head.setSectionResizeMode(KEY, QHeaderView.ResizeMode.Stretch)
        for section, width in ((TYPE, 190), (FIT, 124), (OTHERS, 100)):
            head.resizeSection(section, width)
        self.selectionModel().currentChanged.connect(self._tell)
        model.modelReset.connect(self._restart)

    def _restart(self) -> None:
        if self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        else:
            self.looked_at.emit(None)

    def _tell(self, index: Index) -> None:
        self.looked_at.emit(index.data(PROPOSAL_ROLE) if index.isValid() else None)


class ProposalDetail(QWidget):
    """The types a key could have, to choose from; which values the chosen one does not take."""

    chosen = Signal(int)
    """Another of the candidates, by its place."""

    def __init__(self) -> None:
        super().__init__()
        self._name = words("title")
        self._note = words("warning")
        self.types = QComboBox()
        self.types.setObjectName("proposed_types")
        self.types.setAccessibleName(self.tr("Type of the key"))
        self.types.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.types.setMinimumContentsLength(28)
        self._clashes = words("")
        self._label = QLabel(self.tr("&Type"))
        self._label.setBuddy(self.types)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(6)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._name, 0, 0, 1, 2)
        layout.addWidget(self._label, 1, 0)
        layout.addWidget(self.types, 1, 1, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._clashes, 2, 0, 1, 2)
        layout.addWidget(self._note, 3, 0, 1, 2)
        layout.setRowStretch(4, 1)
        self.setMinimumHeight(self.fontMetrics().height() * 9)
        self.types.activated.connect(self.chosen)
        self.show_proposal(None, None)

    @property
    def told(self) -> str:
        """What is said of the key, as one text."""
        return "\n".join(filter(None, (self._name.text(), self._clashes.text(), self._note.text())))

    def show_proposal(self, proposal: Proposal | None, chosen: Candidate | None) -> None:
        """Show what is known of a key, and the type chosen for it."""
        self._name.setText("" if proposal is None else proposal.key)
        self._note.setText("" if proposal is None else " ".join(filter(None, (proposal.refusal, proposal.note))))
        self._note.setVisible(bool(self._note.text()))
        able = proposal is not None and chosen is not None
        for part in (self._label, self.types, self._clashes):
            part.setVisible(able)
        self.types.clear()
        self._clashes.clear()
        if proposal is None or chosen is None:
            return
        for candidate in proposal.candidates:
            self.types.addItem(self._offer(candidate, proposal.values))
        self.types.setCurrentIndex(proposal.candidates.index(chosen))
        self._clashes.setText("\n".join(self._told(chosen, proposal.values)))

    def _offer(self, candidate: Candidate, values: int) -> str:
        if candidate.fits == values:
            return self.tr("{type}  ·  fits every value").format(type=candidate.name)
        text = self.tr("{type}  ·  fits {fits} of {values}")
        return text.format(type=candidate.name, fits=number(candidate.fits), values=number(values))

    def _told(self, chosen: Candidate, values: int) -> list[str]:
        options = chosen.form.get("values")
        lines: list[str] = []
        if options:
            lines.append(self.tr("Options: {options}").format(options=shortened(", ".join(options), 160)))
        if not chosen.clashes:
            lines.append(counted(values, self.tr("Its only value fits."), self.tr("All %n values fit.")))
        lines += [self._clash(clash) for clash in chosen.clashes[:_SHOWN_CLASHES]]
        more = len(chosen.clashes) - _SHOWN_CLASHES
        if more > 0:
            lines.append(counted(more, self.tr("… and 1 more kind"), self.tr("… and %n more kinds")))
        return lines

    def _clash(self, clash: Clash) -> str:
        told = counted(clash.count, self.tr("1 value does not fit"), self.tr("%n values do not fit"))
        samples = ", ".join(shortened(sample, 40) for sample in clash.samples)
        return f"{told}: {clash.look}" + (self.tr(", such as {samples}").format(samples=samples) if samples else "")
