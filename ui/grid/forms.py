"""How numbers and dates are written where the person lives, as their system says."""

from typing import Literal, cast

from PySide6.QtCore import QLocale

from domain.local_forms import LocalForms


def forms_of(locale: QLocale) -> LocalForms:
    """How numbers and dates are written in a place."""
    short = locale.dateFormat(QLocale.FormatType.ShortFormat).lower()
    order = "".join(sorted("dmy", key=short.find))
    known = order if order in {"dmy", "mdy", "ymd"} else "ymd"
    return LocalForms(locale.decimalPoint(), locale.groupSeparator(), cast("Literal['dmy', 'mdy', 'ymd']", known))
