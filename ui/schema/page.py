"""The tab of the schema: the tree at the left, the properties of its key at the right, below what is staged."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from domain.schema import Schema
from domain.schema_changes import SchemaChange
from ui.actions import Actions
from ui.panes.banner import Banners
from ui.panes.empty_state import Picture
from ui.panes.tool_line import ToolLine
from ui.schema.changes_pane import ChangesPane
from ui.schema.properties import Properties
from ui.schema.tree_side import TreeSide

_WIDTHS = [600, 480]
_HEIGHTS = [520, 220]


class SchemaPage(QWidget):
    """Shows a schema and what is staged in it, or why there is none."""

    def __init__(self, commands: Actions) -> None:
        super().__init__()
        self.setObjectName("schema_page")
        self.setProperty("role", "page")
        self.line = ToolLine(commands, ("new_schema_key", "schema_versions", "read_schema"))
        self.banners = Banners()
        self.side = TreeSide()
        self.properties = Properties(commands)
        self.changes = ChangesPane(commands)
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._body = QStackedWidget()
        self._heading, self._sentence = QLabel(), QLabel()
        self.connect_again = QPushButton(self.tr("Connect…"))
        self._build()
        self.changes.hide()

    def show_schema(self, schema: Schema, changes: Sequence[SchemaChange]) -> None:
        """Show the staged schema, and what of it is staged."""
        self._body.setCurrentIndex(0)
        self.side.show_schema(schema, {change.key: change.kind for change in changes})
        appeared = bool(changes) and self.changes.isHidden()
        self.changes.setVisible(bool(changes))
        self.changes.show_changes(changes)
        if appeared:
            self._down.setSizes([max(200, self.height() - _HEIGHTS[1]), _HEIGHTS[1]])

    def show_disconnected(self, heading: str, sentence: str, *, offer: bool = True) -> None:
        """No platform, so no schema: say why."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self.connect_again.setVisible(offer)
        self.line.say("")
        self._body.setCurrentIndex(1)

    @property
    def remark(self) -> str:
        """What stands in place of the schema; empty while there is one."""
        return self._sentence.text() if self._body.currentIndex() == 1 else ""

    def _build(self) -> None:
        # From the outside in: whatever joins a parent has its style worked out again, with all that is in it.
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.line)
        layout.addWidget(self.banners)
        layout.addWidget(self._body, 1)
        self._body.addWidget(self._down)
        self._body.addWidget(self._empty())
        across = QSplitter(Qt.Orientation.Horizontal)
        self._down.addWidget(across)
        self._down.addWidget(self.changes)
        self._down.setStretchFactor(0, 1)
        self.changes.setMinimumHeight(120)
        for part in (self.side, self.properties):
            across.addWidget(part)
        across.setSizes(_WIDTHS)
        across.setStretchFactor(0, 3)
        across.setStretchFactor(1, 2)
        self.side.setMinimumWidth(300)
        self.properties.setMinimumWidth(280)
        for splitter in (across, self._down):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)

    def _empty(self) -> QWidget:
        page, column = QWidget(), QWidget()
        column.setMaximumWidth(440)
        font = self._heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        self._heading.setFont(font)
        self._sentence.setWordWrap(True)
        self._sentence.setProperty("role", "muted")
        inner = QVBoxLayout(column)
        inner.setSpacing(8)
        inner.addWidget(Picture("schema", 40))
        inner.addWidget(self._heading)
        inner.addWidget(self._sentence)
        inner.addWidget(self.connect_again, 0, Qt.AlignmentFlag.AlignLeft)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column, 8)
        across.addStretch(1)
        layout = QVBoxLayout(page)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)
        return page
