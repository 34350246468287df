"""The rules for the names of new keys: the namespaces they belong in, and how they are spelt."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from domain.naming import ANY_STYLE, STYLES, restyled
from ui.dialogs.frame import Remark

_EXAMPLE = "frame rate"


class NamespaceRules(QWidget):
    """`prefixes` and `style` are what the rules say now."""

    changed = Signal()

    def __init__(self, spaces: Sequence[str]) -> None:
        super().__init__()
        self._spaces = frozenset(spaces)
        self._prefixes = QLineEdit()
        self._style = QComboBox()
        self._example, self._unknown = QLabel(), Remark("muted")
        self._build()
        self._prefixes.textChanged.connect(self._tell)
        self._style.currentIndexChanged.connect(self._tell)
        self._show()

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The namespaces new keys belong in; none for any."""
        parts = (part.strip().rstrip(".") for part in self._prefixes.text().split(","))
        return tuple(dict.fromkeys(filter(None, parts)))

    @property
    def style_name(self) -> str:
        """How names are spelt, one of STYLES."""
        return str(self._style.currentData())

    def show_rules(self, prefixes: Sequence[str], style: str) -> None:
        """Show other rules."""
        self.blockSignals(True)
        self._prefixes.setText(", ".join(f"{prefix}." for prefix in prefixes))
        self._style.setCurrentIndex(self._style.findData(style))
        self.blockSignals(False)
        self._show()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        spelt = restyled(_EXAMPLE, self.style_name)
        self._example.setText(
            self.tr("Such as {name}").format(name=f"video.{spelt}") if spelt else self.tr("Names may be spelt any way.")
        )
        new = [prefix for prefix in self.prefixes if prefix not in self._spaces]
        said = self.tr("No key is in {names} yet.").format(names=", ".join(f"{name}." for name in new))
        self._unknown.setText(said if new else "")

    def _build(self) -> None:
        self._prefixes.setObjectName("rule_prefixes")
        self._prefixes.setPlaceholderText(self.tr("Any; or namespaces with commas between, such as video., audio."))
        self._prefixes.setClearButtonEnabled(True)
        self._style.setObjectName("rule_style")
        for style in STYLES:
            self._style.addItem(self.tr("Any") if style == ANY_STYLE else style, style)
        self._style.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._example.setProperty("role", "muted")
        note = QLabel(
            self.tr(
                "A new key that keeps to the rules of the platform and not to these is warned about as it is typed, "
                "with the name it should have; it is never refused."
            )
        )
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("New keys belong in"), self._prefixes)
        form.addRow("", self._unknown)
        form.addRow(self.tr("Names are spelt in"), self._style)
        form.addRow("", self._example)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(16)
        column.addWidget(note)
        column.addLayout(form)
        column.addStretch(1)
