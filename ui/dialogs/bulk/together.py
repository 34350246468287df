"""Edit Together: the keys of many items as one form, mixed values shown as such, what is ticked is changed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from controllers.together import Held
from domain.bulk.operation import Step
from domain.reading import Invalid
from domain.schema import FieldType
from ui.dialogs.bulk.dialog import scrolled
from ui.dialogs.bulk.form import Made, Problem
from ui.dialogs.bulk.planned import PlannedDialog
from ui.dialogs.bulk.scoped import Scope
from ui.dialogs.bulk.together_field import TogetherField
from ui.panes.tree_pane import FindField

_WIDTH = 520


class TogetherDialog(PlannedDialog):
    """One field a key, for all chosen items at once."""

    def __init__(
        self,
        keys: Sequence[tuple[str, str]],
        scopes: Sequence[Scope],
        kind: Callable[[str], FieldType],
        parent: QWidget | None,
    ) -> None:
        super().__init__(self.tr("Edit Together"), scopes, kind, parent)
        self.say(self.tr("Type a value to give it to every item; only keys that are ticked change."))
        self.setObjectName("together")
        self.resize(1180, 720)
        self._fields = [TogetherField(key, describes, kind(key)) for key, describes in keys]
        self._find = FindField(self.tr("Find a key"))
        self._inputs = QWidget()
        self._build()

    @property
    @override
    def verb(self) -> str:
        return self.tr("Edit")

    @property
    @override
    def inputs(self) -> QWidget:
        return self._inputs

    @property
    @override
    def made(self) -> Made:
        steps: list[Step] = []
        for field in self._fields:
            if field.ticked:
                operation = field.operation
                if isinstance(operation, Invalid):
                    return Problem(f"{field.key}: {operation.reason}")
                steps.append(Step(field.key, operation))
        return steps or Problem(self.tr("Type a value, or tick a key to change."), is_hint=True)

    @property
    def keys(self) -> list[str]:
        """The keys, from top to bottom."""
        return [field.key for field in self._fields]

    def begin(self, scope: str, key: str) -> None:
        """Start with some rows, by name, and the cursor in one key."""
        self.choose_scope(scope)
        first = next((field for field in self._fields if field.key == key), self._fields[0] if self._fields else None)
        if first is not None:
            first.focus()
        self.ask_soon()

    def show_held(self, held: Held) -> None:
        """Show what the items hold under one key."""
        for field in self._fields:
            if field.key == held.key:
                field.show_held(held)

    def _build(self) -> None:
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for field in self._fields:
            field.changed.connect(self.ask_soon)
            column.addWidget(field)
        left = QVBoxLayout(self._inputs)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self._find)
        left.addWidget(scrolled(fields), 1)
        left.addLayout(self.build_scopes())
        self._inputs.setFixedWidth(_WIDTH)
        self._find.textChanged.connect(self._narrow)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self._inputs)
        across.addWidget(self.preview, 1)
        self.body.addLayout(across, 1)
        self.add_buttons()

    def _narrow(self, typed: str) -> None:
        for field in self._fields:
            field.setVisible(typed.casefold() in field.key.casefold())
