"""What is staged for the schema, and the impact of the change under the cursor before it is saved."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from domain.schema_changes import SchemaChange
from models.schema_change_list import CHANGE_ROLE
from ui.actions import Actions
from ui.panes.tool_line import ToolLine
from ui.schema.change_view import ChangeView
from ui.schema.command_button import CommandButton
from ui.schema.impact_view import ImpactView
from ui.wording import counted


class ChangesPane(QWidget):
    """The list at the left, the impact at the right; says which change is looked at and which key to go to."""

    chosen = Signal(object)
    """The `SchemaChange` under the cursor, or None."""
    wanted = Signal(str)
    """A key to go to in the tree."""

    def __init__(self, commands: Actions) -> None:
        super().__init__()
        self.setObjectName("schema_changes")
        self.setProperty("role", "page")
        self.list = ChangeView("schema_change_list", self.tr("Staged changes of the schema"))
        self.list.setProperty("role", "plain")
        self.model = self.list.changes
        self.impact = ImpactView()
        self.line = ToolLine(commands, ())
        self.save, self.revert = CommandButton(commands["save_schema"]), CommandButton(commands["revert_schema"])
        self.save.setProperty("kind", "primary")
        self._key = ""
        self._shown: tuple[SchemaChange, ...] = ()
        self._build()
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(self._on_activated)

    @property
    def change(self) -> SchemaChange | None:
        """The change under the cursor."""
        found = self.list.currentIndex().data(CHANGE_ROLE)
        return found if isinstance(found, SchemaChange) else None

    def show_changes(self, changes: Sequence[SchemaChange]) -> None:
        """Show what is staged; the cursor goes to what is new, or stays on the same key."""
        known = {change.key: change for change in self._shown}
        new = [change.key for change in changes if known.get(change.key) != change]
        before = new[-1] if new and self._shown else self._key
        self._shown = tuple(changes)
        self.model.show(changes)
        self.line.say(counted(len(changes), self.tr("1 staged change"), self.tr("%n staged changes")))
        row = self.model.row_of(before)
        if changes:
            self.list.setCurrentIndex(self.model.index(row if row >= 0 else len(changes) - 1))
        else:
            self._key = ""
        self.chosen.emit(self.change)

    def go_to(self, key: str) -> None:
        """Put the cursor on the change of a key, if there is one."""
        row = self.model.row_of(key)
        if row >= 0 and key != self._key:
            self.list.setCurrentIndex(self.model.index(row))

    def _on_current(self, index: QModelIndex) -> None:
        change = self.change
        if index.isValid() and change is not None:
            self._key = change.key
            self.chosen.emit(change)

    def _on_activated(self, index: QModelIndex) -> None:
        change = index.data(CHANGE_ROLE)
        if isinstance(change, SchemaChange):
            self.wanted.emit(change.key)

    def _build(self) -> None:
        buttons = QWidget()
        beside = QHBoxLayout(buttons)
        beside.setContentsMargins(0, 0, 4, 0)
        beside.setSpacing(8)
        beside.addWidget(self.revert)
        beside.addWidget(self.save)
        self.line.add(buttons)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setHandleWidth(1)
        across.setChildrenCollapsible(False)
        across.addWidget(self.list)
        across.addWidget(self.impact)
        across.setSizes([600, 520])
        across.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.line)
        layout.addWidget(across, 1)
