"""Every push of this computer to the platform: what it did, its receipt, and the way back."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from controllers.push_history import Found, PastPush
from controllers.push_receipt import Receipt
from ui.dialogs.frame import Frame
from ui.dialogs.receipt_view import ReceiptView, receipt_summary
from ui.wording import counted, said, when

TYPING = 200  # ms after the last letter before anything is looked for


class HistoryDialog(Frame):
    """Pushes at the left, newest first; the receipt of the chosen one at the right. `open_receipt` reads it whole."""

    export_wanted = Signal(object)  # Receipt
    undo_wanted = Signal(object)  # Receipt
    retry_wanted = Signal(object)  # Receipt
    search_wanted = Signal(str)

    def __init__(
        self,
        platform: str,
        pushes: Sequence[PastPush],
        open_receipt: Callable[[int], Receipt | None],
        parent: QWidget | None,
    ) -> None:
        super().__init__(self.tr("Push history"), parent, self.tr("What was sent to {p}.").format(p=platform))
        self.resize(1040, 640)
        self._pushes = tuple(pushes)
        self._shown = self._pushes
        self._only: Mapping[int, frozenset[str] | None] = {}
        self._open_receipt = open_receipt
        self._receipt: Receipt | None = None
        self._list = QListWidget()
        self._view = ReceiptView()
        self._search = QLineEdit()
        self._found = QLabel()
        self._typing = QTimer(self)
        self._build()
        self._show_pushes()

    def show_found(self, found: Found) -> None:
        """Show only the pushes, and of each only the items, that were found."""
        only: dict[int, frozenset[str] | None] = {}
        for line in found.lines:
            only[line.push] = (only.get(line.push) or frozenset()) | {line.item}
        only |= dict.fromkeys(found.pushes, None)
        told = counted(len(only), self.tr("Found in 1 push."), self.tr("Found in %n pushes."))
        if found.rest:
            told = self.tr("Still looking…")
        elif not only:
            told = self.tr("Nothing found. Look for an item, its identifier, a key, a day, or an outcome.")
        self._say_found(told)
        if only != self._only or not found.rest:
            self._only = only
            self._shown = tuple(past for past in self._pushes if past.push in only)
            self._show_pushes()

    def show_all(self) -> None:
        """Show every push again."""
        self._only, self._shown = {}, self._pushes
        self._say_found("")
        self._show_pushes()

    def _say_found(self, told: str) -> None:
        self._found.setText(told)
        self._found.setVisible(bool(told))

    def _build(self) -> None:
        self._list.setObjectName("push_list")
        self._list.setAccessibleName(self.tr("Pushes"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._search.setObjectName("push_search")
        self._search.setClearButtonEnabled(True)
        self._search.setPlaceholderText(self.tr("Find an item, identifier, key, day or outcome"))
        self._search.setAccessibleName(self._search.placeholderText())
        self._found.setProperty("role", "muted")
        self._found.setWordWrap(True)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING)
        self._typing.timeout.connect(self._look)
        self._search.textChanged.connect(self._typing.start)
        self.body.addWidget(self._search)
        self.body.addWidget(self._found)
        self.body.addWidget(self._across() if self._pushes else self._nothing(), 1)
        self._search.setVisible(bool(self._pushes))
        self._found.hide()
        self._undo = self.add_button(self.tr("Undo This Push…"), "undo", left=True)
        self._undo.setToolTip(self.tr("Review and push the old values again"))
        self._export = self.add_button(self.tr("Export Receipt…"), "export", left=True)
        self._retry = self.add_button(self.tr("Retry What Failed…"), "retry")
        close = self.add_button(self.tr("Close"), "close", primary=True)
        close.clicked.connect(self.accept)
        self._export.clicked.connect(self._export_chosen)
        self._undo.clicked.connect(self._undo_chosen)
        self._retry.clicked.connect(self._retry_chosen)
        self._list.currentRowChanged.connect(self._show)

    def _across(self) -> QWidget:
        across = QSplitter()
        across.addWidget(self._list)
        across.addWidget(self._view)
        across.setSizes([300, 700])
        across.setChildrenCollapsible(False)
        across.setHandleWidth(16)
        across.setStyleSheet("QSplitter::handle { background: transparent; }")
        return across

    def _nothing(self) -> QWidget:
        empty, box = (
            QLabel(self.tr("Nothing was pushed yet. Edit a value, then review and push it with Ctrl+S.")),
            QWidget(),
        )
        empty.setProperty("role", "muted")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(empty)
        column.addStretch(1)
        return box

    def _show_pushes(self) -> None:
        chosen = self._receipt.push_id if self._receipt is not None else -1
        self._list.blockSignals(True)
        self._list.clear()
        for past in self._shown:
            self._list.addItem(QListWidgetItem(_title(past)))
        self._list.blockSignals(False)
        rows = [row for row, past in enumerate(self._shown) if past.push == chosen]
        self._list.setCurrentRow(rows[0] if rows else 0)
        self._show(self._list.currentRow())

    def _show(self, row: int) -> None:
        past = self._shown[row] if 0 <= row < len(self._shown) else None
        self._receipt = receipt = self._open_receipt(past.push) if past is not None and past.head is not None else None
        self._view.setVisible(receipt is not None)
        self._export.setEnabled(receipt is not None)
        self._undo.setEnabled(receipt is not None and receipt.count("pushed") > 0)
        self._retry.setVisible(receipt is not None and not receipt.complete)
        if receipt is not None:
            self._view.show_receipt(receipt, self._only.get(receipt.push_id))

    def _look(self) -> None:
        self.search_wanted.emit(self._search.text().strip())

    def _export_chosen(self) -> None:
        self.export_wanted.emit(self._receipt)

    def _undo_chosen(self) -> None:
        self.undo_wanted.emit(self._receipt)

    def _retry_chosen(self) -> None:
        self.retry_wanted.emit(self._receipt)


def _title(past: PastPush) -> str:
    head = past.head
    unended = said("Paused") if past.paused else said("Not ended")
    what = unended if head is None else receipt_summary(head)
    back = said(", takes back #{number}").format(number=head.undoes) if head is not None and head.undoes else ""
    return f"#{past.push}  {when(past.started)}{back}\n{what}"
