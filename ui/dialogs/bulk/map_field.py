"""The table of old and new values: what is there with its count, and beside it what it shall become."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from domain.bulk.value_map import read_table, write_table
from domain.reading import Invalid
from ui.wording import number

_OLD, _COUNT, _NEW = range(3)
_CSV = "CSV (*.csv)"


class MapField(QWidget):
    """`pairs` are old and new as typed, those without a new one too."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._new: dict[str, str] = {}
        self._table = QTableWidget(0, 3)
        self._table.setObjectName("map_table")
        self._table.setAccessibleName(self.tr("Old and new values"))
        self._table.setHorizontalHeaderLabels([self.tr("Value"), self.tr("Count"), self.tr("New value")])
        self._table.verticalHeader().hide()
        self._table.setTabKeyNavigation(False)
        self._table.setFixedHeight(176)
        self._table.verticalHeader().setDefaultSectionSize(26)
        head = self._table.horizontalHeader()
        head.setSectionResizeMode(_OLD, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_COUNT, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_NEW, QHeaderView.ResizeMode.Stretch)
        self._word = QLabel()
        self._word.setWordWrap(True)
        self._word.setProperty("role", "problem")
        self._word.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._table)
        layout.addLayout(self._build_buttons())
        layout.addWidget(self._word)
        self._table.itemChanged.connect(self._take)

    @property
    def pairs(self) -> list[list[str]]:
        """Old and new, in the order of the table."""
        return [[old, new] for old, new in self._new.items()]

    def set_pairs(self, pairs: Iterable[Sequence[str]]) -> None:
        """Begin with these."""
        self._new = {str(pair[0]): str(pair[1]) for pair in pairs if len(pair) == 2}
        self.changed.emit()

    def show_values(self, counts: Sequence[tuple[str, int]]) -> None:
        """List the values there are, and below them those that only the map knows."""
        there = dict(counts)
        lines = [*counts, *((old, 0) for old, new in self._new.items() if old not in there and new)]
        self._table.blockSignals(True)
        self._table.setRowCount(len(lines))
        for row, (old, count) in enumerate(lines):
            self._table.setItem(row, _OLD, _fixed(old or self.tr("(no value)"), old))
            self._table.setItem(row, _COUNT, _fixed(number(count), old, right=True))
            self._table.setItem(row, _NEW, QTableWidgetItem(self._new.get(old, "")))
        self._table.blockSignals(False)

    def load(self, path: Path) -> None:
        """Take old and new values from a CSV file; what is wrong with it is said below."""
        try:
            read = read_table(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            read = Invalid(self.tr("The file can't be read as text."))
        if isinstance(read, Invalid):
            self._say(read.reason)
            return
        self._say("")
        counts = [self._line(row) for row in range(self._table.rowCount())]
        self._new |= read
        self.show_values([(old, count) for old, count in counts if count])
        self.changed.emit()

    def save(self, path: Path) -> None:
        """Keep the table as CSV, values without a new one too: they can be filled in elsewhere."""
        olds = [self._line(row)[0] for row in range(self._table.rowCount())]
        try:
            path.write_text(write_table((old, self._new.get(old, "")) for old in olds), encoding="utf-8")
        except OSError as problem:
            self._say(self.tr("The file can't be written: {reason}.").format(reason=problem.strerror))

    def _build_buttons(self) -> QHBoxLayout:
        across = QHBoxLayout()
        for text, name, done in (
            (self.tr("&Load…"), "load_map", self._ask_load),
            (self.tr("Sa&ve…"), "save_map", self._ask_save),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(done)
            across.addWidget(button)
        across.addStretch(1)
        return across

    def _line(self, row: int) -> tuple[str, int]:
        old, count = self._table.item(row, _OLD), self._table.item(row, _COUNT)
        digits = "".join(filter(str.isdigit, count.text())) if count is not None else ""
        return str(old.data(Qt.ItemDataRole.UserRole)) if old is not None else "", int(digits or 0)

    def _take(self, item: QTableWidgetItem) -> None:
        if item.column() == _NEW:
            self._new[self._line(item.row())[0]] = item.text()
            self.changed.emit()

    def _ask_load(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Load old and new values"), "", _CSV)
        if path:
            self.load(Path(path))

    def _ask_save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save old and new values"), "values.csv", _CSV)
        if path:
            self.save(Path(path))

    def _say(self, sentence: str) -> None:
        self._word.setText(sentence)
        self._word.setVisible(bool(sentence))


def _fixed(text: str, old: str, *, right: bool = False) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setData(Qt.ItemDataRole.UserRole, old)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setToolTip(text)
    if right:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item
