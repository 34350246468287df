"""A new key of the schema: checked as it is typed, each finding with its fix, and the type it shall have."""

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from domain.fields import EnumType, Field, VarcharType
from domain.keys import KeyFinding, namespace
from domain.schema import read_field
from domain.shaped_fields import EmbeddingType
from domain.type_forms import (
    LARGEST_EMBEDDING,
    MOST_OPTIONS,
    TYPE_WORDS,
    SchemaRefused,
    embedding_form,
    enum_form,
    form_of,
    options_refusal,
    size_warning,
)
from ui.dialogs.frame import Frame, Remark, restyle
from ui.schema.findings_list import FindingsList

Check = Callable[[str], Sequence[KeyFinding]]
"""What there is to say about a key, the schema's other keys known."""


class NewKeyDialog(Frame):
    """`key` and `form` are what was made. `taken` says why the schema cannot take a key, else an empty string."""

    def __init__(
        self,
        check: Check,
        taken: Callable[[str], str],
        spaces: Container[str],
        parent: QWidget | None,
        *,
        start: str = "",
        form: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(self.tr("New key"), parent)
        self.setMinimumWidth(560)
        self._finds, self._taken, self._spaces = check, taken, spaces
        self._edit = QLineEdit(start)
        self._edit.setObjectName("key_field")
        self._edit.setPlaceholderText(self.tr("namespace.name, such as scene.weather"))
        self._edit.setAccessibleName(self.tr("Key"))
        self._where = QLabel()
        self._where.setProperty("role", "muted")
        self.type = QComboBox()
        self.type.setObjectName("key_type")
        self.type.setAccessibleName(self.tr("Type"))
        for name in TYPE_WORDS:
            self.type.addItem(name)
        self._meaning = QLabel()
        self._meaning.setWordWrap(True)
        self._meaning.setProperty("role", "muted")
        self.options = QPlainTextEdit()
        self.numbers = QSpinBox()
        self._more = QLabel()
        self._problem = Remark("problem")
        self.findings = FindingsList()
        self.findings.fix_wanted.connect(self._edit.setText)
        self._build()
        self._begin(read_field(form) if form is not None else VarcharType())
        self._edit.textChanged.connect(self._check)
        self.type.currentTextChanged.connect(self._check)
        self.options.textChanged.connect(self._check)
        self.numbers.valueChanged.connect(self._check)
        self._check()
        self._edit.setFocus()

    def _begin(self, kind: Field) -> None:
        """Start with a type."""
        self.type.setCurrentText(kind.name)
        if isinstance(kind, EnumType):
            self.options.setPlainText("\n".join(kind.options))
        if isinstance(kind, EmbeddingType):
            self.numbers.setValue(kind.size)

    @property
    def key(self) -> str:
        """The key as typed."""
        return self._edit.text()

    @property
    def form(self) -> Any:
        """The wire form of the type. Raises SchemaRefused while it is not complete."""
        match self.type.currentText():
            case "enum":
                return enum_form(self._options())
            case "embedding":
                return embedding_form(self.numbers.value())
            case word:
                return form_of(word)

    @property
    def problem(self) -> str:
        """Why it can't be added, or an empty string."""
        return self._problem.text()

    def refuse(self, sentence: str) -> None:
        """Say why the key was not added; what was typed stays."""
        self._problem.setText(sentence)

    def _options(self) -> list[str]:
        return [line.strip() for line in self.options.toPlainText().splitlines() if line.strip()]

    def _check(self) -> None:
        key, word = self.key, self.type.currentText()
        found = self._finds(key) if key else ()
        error = next((finding.sentence for finding in found if finding.level == "error"), "")
        taken = "" if error or not key else self._taken(key)
        more = options_refusal(self._options()) or "" if word == "enum" else ""
        typed = bool(self.options.toPlainText().strip())
        self.findings.show_findings(found)
        self._problem.setText(taken or (more if typed else ""))
        self._where.setText("" if found else self._place(key))
        self._where.setVisible(not found)
        self._show_type(word)
        self._edit.setProperty("problem", "true" if error or taken else "false")
        restyle(self._edit)
        reason = error or taken or more or ("" if key else self.tr("A key needs a name."))
        self.add.setEnabled(not reason)
        self.add.setToolTip(reason)

    def _place(self, key: str) -> str:
        space = namespace(key)
        if not space:
            return ""
        known, new = self.tr("In the namespace {namespace}"), self.tr("Begins the namespace {namespace}")
        told = known if space in self._spaces else new
        return told.format(namespace=space)

    def _show_type(self, word: str) -> None:
        meaning = TYPE_WORDS[word]
        also = self.tr(" Also called {names}.").format(names=", ".join(meaning.aliases)) if meaning.aliases else ""
        warning = size_warning(self.numbers.value()) if word == "embedding" else ""
        self._meaning.setText(" ".join(filter(None, (meaning.explanation + also, warning))))
        self.options.setVisible(word == "enum")
        self.numbers.setVisible(word == "embedding")
        self._more.setVisible(word in {"enum", "embedding"})
        count = self.tr("Opt&ions\n{n} of {most}").format(n=len(self._options()), most=MOST_OPTIONS)
        self._more.setText(count if word == "enum" else self.tr("S&ize"))
        self._more.setBuddy(self.options if word == "enum" else self.numbers)

    def _build(self) -> None:
        self.options.setObjectName("key_options")
        self.options.setPlaceholderText(self.tr("One option a line"))
        self.options.setAccessibleName(self.tr("Options, one a line"))
        self.options.setTabChangesFocus(True)
        self.options.setFixedHeight(self.fontMetrics().lineSpacing() * 6 + 16)
        self.numbers.setObjectName("key_size")
        self.numbers.setRange(1, LARGEST_EMBEDDING)
        self.numbers.setValue(512)
        self.numbers.setAccessibleName(self.tr("Numbers in the embedding"))
        self.body.addLayout(self._form())
        self.body.addWidget(self._problem)
        self.body.addStretch(1)
        self.add_cancel()
        self.add = self.add_button(self.tr("Add Key"), "add", primary=True)
        self.add.clicked.connect(self._accept)

    def _form(self) -> QGridLayout:
        label, kind = QLabel(self.tr("&Key")), QLabel(self.tr("&Type"))
        label.setBuddy(self._edit)
        kind.setBuddy(self.type)
        form = QGridLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setColumnStretch(1, 1)
        form.setColumnMinimumWidth(0, 72)
        form.addWidget(label, 0, 0)
        form.addWidget(self._edit, 0, 1)
        form.addWidget(self._where, 1, 1)
        form.addWidget(self.findings, 2, 1)
        form.addWidget(kind, 3, 0)
        form.addWidget(self.type, 3, 1)
        form.addWidget(self._meaning, 4, 1)
        form.addWidget(self._more, 5, 0, Qt.AlignmentFlag.AlignTop)
        form.addWidget(self.options, 5, 1)
        form.addWidget(self.numbers, 6, 1)
        return form

    def _accept(self) -> None:
        try:
            _ = self.form
        except SchemaRefused as refused:
            self.refuse(str(refused))
            return
        self.accept()
