"""The table under the hands: copying, filling, selecting, as commands."""

from PySide6.QtCore import QCoreApplication

from ui.specs.spec import Spec

MENU = "copy_with_titles copy_as_csv copy_as_json | insert_today insert_now | add_to_selection"
"""Their names in the menu, in order; `|` draws a line."""


def specs() -> tuple[Spec, ...]:
    """The commands."""
    return (
        Spec(
            "copy_with_titles",
            _tr("Copy with Shown T&itles"),
            _tr("Copy the selected cells under the titles that stand over their columns"),
            of_table=True,
        ),
        Spec(
            "copy_as_csv",
            _tr("Copy as CS&V"),
            _tr("Copy the selected cells as comma-separated text with the names of their columns"),
            of_table=True,
        ),
        Spec(
            "copy_as_json",
            _tr("Copy as &JSON"),
            _tr("Copy the selected cells as a list of objects, values exactly as they are"),
            of_table=True,
        ),
        Spec(
            "insert_today",
            _tr("Insert &Today"),
            _tr("Put today's date into the selected date fields"),
            keys="Ctrl+;",
            of_table=True,
        ),
        Spec(
            "insert_now",
            _tr("Insert N&ow"),
            _tr("Put this moment into the selected date fields"),
            keys="Ctrl+Shift+;",
            of_table=True,
        ),
        Spec(
            "add_to_selection",
            _tr("Add to &Selection"),
            _tr("Keep what is selected and add the next range by key"),
            keys="Ctrl+F8",
            of_table=True,
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Hands", text)
