"""What the rules say about a key: each finding a sentence with its sign and, where there is one, a fix."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from domain.keys import KeyFinding
from ui.panes.banner import Sign
from ui.wording import said


class FindingsList(QWidget):
    """Each finding has a line of its own; a screen reader hears them when they change."""

    fix_wanted = Signal(str)
    """The key a fix would make."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("key_findings")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lines: list[QWidget] = []
        self._shown: tuple[KeyFinding, ...] = ()
        self._announced = ""
        self.hide()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said, line by line."""
        return tuple(finding.sentence for finding in self._shown)

    def show_findings(self, findings: Sequence[KeyFinding]) -> None:
        """Show these findings and no others."""
        if tuple(findings) == self._shown:
            return
        self._shown = tuple(findings)
        for line in self._lines:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(finding) for finding in findings]
        for line in self._lines:
            self._layout.addWidget(line)
        self.setVisible(bool(findings))
        self._announce()

    def _announce(self) -> None:
        """Let a screen reader say what is new."""
        told = " ".join(_spoken(finding) for finding in self._shown)
        self.setAccessibleName(told)
        if told and told != self._announced and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))
        self._announced = told

    def _line(self, finding: KeyFinding) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(Sign("problem" if finding.level == "error" else "warning"), 0, Qt.AlignmentFlag.AlignTop)
        sentence = QLabel(finding.sentence)
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        sentence.setWordWrap(True)
        sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        sentence.setAccessibleName(_spoken(finding))
        across.addWidget(sentence, 1)
        if finding.fix is not None:
            across.addWidget(self._fix(finding.fix), 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _fix(self, key: str) -> QPushButton:
        button = QPushButton(
            said("Use “{key}”").format(key=key if len(key) <= 24 else f"{key[:23]}…").replace("&", "&&")
        )
        button.setObjectName("key_fix")
        button.setProperty("kind", "quiet")
        button.setAutoDefault(False)
        button.setAccessibleName(said("Use {key} instead").format(key=key))
        button.setToolTip(key)
        button.clicked.connect(partial(self.fix_wanted.emit, key))
        return button


def _spoken(finding: KeyFinding) -> str:
    level = said("Error") if finding.level == "error" else said("Warning")
    return f"{level}: {finding.sentence}"
