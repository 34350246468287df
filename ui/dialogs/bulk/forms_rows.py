"""The forms that go by rows: fill from above, number; and the table of old and new values."""

from collections.abc import Sequence

from domain.bulk.filling import FillDown, NumberRows
from domain.bulk.value_map import MapValues
from ui.dialogs.bulk.form import Answers, Ask, Form, Made, Problem, SameIn
from ui.dialogs.bulk.forms_values import on_each
from ui.wording import said

_WIDEST = 64


def fill_form() -> Form:
    """The row above."""
    ways = (("gaps", said("Fill the gaps with the value above")), ("all", said("Give every row the first row's value")))
    return Form(
        "fill",
        said("Fill Down"),
        "fill-down",
        said("Rows are taken in the order of the table."),
        said("Fill down"),
        _fill,
        (Ask("how", said("&Do"), "choice", "gaps", ways),),
    )


def number_rows_form() -> Form:
    """A running number."""
    return Form(
        "number",
        said("Number Rows"),
        "select-all",
        said("Rows are numbered in the order of the table."),
        said("Number"),
        _number,
        (
            Ask("start", said("&Start at"), default="1"),
            Ask("step", said("S&tep"), default="1", beside=True),
            Ask("width", said("&Digits"), default="0", beside=True),
            Ask("prefix", said("Text &before")),
            Ask("suffix", said("Text &after"), beside=True),
        ),
    )


def map_form() -> Form:
    """Old and new."""
    return Form(
        "map",
        said("Value Map"),
        "table",
        said("Type the new value beside the old one. What has nothing beside it stays."),
        said("Map"),
        _map,
        (Ask("table", said("Old and new values"), "map"),),
    )


def duplicates_form() -> Form:
    """What is there twice."""
    return Form(
        "duplicates",
        said("Find Duplicates"),
        "conflict",
        said("Lists the items that hold the same in all of the keys ticked below. Nothing is changed."),
        "",
        _same,
        (Ask("loosely", said("Case and &spaces don't matter"), "check", default=False),),
        targets_title=said("&Keys to compare"),
        is_report=True,
    )


def _same(answers: Answers, targets: Sequence[str]) -> Made:
    return SameIn(tuple(targets), answers.yes("loosely"))


def _fill(answers: Answers, targets: Sequence[str]) -> Made:
    return on_each(FillDown(only_empty=answers.text("how") != "all"), targets)


def _number(answers: Answers, targets: Sequence[str]) -> Made:
    start, step, width = answers.number("start"), answers.number("step"), answers.number("width")
    if start is None or step is None or max(abs(start), abs(step)) > 10**15:
        return Problem(said("Start and step are whole numbers."))
    if width is None or not 0 <= width <= _WIDEST:
        return Problem(said("Digits are a whole number from 0 to {most}.").format(most=_WIDEST))
    return on_each(NumberRows(start, step, width, answers.text("prefix"), answers.text("suffix")), targets)


def _map(answers: Answers, targets: Sequence[str]) -> Made:
    table = {old: new for old, new in answers.pairs("table") if new}
    if not table:
        return Problem(said("Type a new value beside an old one."), is_hint=True)
    return on_each(MapValues(table), targets)
