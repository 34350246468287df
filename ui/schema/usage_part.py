"""How the items that are loaded use a key: how many have it, how many values differ or break its type, samples."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from domain.fields import Field
from models.schema_usage import KeyUsage
from models.schema_words import share
from ui.panes.fill_bar import FillBar
from ui.panes.label_grid import LabelGrid, Line, words
from ui.wording import items, number, shortened

_SAMPLES = 5


class UsagePart(QWidget):
    """Shows the usage of a key; None where no table is loaded that could tell."""

    def __init__(self) -> None:
        super().__init__()
        title = QLabel(self.tr("Values"))
        title.setProperty("role", "section")
        self._remark = words("muted")
        self._bar, self._lines = FillBar(), LabelGrid()
        self.invalid = QPushButton(self.tr("Show the Invalid Ones"))
        self.invalid.setObjectName("usage_invalid")
        self.invalid.setProperty("kind", "small")
        line = QHBoxLayout()
        line.addWidget(self.invalid)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(title)
        layout.addWidget(self._bar)
        layout.addWidget(self._remark)
        layout.addLayout(self._lines)
        layout.addLayout(line)

    @property
    def told(self) -> str:
        """What is said first."""
        return self._remark.text()

    def show_usage(self, kind: Field, usage: KeyUsage | None) -> None:
        """Show how a key is used."""
        known = usage is not None and usage.items > 0
        self._bar.setVisible(known)
        self.invalid.setVisible(known and usage is not None and usage.invalid > 0)
        if usage is None or not known:
            self._remark.setText(self.tr("Open a folder or a dataset to see how its items use this key."))
            self._lines.show_lines(())
            return
        self.invalid.setVisible(usage.invalid > 0)
        self._bar.show_shares(usage.filled / usage.items, 0.0)
        self._bar.setAccessibleName(share(usage.filled, usage.items))
        self._remark.setText(
            self.tr("{filled} of {items} that are loaded have a value ({share}).").format(
                filled=number(usage.filled), items=items(usage.items), share=share(usage.filled, usage.items)
            )
        )
        self._lines.show_lines(self._told(kind, usage))

    def _told(self, kind: Field, usage: KeyUsage) -> list[Line]:
        lines = [Line(self.tr("Different"), number(usage.distinct))]
        if usage.invalid:
            lines.append(Line(self.tr("Invalid"), number(usage.invalid), "problem"))
        samples = [shortened(kind.show(sample.cell), 60) for sample in usage.samples]
        if samples:
            lines.append(Line(self.tr("Samples"), "\n".join(samples[:_SAMPLES])))
        return lines
