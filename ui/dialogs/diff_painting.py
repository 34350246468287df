"""Old and new beside each other: what went is struck through on red, what came stands on green."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTextEdit
from typing_extensions import override

from domain.words import word_diff
from ui.dialogs.review_lines import Line
from ui.dialogs.review_model import LINE_ROLE, Index
from ui.panes.side_tree import RowDelegate
from ui.tokens import Tokens, tokens_of
from ui.wording import said

Piece = tuple[str, str]  # "same", "gone", "new" or "sign", and its text
_INLINE_FROM = 32


def pieces(line: Line) -> list[Piece]:
    """What to write for a line: a word-level difference for long texts, old → new for short ones."""
    if line.is_new:
        return [("new", line.after or said("(empty)")), ("sign", said("   new key"))]
    if line.is_removed:
        return [("gone", line.before or said("(empty)")), ("sign", said("   removed"))]
    spans = list(word_diff(line.before, line.after))
    kept = sum(len(text) for mark, text in spans if mark == "same")
    if max(len(line.before), len(line.after)) >= _INLINE_FROM and kept * 3 > len(line.after):
        return [(mark, text) for mark, text in spans]
    after: Piece = ("new", line.after) if line.after else ("sign", said("empty"))
    before: Piece = ("gone", line.before) if line.before else ("sign", said("empty"))
    return [before, ("sign", "  →  "), after]


class DiffDelegate(RowDelegate):
    """Draws the change of a line in one row, cut at the right when it is long."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        painter.save()
        told = pieces(line) if isinstance(line, Line) else [("sign", str(index.data() or ""))]
        _paint(painter, option.rect.adjusted(6, 0, -6, 0), told, option.font, tokens_of(option.palette))
        painter.restore()


def _paint(painter: QPainter, rect: QRect, written: list[Piece], font: QFont, tokens: Tokens) -> None:
    metrics = QFontMetrics(font)
    struck = QFont(font)
    struck.setStrikeOut(True)
    x, line_height = rect.left(), metrics.height()
    top = rect.center().y() - line_height // 2
    for mark, text in written:
        left = rect.right() - x
        if left < 12:
            return
        shown = metrics.elidedText(_one_line(text[:400]), Qt.TextElideMode.ElideRight, left)
        width = metrics.horizontalAdvance(shown)
        ground = {"gone": tokens.gone_back, "new": tokens.new_back}.get(mark)
        if ground is not None:
            painter.fillRect(QRect(x - 1, top, width + 2, line_height), QColor(ground))
        painter.setFont(struck if mark == "gone" else font)
        painter.setPen(QColor(tokens.muted if mark == "sign" else tokens.text))
        painter.drawText(QRect(x, top, width + 4, line_height), Qt.AlignmentFlag.AlignVCenter, shown)
        x += width + (0 if mark == "same" else 2)


def _one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")


def write_difference(edit: QTextEdit, line: Line) -> None:
    """Write the whole change of a line into a text view."""
    tokens = tokens_of(edit.palette())
    edit.clear()
    cursor = QTextCursor(edit.document())
    for mark, text in pieces(line):
        form = QTextCharFormat()
        form.setForeground(QColor(tokens.muted if mark == "sign" else tokens.text))
        if mark == "gone":
            form.setBackground(QColor(tokens.gone_back))
            form.setFontStrikeOut(True)
        elif mark == "new":
            form.setBackground(QColor(tokens.new_back))
        cursor.insertText(text, form)
