"""Finding what is wrong: problems and profiles, as commands."""

from ui.specs.spec import Spec
from ui.wording import said

MENU = "show_problems next_problem previous_problem show_only_problems | show_types profile_column"
"""Their names in the menu, in order; `|` draws a line."""


def specs() -> tuple[Spec, ...]:
    """The commands."""
    return (
        Spec(
            "show_problems",
            said("&Problems"),
            said("Show or hide what is wrong with the values of this table"),
            "problems",
            "Ctrl+Shift+M",
            checkable=True,
        ),
        Spec("next_problem", said("&Next Problem"), said("Go to the next value with a problem"), "", "F8"),
        Spec("previous_problem", said("Pre&vious Problem"), said("Go back to the last one"), "", "Shift+F8"),
        Spec(
            "show_only_problems",
            said("&Show Only Items with Problems"),
            said("Show the items of the chosen problem, or of every problem, and no others"),
            "",
            "Ctrl+Shift+F8",
        ),
        Spec("show_types", said("&Types in Use"), said("Which types of values each key really holds"), ""),
        Spec(
            "profile_column",
            said("Pro&file of This Column"),
            said("How full the column under the cursor is, and which values it holds"),
            "profile",
            "Ctrl+Shift+P",
        ),
    )
