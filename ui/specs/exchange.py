"""Bringing values in and taking them out, as commands."""

from ui.specs.spec import Spec
from ui.wording import said

MENU = "import"
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
    )
