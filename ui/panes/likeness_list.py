"""Values that look alike, each group with a button that makes them one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from models.alike import Cluster
from models.measures import text_of
from ui.wording import counted, number, said, shortened

_MOST = 50
_MOST_NAMED = 6


def described(cluster: Cluster) -> str:
    """ "rain" (1,204) and the others, with counts, in one line."""
    others = [f"“{_shown(other.cell)}” {number(other.count)}" for other in cluster.others[:_MOST_NAMED]]
    more = len(cluster.others) - _MOST_NAMED
    return ", ".join([*others, said("and {n} more").format(n=number(more))] if more > 0 else others)


class LikenessList(QWidget):
    """At most fifty groups, the largest first; blanks at the ends of values are made visible."""

    merge_chosen = Signal(object)
    """The `Cluster` to merge."""

    def __init__(self) -> None:
        super().__init__()
        self._title = QLabel(self.tr("Perhaps meant to be the same"))
        self._title.setProperty("role", "section")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._area, 1)

    def show_clusters(self, clusters: Sequence[Cluster]) -> None:
        """Show these groups and no others."""
        self.setVisible(bool(clusters))
        inner = QWidget()
        inner.setProperty("role", "pane")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, cluster in enumerate(clusters[:_MOST]):
            words = QLabel(described(cluster))
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(words, row, 0)
            grid.addWidget(self._button(cluster), row, 1)
        grid.setRowStretch(len(clusters[:_MOST]), 1)
        self._area.setWidget(inner)

    def _button(self, cluster: Cluster) -> QPushButton:
        button = QPushButton(self.tr("Make “{text}”").format(text=shortened(_shown(cluster.keep.cell), 24)))
        button.setObjectName("merge")
        changes = counted(cluster.count, self.tr("1 value changes"), self.tr("%n values change"))
        kept = number(cluster.keep.count)
        button.setToolTip(self.tr("{changes}; {kept} are spelt so already.").format(changes=changes, kept=kept))
        button.clicked.connect(partial(self.merge_chosen.emit, cluster))
        return button


def _shown(cell: str) -> str:
    text = text_of(cell)
    text = cell if text is None else text
    return text.replace("\n", "⏎").replace("\t", "⇥").replace("\u00a0", "␣") if text.strip() == text else _bare(text)


def _bare(text: str) -> str:
    """A text whose blanks at both ends can be seen."""
    inner = text.strip()
    start = len(text) - len(text.lstrip())
    return "␣" * start + inner.replace("\n", "⏎") + "␣" * (len(text) - start - len(inner))
