"""The proposal a person is at, with its reason and what to do with it; or why there is none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from controllers.looking import Looking
from controllers.proposing import Proposing
from ui.icons import icon
from ui.wording import counted, number


class ProposalLine(QWidget):
    """Steps from proposal to proposal, accepts and refuses; starts and stops looking at the film."""

    done = Signal()
    """Nothing is left to do here: the focus belongs elsewhere."""

    def __init__(self, proposing: Proposing) -> None:
        super().__init__()
        self._proposing = proposing
        self._at = 0
        self.back, self.forward = QToolButton(), QToolButton()
        self.reason = _Sentence()
        self.look = QPushButton()
        self.accept = QPushButton(self.tr("Accept"))
        self.refuse = QPushButton(self.tr("Refuse"))
        self.accept_all = QPushButton()
        self._build()
        self._connect()
        self._show()

    def show_current(self, frame: int) -> None:
        """The playhead is at that frame: steps go from there."""
        self._at = frame

    def _show(self) -> None:
        proposing = self._proposing
        shown, current = proposing.shown, proposing.current
        count = len(shown.all)
        allowed = {self.accept: current is not None, self.refuse: current is not None}
        allowed |= dict.fromkeys((self.back, self.forward, self.accept_all), count > 0)
        if any(button.hasFocus() and not may for button, may in allowed.items()):
            self.done.emit()  # or the focus would go to whatever comes next, and keys with it
        for button, may in allowed.items():
            button.setEnabled(may)
        self.accept_all.setText(
            counted(count, self.tr("Accept 1"), self.tr("Accept All %n")) if count else self.tr("Accept All")
        )
        self.reason.say(self._words())
        self._show_look(proposing.looking)

    def _show_look(self, looking: Looking) -> None:
        self.look.setVisible(looking.running or (looking.film is not None and not looking.whole))
        self.look.setText(self.tr("Stop") if looking.running else self.tr("Find Proposals"))

    def _words(self) -> str:
        proposing, looking = self._proposing, self._proposing.looking
        current = proposing.current
        if current is not None:
            told = self.tr("Frame {frame} · {percent} % · {reason}")
            return told.format(
                frame=number(current.frame), percent=round(current.strength * 100), reason=current.reason
            )
        if looking.sentence:
            return looking.sentence
        if looking.running:
            return self.tr("Looking at the frames: {done} of {all}.").format(
                done=number(looking.done), all=number(looking.frames)
            )
        return self._words_for_none()

    def _words_for_none(self) -> str:
        proposing, looking = self._proposing, self._proposing.looking
        if looking.film is None:
            return self.tr("Proposals come once all frames of the video are known.")
        if not looking.done:
            return self.tr("This video is large: all of it is read to find proposals.")
        if proposing.shown.all:
            return self.tr("Step to a proposal to see why it is one, or accept all of them.")
        if proposing.total:
            fainter = counted(proposing.total, self.tr("1 fainter one"), self.tr("%n fainter ones"))
            return self.tr("Nothing this strong. Slide the strength down to see {fainter}.").format(fainter=fainter)
        if proposing.finding:
            return self.tr("Finding what to propose…")
        if proposing.settled:
            return self.tr("Nothing is left to propose: what was found is a keyframe already, or was turned down.")
        return self.tr("There is nothing of this kind to propose in this video.")

    def _step_back(self) -> None:
        self._step(forward=False)

    def _step_forward(self) -> None:
        self._step(forward=True)

    def _step(self, *, forward: bool) -> None:
        current = self._proposing.current
        self._proposing.step(self._at if current is None else current.frame, forward=forward)

    def _look(self) -> None:
        if self._proposing.looking.running:
            self._proposing.looking.stop()
        else:
            self._proposing.look()

    def _connect(self) -> None:
        self.back.clicked.connect(self._step_back)
        self.forward.clicked.connect(self._step_forward)
        self.accept.clicked.connect(self._proposing.accept)
        self.refuse.clicked.connect(self._proposing.refuse)
        self.accept_all.clicked.connect(self._proposing.accept_all)
        self.look.clicked.connect(self._look)
        self._proposing.changed.connect(self._show)
        self._proposing.looking.progressed.connect(self._show)

    def _build(self) -> None:
        for button, name, drawing, words in (
            (self.back, "proposal_back", "step-back", self.tr("The proposal before")),
            (self.forward, "proposal_forward", "step-forward", self.tr("The next proposal")),
        ):
            button.setObjectName(name)
            button.setIcon(icon(drawing))
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(words)
            button.setAccessibleName(words)
        for button, name, words in (
            (self.accept, "proposal_accept", self.tr("Make this frame a keyframe and go on to the next proposal")),
            (self.refuse, "proposal_refuse", self.tr("Turn this proposal down and go on to the next")),
            (
                self.accept_all,
                "proposal_accept_all",
                self.tr("Make all proposals shown keyframes, in one step to undo"),
            ),
            (self.look, "proposal_look", self.tr("Look at every frame of the video to find proposals")),
        ):
            button.setObjectName(name)
            button.setProperty("kind", "small")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the timeline
            button.setToolTip(words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.back)
        layout.addWidget(self.forward)
        layout.addWidget(self.reason, 1)
        for button in (self.look, self.accept, self.refuse, self.accept_all):
            layout.addWidget(button)


class _Sentence(QLabel):
    """One line that is cut short where there is no room; the whole of it is in the tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("proposal_reason")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(80)

    def say(self, sentence: str) -> None:
        """Show another sentence."""
        self.setText(sentence)
        self.setToolTip(sentence)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        short = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)
