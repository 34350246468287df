"""The line over a table that tells of its filter: how many are shown, a field for all columns, and ways back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from controllers.arranging import Arrangement
from domain.conditions import Condition
from ui.grid.filter_field import FilterField
from ui.icons import icon
from ui.wording import items, number

_FIELD = 220


class FilterBar(QWidget):
    """Belongs to one arrangement."""

    def __init__(self, arrangement: Arrangement) -> None:
        super().__init__()
        self.setObjectName("filter_bar")
        self._arrangement = arrangement
        self.field = FilterField(self, self.tr("Filter all columns  (Ctrl+F)"), has_list=False)
        self.field.setObjectName("filter_everywhere")
        self.field.setProperty("role", "find")
        self.field.setFixedWidth(_FIELD)
        self.field.addAction(icon("search"), FilterField.ActionPosition.LeadingPosition)
        self._given = QLabel()
        self._given.setProperty("role", "muted")
        self.clear = QPushButton(self.tr("Clear All"))
        self.clear.setObjectName("clear_filters")
        self.again = QPushButton(self.tr("Apply Again"))
        self.again.setObjectName("apply_again")
        self.again.setProperty("kind", "staged")
        self.again.setToolTip(self.tr("Values changed since the rows were filtered and sorted. They stayed in place."))
        self.clear.setProperty("kind", "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._given, self.clear, self.again):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.field)
        self.clear.clicked.connect(arrangement.clear_filters)
        self.again.clicked.connect(arrangement.apply_again)
        self.field.asked.connect(self._ask)
        arrangement.wish_changed.connect(self._show_wish)
        arrangement.changed.connect(self._show)
        self._show_wish()

    def focus_field(self) -> None:
        """Give the keyboard to the field for all columns."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def count(self) -> str:
        """How many items are shown, and of how many."""
        arrangement = self._arrangement
        if not arrangement.filters:
            return items(arrangement.shown)
        total = items(arrangement.total)
        return self.tr("{shown} of {total}").format(shown=number(arrangement.shown), total=total)

    def _ask(self, condition: Condition | None, typing: bool) -> None:
        self._arrangement.set_everywhere(condition, typing=typing)

    def _show_wish(self) -> None:
        self.field.show_condition(self._arrangement.wish.everywhere)
        self._show()

    def _show(self) -> None:
        arrangement = self._arrangement
        self._given.setText(arrangement.given)
        self._given.setVisible(bool(arrangement.given))
        self.clear.setVisible(arrangement.filters)
        self.clear.setToolTip("\n".join([self.tr("Show every item again"), *arrangement.described()]))
        self.again.setVisible(arrangement.outdated)
        if arrangement.refusal and arrangement.wish.everywhere is not None:
            self.field.say_refused(arrangement.refusal)
