"""Every change that mending would make, shown before it is made."""

from PySide6.QtWidgets import QHeaderView, QTreeView, QWidget

from models.change_list import ChangeList
from models.repairing import Plan
from ui.dialogs.frame import Frame
from ui.panes.side_tree import RowDelegate
from ui.wording import counted


class MendingDialog(Frame):
    """Accepted when the person wants the changes."""

    def __init__(self, title: str, planned: Plan, parent: QWidget | None) -> None:
        super().__init__(title, parent, _sentence(self, planned))
        self.setMinimumSize(560, 420)
        self.list = QTreeView()
        self.list.setObjectName("changes")
        self.list.setProperty("role", "list")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(self.tr("What becomes of each value"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setModel(ChangeList(planned.changes, self))
        head = self.list.header()
        head.setSectionsMovable(False)
        head.setStretchLastSection(False)
        for section in (0, 1):
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(2, 96)
        self.body.addWidget(self.list)
        self.add_cancel()
        change = self.tr("Change %n Values")
        self.mend = self.add_button(counted(planned.count, self.tr("Change 1 Value"), change), "mend", primary=True)
        self.mend.setEnabled(planned.count > 0)
        self.mend.clicked.connect(self.accept)


def _sentence(dialog: MendingDialog, planned: Plan) -> str:
    changes = counted(
        planned.count,
        dialog.tr('1 value of "{key}" changes, as shown.'),
        dialog.tr('%n values of "{key}" change, as shown.'),
    ).format(key=planned.key)
    if not planned.left:
        return changes
    stay = counted(
        planned.left,
        dialog.tr("1 other stays as it is: it cannot be read this way."),
        dialog.tr("%n others stay as they are: they cannot be read this way."),
    )
    return f"{changes} {stay}"
