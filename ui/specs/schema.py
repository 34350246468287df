"""The schema of the organisation: its keys, their types, saving and going back, as commands."""

from ui.specs.spec import Spec
from ui.wording import said

MENU = (
    "open_schema | new_schema_key infer_schema add_schema_options | "
    "delete_schema_key restore_schema_key delete_schema_key_for_ever | "
    "save_schema revert_schema_key revert_schema | schema_versions read_schema"
)
"""Their names in the menu, in order; `|` draws a line."""


def specs() -> tuple[Spec, ...]:
    """The commands."""
    return (*_keys(), *_deleting(), *_saving())


def _keys() -> tuple[Spec, ...]:
    return (
        Spec(
            "open_schema",
            said("&Open Schema"),
            said("Every key of the organisation with its type, and what is staged to change"),
            "schema",
            "Ctrl+Shift+S",
        ),
        Spec(
            "new_schema_key",
            said("&New Key…"),
            said("Add a key to the schema, checked as you type"),
            "add",
            "Ctrl+Shift+K",
        ),
        Spec(
            "infer_schema",
            said("&Propose Keys from Values…"),
            said("Types for keys that have values and none yet, to accept key by key"),
            "",
        ),
        Spec("add_schema_options", said("Add O&ptions…"), said("Add options to the chosen enum, one a line"), ""),
    )


def _deleting() -> tuple[Spec, ...]:
    return (
        Spec(
            "delete_schema_key",
            said("&Delete Key"),
            said("Take the chosen key out of use; it can be restored, and values on items stay"),
            "remove",
        ),
        Spec("restore_schema_key", said("R&estore Key"), said("Bring the chosen deleted key back with its type"), ""),
        Spec(
            "delete_schema_key_for_ever",
            said("Delete Key for E&ver…"),
            said("Remove the chosen key so that it can never be used again"),
            "",
        ),
    )


def _saving() -> tuple[Spec, ...]:
    return (
        Spec(
            "save_schema",
            said("&Save Schema…"),
            said("Read the schema again, show what it becomes, then send it"),
            "push",
            "Ctrl+Alt+S",
        ),
        Spec("revert_schema_key", said("Revert This &Key"), said("Forget what is staged for the chosen key"), ""),
        Spec("revert_schema", said("&Revert All…"), said("Forget every change staged for the schema"), "revert"),
        Spec("schema_versions", said("&History…"), said("Earlier versions of the schema, to compare and restore"), ""),
        Spec(
            "read_schema",
            said("Read &Again"),
            said("Ask the platform for the schema of now; what is staged stays staged"),
            "refresh",
        ),
    )
