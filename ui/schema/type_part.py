"""The type of a key: what it means, what else it is called, and the types it can become."""

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from domain.fields import Field
from domain.shaped_fields import DeletedType, UnknownType, UserType, describe
from domain.type_forms import SCALARS, TYPE_WORDS, recommended, size_warning
from ui.panes.label_grid import set_role, words
from ui.wording import said


class TypeBox(QComboBox):
    """A list of types that opens by Up and Down instead of stepping: each step would be a staged change."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F4, Qt.Key.Key_Space, Qt.Key.Key_Return}:
            self.showPopup()
        else:
            event.ignore()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TypePart(QWidget):
    """A scalar offers the other scalars; every other kind is told and stays as it is."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        title = QLabel(self.tr("&Type"))
        title.setProperty("role", "section")
        self.box = TypeBox()
        self.box.setObjectName("schema_type")
        self.box.setAccessibleName(self.tr("Type of the key"))
        title.setBuddy(self.box)
        self._fixed = words("")
        self._explanation, self._remark = words("muted"), words("warning")
        for place, name in enumerate(SCALARS):
            self.box.addItem(name)
            self.box.setItemData(place, TYPE_WORDS[name].explanation, Qt.ItemDataRole.ToolTipRole)
        self._shown = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (title, self.box, self._fixed, self._explanation, self._remark):
            layout.addWidget(part)
        self.box.activated.connect(self._ask)

    @property
    def told(self) -> str:
        """The type and what is said of it."""
        name = self._fixed.text() if self.box.isHidden() else self.box.currentText()
        return " ".join(filter(None, (name, self._explanation.text(), self._remark.text())))

    def show_type(self, kind: Field, form: object) -> None:
        """Show a type with its wire form."""
        word = _hint(form)
        scalar = word is not None and recommended(word) in SCALARS
        self.box.setVisible(scalar)
        self._fixed.setVisible(not scalar)
        self._fixed.setText(describe(kind))
        self._shown = recommended(word) if scalar and word else ""
        self.box.setCurrentText(self._shown)
        self._explanation.setText(explanation(kind, word))
        remark = size_warning(getattr(kind, "size", 0))
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        set_role(self._fixed, "muted" if isinstance(kind, DeletedType) else "")

    def _ask(self) -> None:
        if self.box.currentText() != self._shown:
            self.wanted.emit(self.box.currentText())


def explanation(kind: Field, hint: str | None) -> str:
    """What a type means, in one or two sentences; `hint` is the word the schema has for a scalar."""
    if isinstance(kind, DeletedType):
        if kind.was is None:
            return said("Deleted for ever: the platform neither restores this key nor takes it again.")
        return said("Deleted. It was {type}, and can be restored. Values on items are untouched.").format(
            type=describe(kind.was)
        )
    if isinstance(kind, UserType | UnknownType):
        return said("This version does not edit such keys. The platform's own object is kept and sent back as it came.")
    meaning = TYPE_WORDS.get(kind.name)
    told = meaning.explanation if meaning else ""
    if hint is None and kind.name in SCALARS:
        return f"{told} " + said("A strict type made by the platform; it is kept as it came.")
    if hint is not None and recommended(hint) != hint:
        return f"{told} " + said("The schema says {alias}, another name for it.").format(alias=hint)
    return told


def _hint(form: object) -> str | None:
    """The word of a scalar the SDK can make; None for every other form."""
    if not isinstance(form, Mapping):
        return None
    parts = cast("Mapping[str, Any]", form)
    return str(parts.get("hint", "text")) if parts.get("ty") == "variant" else None
