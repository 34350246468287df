"""The forms that go from key to key: copy, split, join, and those that make values from the row: template, extract."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import cast

from controllers.patterns import read_pattern
from domain.bulk.columns import Copy, How, Join, Part
from domain.bulk.extracting import Extract
from domain.bulk.operation import Step
from domain.bulk.sources import Source
from domain.bulk.templates import read_template
from domain.keys import check_key
from domain.reading import Invalid
from ui.dialogs.bulk.form import Answers, Ask, Form, Made, Problem
from ui.dialogs.bulk.forms_values import on_each
from ui.wording import said

FACTS = ("name", "item_type", "file_size", "duration", "fps", "width", "height", "frame_count", "created_at", "uuid")
"""The facts a template can name."""


def copy_form() -> Form:
    """One key into others."""
    ways = (
        ("replace", said("in place of what is there")),
        ("only_empty", said("only where there is no value")),
        ("append", said("after what is there")),
        ("prepend", said("before what is there")),
    )
    return Form(
        "copy",
        said("Copy From Key"),
        "copy",
        said("Copy the values of one key into the keys ticked below."),
        said("Copy into"),
        _copy,
        (
            Ask("source", said("&From"), "key"),
            Ask("how", said("&Put it"), "choice", "replace", ways),
            Ask("separator", said("&Between the two"), default=" ", when=("how", ("append", "prepend"))),
        ),
    )


def split_form() -> Form:
    """One key into several."""
    return Form(
        "split",
        said("Split"),
        "namespace",
        said("Cut the text of one key into parts, each into a key of its own. The last key takes what is left."),
        said("Split into"),
        _split,
        (
            Ask("source", said("&From"), "key"),
            Ask("separator", said("&At"), default=",", hint=said("spaces")),
            Ask("into", said("&Into keys, with commas between"), hint=said("scene.city, scene.street")),
        ),
        has_targets=False,
    )


def join_form() -> Form:
    """Several keys into one."""
    return Form(
        "join",
        said("Join"),
        "link",
        said("Join the texts of the keys ticked below, in their order, into one key."),
        said("Join into"),
        _join,
        (Ask("into", said("&Into"), "new_key"), Ask("separator", said("&Between them"), default=" ")),
        targets_title=said("&Keys to join"),
    )


def template_form(keys: Collection[str]) -> Form:
    """A text with places."""
    return Form(
        "template",
        said("Template"),
        "key",
        said(
            "Write {key} for its value, {key:%Y-%m} for parts of a date. There are also {item.name}, {folder}, "
            "{number}, {fps}, {width}, {height}, {duration}, {frame_count}, {file_size}."
        ),
        said("Fill in"),
        partial(_template, keys),
        (Ask("template", said("&Template"), hint="{folder}/{captured_at:%Y-%m}"),),
    )


def extract_form() -> Form:
    """By pattern from the name."""
    sources = (("name", said("the item's name")), ("folder", said("the folder's path")), ("key", said("a key")))
    return Form(
        "extract",
        said("Extract by Pattern"),
        "file",
        said("Find a regular expression in the name of the item, and keep a part of it."),
        said("Extract into"),
        _extract,
        (
            Ask("from", said("&From"), "choice", "name", sources),
            Ask("source", said("Which &key"), "key", when=("from", ("key",))),
            Ask("pattern", said("&Pattern"), hint=r"_(\d{4})(\d{2})_"),
            Ask("template", said("&Value"), default=r"\1", hint=r"\1-\2"),
        ),
    )


def _copy(answers: Answers, targets: Sequence[str]) -> Made:
    source = answers.text("source")
    if not source:
        return Problem(said("Choose the key to copy from."), is_hint=True)
    if source in targets:
        return Problem(said('"{key}" is ticked below: a key is not copied into itself.').format(key=source))
    return on_each(Copy(source, cast("How", answers.text("how")), answers.text("separator")), targets)


def _split(answers: Answers, _targets: Sequence[str]) -> Made:
    source = answers.text("source")
    into = [key.strip() for key in answers.text("into").split(",") if key.strip()]
    if not source:
        return Problem(said("Choose the key to split."), is_hint=True)
    if not into:
        return Problem(said("Type the keys to split into."), is_hint=True)
    wrong = next((f"{key}: {reason}" for key in into if (reason := check_key(key))), "")
    if wrong or len(set(into)) < len(into):
        return Problem(wrong or said("A key is there twice."))
    last = len(into) - 1
    parts = (Part(source, answers.text("separator"), at, rest=at == last) for at in range(len(into)))
    return [Step(key, part) for key, part in zip(into, parts, strict=True)]


def _join(answers: Answers, targets: Sequence[str]) -> Made:
    into = answers.text("into")
    if not into:
        return Problem(said("Choose the key to join into."), is_hint=True)
    return [Step(into, Join(tuple(targets), answers.text("separator")))]


def _template(keys: Collection[str], answers: Answers, targets: Sequence[str]) -> Made:
    text = answers.text("template")
    if not text:
        return Problem(said("Type a template."), is_hint=True)
    template = read_template(text, keys, FACTS)
    return Problem(template.reason) if isinstance(template, Invalid) else on_each(template, targets)


def _extract(answers: Answers, targets: Sequence[str]) -> Made:
    source = _source(answers)
    if source is None:
        return Problem(said("Choose the key to look in."), is_hint=True)
    if not answers.text("pattern"):
        return Problem(said("Type a pattern, with the part to keep in ( and )."), is_hint=True)
    pattern = read_pattern(answers.text("pattern"), answers.text("template"))
    if isinstance(pattern, Invalid):
        return Problem(pattern.reason)
    return on_each(Extract(source, pattern, answers.text("template")), targets)


def _source(answers: Answers) -> Source | None:
    match answers.text("from"):
        case "folder":
            return Source("folder")
        case "key":
            key = answers.text("source")
            return Source("key", key) if key else None
        case _:
            return Source("fact", "name")
