"""What a person asks of the rows: conditions on one value, and the short way they are written in a filter field.

fog            contains the text, whatever its case        =fog  exactly this          =fog|rain  one of these
>10  <=2024-05 more, less (or equal)                       1..5  between, ends too     /re.x/     regular expression
empty invalid changed                                      !…    the opposite          "…"        text as it stands
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from domain.reading import quote


@dataclass(frozen=True, slots=True)
class Contains:
    """The text is in it somewhere, in upper or lower case."""

    text: str


@dataclass(frozen=True, slots=True)
class Equals:
    """It is exactly this: a number by its size, a moment by what is given of it, else text by its letters."""

    text: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """It is one of these texts to the letter; with `empty`, also nothing."""

    texts: tuple[str, ...]
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Less:
    """It is less than this, or not more where `or_equal`."""

    text: str
    or_equal: bool = False


@dataclass(frozen=True, slots=True)
class More:
    """It is more than this, or not less where `or_equal`."""

    text: str
    or_equal: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """It is at least the one and at most the other."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Matches:
    """A regular expression is found in it."""

    pattern: str


@dataclass(frozen=True, slots=True)
class IsEmpty:
    """The item does not have the key, or it was cleared, or it is a text without letters."""


@dataclass(frozen=True, slots=True)
class IsInvalid:
    """The value breaks the schema."""


@dataclass(frozen=True, slots=True)
class IsChanged:
    """The value is edited here and not sent."""


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    condition: "Condition"


Condition: TypeAlias = (
    Contains | Equals | OneOf | Less | More | Between | Matches | IsEmpty | IsInvalid | IsChanged | Not
)


@dataclass(frozen=True, slots=True)
class Unclear:
    """A filter that cannot be read, and the sentence that says why."""

    reason: str


