"""What a table shows when its filter leaves nothing: what is asked, and a way back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.panes.empty_state import Picture

_AT_MOST = 4


class NothingMatches(QWidget):
    """Lies over the cells of a table."""

    clear_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("nothing_matches")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        title = QLabel(self.tr("No item matches the filter"))
        title.setProperty("role", "title")
        self._asked = QLabel()
        self._asked.setProperty("role", "muted")
        self._asked.setTextFormat(Qt.TextFormat.PlainText)
        clear = QPushButton(self.tr("Clear All Filters"))
        clear.clicked.connect(self.clear_wanted)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        for widget in (Picture("filter", 48), title, self._asked, clear):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self._asked.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.hide()

    def say(self, conditions: Sequence[str]) -> None:
        """Say what is asked."""
        more = len(conditions) - _AT_MOST
        lines = [*conditions[:_AT_MOST], *([self.tr("and {count} more").format(count=more)] if more > 0 else [])]
        self._asked.setText("\n".join(lines))
