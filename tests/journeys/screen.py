"""What a person's eyes find: every text that stands in the open windows."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QTreeView,
    QWidget,
)


def texts() -> list[str]:
    """Every text on the screen, window by window."""
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    return [text for window in windows for text in (window.windowTitle(), *texts_in(window)) if text]


def shows(text: str) -> bool:
    """Whether a text stands somewhere on the screen, whatever its line breaks."""
    wanted = " ".join(text.split())
    return any(wanted in " ".join(found.split()) for found in texts())


def find_button(name: str) -> QAbstractButton | None:
    """The button with this text in the window in front; None while there is none that can be pressed."""
    front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    windows = [front] if front is not None else [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    found = (button for window in windows for button in window.findChildren(QAbstractButton))
    buttons = (button for button in found if button.isVisible() and button.isEnabled())
    return next((button for button in buttons if plain(button.text()) == name), None)


def plain(text: str) -> str:
    """A button's text without the mark of its key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def rows_of(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """The first column's rows as they stand in the view, from top to bottom; closed branches stay closed."""
    model = cast("QAbstractItemModel | None", view.model())  # a tree that has not been filled yet has none
    if model is None:
        return
    if isinstance(view, QTreeView):
        index = model.index(0, 0)
        while index.isValid():
            yield index
            index = view.indexBelow(index)
    else:
        yield from (model.index(row, 0) for row in range(model.rowCount()))


def row_texts(view: QAbstractItemView, index: QModelIndex) -> tuple[str, ...]:
    """What one row says, column by column."""
    model = view.model()
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(index.parent()))
    return tuple(str(index.siblingAtColumn(column).data(Qt.ItemDataRole.DisplayRole) or "") for column in columns)


def texts_in(widget: QWidget) -> Iterator[str]:
    """Every text that can be seen in a widget."""
    for child in (widget, *widget.findChildren(QWidget)):
        if child.isVisible():
            yield from _texts_of(child)


def _texts_of(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QLineEdit():
            yield widget.text()
        case QAbstractButton():
            yield plain(widget.text())
        case QTextEdit() | QPlainTextEdit():
            yield widget.toPlainText()
        case QTabBar():
            yield from (widget.tabText(at) for at in range(widget.count()))
        case QTreeView():
            yield from ("  ".join(row_texts(widget, index)) for index in rows_of(widget))
        case _:
            pass