_WORDS: dict[str, Condition] = {"empty": IsEmpty(), "invalid": IsInvalid(), "changed": IsChanged()}
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[^|"]+|"')
_DATE = r"\d{4}-\d{2}(?:-\d{2}(?:[T ][0-9:.]+(?:Z|[+-]\d{2}:?\d{2})?)?)?"
_BOUND = rf'(?:{_DATE}|[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[^"\\]|\\.)*")'
_RANGE = re.compile(rf"({_BOUND})?\s*\.\.\s*({_BOUND})?", re.DOTALL)
_COMPARED = re.compile(r"(<=|>=|<|>)(.*)", re.DOTALL)
_BEYOND = re.compile(r"(?<!\\)(?:\\\\)*(?:\(\?(?:[=!>(]|<[=!]|P=)|\\[1-9]|[*+?}]\+)")
_SHOWN = 4


def read_condition(typed: str) -> Condition | Unclear | None:
    """What a filter field says; None where it says nothing."""
    text = typed.strip()
    if not text:
        return None
    if text in _WORDS:
        return _WORDS[text]
    if text.startswith("<>"):
        return _opposite(f"={text[2:]}")
    if text.startswith("!") and len(text) > 1:
        return _opposite(text[1:])
    return _read_plain(text)


def _read_plain(text: str) -> Condition | Unclear:
    if text.startswith("="):
        return _read_values(text[1:])
    if len(text) > 2 and text.startswith("/") and text.endswith("/"):
        return _read_pattern(text[1:-1])
    compared = _COMPARED.fullmatch(text)
    if compared is not None:
        return _read_compared(compared[1], compared[2].strip())
    bounds = _RANGE.fullmatch(text)
    if bounds is not None and (bounds[1] or bounds[2]):
        return _read_range(bounds[1], bounds[2])
    if not text.startswith('"'):
        return Contains(text)
    words = _unquoted(text)
    return words if isinstance(words, Unclear) else Contains(words)


def _opposite(text: str) -> Condition | Unclear | None:
    found = read_condition(text)
    return found if found is None or isinstance(found, Unclear) else Not(found)


def _read_values(text: str) -> Condition | Unclear:
    """The values after "=", with | between them."""
    texts: dict[str, None] = {}
    empty = False
    for part in _split(text):
        if part == "empty":
            empty = True
            continue
        value = _unquoted(part) if part else Unclear('A value is missing. Write =fog, =fog|rain or ="a text".')
        if isinstance(value, Unclear):
            return value
        texts[value] = None
    if not texts:
        return IsEmpty()
    return Equals(next(iter(texts))) if len(texts) == 1 and not empty else OneOf(tuple(texts), empty)


def _split(text: str) -> list[str]:
    parts = [""]
    for match in re.finditer(rf"\||{_PART.pattern}", text, re.DOTALL):
        if match[0] == "|":
            parts.append("")
        else:
            parts[-1] += match[0]
    return [part.strip() for part in parts]


def _read_pattern(pattern: str) -> Condition | Unclear:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return Unclear(f"The regular expression {quote(pattern)} cannot be read: {error}.")
    if _BEYOND.search(pattern):
        return Unclear("A filter's regular expression may not look around, refer back or be possessive.")
    return Matches(pattern)


def _read_compared(sign: str, operand: str) -> Condition | Unclear:
    value = _unquoted(operand) if operand else Unclear(f"After {sign} a number, a date or a text is missing.")
    if isinstance(value, Unclear):
        return value
    return Less(value, sign == "<=") if sign.startswith("<") else More(value, sign == ">=")


def _read_range(low: str | None, high: str | None) -> Condition | Unclear:
    first, last = (_unquoted(low) if low else None), (_unquoted(high) if high else None)
    for end in (first, last):
        if isinstance(end, Unclear):
            return end
    if first is None or isinstance(first, Unclear):
        return Less(str(last), or_equal=True)
    if last is None or isinstance(last, Unclear):
        return More(first, or_equal=True)
    return Between(first, last)


def _unquoted(text: str) -> str | Unclear:
    """Text as it stands, or what is between its quotes."""
    if not text.startswith('"'):
        return text
    try:
        return str(json.loads(text, strict=False)) if _QUOTED.fullmatch(text) else _open_quote(text)
    except ValueError:
        return Unclear(f"{quote(text)} has a backslash that means nothing. Write two of them for one.")


def _open_quote(text: str) -> Unclear:
    return Unclear(f"The quotes in {quote(text)} do not end where the text ends.")


def write_condition(condition: Condition) -> str:
    """What to type for a condition: `read_condition` gives it back."""
    match condition:
        case IsEmpty() | IsInvalid() | IsChanged():
            return next(word for word, meaning in _WORDS.items() if meaning == condition)
        case Not(inner):
            return f"!{write_condition(inner)}"
        case Matches(pattern):
            return f"/{pattern}/"
        case Contains(text):
            return text if read_condition(text) == condition else _quoted(text)
        case Equals(text):
            return f"={_bare(text)}"
        case OneOf(texts, empty):
            return "=" + "|".join([*map(_bare, texts), *(["empty"] if empty else [])])
        case _:
            return _write_bounds(condition)


def _write_bounds(condition: Less | More | Between) -> str:
    if isinstance(condition, Between):
        spelt = f"{condition.low}..{condition.high}"
        bare = read_condition(spelt) == condition
        return spelt if bare else f"{_quoted(condition.low)}..{_quoted(condition.high)}"
    sign = "<" if isinstance(condition, Less) else ">"
    return f"{sign}{'=' if condition.or_equal else ''}{_bare(condition.text)}"


def _bare(text: str) -> str:
    """A value without quotes where it can do without them."""
    plain = text == text.strip() and text and text not in _WORDS and not text.startswith(("=", "/"))
    return text if plain and not set(text) & {'"', "|"} else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def describe_condition(condition: Condition) -> str:
    """The condition in words, after the name of what it is asked of: "contains fog"."""
    match condition:
        case Contains(text):
            return f"contains {quote(text)}"
        case Equals(text):
            return f"is {quote(text)}"
        case OneOf(texts, empty):
            return f"is {_listed([*map(quote, texts), *(['empty'] if empty else [])])}"
        case Less() | More() | Between():
            return _describe_bounds(condition)
        case Matches(pattern):
            return f"matches /{pattern}/"
        case Not(inner):
            return f"not: {describe_condition(inner)}"
        case _:
            return f"is {write_condition(condition)}"


def _describe_bounds(condition: Less | More | Between) -> str:
    match condition:
        case Less(text, or_equal):
            return f"is {'at most' if or_equal else 'less than'} {text}"
        case More(text, or_equal):
            return f"is {'at least' if or_equal else 'more than'} {text}"
        case _:
            return f"is between {condition.low} and {condition.high}"


def _listed(words: Iterable[str]) -> str:
    every = list(words)
    rest = f" or {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return " or ".join(every[:_SHOWN]) + rest
