"""What was filled in, as a migration, or what is missing."""

from collections.abc import Mapping
from typing import Any

from domain.keys import check_key
from domain.migrations.migration import Clash
from domain.migrations.options import ChangeOptions
from domain.migrations.parting import MergeKeys, SplitKey
from domain.migrations.renaming import RenameKey, RenameNamespace
from domain.migrations.schema_steps import is_live
from domain.schema import Schema
from domain.type_forms import form_of
from ui.dialogs.bulk.form import Answers, Problem
from ui.dialogs.migration.form import Given, MigrationMade
from ui.wording import said


def renamed(given: Given) -> MigrationMade:
    """Another name for a key."""
    key, new = given.answers.text("key"), given.answers.text("new").strip()
    if not key:
        return Problem(said("Choose the key to rename."), is_hint=True)
    if not new or new == key:
        return Problem(said("Type the new name."), is_hint=True)
    refusal = check_key(new)
    return Problem(refusal) if refusal else RenameKey(key, new, _clash(given.answers))


def moved(given: Given) -> MigrationMade:
    """Another place for a namespace."""
    old, new = given.answers.text("old"), given.answers.text("new").strip().strip(".")
    if not old:
        return Problem(said("There is no namespace: no key has a period."), is_hint=True)
    if new == old:
        return Problem(said("Type the new name; nothing takes the keys out of the namespace."), is_hint=True)
    return RenameNamespace(old, new, _clash(given.answers))


def with_options(given: Given) -> MigrationMade:
    """Other options for an enum."""
    key = given.answers.text("key")
    if not key:
        return Problem(said("Choose the enum."), is_hint=True)
    if given.schema.field(key).name != "enum":
        return Problem(said('"{key}" is not an enum.').format(key=key))
    if not given.options:
        return Problem(said("Type a new name beside an option, or tick those that go."), is_hint=True)
    return ChangeOptions(key, given.options, "remove" if given.answers.text("rest") == "remove" else "clear")


def parted(given: Given) -> MigrationMade:
    """One key as several."""
    answers = given.answers
    key, into = answers.text("key"), listed(answers.text("into"))
    if not key:
        return Problem(said("Choose the key to split."), is_hint=True)
    if len(into) < 2:
        return Problem(said("Type the keys to split into: at least two."), is_hint=True)
    wrong = next((f"{each}: {reason}" for each in into if (reason := check_key(each))), "")
    if wrong:
        return Problem(wrong)
    forms = {each: _form(given.schema, each) for each in into}
    return SplitKey(key, forms, answers.text("separator"), answers.yes("keep"), _clash(answers))


def merged(given: Given) -> MigrationMade:
    """Several keys as one."""
    answers, keys = given.answers, tuple(given.keys)
    into, joins = answers.text("into"), answers.text("how") == "join"
    if not any(key != into for key in keys):
        return Problem(said("Tick the keys to merge, below."), is_hint=True)
    if not into:
        return Problem(said("Choose the key to merge into, or type a new one."), is_hint=True)
    form = _form(given.schema, into, "" if joins else next((key for key in keys if is_live(given.schema.raw, key)), ""))
    if joins:
        return MergeKeys(keys, into, form, "join", answers.text("separator"))
    return MergeKeys(keys, into, form, "first", " ", _clash(answers))


def listed(text: str) -> list[str]:
    """Words with commas between, each once."""
    return list(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


def _form(schema: Schema, key: str, like: str = "") -> Mapping[str, Any]:
    """The type of a key: its own, that of another one, or text."""
    for known in (key, like):
        if known and is_live(schema.raw, known):
            return schema.raw[known]
    return form_of("varchar")


def _clash(answers: Answers) -> Clash:
    match answers.text("clash"):
        case "keep":
            return "keep"
        case "replace":
            return "replace"
        case _:
            return "leave"
