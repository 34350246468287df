"""The right of the schema's tab: all that is known of the key or namespace under the cursor, and what to do with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from domain.fields import EnumType, Field
from domain.keys import KeyFinding
from domain.schema_changes import SchemaChange, describe
from models.schema_usage import KeyUsage
from models.schema_words import keys as key_count
from ui.actions import Actions
from ui.panes.empty_state import Picture
from ui.panes.label_grid import NamespaceChip, words
from ui.schema.command_button import CommandButton
from ui.schema.findings_list import FindingsList
from ui.schema.flow_layout import FlowLayout
from ui.schema.keeper import Keeper
from ui.schema.options_list import OptionsList
from ui.schema.type_part import TypePart
from ui.schema.usage_part import UsagePart
from ui.wording import said


@dataclass(frozen=True, slots=True)
class KeyShown:
    """All that is shown of a key. `usage` is None while nothing is loaded that could have it."""

    key: str
    field: Field
    form: object
    change: SchemaChange | None = None
    new_options: frozenset[str] = frozenset()
    usage: KeyUsage | None = None
    findings: Sequence[KeyFinding] = ()
    owner: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class NamespaceShown:
    """All that is shown of a namespace."""

    path: str
    count: int
    owner: str = ""
    description: str = ""
    types: Mapping[str, int] = field(default_factory=dict[str, int])


class Properties(QScrollArea):
    """Shows what it is told; says what a person wants to be another."""

    type_wanted = Signal(str)
    """The name of another scalar type for the key that is shown."""
    described = Signal(str, str)
    """A key, or a namespace with its last dot, and another description of it."""
    fix_wanted = Signal(str)
    """Another name for the key that is shown."""

    def __init__(self, commands: Actions) -> None:
        super().__init__()
        self.setObjectName("schema_properties")
        self.setAccessibleName(self.tr("Properties of the key"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._commands = commands
        self._picture = Picture("schema", 40)
        self._chip = NamespaceChip()
        self._name, self._remark = words("title"), words("muted")
        self._staged = words("warning")
        self.type = TypePart()
        self.options = OptionsList()
        self.findings = FindingsList()
        self.keeper = Keeper()
        self.usage = UsagePart()
        self._tools = FlowLayout()
        self._buttons: dict[str, CommandButton] = {}
        self._build()
        self.type.wanted.connect(self.type_wanted)
        self.findings.fix_wanted.connect(self.fix_wanted)
        self.keeper.described.connect(self.described)
        self.show_nothing(self.tr("Choose a key or a namespace to see what it is."))

    def show_key(self, shown: KeyShown) -> None:
        """Show a key."""
        self._say(shown.key, shown.key.rpartition(".")[0], "")
        self._staged.setText(said("Staged: {change}").format(change=describe(shown.change)) if shown.change else "")
        self._staged.setVisible(shown.change is not None)
        self.type.show_type(shown.field, shown.form)
        self.type.show()
        is_enum = isinstance(shown.field, EnumType)
        self.options.setVisible(is_enum)
        if isinstance(shown.field, EnumType):
            used = shown.usage.options if shown.usage is not None else None
            self.options.show_options(shown.field.options, shown.new_options, used)
        self.findings.show_findings(shown.findings)
        self.usage.show_usage(shown.field, shown.usage)
        self.usage.show()
        self.keeper.show_kept(shown.key, shown.owner, shown.description)
        self.keeper.show()
        self._show_tools()

    def show_namespace(self, shown: NamespaceShown) -> None:
        """Show a namespace."""
        types = ", ".join(f"{count} {name}" for name, count in shown.types.items())
        self._say(f"{shown.path}.", shown.path, f"{key_count(shown.count)}: {types}" if types else "")
        self._hide_key()
        self.keeper.show_kept(f"{shown.path}.", shown.owner, shown.description)
        self.keeper.show()
        self._show_tools()

    def show_nothing(self, sentence: str) -> None:
        """Nothing is under the cursor."""
        self._say("", "", sentence)
        self._hide_key()
        self.keeper.hide()
        self._picture.show()
        self._show_tools()

    def add_tools(self, names: Sequence[str]) -> None:
        """Offer commands for what is shown; each stands there while it can be used."""
        for name in names:
            button = CommandButton(self._commands[name])
            button.setProperty("kind", "small")
            self._buttons[name] = button
            self._tools.addWidget(button)
            self._commands[name].changed.connect(self._show_tools)
        self._show_tools()

    def _show_tools(self) -> None:
        shown = self._picture.isHidden()
        of_key = not self.type.isHidden()
        for name, button in self._buttons.items():
            fits = name != "new_schema_key" or not of_key  # a key inside a namespace begins at the namespace
            button.setVisible(shown and fits and self._commands[name].isEnabled())

    def _say(self, name: str, namespace: str, remark: str) -> None:
        self._picture.hide()
        self._chip.show_name(namespace)
        self._chip.setVisible(bool(namespace))
        self._name.setText(name)
        self._name.setVisible(bool(name))
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        self._staged.hide()

    def _hide_key(self) -> None:
        for part in (self.type, self.options, self.usage):
            part.hide()
        self.findings.show_findings(())

    def _build(self) -> None:
        font = self._name.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        self._name.setFont(font)
        inner = QWidget()
        inner.setProperty("role", "page")
        self.setWidget(inner)  # before it is filled: with all that is in it, its style would be worked out again
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(8)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._chip)
        for part in (self._name, self._remark, self._staged):
            column.addWidget(part)
        column.addLayout(self._tools)
        for part in (self.findings, self.type, self.options, self.usage, self.keeper):
            column.addSpacing(4)
            column.addWidget(part)
        column.addStretch(1)
