"""What a push did, item by item: what failed first, with the sentence that says why."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from controllers.push_receipt import ItemResult, Receipt, ReceiptOutcome
from ui.icons import icon
from ui.panes.side_tree import Index, SideTree
from ui.tokens import Tokens, tokens_of
from ui.wording import counted, said, when

_ROOT = QModelIndex()
_TITLES = ("Item", "Outcome", "Remark")
_ICONS: dict[ReceiptOutcome, tuple[str, str]] = {
    "failed": ("error", "problem"),
    "mismatch": ("warning", "staged"),
    "unknown": ("help", "staged"),
    "skipped": ("remove", "muted"),
    "pushed": ("done", "good"),
    "already": ("check", "muted"),
}
_ORDER = tuple(_ICONS)


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
    """The results of a receipt, what needs a look first."""

    def __init__(self, receipt: Receipt, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results: list[ItemResult] = sorted(receipt.results, key=lambda result: _ORDER.index(result.outcome))
        self._icons = {name: icon(drawing, str(getattr(tokens, role))) for name, (drawing, role) in _ICONS.items()}

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
            texts = (" ".join(result.name.split()), outcome_words(result.outcome), result.sentence)
            return texts[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            return self._icons[result.outcome]
        return None


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

    def show_receipt(self, receipt: Receipt) -> None:
        """Show a receipt."""
        self._summary.setText(receipt_summary(receipt))
        what = self.tr("To {platform} as {user}, {when}.").format(
            platform=receipt.platform, user=receipt.user, when=when(receipt.finished)
        )
        self._words.setText(" ".join(part for part in (receipt.sentence, what) if part))
        self.tree.setModel(ReceiptModel(receipt, tokens_of(self.palette()), self.tree))
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 280)
        header.resizeSection(1, 160)
        header.setStretchLastSection(True)
