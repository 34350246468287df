"""Every push of this computer to the platform: what it did, its receipt, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QListWidget, QSplitter, QWidget

from controllers.push_receipt import Receipt
from ui.dialogs.frame import Frame
from ui.dialogs.receipt_view import ReceiptView, receipt_summary
from ui.wording import when


@dataclass(frozen=True, slots=True)
class PastPush:
    """One push; no receipt when it never ended."""

    started: str
    receipt: Receipt | None


class HistoryDialog(Frame):
    """Pushes at the left, newest first; the receipt of the chosen one at the right."""

    export_wanted = Signal(object)  # Receipt
    take_back_wanted = Signal(object)  # Receipt

    def __init__(self, platform: str, pushes: Sequence[PastPush], parent: QWidget | None) -> None:
        super().__init__(self.tr("Push history"), parent, self.tr("What was sent to {p}.").format(p=platform))
        self.resize(960, 600)
        self._pushes = tuple(pushes)
        self._list = QListWidget()
        self._list.setObjectName("push_list")
        self._list.setAccessibleName(self.tr("Pushes"))
        self._view = ReceiptView()
        across = QSplitter()
        across.addWidget(self._list)
        across.addWidget(self._view)
        across.setSizes([280, 640])
        across.setChildrenCollapsible(False)
        across.setHandleWidth(16)
        across.setStyleSheet("QSplitter::handle { background: transparent; }")
        empty = QLabel(self.tr("Nothing was pushed yet. Edit a value, then review and push it with Ctrl+S."))
        empty.setProperty("role", "muted")
        self.body.addWidget(across if pushes else empty, 1)
        if not pushes:
            self.body.addStretch(1)
        self._take_back = self.add_button(self.tr("Take Back…"), "take_back", left=True)
        self._take_back.setToolTip(self.tr("Review and push the old values again"))
        self._export = self.add_button(self.tr("Export Receipt…"), "export", left=True)
        close = self.add_button(self.tr("Close"), "close", primary=True)
        close.clicked.connect(self.accept)
        self._export.clicked.connect(self._export_chosen)
        self._take_back.clicked.connect(self._take_chosen_back)
        self._list.addItems([_title(push) for push in pushes])
        self._list.currentRowChanged.connect(self._show)
        self._show(-1)
        if pushes:
            self._list.setCurrentRow(0)

    def _chosen(self) -> Receipt | None:
        row = self._list.currentRow()
        return self._pushes[row].receipt if 0 <= row < len(self._pushes) else None

    def _show(self, row: int) -> None:
        receipt = self._chosen() if row >= 0 else None
        self._view.setVisible(receipt is not None)
        self._export.setEnabled(receipt is not None)
        self._take_back.setEnabled(receipt is not None and receipt.count("pushed") > 0)
        if receipt is not None:
            self._view.show_receipt(receipt)

    def _export_chosen(self) -> None:
        self.export_wanted.emit(self._chosen())

    def _take_chosen_back(self) -> None:
        self.take_back_wanted.emit(self._chosen())


def _title(push: PastPush) -> str:
    what = receipt_summary(push.receipt) if push.receipt is not None else "…"
    return f"{when(push.started)}\n{what}"
