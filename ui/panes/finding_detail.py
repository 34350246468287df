"""One finding in detail: what is wrong, the values in question with their counts, and a button for each way to mend."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QTreeView, QVBoxLayout, QWidget

from domain.problems import Rule
from domain.repairs import Clear
from models.findings import Finding
from models.repairing import Counted, Described, Offer
from models.value_counts import ValueCounts
from ui.panes.label_grid import words
from ui.panes.value_list import ValueList
from ui.wording import counted, items, number, said


def heading(finding: Finding) -> str:
    """The rule and the key it is broken under."""
    return f"{finding.rule.title} · {finding.key}" if finding.key else finding.rule.title


def sentence(finding: Finding, described: Described | None) -> str:
    """How many values there are, how many different ones, and what is special about them."""
    if finding.rule.of_key or not finding.key:
        return " ".join(filter(None, [said("{items}.").format(items=items(finding.items)), finding.note]))
    parts = [counted(finding.items, said("1 value"), said("%n values"))]
    if described is not None and 1 < described.different < finding.items:
        parts.append(counted(described.different, "", said("%n different ones")))
    return " ".join(filter(None, [", ".join(parts) + ".", finding.note]))


class FindingDetail(QWidget):
    """Shows a finding at once, and its values when they have been looked up."""

    fix_wanted = Signal(object)
    """The `Offer` whose button was pressed."""
    schema_wanted = Signal(object)
    """The `Finding` the schema shall know of."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._heading, self._sentence = words("title"), words("")
        self._model = ValueCounts(self)
        self.values: QTreeView = ValueList(self._model)
        self._mend_title = QLabel(self.tr("Mend"))
        self._mend_title.setProperty("role", "section")
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(4)
        self._side = QScrollArea()
        self._finding: Finding | None = None
        self.shown_values: Sequence[Counted] = ()
        """The values that are listed."""
        self._build()
        self.show_finding(None)

    def show_finding(self, finding: Finding | None, described: Described | None = None) -> None:
        """Show a finding; `described` is None while its values are looked up."""
        self._heading.setText("" if finding is None else heading(finding))
        self._sentence.setText("" if finding is None else sentence(finding, described))
        self._model.show(described.values if described else ())
        self.values.setVisible(bool(described and described.values))
        self._finding, self.shown_values = finding, described.values if described else ()
        self._show_offers(described.offers if described else ())

    @property
    def offers(self) -> tuple[str, ...]:
        """What the buttons say."""
        return tuple(button.text() for button in self._side.findChildren(QPushButton) if not button.isHidden())

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        for button in self._side.findChildren(QPushButton):
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        for offer in offers:
            self._buttons.addWidget(self._button(offer))
        in_schema = self._in_schema()
        if in_schema is not None:
            self._buttons.addWidget(in_schema)
        self._side.setVisible(bool(offers) or in_schema is not None)

    def _button(self, offer: Offer) -> QPushButton:
        button = QPushButton(f"{offer.fix.title} ({number(offer.count)})…")
        button.setObjectName("fix")
        if isinstance(offer.fix, Clear):
            button.setProperty("kind", "quiet")
        button.setToolTip(self.tr("See every change before it is made"))
        button.clicked.connect(partial(self.fix_wanted.emit, offer))
        return button

    def _in_schema(self) -> QPushButton | None:
        """What the schema could do about it."""
        finding = self._finding
        words = {
            Rule.NOT_AN_OPTION: self.tr("Add These Options to the Schema…"),
            Rule.UNKNOWN_KEY: self.tr("Add to Schema…"),
            Rule.DELETED_KEY: self.tr("Restore in the Schema"),
        }
        if finding is None or finding.rule not in words:
            return None
        if finding.rule is Rule.NOT_AN_OPTION and not self.shown_values:
            return None
        button = QPushButton(words[finding.rule])
        button.setObjectName("fix_schema")
        button.setToolTip(self.tr("Staged in the schema; nothing is sent before you save it"))
        button.clicked.connect(partial(self.schema_wanted.emit, finding))
        return button

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("role", "pane")
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(4)
        column.addWidget(self._mend_title)
        column.addLayout(self._buttons)
        column.addStretch(1)
        self._side.setWidget(inner)
        self._side.setWidgetResizable(True)
        self._side.setMinimumWidth(288)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = QHBoxLayout()
        across.addWidget(self.values, 1)
        across.addWidget(self._side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 0, 8)
        layout.setSpacing(4)
        layout.addWidget(self._heading)
        layout.addWidget(self._sentence)
        layout.addLayout(across, 1)
        layout.addStretch(0)
