"""The row of filter fields under the heads: one a column, scrolling with it; the pinned column's field stays."""

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from controllers.arranging import Arrangement
from domain.conditions import Condition
from models.column_spec import ColumnSpec
from ui.grid.filter_field import FilterField
from ui.grid.headers import KeyHeader
from ui.tokens import tokens_of

_MARGIN = 3


class FilterRow(QWidget):
    """Fields are made when their column is first seen. They say what they ask to the arrangement of the table."""

    list_wanted = Signal(str, object)
    """The list of a column's values is wanted: the column's id, and its field."""
    said = Signal(str)
    """Why a filter cannot be asked; empty once it can."""
    left = Signal()
    """The keyboard goes back to the table."""
    column_wanted = Signal(int)
    """Scroll a column into sight: its number in the model."""

    def __init__(self, heads: KeyHeader, arrangement: Arrangement) -> None:
        super().__init__(heads)
        self.setObjectName("filter_row")
        self._heads = heads
        self._arrangement = arrangement
        self._table = arrangement.table.table
        self._fields: dict[str, FilterField] = {}
        self._track = QWidget(self)
        for signal in (heads.sectionResized, heads.sectionMoved, heads.sectionCountChanged, heads.geometriesChanged):
            signal.connect(self.place)
        arrangement.wish_changed.connect(self.show_wish)
        arrangement.changed.connect(self._show_refusal)
        heads.installEventFilter(self)

    @property
    def wanted_height(self) -> int:
        """How many pixels it needs under the heads."""
        return round(self._heads.typesetting.metrics.height()) + 14

    def field(self, column: int) -> FilterField:
        """The field of a column of the model, made if it is not there yet."""
        spec = self._table.column(column)
        field = self._fields.get(spec.id)
        if field is None:
            field = self._new_field(spec, pinned=self._heads.is_pinned(column))
        return field

    def focus(self, column: int) -> FilterField:
        """Give the keyboard to a column's field, scrolled into sight."""
        self.column_wanted.emit(column)
        self.place()
        field = self.field(column)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        return field

    def place(self) -> None:
        """Put every field under its head."""
        heads = self._heads
        self.setVisible(heads.foot > 0)
        if not heads.foot:
            return
        pinned = heads.pinned_edge
        self.setGeometry(QRect(0, heads.height() - heads.foot, heads.viewport().width(), heads.foot))
        self._track.setGeometry(QRect(pinned, 0, max(0, self.width() - pinned), heads.foot - 1))
        seen = [column for column in heads.visible_columns() if column < self._table.columnCount()]
        seen += [column for column in heads.pinned_columns if column not in seen]
        shown = {self._table.column(column).id: column for column in seen}
        # Trap: a field that is hidden gives the keyboard to another, which may scroll, and come here again.
        for name, field in tuple(self._fields.items()):
            if name not in shown:
                field.hide()
        for column in shown.values():
            self._place(self.field(column), column, 0 if heads.is_pinned(column) else pinned)

    def _place(self, field: FilterField, column: int, offset: int) -> None:
        box = self._heads.section_rect(column)
        ground = self if self._heads.is_pinned(column) else self._track
        if field.parentWidget() is not ground:
            field.setParent(ground)
        left = box.left() - offset + _MARGIN
        room = QRect(left, _MARGIN, max(12, box.width() - 2 * _MARGIN), self._heads.foot - 2 * _MARGIN - 1)
        if room != field.geometry():
            field.setGeometry(room)
            field.fit_signs()
        if not field.isVisibleTo(self):
            field.show()

    def _new_field(self, spec: ColumnSpec, *, pinned: bool) -> FilterField:
        field = FilterField(self if pinned else self._track, self.tr("Filter {title}").format(title=spec.title))
        field.setObjectName(f"filter_{spec.id}")
        self._fields[spec.id] = field
        field.show_condition(self._arrangement.wish.conditions.get(spec.id))

        def ask(condition: Condition | None, typing: bool) -> None:
            self._arrangement.set_condition(spec.id, condition, typing=typing)

        field.asked.connect(ask)
        field.list_wanted.connect(partial(self.list_wanted.emit, spec.id, field))
        field.travelled.connect(partial(self._travel, spec.id))
        field.left.connect(self.left)
        field.said.connect(self.said)
        return field

    def _travel(self, name: str, by: int) -> None:
        """Go to the next column's field; beyond the last one, back to the table."""
        heads = self._heads
        every = (heads.logicalIndex(place) for place in range(heads.count()))
        columns = [column for column in every if not heads.isSectionHidden(column)]
        names = [self._table.column(column).id for column in columns]
        place = names.index(name) + by if name in names else -1
        if 0 <= place < len(columns):
            self.focus(columns[place])
        else:
            self.left.emit()

    def show_wish(self) -> None:
        """Show what is asked, by whatever means it was asked."""
        for name, field in self._fields.items():
            field.show_condition(self._arrangement.wish.conditions.get(name))

    def _show_refusal(self) -> None:
        for name, field in self._fields.items():
            if self._arrangement.refusal and name in self._arrangement.wish.conditions:
                field.say_refused(self._arrangement.refusal)

    def corner_of(self, field: FilterField) -> QPoint:
        """Where a list under a field begins, on the screen."""
        return field.mapToGlobal(QPoint(0, field.height() + 2))

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self.place()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.window)
            pinned = self._heads.pinned_edge
            if pinned:
                painter.fillRect(QRect(pinned - 1, 0, 1, self.height()), tokens.strong_border)
            painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), tokens.strong_border)
