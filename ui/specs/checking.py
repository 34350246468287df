"""Finding what is wrong: problems and profiles, as commands."""

from ui.specs.spec import Spec

MENU = ""
"""Their names in the menu, in order; `|` draws a line."""


def specs() -> tuple[Spec, ...]:
    """The commands."""
    return ()
