"""Regular expressions a person types: what is asked of them, and which can't take long on a text of some length."""

import re
from typing import Any, Protocol

TOO_SLOW = "The regular expression takes too long on this value."

_MOST_STEPS = 10**7
_QUANTIFIER = re.compile(r"[*+?{]")
_PLAIN_GROUPS = re.compile(r"\(\?(?::|P<\w+>|<\w+>)")
_UNBOUNDED = re.compile(r"\)[*+{]|\(\?|\{\D")


class Pattern(Protocol):
    """A regular expression. Both methods raise TimeoutError where a text takes longer than a person waits."""

    def sub(self, template: str, text: str, /) -> str:
        r"""The text with every match replaced; `\1` and `\g<name>` in the template stand for groups."""
        ...

    def search(self, text: str, /) -> Any:
        """The first match, with `expand(template)`; None where there is none."""
        ...


def length_within_reach(pattern: str) -> int:
    """The longest text, in characters, on which the expression surely ends soon, whatever the text; 0: on none.

    With k quantifiers, none of them on a group, a search tries at most n ** (k + 1) ways through n characters.
    """
    quantifiers = len(_QUANTIFIER.findall(_PLAIN_GROUPS.sub("(", pattern)))
    if _UNBOUNDED.search(_PLAIN_GROUPS.sub("(", pattern)):
        return 0
    return int(_MOST_STEPS ** (1 / (quantifiers + 1)))
