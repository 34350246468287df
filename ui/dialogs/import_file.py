"""First step of an import: which file, how it is written, and its first rows as they were read."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from controllers.exchange.dialect import DELIMITERS, QUOTES, Dialect
from controllers.exchange.readers import FORMATS, Opened, ReadAs
from controllers.exchange.text_files import ENCODINGS
from ui.dialogs.frame import Remark
from ui.dialogs.import_lines import LineList
from ui.wording import counted

_PREVIEW = 50
_TEXTS = ("csv", "tsv")


class FilePage(QWidget):
    """`file_wanted` opens the system's dialog; `reading_wanted` asks for the same file, read otherwise."""

    file_wanted = Signal()
    reading_wanted = Signal(object)  # ReadAs

    def __init__(self) -> None:
        super().__init__()
        self._path: Path | None = None
        self._name = QLabel(self.tr("No file is chosen yet. You can drop one here."))
        self._choose = QPushButton(self.tr("Choose &File…"))
        self._choose.setObjectName("choose_file")
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self.file_wanted)
        self._format = _choices({"": self.tr("By its name"), **FORMATS}, "import_format")
        self._encoding = _choices({"": self.tr("Found out"), **ENCODINGS}, "import_encoding")
        self._delimiter = _choices(DELIMITERS, "import_delimiter")
        self._quote = _choices(QUOTES, "import_quote")
        self._sheet = QComboBox()
        self._sheet.setObjectName("import_sheet")
        self._header = QCheckBox(self.tr("The first row names the columns"))
        self._header.setObjectName("import_header")
        self._problem = Remark("problem")
        self._notes = Remark("warning")
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self.preview = LineList("import_file_preview")
        self.preview.setAccessibleName(self.tr("The first rows of the file"))
        self._build()
        for box in (self._format, self._encoding, self._delimiter, self._quote, self._sheet):
            box.activated.connect(self._ask)
        self._header.clicked.connect(self._ask)
        self._show_options(ReadAs())
        self._say_problem("")
        self._say_notes("")

    @property
    def problem(self) -> str:
        """Why the file can't be read, or an empty string."""
        return self._problem.text()

    @property
    def notes(self) -> str:
        """What was said about the file."""
        return self._notes.text()

    def show_path(self, path: Path) -> None:
        """A file was chosen and is being read."""
        self._path = path
        self._name.setText(str(path))
        self._name.setToolTip(str(path))
        self._say_problem("")
        self._say_notes(self.tr("Reading the file…"))
        self.preview.show_lines((), 0, lambda _row: ())

    def show_opened(self, opened: Opened) -> None:
        """The file was read."""
        table = opened.table
        self._say_problem("")
        self._say_notes("\n".join(table.notes))
        self._show_options(opened.how)
        self._sheet.clear()
        for sheet in opened.sheets:
            self._sheet.addItem(sheet, sheet)
        self._sheet.setCurrentIndex(max(0, self._sheet.findData(opened.how.sheet)))
        rows = counted(table.rows, self.tr("1 row"), self.tr("%n rows"))
        columns = counted(len(table.columns), self.tr("1 column"), self.tr("%n columns"))
        self._count.setText(f"{rows} · {columns}")
        first = [column.cells.slice(0, _PREVIEW).to_pylist() for column in table.columns]

        def line(row: int) -> tuple[str, ...]:
            return tuple(cells[row] or "" for cells in first)

        self.preview.show_lines(table.names, min(_PREVIEW, table.rows), line, [140] * len(table.columns))

    def show_problem(self, sentence: str) -> None:
        """The file can't be read this way."""
        self._say_problem(sentence)
        self._say_notes("")
        self._count.setText("")
        self.preview.show_lines((), 0, lambda _row: ())

    def _say_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _say_notes(self, sentences: str) -> None:
        self._notes.setText(sentences)
        self._notes.setVisible(bool(sentences))

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._choose)
        top.addWidget(self._name, 1)
        left, right = QFormLayout(), QFormLayout()
        for form in (left, right):
            form.setHorizontalSpacing(16)
            form.setVerticalSpacing(8)
        left.addRow(self.tr("F&ormat"), self._format)
        left.addRow(self.tr("&Encoding"), self._encoding)
        left.addRow(self.tr("&Sheet"), self._sheet)
        right.addRow(self.tr("&Delimiter"), self._delimiter)
        right.addRow(self.tr("&Quotes"), self._quote)
        right.addRow("", self._header)
        self._forms = (left, right)
        options = QGridLayout()
        options.setHorizontalSpacing(32)
        options.addLayout(left, 0, 0)
        options.addLayout(right, 0, 1)
        options.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(options)
        layout.addWidget(self._problem)
        layout.addWidget(self._notes)
        layout.addWidget(self._count)
        layout.addWidget(self.preview, 1)

    def _show_options(self, how: ReadAs) -> None:
        for box, value in ((self._format, how.format), (self._encoding, how.encoding)):
            box.setCurrentIndex(max(0, box.findData(value)))
        dialect = how.dialect or Dialect()
        self._delimiter.setCurrentIndex(max(0, self._delimiter.findData(dialect.delimiter)))
        self._quote.setCurrentIndex(max(0, self._quote.findData(dialect.quote)))
        self._header.setChecked(dialect.header)
        left, right = self._forms
        text = how.format in _TEXTS
        left.setRowVisible(self._encoding, text)
        left.setRowVisible(self._sheet, how.format == "xlsx")
        for part in (self._delimiter, self._quote, self._header):
            right.setRowVisible(part, text)

    def _ask(self) -> None:
        if self._path is None:
            return
        kind = str(self._format.currentData())
        sender = self.sender()
        dialect = Dialect(str(self._delimiter.currentData()), str(self._quote.currentData()), self._header.isChecked())
        changed_layout = sender in (self._delimiter, self._quote, self._header)
        self.reading_wanted.emit(
            ReadAs(
                kind,
                str(self._encoding.currentData()) if sender is not self._format else "",
                dialect if changed_layout else None,
                str(self._sheet.currentData() or "") if sender is self._sheet else "",
            )
        )


def _choices(names: Mapping[str, str], name: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    for value, title in names.items():
        box.addItem(title, value)
    return box
