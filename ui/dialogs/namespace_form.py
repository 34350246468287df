"""One namespace as a form: owner, description, colour, protection, and what its keys mean."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.namespace_book import COLOURS, Namespace
from ui.dialogs.swatch import Swatch
from ui.tokens import colour_of, tokens_of


class NamespaceForm(QWidget):
    """Shows one namespace; `known` and `descriptions` are what it says now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self._head = QLabel()
        self.owner = QLineEdit()
        self.description = QPlainTextEdit()
        self.protected = QCheckBox(self.tr("&Ask before anything in it changes"))
        self.keys = QTableWidget(0, 2)
        self._nothing = QLabel(self.tr("No key stands directly in this namespace."))
        self._colours = QButtonGroup(self)
        self._swatches = tuple(Swatch(colour) for colour in ("", *COLOURS))
        self._build()
        self.owner.textChanged.connect(self._tell)
        self.description.textChanged.connect(self._tell)
        self.protected.toggled.connect(self._tell)
        self._colours.idToggled.connect(self._tell)
        self.keys.itemChanged.connect(self._tell)

    @property
    def known(self) -> Namespace:
        """What the form says about the namespace."""
        chosen = self._swatches[max(0, self._colours.checkedId())].colour
        text = self.description.toPlainText().strip()
        return Namespace(self.owner.text().strip(), text, chosen, self.protected.isChecked())

    @property
    def descriptions(self) -> dict[str, str]:
        """What the keys directly in it mean."""
        model = self.keys.model()
        rows = range(self.keys.rowCount())
        return {str(model.index(row, 0).data(_KEY)): str(model.index(row, 1).data()).strip() for row in rows}

    def show_namespace(self, name: str, known: Namespace, descriptions: Mapping[str, str], count: str) -> None:
        """Show another namespace, and its keys with what they mean; an empty name for none. `count`: of its keys."""
        self.blockSignals(True)
        self._name = name
        self._head.setText(
            f"{name}.  ·  {count}" if name else self.tr("A key such as scene.weather makes a namespace.")
        )
        self.setEnabled(bool(name))
        self.owner.setText(known.owner)
        self.description.setPlainText(known.description)
        self.protected.setChecked(known.protected)
        self._swatches[0].show_tone(colour_of(tokens_of(self.palette()), name, {}))
        self._swatches[1 + COLOURS.index(known.colour) if known.colour else 0].setChecked(True)
        self._show_keys(descriptions)
        self.blockSignals(False)

    def _show_keys(self, descriptions: Mapping[str, str]) -> None:
        self.keys.setRowCount(len(descriptions))
        for row, (key, text) in enumerate(descriptions.items()):
            name = QTableWidgetItem(key.rpartition(".")[2])
            name.setData(_KEY, key)
            name.setToolTip(key)
            name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.keys.setItem(row, 0, name)
            self.keys.setItem(row, 1, QTableWidgetItem(text))
        self.keys.setVisible(bool(descriptions))
        self._nothing.setVisible(not descriptions)

    def _tell(self) -> None:
        self.changed.emit()

    def _build(self) -> None:
        self._head.setProperty("role", "title")
        self.owner.setObjectName("namespace_owner")
        self.owner.setPlaceholderText(self.tr("A person or a team"))
        self.description.setObjectName("namespace_description")
        self.description.setAccessibleName(self.tr("Description"))
        self.description.setPlaceholderText(self.tr("What belongs in here"))
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(4 * self.fontMetrics().lineSpacing())
        self.protected.setObjectName("namespace_protected")
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("&Owner"), self.owner)
        form.addRow(self.tr("&Description"), self.description)
        form.addRow(self.tr("Colour"), self._colour_line())
        form.addRow(self.tr("Protected"), self.protected)
        head = QLabel(self.tr("What its keys mean"))
        head.setProperty("role", "section")
        self._nothing.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addLayout(form)
        column.addSpacing(4)
        column.addWidget(head)
        column.addWidget(self._nothing)
        column.addWidget(self._table(), 1)
        column.addStretch(0)

    def _colour_line(self) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for place, swatch in enumerate(self._swatches):
            self._colours.addButton(swatch, place)
            line.addWidget(swatch)
        line.addStretch(1)
        return holder

    def _table(self) -> QTableWidget:
        self.keys.setObjectName("key_descriptions")
        self.keys.setAccessibleName(self.tr("What its keys mean"))
        self.keys.setProperty("role", "list")
        self.keys.setHorizontalHeaderLabels([self.tr("Key"), self.tr("Description")])
        self.keys.verticalHeader().hide()
        self.keys.setShowGrid(False)
        self.keys.setTabKeyNavigation(False)
        self.keys.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.keys.horizontalHeader().setStretchLastSection(True)
        self.keys.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.keys.setColumnWidth(0, 170)
        self.keys.setEditTriggers(
            QTableWidget.EditTrigger.AnyKeyPressed
            | QTableWidget.EditTrigger.EditKeyPressed
            | QTableWidget.EditTrigger.DoubleClicked
        )
        return self.keys


_KEY = Qt.ItemDataRole.UserRole
