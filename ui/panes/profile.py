"""The profile of the column under the cursor: fill, figures, values, a histogram, and values that look alike."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from domain.fields import Field
from models.column_spec import ColumnSpec
from models.profile import Profile, Spread
from models.value_counts import ValueCounts, as_json
from ui.panes.fill_bar import FillBar
from ui.panes.histogram import HistogramView
from ui.panes.label_grid import LabelGrid, Line, words
from ui.panes.likeness_list import LikenessList
from ui.panes.value_list import ValueList
from ui.profile_words import figures, measured, spread_title
from ui.wording import counted, number, shortened


class ProfilePane(QWidget):
    """Shows one profile; says which value, range, outliers or merge a person chose."""

    value_chosen = Signal(str)
    """The JSON text of a value to filter by."""
    range_chosen = Signal(float, float)
    outliers_chosen = Signal()
    merge_chosen = Signal(object)
    """A `Cluster` whose values shall become one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("profile")
        self.profile: Profile | None = None
        """What is shown now."""
        self._title, self._remark = QLabel(), words("")
        self._bar, self._figures = FillBar(), LabelGrid()
        self._model = ValueCounts(self)
        self.values = ValueList(self._model)
        self._values_title = QLabel()
        self._spread_title = QLabel()
        self.histogram = HistogramView()
        self.outliers = QPushButton()
        self.outliers.setObjectName("outliers")
        self.outliers.setProperty("kind", "quiet")
        self.outliers.hide()
        self.alike = LikenessList()
        self._columns = QWidget()
        self._right = QWidget()
        self._build()
        self.values.value_chosen.connect(self.value_chosen)
        self.histogram.range_chosen.connect(self.range_chosen)
        self.outliers.clicked.connect(self.outliers_chosen)
        self.alike.merge_chosen.connect(self.merge_chosen)
        self.show_nothing("")

    @property
    def told(self) -> str:
        """What stands at the top."""
        return f"{self._title.text()} {self._remark.text()}".strip()

    def show_nothing(self, sentence: str) -> None:
        """Nothing is known: say why."""
        self.profile = None
        self._title.setText("")
        self._remark.setText(sentence)
        self._columns.hide()

    def show_waiting(self, spec: ColumnSpec) -> None:
        """A column whose profile is being computed."""
        self.show_nothing(self.tr("Looking at the values…"))
        self._title.setText(shortened(spec.title))

    def show_profile(self, spec: ColumnSpec, profile: Profile) -> None:
        """Show what is known of a column."""
        self.profile = profile
        self._title.setText(shortened(spec.title))
        self._remark.setText(spec.describes)
        rows = max(profile.rows, 1)
        self._bar.show_shares(profile.filled / rows, profile.cleared / rows)
        self._figures.show_lines([Line(title, text) for title, text in figures(profile)])
        shown = len(profile.values)
        more = "" if shown == profile.different else self.tr(", the {n} most frequent").format(n=number(shown))
        different = counted(profile.different, self.tr("1 different value"), self.tr("%n different values"))
        self._values_title.setText(different + more)
        self._model.show(profile.values, _writer(spec.field))
        self._show_spread(profile.spread)
        self.alike.show_clusters(profile.alike)
        self._right.setVisible(profile.spread is not None or bool(profile.alike))
        self._columns.show()

    def _show_spread(self, spread: Spread | None) -> None:
        for widget in (self.histogram, self._spread_title):
            widget.setVisible(spread is not None)
        self.outliers.setVisible(spread is not None and len(spread.outliers) > 0)
        if spread is not None:
            self._spread_title.setText(spread_title(spread))
            self.histogram.show_bars(spread.histogram, partial(measured, spread))
            self.outliers.setText(
                counted(
                    len(spread.outliers),
                    self.tr("Show 1 value far from the others"),
                    self.tr("Show %n values far from the others"),
                )
            )

    def _build(self) -> None:
        for label in (self._values_title, self._spread_title):
            label.setProperty("role", "section")
        self._title.setProperty("role", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 4)
        head.setSpacing(8)
        head.addWidget(self._title)
        self._remark.setProperty("role", "muted")
        head.addWidget(self._remark, 1)
        across = QHBoxLayout(self._columns)
        across.setContentsMargins(16, 4, 16, 8)
        across.setSpacing(24)
        across.addWidget(self._left())
        across.addLayout(self._middle(), 3)
        across.addWidget(self._right, 4)
        self._lay_right()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._columns, 1)
        layout.addStretch(0)

    def _left(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("role", "pane")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 4, 8, 0)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addLayout(self._figures)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFixedWidth(248)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._values_title)
        column.addWidget(self.values, 1)
        return column

    def _lay_right(self) -> None:
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._spread_title)
        column.addWidget(self.histogram, 2)
        column.addWidget(self.outliers, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.alike, 3)


def _writer(field: Field | None) -> Callable[[str], str]:
    return as_json if field is None else field.show
