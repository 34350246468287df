"""The middle of the window: a tab for each open folder or dataset, or the empty state that teaches."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QTabWidget, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.panes.banner import Banners
from ui.panes.empty_state import EmptyState
from ui.wording import shortened

STAGED_MARK = " •"


class _Bar(QTabBar):
    """A middle click closes a tab, as people expect of tabs."""

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and at >= 0:
            self.tabCloseRequested.emit(at)
        super().mouseReleaseEvent(event)


class _Tabs(QTabWidget):
    """Tabs with our bar and a close button drawn in the palette's colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabBar(_Bar())
        self.setDocumentMode(True)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.tabBar().setExpanding(False)

    @override
    def tabInserted(self, index: int) -> None:
        close = QToolButton(self.tabBar())
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Close this table"))
        close.setAccessibleName(close.toolTip())
        close.setFixedSize(20, 20)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.setStyleSheet("padding: 0;")
        close.clicked.connect(self._close_sender)
        self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, close)
        super().tabInserted(index)

    def _close_sender(self) -> None:
        for index in range(self.count()):
            if self.tabBar().tabButton(index, QTabBar.ButtonPosition.RightSide) is self.sender():
                self.tabCloseRequested.emit(index)
                return


class TableTabs(QWidget):
    """Holds any pages; what a page is, its owner knows."""

    page_changed = Signal(object)  # the page now in front, or None
    close_wanted = Signal(object)  # a page
    menu_wanted = Signal(object, QPoint)  # a page, and where on the screen

    def __init__(self, empty: EmptyState, banners: Banners) -> None:
        super().__init__()
        self._tabs = _Tabs()
        self._tabs.setObjectName("tables")
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(self._tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(banners)
        layout.addWidget(self._stack, 1)
        self._tabs.currentChanged.connect(self._current_changed)
        self._tabs.tabCloseRequested.connect(self._close_requested)
        bar = self._tabs.tabBar()
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        bar.customContextMenuRequested.connect(self._menu_at)

    @property
    def current(self) -> QWidget | None:
        """The page in front."""
        return self._tabs.currentWidget() if self._tabs.count() else None

    @property
    def pages(self) -> tuple[QWidget, ...]:
        """Every page, from left to right."""
        pages = (self._tabs.widget(index) for index in range(self._tabs.count()))
        return tuple(page for page in pages if page is not None)

    def add(self, page: QWidget, title: str, drawing: str) -> None:
        """Add a page at the right and bring it to the front."""
        index = self._tabs.addTab(page, icon(drawing), shortened(title, 40))
        self._tabs.setTabToolTip(index, title)
        self._tabs.setCurrentIndex(index)
        self._stack.setCurrentWidget(self._tabs)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self._tabs.setCurrentWidget(page)

    def remove(self, page: QWidget) -> None:
        """Take a page away; its owner deletes it."""
        self._tabs.removeTab(self._tabs.indexOf(page))
        if not self._tabs.count():
            self._stack.setCurrentIndex(0)
            self.page_changed.emit(None)

    def entitle(self, page: QWidget, title: str, staged: int) -> None:
        """Set a page's title; a dot says that edits are staged in it."""
        index = self._tabs.indexOf(page)
        if index < 0:
            return
        self._tabs.setTabText(index, shortened(title, 40).replace("&", "&&") + (STAGED_MARK if staged else ""))
        tip = self.tr("{title}\n{count} staged").format(title=title, count=staged) if staged else title
        self._tabs.setTabToolTip(index, tip)

    def title(self, page: QWidget) -> str:
        """A page's title as its tab shows it."""
        return self._tabs.tabText(self._tabs.indexOf(page))

    def step(self, by: int) -> None:
        """Go `by` pages to the right, around the end."""
        if self._tabs.count():
            self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())

    def _current_changed(self, index: int) -> None:
        if index >= 0:
            self.page_changed.emit(self._tabs.widget(index))

    def _close_requested(self, index: int) -> None:
        self.close_wanted.emit(self._tabs.widget(index))

    def _menu_at(self, point: QPoint) -> None:
        index = self._tabs.tabBar().tabAt(point)
        if index >= 0:
            self.menu_wanted.emit(self._tabs.widget(index), self._tabs.tabBar().mapToGlobal(point))
