"""Migrations of schema and values, as commands."""

from ui.specs.spec import Spec
from ui.wording import said

MENU = "rename_schema_key migrate undo_migration"
"""Their names in the menu, in order; `|` draws a line."""


def specs() -> tuple[Spec, ...]:
    """The commands."""
    return (
        Spec(
            "rename_schema_key",
            said("Rena&me Key…"),
            said("Another name or namespace for a key, in the schema and on every item"),
            "edit",
        ),
        Spec(
            "migrate",
            said("Mi&grate Values…"),
            said("Rename options, change a type with its values, split and merge keys: seen before it begins"),
            "change",
            "Ctrl+Alt+M",
        ),
        Spec(
            "undo_migration",
            said("Undo Last Migration…"),
            said("Put values and schema back as they were before the last migration"),
            "undo",
        ),
    )
