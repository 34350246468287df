"""The form for another type: from what, to what, by which rule, and what happens to values that don't convert."""

from collections.abc import Mapping

from domain.migrations.conversions import AsTyped, ByLists, ByTable, Conversion, DecimalComma, SinceEpoch, SpeltDate
from domain.migrations.converting import ConvertKey
from domain.reading import Invalid
from domain.schema_edits import SchemaRefused
from domain.type_forms import enum_form, form_of
from ui.dialogs.bulk.form import Ask, Problem
from ui.dialogs.migration.form import Given, MigrationForm, MigrationMade
from ui.dialogs.migration.making import listed
from ui.wording import said

_UNITS: Mapping[str, str] = {
    "seconds": "seconds since 1970",
    "milliseconds": "milliseconds since 1970",
    "microseconds": "microseconds since 1970",
    "nanoseconds": "nanoseconds since 1970",
    "days": "days since 1970",
}


def convert_form() -> MigrationForm:
    """Change a type."""
    types = tuple((word, word) for word in ("number", "datetime", "boolean", "varchar", "text", "uuid", "enum"))
    numbers = (("typed", said("with a point: 1234.5")), ("comma", said("with a comma: 1.234,5")))
    dates = (
        ("typed", said("ISO 8601: 2024-05-31T14:30:00Z")),
        *((unit, said(words)) for unit, words in _UNITS.items()),
        ("spelt", said("spelt in another way")),
    )
    rests = (
        ("leave", said("stay as they are")),
        ("clear", said("are cleared")),
        ("remove", said("lose the key")),
    )
    return MigrationForm(
        "convert",
        said("Change a Type"),
        "change",
        said("Values of one type become values of another by a rule. What does not convert is counted at the right."),
        converted,
        (
            Ask("key", said("&Key"), "key"),
            Ask("to", said("&New type"), "choice", "number", types),
            Ask("number", said("Numbers are &written"), "choice", "typed", numbers, when=("to", ("number",))),
            Ask("date", said("Dates are &written as"), "choice", "typed", dates, when=("to", ("datetime",))),
            Ask("spelt", said("In the &letters of strptime"), default="%d.%m.%Y", when=("date", ("spelt",))),
            Ask("yes", said("&True are"), default="true, yes, y, on, 1", when=("to", ("boolean",))),
            Ask("no", said("&False are"), default="false, no, n, off, 0", when=("to", ("boolean",))),
            Ask("table", said("&Options: what a value becomes"), "map", when=("to", ("enum",))),
            Ask("into", said("&Into another key (empty: the same)"), hint=said("the same key")),
            Ask("rest", said("Values that do not &convert"), "choice", "leave", rests),
        ),
        "key",
    )


def converted(given: Given) -> MigrationMade:
    """The migration that was asked for."""
    answers, schema = given.answers, given.schema
    key, into, word = answers.text("key"), answers.text("into").strip(), answers.text("to")
    if not key:
        return Problem(said("Choose the key whose type changes."), is_hint=True)
    if word == "enum" and not into:
        return Problem(said("The platform makes no enum of another key. Type a new key for the options."), is_hint=True)
    how = _how(given)
    if isinstance(how, Invalid):
        return Problem(how.reason)
    try:
        form = enum_form(_options(answers.pairs("table"))) if word == "enum" else form_of(word)
    except SchemaRefused as refused:
        return Problem(str(refused))
    if not into and schema.field(key).name == word:
        return Problem(said('"{key}" is of this type already.').format(key=key), is_hint=True)
    rest = answers.text("rest")
    return ConvertKey(key, form, how, "clear" if rest == "clear" else "remove" if rest == "remove" else "leave", into)


def _how(given: Given) -> Conversion | Invalid:
    answers = given.answers
    match answers.text("to"):
        case "number" if answers.text("number") == "comma":
            return DecimalComma()
        case "datetime":
            return _date(answers.text("date"), answers.text("spelt"))
        case "boolean":
            yes, no = listed(answers.text("yes")), listed(answers.text("no"))
            both = {word.casefold() for word in yes} & {word.casefold() for word in no}
            return Invalid(said("A word is in both lists.")) if both else ByLists(tuple(yes), tuple(no))
        case "enum":
            return ByTable({old: new for old, new in answers.pairs("table") if new})
        case _:
            return AsTyped()


def _date(unit: str, spelt: str) -> Conversion | Invalid:
    match unit:
        case "seconds" | "milliseconds" | "microseconds" | "nanoseconds" | "days":
            return SinceEpoch(unit)
        case "spelt":
            return SpeltDate(spelt) if "%" in spelt else Invalid(said("Type how dates are spelt, such as %d.%m.%Y."))
        case _:
            return AsTyped()


def _options(pairs: list[tuple[str, str]]) -> list[str]:
    """What the values become: their new names, and those that have none as they are."""
    return list(dict.fromkeys(new or old for old, new in pairs if new or old))
