"""The impact of one staged change: how many values become invalid, a sample of them, and what here names the key."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.panes.label_grid import set_role, words


@dataclass(frozen=True, slots=True)
class ImpactShown:
    """What is said of a change. `rows`: whether rows can be shown; `everywhere`: whether every folder can be asked."""

    title: str
    sentence: str
    grave: bool = False
    samples: Sequence[str] = ()
    named_by: Sequence[str] = ()
    places: Sequence[str] = ()
    rows: bool = False
    everywhere: bool = False


class ImpactView(QScrollArea):
    """Shows one impact; says when a person wants to see the rows, or every folder asked."""

    rows_wanted = Signal()
    everywhere_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("schema_impact")
        self.setAccessibleName(self.tr("Impact of the change"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._title, self._sentence = words("title"), words("")
        self._samples, self._named, self._places = words(""), words(""), words("")
        for label in (self._samples, self._named, self._places):
            label.setProperty("role", "muted")
        self._rows = QPushButton(self.tr("Show These Rows"))
        self._rows.setObjectName("impact_rows")
        self._everywhere = QPushButton(self.tr("Check Every Folder"))
        self._everywhere.setObjectName("impact_everywhere")
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.setObjectName("impact_stop")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._build()
        self._rows.clicked.connect(self.rows_wanted)
        self._everywhere.clicked.connect(self.everywhere_wanted)
        self._stop.clicked.connect(self.stop_wanted)
        self.show_nothing()

    @property
    def told(self) -> str:
        """What is said, as one text."""
        return "\n".join(filter(None, (each.text() for each in (self._title, self._sentence, self._named))))

    def show_nothing(self, sentence: str = "") -> None:
        """No change is looked at, or its impact is being worked out."""
        self.show_impact(ImpactShown("", sentence))

    def show_impact(self, shown: ImpactShown) -> None:
        """Show an impact."""
        self._title.setText(shown.title)
        self._title.setVisible(bool(shown.title))
        self._sentence.setText(shown.sentence)
        set_role(self._sentence, "problem" if shown.grave else "")
        self._samples.setText(self.tr("For example: {values}").format(values=",  ".join(shown.samples)))
        self._samples.setVisible(bool(shown.samples))
        self._named.setText(self.tr("Named by: {names}").format(names="; ".join(shown.named_by)))
        self._named.setVisible(bool(shown.named_by))
        self._places.setText(self.tr("In: {folders}").format(folders=", ".join(shown.places)))
        self._places.setVisible(bool(shown.places))
        self._rows.setVisible(shown.rows)
        self._everywhere.setVisible(shown.everywhere)
        self.show_progress(0, 0)

    def show_progress(self, done: int, total: int | None) -> None:
        """Every folder is being asked: `done` of `total` items; 0 of 0 when it is over."""
        running = total != 0
        self._progress.setVisible(running)
        self._stop.setVisible(running)
        self._progress.setRange(0, total or 0)
        self._progress.setValue(done)
        if running:
            self._everywhere.hide()

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("role", "page")
        self.setWidget(inner)  # before it is filled: with all that is in it, its style would be worked out again
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._rows, self._everywhere, self._stop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addWidget(self._progress)
        column.addLayout(buttons)  # what can be done stays in sight, however much is named below
        for label in (self._samples, self._places, self._named):
            column.addWidget(label)
        column.addStretch(1)
