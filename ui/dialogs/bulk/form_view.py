"""A form on the screen: its sentence and one field for each thing it asks."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.dialogs.bulk.form import Answer, Ask, Asking
from ui.dialogs.bulk.keys import KeyBox
from ui.dialogs.bulk.map_field import MapField

_Read = Callable[[], Answer]


class FormView(QWidget):
    """The fields of one form. `changed` after every key typed and every tick."""

    changed = Signal()

    def __init__(self, form: Asking, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.form = form
        self._keys = keys
        self._readers: dict[str, _Read] = {}
        self._conditional: list[tuple[str, QWidget, str, tuple[str, ...]]] = []
        self._line_layout = QHBoxLayout()
        self._fields: dict[str, QWidget] = {}
        self.map: MapField | None = None
        """The table of old and new values, where the form has one."""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        sentence = QLabel(form.sentence)
        sentence.setWordWrap(True)
        sentence.setProperty("role", "muted")
        self._layout.addWidget(sentence)
        self._layout.addSpacing(4)
        for ask in form.asks:
            self._add(ask)
        self._show_asked()

    @property
    def answers(self) -> dict[str, Answer]:
        """What is in the fields now, by name."""
        return {name: read() for name, read in self._readers.items()}

    @property
    def problem(self) -> str:
        """What is wrong in a field, whatever the form makes of it."""
        boxes = (field for field in self._fields.values() if isinstance(field, KeyBox))
        return next((box.problem for box in boxes if box.problem), "")

    def fill(self, answers: Mapping[str, Answer]) -> None:
        """Put answers of an earlier time into the fields; what does not fit is passed over."""
        for name, answer in answers.items():
            field = self._fields.get(name)
            match field:
                case QLineEdit():
                    field.setText(str(answer))
                case QCheckBox():
                    field.setChecked(answer is True)
                case MapField():
                    field.set_pairs(answer if isinstance(answer, list) else ())
                case KeyBox():
                    field.setCurrentText(str(answer))
                case QComboBox():
                    field.setCurrentIndex(max(field.findData(answer), 0))
                case _:
                    pass

    def focus(self, name: str = "") -> bool:
        """Go to the field of that name, else to the first one; False where there is none."""
        first = self._fields.get(name) or next(iter(self._fields.values()), None)
        if first is None:
            return False
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.selectAll()
        return True

    def _add(self, ask: Ask) -> None:
        field = self._make(ask)
        field.setObjectName(ask.name)
        self._fields[ask.name] = field
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if ask.kind != "check":
            label = QLabel(ask.label)
            label.setBuddy(field)
            column.addSpacing(4)
            column.addWidget(label)
        column.addWidget(field)
        if not ask.beside:
            self._line_layout = QHBoxLayout()
            self._line_layout.setSpacing(8)
            self._layout.addLayout(self._line_layout)
        self._line_layout.addWidget(cell, 1)
        if ask.when is not None:
            self._conditional.append((ask.name, cell, *ask.when))

    def _make(self, ask: Ask) -> QWidget:
        match ask.kind:
            case "check":
                return self._check(ask)
            case "choice":
                return self._choice(ask)
            case "map":
                return self._map(ask)
            case "key" | "new_key":
                return self._key(ask)
            case _:
                return self._line(ask)

    def _line(self, ask: Ask) -> QWidget:
        line = QLineEdit(str(ask.default))
        line.setPlaceholderText(ask.hint)
        line.textChanged.connect(self._tell)
        self._readers[ask.name] = line.text
        return line

    def _check(self, ask: Ask) -> QWidget:
        box = QCheckBox(ask.label)
        box.setChecked(ask.default is True)
        box.toggled.connect(self._tell)
        self._readers[ask.name] = box.isChecked
        return box

    def _choice(self, ask: Ask) -> QWidget:
        box = QComboBox()
        for value, words in ask.options:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(ask.default), 0))
        box.currentIndexChanged.connect(self._tell)
        self._readers[ask.name] = box.currentData
        return box

    def _key(self, ask: Ask) -> QWidget:
        box = KeyBox([key for key, _ in self._keys], new=ask.kind == "new_key")
        box.currentTextChanged.connect(self._tell)
        self._readers[ask.name] = box.currentText
        return box

    def _map(self, ask: Ask) -> QWidget:
        self.map = MapField()
        self.map.changed.connect(self._tell)
        self._readers[ask.name] = self._pairs
        return self.map

    def _pairs(self) -> Answer:
        return self.map.pairs if self.map is not None else []

    def _show_asked(self) -> None:
        answers = self.answers
        hidden: set[str] = set()
        for asked, cell, name, values in self._conditional:
            if name in hidden or answers.get(name) not in values:
                hidden.add(asked)  # what depends on a field that is not asked is not asked either
            cell.setVisible(asked not in hidden)

    def _tell(self) -> None:
        self._show_asked()
        self.changed.emit()
