"""What a push did, item by item: what failed first, with the sentence that says why."""

from collections.abc import Container, Iterator
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from controllers.push_receipt import ItemResult, Receipt, ReceiptOutcome
from ui.icons import icon
from ui.panes.side_tree import Index, SideTree
from ui.tokens import Tokens, tokens_of
from ui.wording import counted, said, shortened, when

_ROOT = QModelIndex()
_TITLES = ("Item", "Outcome", "Remark", "Change")
_AT_ONCE = 1000  # results fetched when the list is scrolled to its end
_ICONS: dict[ReceiptOutcome, tuple[str, str]] = {
    "failed": ("error", "problem"),
    "mismatch": ("warning", "staged"),
    "unknown": ("help", "staged"),
    "skipped": ("remove", "muted"),
    "pushed": ("done", "good"),
    "already": ("check", "muted"),
}


def outcome_words(outcome: ReceiptOutcome) -> str:
    """The outcome as the list names it."""
    return {
        "pushed": said("pushed"),
        "already": said("there already"),
        "skipped": said("not sent"),
        "failed": said("failed"),
        "unknown": said("not known"),
        "mismatch": said("differs"),
    }[outcome]


def receipt_summary(receipt: Receipt) -> str:
    """ "12 items pushed, 1 failed"."""
    words = {
        "pushed": counted(receipt.count("pushed"), said("1 item pushed"), said("%n items pushed")),
        "failed": counted(receipt.count("failed"), said("1 failed"), said("%n failed")),
        "mismatch": counted(receipt.count("mismatch"), said("1 differs"), said("%n differ")),
        "unknown": counted(receipt.count("unknown"), said("1 not known"), said("%n not known")),
        "skipped": counted(receipt.count("skipped"), said("1 not sent"), said("%n not sent")),
        "already": counted(receipt.count("already"), said("1 there already"), said("%n there already")),
    }
    counts = {"pushed": receipt.count("pushed"), "failed": receipt.count("failed")}
    counts |= {"mismatch": receipt.count("mismatch"), "unknown": receipt.count("unknown")}
    counts |= {"skipped": receipt.count("skipped"), "already": receipt.count("already")}
    told = [words[name] for name, count in counts.items() if count]
    return ", ".join(told) if told else said("Nothing was pushed")


class ReceiptModel(QAbstractTableModel):
    """The results of a receipt, what needs a look first; of many, as many as were scrolled to.

    `only`: the items to show, all of them where it is None.
    """

    def __init__(
        self, receipt: Receipt, tokens: Tokens, only: Container[str] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        wanted = (result for result in receipt.urgent_first() if only is None or result.item in only)
        self._coming: Iterator[ItemResult] = wanted
        self._results: list[ItemResult] = list(islice(self._coming, _AT_ONCE))
        self._ended = len(self._results) < _AT_ONCE
        self._icons = {name: icon(drawing, str(getattr(tokens, role))) for name, (drawing, role) in _ICONS.items()}

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._ended

    @override
    def fetchMore(self, parent: Index) -> None:
        more = list(islice(self._coming, _AT_ONCE))
        self._ended = len(more) < _AT_ONCE
        if more:
            count = len(self._results)
            self.beginInsertRows(_ROOT, count, count + len(more) - 1)
            self._results += more
            self.endInsertRows()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._results)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return said(_TITLES[section])
        return None

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        result = self._results[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            texts = (_one_line(result.name), outcome_words(result.outcome), result.sentence, _change(result))
            return texts[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            return self._icons[result.outcome]
        return None


def _change(result: ItemResult) -> str:
    cells = (
        f"{key}: {before or said('none')} → {after or said('none')}" for key, (before, after) in result.cells.items()
    )
    return shortened("; ".join(map(_one_line, cells)), 300)


def _one_line(text: str) -> str:
    return " ".join(text.split())


class ReceiptView(QWidget):
    """A summary, and the list of results."""

    def __init__(self) -> None:
        super().__init__()
        self._summary = QLabel()
        self._summary.setProperty("role", "title")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setProperty("role", "muted")
        self.tree = SideTree()
        self.tree.setObjectName("receipt_list")
        self.tree.setProperty("role", "list")
        self.tree.setHeaderHidden(False)
        self.tree.setRootIsDecorated(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._summary)
        layout.addWidget(self._words)
        layout.addSpacing(4)
        layout.addWidget(self.tree, 1)

    @property
    def summary(self) -> str:
        """What the summary says."""
        return self._summary.text()

    def show_receipt(self, receipt: Receipt, only: Container[str] | None = None) -> None:
        """Show a receipt, or only what it says of some items."""
        self._summary.setText(receipt_summary(receipt))
        what = self.tr("To {platform} as {user}, {when}.").format(
            platform=receipt.platform, user=receipt.user, when=when(receipt.finished)
        )
        back = self.tr("It takes back push {number}.").format(number=receipt.undoes) if receipt.undoes else ""
        number = self.tr("Push {number}.").format(number=receipt.push_id)
        self._words.setText(" ".join(part for part in (receipt.sentence, number, back, what) if part))
        self.tree.setModel(ReceiptModel(receipt, tokens_of(self.palette()), only, self.tree))
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 240)
        header.resizeSection(1, 120)
        header.resizeSection(2, 180)
        header.setStretchLastSection(True)
