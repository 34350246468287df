"""A list of things to decide and, beside it, what each may mean: decided with the mouse or a few keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from ui.dialogs.frame import Remark
from ui.dialogs.import_lines import Line, LineList

_GO_IN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right)
_DONE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Candidates:
    """What one thing may mean: so many lines, and which of them are ticked; None while nothing is decided."""

    titles: tuple[str, ...]
    count: int
    line: Callable[[int], Line]
    widths: tuple[int, ...]
    ticked: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Questions:
    """Things to decide: the titles and texts of their lines, and what each may mean."""

    titles: tuple[str, ...]
    count: int
    line: Callable[[int], Line]
    widths: tuple[int, ...]
    candidates: Callable[[int], Candidates]


class ChoicePane(QWidget):
    """`answered`: a line of the list, and the positions ticked for it as a frozenset, or None to take it back."""

    answered = Signal(int, object)

    def __init__(self, name: str, *, several: bool) -> None:
        super().__init__()
        self._several = several
        self._questions: Questions | None = None
        self.told = Remark("muted")
        self.questions = LineList(name)
        self.candidates = LineList(f"{name}_candidates")
        self.candidates.setProperty("ticks", "some" if several else "one")
        self.buttons = QHBoxLayout()
        self._build(name)
        self.candidates.clicked.connect(self._tick_clicked)
        for view in (self.questions, self.candidates):
            view.installEventFilter(self)

    def ask(self, questions: Questions) -> None:
        """Show other questions; the place in both lists stays where it can."""
        line, candidate = max(0, self.questions.line), self.candidates.line
        self._questions = questions
        self.questions.show_lines(questions.titles, questions.count, questions.line, questions.widths)
        self.questions.selectionModel().currentRowChanged.connect(self._show_candidates)
        self.questions.go_to(min(line, questions.count - 1))
        if not questions.count:
            self.candidates.show_lines((), 0, lambda _line: ())
        self.candidates.go_to(candidate)

    def refresh(self) -> None:
        """What is decided is different now."""
        self.questions.refresh()
        self._show_ticks()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._takes(watched, event):
            return True
        return super().eventFilter(watched, event)

    def add_button(self, text: str, name: str, act: Callable[[], None]) -> QPushButton:
        """A button under the lists."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        self.buttons.addWidget(button)
        return button

    def answer(self, ticked: frozenset[int] | None) -> None:
        """Decide about the current line, or take back what was decided."""
        if self.questions.line >= 0:
            self.answered.emit(self.questions.line, ticked)

    def answer_all(self) -> None:
        """Every candidate of the current line."""
        found = self._candidates
        if found is not None:
            self.answer(frozenset(range(found.count)))

    @property
    def _candidates(self) -> Candidates | None:
        line, asked = self.questions.line, self._questions
        return asked.candidates(line) if asked is not None and 0 <= line < asked.count else None

    def _build(self, name: str) -> None:
        self.questions.setAccessibleName(self.tr("What is to be decided"))
        self.candidates.setAccessibleName(self.tr("What it may mean"))
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setObjectName(f"{name}_parts")
        across.setProperty("role", "gap")
        across.setChildrenCollapsible(False)
        across.setHandleWidth(8)
        across.addWidget(self.questions)
        across.addWidget(self.candidates)
        across.setSizes([430, 500])
        keys = Remark("muted")
        keys.setText(
            self.tr("Enter or 1 to 9: choose and go on.  Space: tick.  0: none.  Backspace: take back.")
            if self._several
            else self.tr("Enter or 1 to 9: choose and go on.  0: keep what the item has.  Backspace: take back.")
        )
        keys.setWordWrap(False)
        self.buttons.setSpacing(8)
        keys.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.buttons.addWidget(keys, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.told)
        layout.addWidget(across, 1)
        layout.addLayout(self.buttons)

    def _show_candidates(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        found = self._candidates
        if found is None:
            return
        self.candidates.show_lines(found.titles, found.count, found.line, found.widths, self._is_ticked)
        self.candidates.go_to(min(found.ticked, default=0) if found.ticked else 0)

    def _show_ticks(self) -> None:
        self.candidates.refresh()

    def _is_ticked(self, candidate: int) -> bool:
        found = self._candidates
        return found is not None and found.ticked is not None and candidate in found.ticked

    def _tick_clicked(self, index: QModelIndex) -> None:
        self._tick(index.row())

    def _tick(self, candidate: int) -> None:
        found = self._candidates
        if found is None or not 0 <= candidate < found.count:
            return
        ticked = found.ticked or frozenset[int]()
        self.answer(ticked ^ {candidate} if self._several else frozenset({candidate}))

    # keys

    def _takes(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether a key decided something."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or self.questions.line < 0:
            return False
        if event.key() == Qt.Key.Key_Backspace:
            self.answer(None)
        elif len(event.text()) == 1 and event.text() in "0123456789":
            self._choose_and_go_on(int(event.text()) - 1)
        elif watched is self.questions:
            return self._goes_in(event.key())
        else:
            return self._chooses(event.key())
        return True

    def _goes_in(self, key: int) -> bool:
        if key in _GO_IN:
            self.candidates.setFocus()
            self.candidates.go_to(max(0, self.candidates.line))
        return key in _GO_IN

    def _chooses(self, key: int) -> bool:
        found = self._candidates
        if key == Qt.Key.Key_Left:
            self.questions.setFocus()
        elif key == Qt.Key.Key_Space:
            self._tick(self.candidates.line)
        elif key in _DONE and self._several and found is not None and found.ticked:
            self._go_on()
        elif key in _DONE:
            self._choose_and_go_on(self.candidates.line)
        else:
            return False
        return True

    def _choose_and_go_on(self, candidate: int) -> None:
        """Decide for one candidate, or with -1 for none, and go to the next line; a number too high does nothing."""
        found = self._candidates
        if found is not None and candidate < found.count:
            self.answer(frozenset({candidate}) if candidate >= 0 else frozenset())
            self._go_on()

    def _go_on(self) -> None:
        self.questions.go_to(self.questions.line + 1)
        self.questions.setFocus()


def numbered(position: int, texts: Sequence[str]) -> Line:
    """The texts of a candidate, the number of its key before the first nine."""
    mark = f"{position + 1}  " if position < 9 else "    "
    return (mark + texts[0], *texts[1:])
