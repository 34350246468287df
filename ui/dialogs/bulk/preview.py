"""The preview: what would change row by row, how much in all, and what the schema refuses."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from controllers.bulk import Tally
from controllers.bulk_reports import DuplicateReport
from domain.schema import FieldType
from domain.words import Span
from ui.dialogs.bulk.preview_model import AFTER, BEFORE, ITEM, KEY, SPANS_ROLE, PreviewModel
from ui.dialogs.bulk.report_model import ReportModel
from ui.panes.side_tree import Index, RowDelegate, SideTree
from ui.tokens import tokens_of
from ui.wording import counted, items, number

_MOST_REASONS = 3


class ValueDelegate(RowDelegate):
    """Draws a value with what goes on red or what comes on green; what is no value is written in a quiet colour."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        spans: list[Span] | None = index.data(SPANS_ROLE)
        painter.save()
        painter.setFont(option.font)
        rect = option.rect.adjusted(6, 0, -6, 0)
        if spans is None:
            painter.setPen(QColor(tokens_of(option.palette).muted))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, index.data() or self.tr("empty"))
        else:
            _draw(painter, rect, spans or [("same", "")], option)
        painter.restore()


def _draw(painter: QPainter, rect: QRect, spans: list[Span], option: QStyleOptionViewItem) -> None:
    tokens, metrics = tokens_of(option.palette), option.fontMetrics
    spans = _near_change(spans, rect.width() // max(metrics.averageCharWidth(), 1))
    x, height = rect.left(), metrics.height()
    top = rect.center().y() - height // 2
    for mark, text in spans:
        left = rect.right() - x
        if left < 8:
            return
        shown = metrics.elidedText(text.replace("\n", "⏎").replace("\t", " "), Qt.TextElideMode.ElideRight, left)
        width = metrics.horizontalAdvance(shown)
        if mark != "same":
            ground = tokens.gone_back if mark == "gone" else tokens.new_back
            painter.fillRect(QRect(x, top, width, height), QColor(ground))
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRect(x, top, width + 4, height), Qt.AlignmentFlag.AlignVCenter, shown)
        x += width


def _near_change(spans: list[Span], letters: int) -> list[Span]:
    """The same, but what stands before the first change is cut where the change would else lie out of sight."""
    (mark, text), rest = spans[0], spans[1:]
    changed = len(rest[0][1]) if rest else 0
    if mark != "same" or not rest or len(text) + min(changed, letters // 2) < letters - 3:
        return spans
    return [("same", f"…{text[-max(letters // 4, 4) :]}"), *rest]


class Preview(QWidget):
    """What would come of a change, live."""

    def __init__(self, kind: Callable[[str], FieldType]) -> None:
        super().__init__()
        self.model = PreviewModel(kind, self)
        self._tree = SideTree()
        self._tree.setObjectName("preview")
        self._tree.setAccessibleName(self.tr("What would change"))
        self._tree.setProperty("role", "list")
        self._tree.setHeaderHidden(False)
        self._tree.setRootIsDecorated(False)
        self._tree.setModel(self.model)
        for column in (BEFORE, AFTER):
            self._tree.setItemDelegateForColumn(column, ValueDelegate(self._tree))
        self.report = ReportModel(self)
        self._groups = SideTree()
        self._word = QLabel()
        self._sheet = QFrame()
        self._sheet.setProperty("role", "sheet")
        self._word.setObjectName("preview_word")
        self._word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._word.setWordWrap(True)
        self._word.setMargin(24)
        self._counts = QLabel()
        self._counts.setObjectName("counts")
        self._refused = QLabel()
        self._refused.setObjectName("refused")
        self._refused.setProperty("role", "problem")
        self._refused.setWordWrap(True)
        self._refused.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._pages = QStackedWidget()
        self._build()

    def _build(self) -> None:
        self._groups.setObjectName("groups")
        self._groups.setAccessibleName(self.tr("Items that hold the same"))
        self._groups.setProperty("role", "list")
        self._groups.setHeaderHidden(False)
        self._groups.setRootIsDecorated(False)
        self._groups.setModel(self.report)
        self._pages.addWidget(self._tree)
        self._pages.addWidget(self._groups)
        QVBoxLayout(self._sheet).addWidget(self._word)
        self._pages.addWidget(self._sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self._counts)
        layout.addWidget(self._refused)
        header = self._tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def say(self, sentence: str, *, problem: bool = False) -> None:
        """Say why there is nothing to see."""
        self._word.setText(sentence)
        self._word.setProperty("role", "problem" if problem else "muted")
        self._word.style().polish(self._word)
        self._pages.setCurrentWidget(self._sheet)
        self._counts.clear()
        self._refused.clear()
        self._refused.hide()
        self._bar.hide()

    def show_tally(self, tally: Tally, *, keys: int) -> None:
        """Show how far the counting is, and the first changes."""
        self.model.show_rows(tally.first)
        if self._tree.isColumnHidden(KEY) != (keys == 1):
            self._tree.setColumnHidden(KEY, keys == 1)
            self._lay_out()
        if tally.changes:
            self._pages.setCurrentWidget(self._tree)
        else:
            self.say(self.tr("Nothing would change.") if tally.complete else self.tr("Looking…"))
        self._bar.setVisible(not tally.complete)
        self._bar.setRange(0, max(tally.total, 1))
        self._bar.setValue(tally.seen)
        self._counts.setText(self._count_words(tally))
        self._refused.setText(self._refusals(tally))
        self._refused.setVisible(bool(tally.refused))

    def show_report(self, report: DuplicateReport) -> None:
        """Show which items hold the same."""
        if not report.count:
            self.say(self.tr("No two items hold the same."))
            return
        self.report.show_rows(report.groups)
        self._pages.setCurrentWidget(self._groups)
        self._bar.hide()
        self._refused.hide()
        groups = counted(report.count, self.tr("1 group"), self.tr("%n groups"))
        self._counts.setText(self.tr("{groups}, {items}").format(groups=groups, items=items(len(report.rows))))

    def _count_words(self, tally: Tally) -> str:
        parts = [
            counted(tally.changes, self.tr("1 change"), self.tr("%n changes")),
            self.tr("{count} unchanged").format(count=number(tally.unchanged)),
        ]
        if tally.refused:
            parts.append(self.tr("{count} refused and left as they are").format(count=number(tally.refused)))
        if len(tally.first) < tally.changes:
            parts.append(self.tr("the first {count} are shown").format(count=number(len(tally.first))))
        return " · ".join(parts)

    def _refusals(self, tally: Tally) -> str:
        lines = [
            f"{counted(count, self.tr('1 value'), self.tr('%n values'))}: {reason}"
            for reason, count in tally.reasons[:_MOST_REASONS]
        ]
        return "\n".join(lines)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()
        width = max(self._tree.viewport().width(), 400)
        for column, share in ((0, 0.4), (1, 0.15)):
            self._groups.header().resizeSection(column, int(width * share))

    def _lay_out(self) -> None:
        width = max(self._tree.viewport().width(), 400)
        before = 0.34 if self._tree.isColumnHidden(KEY) else 0.26
        for column, share in ((ITEM, 0.3), (KEY, 0.2), (BEFORE, before)):
            self._tree.header().resizeSection(column, int(width * share))
