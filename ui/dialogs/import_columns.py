"""Second step of an import: what names the item, which key each column fills, and how many rows find their item."""

from collections.abc import Iterable, Mapping
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from controllers.exchange.mapping import ColumnUse, ImportMapping
from controllers.exchange.matching import By, Match, MatchBy
from controllers.exchange.readers import Opened
from controllers.exchange.values import READ_AS
from domain.schema import Schema
from domain.shaped_fields import UntypedField, describe
from ui.dialogs.frame import Remark
from ui.dialogs.import_lines import one_line
from ui.wording import counted, number

_SHOWN = 3


class ColumnsPage(QWidget):
    """`changed`: another mapping was chosen; `mapping` says which."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._schema = Schema.read(None)
        self._names: tuple[str, ...] = ()
        self._by = QComboBox()
        self._by.setObjectName("match_by")
        for by, title in self._ways().items():
            self._by.addItem(title, by)
        self._column = QComboBox()
        self._column.setObjectName("match_column")
        self._key = QComboBox()
        self._key.setObjectName("match_key")
        self._counts = QLabel()
        self._counts.setObjectName("match_counts")
        self._problem = Remark("problem")
        self._new = Remark("muted")
        self._known: frozenset[str] = frozenset()
        self.table = QTableWidget(0, 5)
        self.table.setObjectName("import_columns")
        self._build()
        for box in (self._by, self._column, self._key):
            box.activated.connect(self._changed)

    @property
    def mapping(self) -> ImportMapping:
        """What is chosen now."""
        by = cast("By", str(self._by.currentData()))
        key = self._key.currentText() if by == "key" else ""
        uses = (ColumnUse(name, self._key_of(row), self._reading_of(row)) for row, name in enumerate(self._names))
        return ImportMapping(MatchBy(self._column.currentText(), by, key), tuple(uses))

    @property
    def problem(self) -> str:
        """Why it can't go on, or an empty string."""
        return self._problem.text()

    @property
    def counts(self) -> str:
        """How many rows found their item, in words."""
        return self._counts.text()

    def show_file(self, opened: Opened, mapping: ImportMapping, schema: Schema, keys: Iterable[str]) -> None:
        """Show the columns of a file and a proposal for them."""
        self._schema, self._names = schema, opened.table.names
        known = list(dict.fromkeys([*schema.live_keys(), *keys]))
        self._known = frozenset(known)
        self._column.clear()
        self._column.addItems(list(self._names))
        self._column.setCurrentText(mapping.by.column)
        self._by.setCurrentIndex(max(0, self._by.findData(mapping.by.by)))
        self._key.clear()
        self._key.addItems(known)
        self._key.setCurrentText(mapping.by.key)
        self.table.setRowCount(len(self._names))
        for row, (column, use) in enumerate(zip(opened.table.columns, mapping.uses, strict=True)):
            values = [value for value in column.cells.slice(0, 50).to_pylist() if value]
            texts = (column.name, opened.types.get(column.name, ""), one_line(" · ".join(values[:_SHOWN])))
            for at, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, at, item)
            self.table.setCellWidget(row, 3, _with_room(self._key_box(use, known)))
            self.table.setCellWidget(row, 4, _with_room(self._reading_box(use)))
        self._changed()

    def say_matching(self) -> None:
        """The rows are being matched."""
        self._counts.setText(self.tr("Finding the items…"))

    def show_match(self, match: Match) -> None:
        """Say how many rows found their item."""
        parts = [self.tr("{count} matched").format(count=number(match.matched))]
        for rows, words in (
            (match.ambiguous, self.tr("{count} ambiguous")),
            (match.unmatched, self.tr("{count} without an item")),
        ):
            parts.append(words.format(count=number(len(rows))))
        self._counts.setText("  ·  ".join(parts))

    def show_problem(self, sentence: str) -> None:
        """The rows can't be matched this way."""
        self._counts.setText("")
        self._problem.setText(sentence)
        self._problem.setVisible(True)

    def _ways(self) -> Mapping[By, str]:
        return {
            "uuid": self.tr("UUID"),
            "name": self.tr("name"),
            "path": self.tr("name within its folder's path"),
            "url": self.tr("URL"),
            "key": self.tr("value of a key"),
        }

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(QLabel(self.tr("The column")))
        line.addWidget(self._column)
        line.addWidget(QLabel(self.tr("names the item by its")))
        line.addWidget(self._by)
        line.addWidget(self._key)
        line.addStretch(1)
        self._counts.setProperty("role", "title")
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Column of the file"),
                self.tr("Looks like"),
                self.tr("First values"),
                self.tr("Goes to the key"),
                self.tr("Read as"),
            ]
        )
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(40)
        self.table.setProperty("role", "list")
        self.table.setWordWrap(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 180), (1, 90), (3, 230), (4, 150)):
            header.resizeSection(column, width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self._counts)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._new)
        layout.addWidget(self._problem)

    def _key_box(self, use: ColumnUse, known: list[str]) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.addItem(self.tr("(ignore)"), "")
        for key in known:
            box.addItem(key, key)
        box.setCurrentText(use.key or self.tr("(ignore)"))
        box.setAccessibleName(self.tr("Key for {column}").format(column=use.column))
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.editTextChanged.connect(self._changed)
        return box

    def _reading_box(self, use: ColumnUse) -> QComboBox:
        box = QComboBox()
        for word in READ_AS:
            box.addItem(word, word)
        box.setCurrentIndex(max(0, box.findData(use.read_as)))
        box.setAccessibleName(self.tr("How {column} is read").format(column=use.column))
        box.activated.connect(self._changed)
        return box

    def key_box(self, row: int) -> QComboBox:
        """Where the key of a column is chosen."""
        return self._box(row, 3)

    def _box(self, row: int, column: int) -> QComboBox:
        return cast("QComboBox", self.table.cellWidget(row, column).findChild(QComboBox))

    def _key_of(self, row: int) -> str:
        text = self._box(row, 3).currentText().strip()
        return "" if text == self.tr("(ignore)") else text

    def _reading_of(self, row: int) -> str:
        key = self._key_of(row)
        return str(self._box(row, 4).currentData()) if key and self._is_untyped(key) else ""

    def _is_untyped(self, key: str) -> bool:
        return isinstance(self._schema.field(key), UntypedField)

    def _changed(self) -> None:
        self._key.setVisible(self._by.currentData() == "key")
        for row in range(len(self._names)):
            key, box = self._key_of(row), self._box(row, 4)
            free = bool(key) and self._is_untyped(key)
            box.setEnabled(free)
            said = describe(self._schema.field(key)) if key else self.tr("ignored")
            box.setToolTip(self.tr("The schema does not have this key.") if free else said)
            if not free:
                box.setPlaceholderText(said)
                box.setCurrentIndex(-1)
            elif box.currentIndex() < 0:
                box.setCurrentIndex(0)
        problem = self.mapping.problem()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        new = [use.key for use in self.mapping.used if use.key not in self._known]
        said = counted(len(new), self.tr("1 new key: {keys}"), self.tr("%n new keys: {keys}"))
        self._new.setText(said.format(keys=", ".join(new)) if new and not problem else "")
        self.changed.emit()


def _with_room(box: QComboBox) -> QWidget:
    """A box in a cell of a table, not touching the boxes around it."""
    cell = QWidget()
    layout = QHBoxLayout(cell)
    layout.setContentsMargins(4, 4, 4, 4)
    layout.addWidget(box)
    return cell
