"""The forms that change how values are written: case, spaces, padding, types, numbers and dates."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import cast, get_args

from domain.bulk.converting import Convert, Wanted
from domain.bulk.lettering import Case, ChangeCase, Pad, Side, Trim
from domain.bulk.shifting import Arithmetic, ShiftDate, ShiftNumber, Unit
from ui.dialogs.bulk.form import Answers, Ask, Form, Made, Problem
from ui.dialogs.bulk.forms_values import on_each
from ui.wording import said

_WIDEST = 999
_AMOUNT = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?")


def case_form() -> Form:
    """Capitals and small letters."""
    cases = (
        ("lower", said("all small letters")),
        ("upper", said("ALL CAPITALS")),
        ("title", said("A Capital For Each Word")),
        ("sentence", said("A capital for the first letter")),
    )
    return Form(
        "case",
        said("Case"),
        "text",
        said("Write values in capitals or small letters."),
        said("Change case of"),
        _case,
        (Ask("case", said("&Write"), "choice", "lower", cases),),
    )


def trim_form() -> Form:
    """Spaces."""
    sides = (("both", said("at both ends")), ("start", said("at the start")), ("end", said("at the end")))
    return Form(
        "trim",
        said("Trim Spaces"),
        "cut",
        said("Take spaces, tabs and line ends away from around values."),
        said("Trim"),
        _trim,
        (
            Ask("side", said("&Spaces"), "choice", "both", sides),
            Ask("inner", said("Make spaces &between words one"), "check", default=False),
        ),
    )


def pad_form() -> Form:
    """Filling up."""
    sides = (("start", said("at the start")), ("end", said("at the end")))
    return Form(
        "pad",
        said("Pad"),
        "expand",
        said("Fill values up to a width, as 7 becomes 007."),
        said("Pad"),
        _pad,
        (
            Ask("width", said("&Width, in letters"), default="3"),
            Ask("fill", said("&Fill with"), default="0", beside=True),
            Ask("side", said("W&here"), "choice", "start", sides),
        ),
    )


def convert_form() -> Form:
    """Types."""
    wanted = (
        ("schema", said("what the schema wants")),
        ("number", said("a number")),
        ("text", said("text")),
        ("boolean", said("true or false")),
        ("date", said("a date or time")),
    )
    return Form(
        "convert",
        said("Convert Type"),
        "refresh",
        said('Make values another type, as the text "100" becomes the number 100.'),
        said("Convert"),
        _convert,
        (
            Ask("to", said("&Into"), "choice", "schema", wanted),
            Ask(
                "form",
                said("&Dates are written as"),
                hint=said("ISO 8601, or such as %d.%m.%Y %H:%M"),
                when=("to", ("date",)),
            ),
        ),
    )


def number_form() -> Form:
    """Arithmetic."""
    ways = (
        ("add", said("add")),
        ("subtract", said("subtract")),
        ("multiply", said("multiply by")),
        ("divide", said("divide by")),
        ("round", said("round to places after the point")),
    )
    return Form(
        "shift_number",
        said("Shift Numbers"),
        "add",
        said("Compute with every number, exactly."),
        said("Shift"),
        _shift_number,
        (Ask("how", said("&Do"), "choice", "add", ways), Ask("amount", said("&Number"), hint="0.5", beside=True)),
    )


def date_form() -> Form:
    """Dates."""
    units = tuple((unit, said(unit)) for unit in ("days", "hours", "minutes", "seconds", "weeks", "months", "years"))
    return Form(
        "shift_date",
        said("Shift Dates"),
        "history",
        said("Move dates and times on, or back with a minus sign."),
        said("Shift"),
        _shift_date,
        (Ask("amount", said("&By"), hint="-2"), Ask("unit", said("&Unit"), "choice", "days", units, beside=True)),
    )


def _case(answers: Answers, targets: Sequence[str]) -> Made:
    return on_each(ChangeCase(cast("Case", answers.text("case"))), targets)


def _trim(answers: Answers, targets: Sequence[str]) -> Made:
    return on_each(Trim(cast("Side", answers.text("side")), answers.yes("inner")), targets)


def _pad(answers: Answers, targets: Sequence[str]) -> Made:
    width, fill = answers.number("width"), answers.text("fill")
    if width is None or not 1 <= width <= _WIDEST:
        return Problem(said("The width is a whole number from 1 to {most}.").format(most=_WIDEST))
    if len(fill) != 1:
        return Problem(said("Fill with exactly one letter or digit."))
    return on_each(Pad(width, fill, "end" if answers.text("side") == "end" else "start"), targets)


def _convert(answers: Answers, targets: Sequence[str]) -> Made:
    to, form = answers.text("to"), answers.text("form").strip()
    if to == "date" and form and "%" not in form:
        return Problem(said("Write how dates are spelt with letters such as %d, %m and %Y."))
    return on_each(Convert(cast("Wanted", to), form if to == "date" else ""), targets)


def _shift_number(answers: Answers, targets: Sequence[str]) -> Made:
    how, amount = answers.text("how"), answers.text("amount").strip().replace("\u2212", "-")
    if not amount:
        return Problem(said("Type a number."), is_hint=True)
    if not _AMOUNT.fullmatch(amount):
        return Problem(said("The number is written like 12, -0.5 or 1000."))
    number = Decimal(amount)
    if how == "divide" and not number:
        return Problem(said("Nothing can be divided by 0."))
    if how == "round" and (number != int(number) or not 0 <= number <= 15):
        return Problem(said("Round to 0 to 15 places."))
    return on_each(ShiftNumber(cast("Arithmetic", how), number), targets)


def _shift_date(answers: Answers, targets: Sequence[str]) -> Made:
    amount, unit = answers.number("amount"), answers.text("unit")
    if not answers.text("amount").strip():
        return Problem(said("Type by how many."), is_hint=True)
    if amount is None or abs(amount) > 10**9 or unit not in get_args(Unit):
        return Problem(said("Type a whole number, such as 2 or -2."))
    return on_each(ShiftDate(amount, cast("Unit", unit)), targets)
