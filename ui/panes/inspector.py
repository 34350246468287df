"""The item under the cursor: a look at it, its facts, and all of its metadata with what is staged."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.panes.label_grid import LabelGrid, Line, words
from ui.panes.preview import PreviewPane


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the metadata list; `state` is "", "staged" or "problem", `original` what was there before."""

    namespace: str
    name: str
    text: str
    state: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class Inspected:
    """All that is shown of one item, as text."""

    uuid: str
    name: str
    item_type: str
    facts: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    remark: str = ""


class Inspector(QScrollArea):
    """The right pane. It shows what it is told and asks nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self.setAccessibleName(self.tr("Inspector"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview = PreviewPane()
        self._name = words("title")
        self._remark = words("warning")
        self._facts = LabelGrid()
        self._metadata = LabelGrid()
        self._section = words("section")
        self._line = QFrame()
        self._line.setProperty("role", "line")
        self.shown: Inspected | None = None
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No item is current."""
        self.shown = None
        self.preview.show_sign("", self.tr("Choose a row to see its item here."))
        self._name.hide()
        self._remark.hide()
        self._section.hide()
        self._line.hide()
        self._facts.show_lines(())
        self._metadata.show_lines(())

    def show_item(self, item: Inspected) -> None:
        """Show an item's facts and metadata; the picture comes by itself, later."""
        if item == self.shown:
            return
        self.shown = item
        self._name.setText(item.name)
        self._name.show()
        self._remark.setText(item.remark)
        self._remark.setVisible(bool(item.remark))
        self._section.setText(self.tr("Metadata") if item.entries else self.tr("No metadata yet"))
        self._section.show()
        self._line.show()
        self._facts.show_lines([Line(title, text) for title, text in item.facts])
        self._metadata.show_lines([self._line_of(entry) for entry in item.entries])

    def _line_of(self, entry: Entry) -> Line:
        role = {"staged": "warning", "problem": "problem"}.get(entry.state, "")
        mark = {"staged": "● ", "problem": "⚠ "}.get(entry.state, "")
        hint = self.tr("Was: {original}").format(original=entry.original) if entry.state else ""
        return Line(entry.name, mark + entry.text, role, hint, entry.namespace)

    def _build(self) -> None:
        body = QWidget()
        body.setProperty("role", "pane")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self.preview)
        layout.addWidget(self._name)
        layout.addWidget(self._remark)
        layout.addLayout(self._facts)
        layout.addWidget(self._line)
        layout.addWidget(self._section)
        layout.addLayout(self._metadata)
        layout.addStretch(1)
        self.setWidget(body)
