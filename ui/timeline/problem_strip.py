"""What is wrong with the keyframes as they came, each with a button that mends it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from domain.keyframe_problems import KeyframeProblem
from ui.panes.banner import Sign
from ui.wording import counted

_HIGHEST = 176


class ProblemStrip(QFrame):
    """Hidden while nothing is wrong. Nothing is mended before a button is pressed, and undo takes it back."""

    fix_wanted = Signal(object)
    """The kinds of problems to mend: a tuple."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("keyframe_problems")
        self.setProperty("role", "banner-warning")
        self._shown: tuple[KeyframeProblem, ...] = ()
        self._made: list[QWidget] = []
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self.all = QPushButton(self.tr("Fix All"))
        self.all.setObjectName("fix_all")
        self.all.clicked.connect(self._fix_all)
        self._lines = QWidget()
        self._body = QVBoxLayout(self._lines)
        self._area = QScrollArea()
        self._build()
        self.hide()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said now."""
        return tuple(problem.sentence for problem in self._shown)

    def show_problems(self, problems: Sequence[KeyframeProblem]) -> None:
        """Show these and no others."""
        if tuple(problems) == self._shown:
            return
        self._shown = tuple(problems)
        for line in self._made:
            self._body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._made = [self._line(problem) for problem in self._shown]
        for line in self._made:
            self._body.addWidget(line)
        count = len(self._shown)
        self._title.setText(counted(count, self.tr("1 problem"), self.tr("%n problems")))
        self.all.setVisible(count > 1)
        self.setVisible(count > 0)
        self._lines.adjustSize()
        self._area.setFixedHeight(min(_HIGHEST, self._lines.sizeHint().height()))

    def _fix_all(self) -> None:
        self.fix_wanted.emit(tuple(problem.kind for problem in self._shown))

    def _line(self, problem: KeyframeProblem) -> QWidget:
        line = QWidget()
        words = QLabel(problem.sentence)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        fix = QPushButton(problem.fix)
        fix.setObjectName(f"fix_{problem.kind.replace(' ', '_')}")
        fix.setAccessibleName(f"{problem.fix}: {problem.sentence}")
        fix.setToolTip(self.tr("{effect} Undo takes it back.").format(effect=problem.effect))
        fix.clicked.connect(partial(self.fix_wanted.emit, (problem.kind,)))
        layout = QVBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(words)
        layout.addWidget(fix, 0, Qt.AlignmentFlag.AlignLeft)
        return line

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Sign("warning"))
        head.addWidget(self._title, 1)
        head.addWidget(self.all)
        self._body.setContentsMargins(0, 0, 8, 0)
        self._body.setSpacing(8)
        self._area.setWidget(self._lines)
        self._area.setWidgetResizable(True)
        for ground in (self._lines, self._area.viewport()):
            ground.setAutoFillBackground(False)  # the strip shows through
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._area)
