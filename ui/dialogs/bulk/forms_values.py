"""The forms for whole values: replace, set, clear, remove."""

from collections.abc import Sequence

from controllers.patterns import read_pattern
from domain.bulk.operation import Operation, Step
from domain.bulk.replacing import ReplacePattern, ReplaceText
from domain.bulk.setting import Clear, Remove, Set
from domain.reading import Invalid
from ui.dialogs.bulk.form import Answers, Ask, Form, Made, Problem
from ui.wording import said


def replace_form() -> Form:
    """Find and replace."""
    return Form(
        "replace",
        said("Find and Replace"),
        "search",
        said("Replace what stands in values, in one key or across keys."),
        said("Replace in"),
        _replace,
        (
            Ask("find", said("&Find")),
            Ask("replacement", said("Replace &with"), hint=said("nothing: what is found goes")),
            Ask("match_case", said("&Match case"), "check", default=False),
            Ask("whole", said("W&hole value only"), "check", default=False),
            Ask("regex", said("Regular e&xpression, \\1 in the new text is group 1"), "check", default=False),
        ),
    )


def set_form() -> Form:
    """Set a value."""
    return Form(
        "set",
        said("Set"),
        "edit",
        said("Give every item the same value."),
        said("Set"),
        _set,
        (
            Ask("value", said("&Value")),
            Ask("only_empty", said("Only where there is &no value"), "check", default=False),
        ),
    )


def clear_form() -> Form:
    """Clear a value."""
    return Form(
        "clear", said("Clear"), "clear", said("The key stays on the item and holds nothing."), said("Clear"), _clear
    )


def remove_form() -> Form:
    """Remove a key."""
    return Form(
        "remove",
        said("Remove Key"),
        "remove",
        said("Takes the key and its value off the item."),
        said("Remove"),
        _remove,
    )


def on_each(operation: Operation, targets: Sequence[str]) -> list[Step]:
    """The same operation on each of the keys."""
    return [Step(key, operation) for key in targets]


def _replace(answers: Answers, targets: Sequence[str]) -> Made:
    find, replacement = answers.text("find"), answers.text("replacement")
    if not find:
        return Problem(said("Type what to find."), is_hint=True)
    case, whole = answers.yes("match_case"), answers.yes("whole")
    if not answers.yes("regex"):
        return on_each(ReplaceText(find, replacement, match_case=case, whole=whole), targets)
    pattern = read_pattern(find, replacement, match_case=case, whole=whole)
    if isinstance(pattern, Invalid):
        return Problem(pattern.reason)
    return on_each(ReplacePattern(pattern, replacement), targets)


def _set(answers: Answers, targets: Sequence[str]) -> Made:
    if not answers.text("value"):
        return Problem(said("Type the value to set."), is_hint=True)
    return on_each(Set(answers.text("value"), only_empty=answers.yes("only_empty")), targets)


def _clear(_answers: Answers, targets: Sequence[str]) -> Made:
    return on_each(Clear(), targets)


def _remove(_answers: Answers, targets: Sequence[str]) -> Made:
    return on_each(Remove(), targets)
