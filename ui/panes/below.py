"""What unfolds below the table: pages with tabs of their own, and a button that folds them away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import icon

HEIGHT = 296
_LEAST = 168


class Below(QWidget):
    """Pages by name, one in front. Escape gives the keyboard back to the table."""

    folded = Signal()
    """The person closed it."""
    left = Signal()
    """The person wants to go on in the table."""
    page_shown = Signal(str)
    """The name of the page now in front."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("below")
        self.setProperty("role", "page")
        self.setMinimumHeight(_LEAST)
        self._names: list[str] = []
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(self.tr("What to see below the table"))
        self._pages = QStackedWidget()
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Close"))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(self.folded)
        head = QWidget()
        head.setProperty("role", "pane")
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 8, 0)
        line.addWidget(self._tabs)
        line.addStretch(1)
        line.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._pages, 1)
        self._tabs.currentChanged.connect(self._on_changed)
        self.hide()

    def add(self, name: str, title: str, page: QWidget) -> None:
        """Add a page behind those there are."""
        self._names.append(name)
        self._pages.addWidget(page)
        self._tabs.addTab(title)

    def entitle(self, name: str, title: str) -> None:
        """Change what the tab of a page says."""
        self._tabs.setTabText(self._names.index(name), title)

    def bring(self, name: str) -> None:
        """Unfold, with this page in front."""
        self._tabs.setCurrentIndex(self._names.index(name))
        self.show()

    @property
    def front(self) -> str:
        """The page in front, or an empty string while it is folded away."""
        return "" if self.isHidden() or not self._names else self._names[self._tabs.currentIndex()]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_changed(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self.page_shown.emit(self._names[place])


class Middle(QSplitter):
    """The tables, and what unfolds below them."""

    def __init__(self, tables: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.below = Below()
        self.addWidget(tables)
        self.addWidget(self.below)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 1)
        self.setSizes([10 * HEIGHT, HEIGHT])
