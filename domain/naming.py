"""How a team spells the names of its keys: the styles there are, which a name has, and a name put into a style."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from domain.keys import KeyFinding, check_key, leaf, namespace

ANY_STYLE = "any"
_WORDS = re.compile(r"[^\W_a-z]+(?![a-z])|[^\W_]?[^\W_A-Z]+")


def _camel(words: Sequence[str]) -> str:
    return words[0] + "".join(word.capitalize() for word in words[1:])


def _pascal(words: Sequence[str]) -> str:
    return "".join(word.capitalize() for word in words)


_JOINS: Mapping[str, Callable[[Sequence[str]], str]] = {
    "snake_case": "_".join,
    "kebab-case": "-".join,
    "lower words": " ".join,
    "camelCase": _camel,
    "PascalCase": _pascal,
}
STYLES: Mapping[str, str] = MappingProxyType(
    {
        ANY_STYLE: "",
        "snake_case": r"[a-z0-9]+(_[a-z0-9]+)*",
        "kebab-case": r"[a-z0-9]+(-[a-z0-9]+)*",
        "lower words": r"[a-z0-9]+( [a-z0-9]+)*",
        "camelCase": r"[a-z][a-zA-Z0-9]*",
        "PascalCase": r"[A-Z][a-zA-Z0-9]*",
    }
)
"""Each style by its name, and what a name in it looks like; `any` allows all."""


def has_style(name: str, style: str) -> bool:
    """Whether a name, the part of a key after its last period, is spelt in a style."""
    return not STYLES[style] or re.fullmatch(STYLES[style], name) is not None


def restyled(key: str, style: str) -> str | None:
    """The key with its name put into a style; None where that can't be done, or the platform would refuse it."""
    words = [word.lower() for word in _WORDS.findall(leaf(key))]
    if style == ANY_STYLE or not words:
        return None
    space = namespace(key)
    fixed = f"{space}.{_JOINS[style](words)}" if space else _JOINS[style](words)
    return fixed if has_style(leaf(fixed), style) and check_key(fixed) is None else None


def style_finding(key: str, style: str) -> KeyFinding | None:
    """What to say about a key whose name has not the style of the team; None where it has."""
    if has_style(leaf(key), style):
        return None
    return KeyFinding("warning", "style", f"Names of your team are spelt in {style}.", restyled(key, style))
