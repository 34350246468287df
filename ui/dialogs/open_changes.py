"""A colleague's change set before it is staged: how much fits, what is there already, and where both changed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHeaderView, QLabel, QRadioButton, QTreeWidget, QTreeWidgetItem, QWidget

from controllers.exchange.change_set_file import SavedChanges
from controllers.exchange.opening_changes import OpeningPlan
from domain.metadata import CLEARED, Cell
from ui.dialogs.frame import Frame, Remark
from ui.wording import counted, edits, items, number, shortened, when

_SHOWN = 200


class OpenChangesDialog(Frame):
    """Accepted, what fits is staged; `theirs` says what becomes of values that clash.

    `name_of` gives the name of the item in a row of the frame; `other` is the platform the file was made for, if it
    is another one.
    """

    def __init__(
        self,
        file: str,
        saved: SavedChanges,
        plan: OpeningPlan,
        name_of: Callable[[int], str],
        other: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(self.tr("Open {file}").format(file=file), parent, self._origin(saved))
        self.setObjectName("open_changes_dialog")
        self.setMinimumWidth(560)
        self._plan = plan
        self._keep = QRadioButton(self.tr("&Keep what is here"))
        self._take = QRadioButton(self.tr("&Take the values of the file"))
        self._take.setObjectName("take_theirs")
        self._choice = QButtonGroup(self)
        for text in self._counts(plan):
            self.body.addWidget(QLabel(text))
        if other:
            remark = Remark("warning")
            remark.setText(
                self.tr("The file was made for {platform}. Items are told by their identifiers.").format(platform=other)
            )
            self.body.addWidget(remark)
        if plan.clashes:
            self._add_clashes(name_of)
        self.add_cancel()
        self.stage = self.add_button("", "stage_changes", primary=True)
        self.stage.clicked.connect(self.accept)
        self._choice.buttonToggled.connect(self._show)
        self._show()

    @property
    def theirs(self) -> bool:
        """Whether the values of the file count where both changed."""
        return self._take.isChecked()

    def _origin(self, saved: SavedChanges) -> str:
        who = self.tr("by {user}").format(user=saved.user) if saved.user else ""
        return " ".join(filter(None, (self.tr("Saved"), who, when(saved.saved)))) + "."

    def _counts(self, plan: OpeningPlan) -> list[str]:
        lines = [self.tr("{edits} can be staged.").format(edits=edits(plan.count))]
        if plan.already:
            lines.append(
                counted(plan.already, self.tr("1 value is there already."), self.tr("%n values are there already."))
            )
        if plan.elsewhere:
            lines.append(
                self.tr("{items} of the file not in this table: left out.").format(items=items(plan.elsewhere))
            )
        return lines

    def _add_clashes(self, name_of: Callable[[int], str]) -> None:
        count = len(self._plan.clashes)
        head = QLabel(
            counted(
                count,
                self.tr("1 value was changed here as well. What shall become of it?"),
                self.tr("%n values were changed here as well. What shall become of them?"),
            )
        )
        head.setProperty("role", "title")
        self.body.addSpacing(8)
        self.body.addWidget(head)
        for button in (self._keep, self._take):
            self._choice.addButton(button)
            self.body.addWidget(button)
        self._keep.setChecked(True)
        self.body.addWidget(self._list(name_of), 1)
        if count > _SHOWN:
            more = QLabel(self.tr("and {count} more").format(count=number(count - _SHOWN)))
            more.setProperty("role", "muted")
            self.body.addWidget(more)
        self.resize(820, 520)

    def _list(self, name_of: Callable[[int], str]) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName("clashes")
        tree.setAccessibleName(self.tr("Values changed on both sides"))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setProperty("role", "list")
        tree.setHeaderLabels([self.tr("Item"), self.tr("Key"), self.tr("Was"), self.tr("Here"), self.tr("In the file")])
        for clash in self._plan.clashes[:_SHOWN]:
            texts = [name_of(clash.row), clash.key, *map(_text, (clash.before, clash.here, clash.after))]
            tree.addTopLevelItem(QTreeWidgetItem([shortened(text) for text in texts]))
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        return tree

    def _show(self) -> None:
        count = sum(len(edit.cells) for edit in self._plan.chosen(theirs=self.theirs))
        self.stage.setText(self.tr("&Stage {edits}").format(edits=edits(count)))
        self.stage.setEnabled(count > 0)


def _text(cell: Cell) -> str:
    return "—" if cell is None else "(cleared)" if cell == CLEARED else cell
