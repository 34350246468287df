"""Every form of the dialog, in the order of its list."""

from collections.abc import Collection

from ui.dialogs.bulk import forms_columns, forms_letters, forms_rows, forms_values
from ui.dialogs.bulk.form import Form


def all_forms(keys: Collection[str]) -> tuple[Form, ...]:
    """The forms, most used first; `keys` are those a template may name."""
    return (
        forms_values.replace_form(),
        forms_values.set_form(),
        forms_values.clear_form(),
        forms_values.remove_form(),
        forms_rows.map_form(),
        forms_letters.case_form(),
        forms_letters.trim_form(),
        forms_letters.pad_form(),
        forms_letters.convert_form(),
        forms_letters.number_form(),
        forms_letters.date_form(),
        forms_columns.copy_form(),
        forms_columns.split_form(),
        forms_columns.join_form(),
        forms_columns.template_form(keys),
        forms_columns.extract_form(),
        forms_rows.fill_form(),
        forms_rows.number_rows_form(),
        forms_rows.duplicates_form(),
    )
