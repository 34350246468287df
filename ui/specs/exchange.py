"""Bringing values in and taking them out, as commands."""

from ui.specs.spec import Spec
from ui.wording import said

MENU = "import export | save_changes open_changes"
"""Their names in the menu, in order; `|` draws a line."""


def specs() -> tuple[Spec, ...]:
    """The commands."""
    return (
        Spec(
            "import",
            said("&Import…"),
            said("Bring values from a CSV, Excel, JSON or Parquet file into this table"),
            "import",
            "Ctrl+Shift+I",
        ),
        Spec(
            "export",
            said("E&xport…"),
            said("Write items of this table to a CSV, Excel, JSON or Parquet file, or for registration"),
            "export",
            "Ctrl+Shift+X",
        ),
        Spec(
            "save_changes",
            said("Save Chan&ges As…"),
            said("Save what is staged as a file a colleague can open, or as a script for the SDK"),
            "",
        ),
        Spec(
            "open_changes",
            said("Open Change Se&t…"),
            said("Stage in this table what a colleague saved as a change set"),
            "",
        ),
    )
