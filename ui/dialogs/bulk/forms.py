"""Every form of the dialog, in the order of its list."""

from ui.dialogs.bulk.form import Form
from ui.dialogs.bulk.forms_values import clear_form, remove_form, replace_form, set_form


def all_forms() -> tuple[Form, ...]:
    """The forms, most used first."""
    return (replace_form(), set_form(), clear_form(), remove_form())
