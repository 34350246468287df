"""Changing many values at once, as commands."""

from PySide6.QtCore import QCoreApplication

from ui.specs.spec import Spec

MENU = "edit_together change_values replace"
"""Their names in the menu, in order; `|` draws a line."""


def specs() -> tuple[Spec, ...]:
    """The commands."""
    return (
        Spec(
            "edit_together",
            _tr("Edit &Together…"),
            _tr("The keys of the selected items as one form; what is ticked changes on all of them"),
            "form",
            "Ctrl+E",
        ),
        Spec(
            "change_values",
            _tr("&Change Values…"),
            _tr("Set, replace, split, shift, convert: many values at once, seen before they change"),
            "change",
            "Ctrl+Shift+E",
        ),
        Spec(
            "replace", _tr("Find and &Replace…"), _tr("Replace text in values, in one key or across keys"), "", "Ctrl+H"
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
