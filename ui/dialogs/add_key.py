"""A new metadata key: checked as it is typed, refused with the rule it breaks, warned where people regret it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from domain.keys import check_key, namespace, warn_key
from domain.schema import Schema
from ui.dialogs.frame import Frame, Remark, restyle


class AddKeyDialog(Frame):
    """`key` is what was typed; Add is only there for a key the platform takes and the table does not have yet."""

    def __init__(self, schema: Schema, existing: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(
            self.tr("Add a key"),
            parent,
            self.tr("It becomes a column. An item gets the key when you give it a value."),
        )
        self.setMinimumWidth(480)
        self._schema = schema
        self._existing = tuple(existing)
        self._edit = QLineEdit()
        self._edit.setObjectName("key_field")
        self._edit.setPlaceholderText(self.tr("namespace.name, such as scene.weather"))
        self._edit.setClearButtonEnabled(True)
        label = QLabel(self.tr("&Key"))
        label.setBuddy(self._edit)
        self._type = QLabel()
        self._type.setWordWrap(True)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(label, self._edit)
        form.addRow(self.tr("Type"), self._type)
        self._problem = Remark("problem")
        self._warnings = Remark("warning")
        self.body.addLayout(form)
        self.body.addWidget(self._problem)
        self.body.addWidget(self._warnings)
        self.body.addStretch(1)
        self.add_cancel()
        self._add = self.add_button(self.tr("Add Key"), "add", primary=True)
        self._add.clicked.connect(self.accept)
        self._edit.textChanged.connect(self._check)
        self._check("")

    @property
    def key(self) -> str:
        """The key as typed."""
        return self._edit.text()

    @property
    def problem(self) -> str:
        """Why it can't be added, or an empty string."""
        return self._problem.text()

    def _check(self, key: str) -> None:
        taken = self.tr("The table already has this key.") if key in self._existing else ""
        reason = taken or check_key(key) or ""
        self._problem.setText(reason if key else "")
        self._warnings.setText("\n".join(warn_key(key, self._existing)) if key and not reason else "")
        self._type.setText(self._type_words(key) if key else self.tr("As the schema says"))
        self._add.setEnabled(not reason)
        self._add.setToolTip(reason)
        self._edit.setProperty("problem", "true" if key and reason else "false")
        restyle(self._edit)

    def _type_words(self, key: str) -> str:
        if key in self._schema.fields:
            return self._schema.field(key).name
        space = namespace(key)
        where = self.tr(" in {namespace}").format(namespace=space) if space else ""
        return self.tr("Not in the schema: a new key{where}, any value fits").format(where=where)
