"""The kind of file, and what can be chosen about each kind."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from controllers.exchange.formats import SIDECAR_SUFFIX, Format, Options

_TYPED = frozenset(Format) - {Format.REGISTRATION, Format.SIDECARS}
_HEADED = frozenset({Format.CSV, Format.TSV, Format.XLSX, Format.PARQUET})
_MARKED = frozenset({Format.CSV, Format.TSV})


class FormatOptions(QWidget):
    """Shows for each kind of file what it is good for, and only the choices it has."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.formats = QComboBox()
        self.formats.setObjectName("export_format")
        for kind in Format:
            self.formats.addItem(kind.title, kind)
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._about.setProperty("role", "muted")
        self.values = QComboBox()
        self.values.setObjectName("export_values")
        self.values.addItem(self.tr("As they are typed"), False)
        self.values.addItem(self.tr("All as text"), True)
        self.separator = QComboBox()
        self.separator.setObjectName("export_separator")
        self.separator.addItem(self.tr("Comma"), ",")
        self.separator.addItem(self.tr("Semicolon"), ";")
        self.heads = QComboBox()
        self.heads.setObjectName("export_heads")
        self.heads.addItem(self.tr("Keys, as an import finds them"), False)
        self.heads.addItem(self.tr("Titles given in the table"), True)
        self._has_titles = False
        self.mark = QCheckBox(self.tr("&Byte-order mark, for old versions of Excel"))
        self.mark.setObjectName("export_mark")
        self.suffix = QLineEdit(SIDECAR_SUFFIX)
        self.suffix.setObjectName("export_suffix")
        self._form = QFormLayout(self)
        self._build()
        self.formats.currentIndexChanged.connect(self._follow)
        self._follow()

    @property
    def kind(self) -> Format:
        """The kind of file chosen."""
        return self.formats.currentData()

    @property
    def options(self) -> Options:
        """What is chosen about it."""
        return Options(
            as_text=bool(self.values.currentData()) and self.kind in _TYPED,
            bom=self.mark.isChecked() and self.kind in _MARKED,
            separator=str(self.separator.currentData()),
            suffix=self.suffix.text().strip() or SIDECAR_SUFFIX,
        )

    @property
    def titled(self) -> bool:
        """Whether columns go out under the titles they were given."""
        return self._has_titles and self.kind in _HEADED and bool(self.heads.currentData())

    def offer_titles(self) -> None:
        """Some columns have titles of their own: they can head the file."""
        self._has_titles = True
        self._follow()

    def choose(self, word: str) -> None:
        """Choose the kind by its word, if there is one of that word."""
        for at, kind in enumerate(Format):
            if kind.word == word:
                self.formats.setCurrentIndex(at)

    def _build(self) -> None:
        form = self._form
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("&Format"), self.formats)
        form.addRow(self._about)
        form.addRow(self.tr("&Values"), self.values)
        form.addRow(self.tr("Hea&ds"), self.heads)
        form.addRow(self.tr("&Separator"), self.separator)
        form.addRow(self.tr("Endin&g"), self.suffix)
        form.addRow(self.mark)

    def _follow(self) -> None:
        self._about.setText(self._told(self.kind))
        self._form.setRowVisible(self.values, self.kind in _TYPED)
        self._form.setRowVisible(self.heads, self._has_titles and self.kind in _HEADED)
        self._form.setRowVisible(self.separator, self.kind is Format.CSV)
        self._form.setRowVisible(self.suffix, self.kind is Format.SIDECARS)
        self._form.setRowVisible(self.mark, self.kind in _MARKED)
        self.changed.emit()

    def _told(self, kind: Format) -> str:
        match kind:
            case Format.CSV | Format.TSV:
                return self.tr("For spreadsheets and scripts. Text that looks like a formula gets an apostrophe.")
            case Format.XLSX:
                return self.tr(
                    "Numbers and dates as such where a sheet holds them exactly. What does not fit 1,048,576 rows goes "
                    "on in a second sheet; a million rows take a minute, as CSV some seconds."
                )
            case Format.JSON:
                return self.tr("One list of items, every value to the letter.")
            case Format.JSON_LINES:
                return self.tr("One item on each line, every value to the letter.")
            case Format.PARQUET:
                return self.tr("For data frames: columns of numbers, dates and text, small and quick.")
            case Format.REGISTRATION:
                return self.tr("What Encord reads to register cloud files, or to update their metadata by address.")
            case Format.SIDECARS:
                return self.tr("One small JSON file for each item, into a folder, for cloud-synced folders.")
