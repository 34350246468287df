"""Types proposed from the values there are, to be accepted key by key and staged for the schema."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QWidget

from controllers.schema_inference import Inferred
from domain.inference import Proposal
from models.proposal_table import PROPOSAL_ROLE, ProposalTable
from ui.dialogs.frame import Frame
from ui.dialogs.infer_parts import ProposalDetail, ProposalList
from ui.wording import counted


class InferSchemaDialog(Frame):
    """Accepted when the ticked keys are to be staged; `accepted_keys` are those, with their wire forms."""

    everywhere_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(self.tr("Propose Keys from Values"), parent, self.tr("Looking at the values…"))
        self.resize(760, 620)
        self.model = ProposalTable(self)
        self._find = QLineEdit()
        self._all = QPushButton()
        self.list = ProposalList(self.model)
        self.detail = ProposalDetail()
        self._progress = QProgressBar()
        self._stop = QPushButton(self.tr("Stop"))
        self._build()
        self._everywhere = self.add_button(self.tr("Look in Every Folder"), "everywhere", left=True)
        self._everywhere.setToolTip(self.tr("Read the items of every folder; staged edits do not count there"))
        self.add_cancel()
        self._add = self.add_button("", "add", primary=True)
        self._everywhere.clicked.connect(self.everywhere_wanted)
        self._stop.clicked.connect(self.stop_wanted)
        self._add.clicked.connect(self.accept)
        self._find.textChanged.connect(self.model.find)
        self._all.clicked.connect(self._tick_sure)
        self.list.looked_at.connect(self._show)
        self.detail.chosen.connect(self._choose)
        self.model.accepted_changed.connect(self._count)
        self.show_progress(0, 0)
        self._count()

    @property
    def accepted_keys(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """The ticked keys, each with the wire form of its type."""
        return self.model.accepted

    def show_inferred(self, found: Inferred) -> None:
        """Show what was found; what is ticked stays ticked."""
        self.model.show(found.proposals)
        self.say(" ".join(filter(None, (self._told(found), found.problem))))
        sure = len(self.model.sure)
        self._all.setText(counted(sure, self.tr("Tick the Sure One"), self.tr("Tick the %n Sure Ones")))
        self._all.setToolTip(self.tr("Those whose type fits every value, and whose key has no warning"))
        self._all.setVisible(sure > 0)
        self._find.setEnabled(bool(found.proposals))
        if found.proposals:
            self.list.setFocus()

    def show_progress(self, done: int, total: int | None) -> None:
        """Every folder is being read: `done` of `total`; 0 of 0 when it is over."""
        running = total != 0
        self._progress.setVisible(running)
        self._stop.setVisible(running)
        self._everywhere.setEnabled(not running)
        self._progress.setRange(0, total or 0)
        self._progress.setValue(done)

    def _told(self, found: Inferred) -> str:
        keys = len(found.proposals)
        if not keys:
            return self.tr("Every key that has values {where} has a type already.").format(where=found.where)
        told = counted(
            keys,
            self.tr("1 key has values {where} and no type."),
            self.tr("%n keys have values {where} and no type."),
        ).format(where=found.where)
        return f"{told} {self.tr('Tick those to add; they are staged, and nothing is sent until you save the schema.')}"

    def _tick_sure(self) -> None:
        self.model.tick(self.model.sure)

    def _show(self, proposal: Proposal | None) -> None:
        able = proposal is not None and bool(proposal.candidates)
        self.detail.show_proposal(proposal, self.model.candidate(proposal) if proposal is not None and able else None)

    def _choose(self, place: int) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.model.choose(index.row(), place)
            self._show(index.data(PROPOSAL_ROLE))

    def _count(self) -> None:
        count = len(self.accepted_keys)
        self._add.setText(
            counted(count, self.tr("Add 1 Key"), self.tr("Add %n Keys")) if count else self.tr("Add Keys")
        )
        self._add.setEnabled(count > 0)

    def _build(self) -> None:
        self._find.setPlaceholderText(self.tr("Find a key"))
        self._find.setAccessibleName(self._find.placeholderText())
        self._find.setClearButtonEnabled(True)
        self._find.setProperty("role", "find")
        self._all.setObjectName("tick_sure")
        self._all.setProperty("kind", "small")
        self._all.setAutoDefault(False)
        self._all.hide()
        self._stop.setObjectName("stop")
        self._stop.setAutoDefault(False)
        self._stop.setProperty("kind", "small")
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Folders read"))
        head, run = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._find, 1)
        head.addWidget(self._all)
        run.addWidget(self._progress, 1, Qt.AlignmentFlag.AlignVCenter)
        run.addWidget(self._stop)
        self.body.addLayout(head)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.detail)
        self.body.addLayout(run)
