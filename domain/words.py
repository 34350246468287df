"""What changed inside a text, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

Span: TypeAlias = tuple[Literal["same", "gone", "new"], str]

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LONGEST, _LONGEST_TEXT = 4_000, 100_000
"""Words, and letters; beyond that a comparison would take longer than a person waits."""


def word_diff(before: str, after: str) -> tuple[Span, ...]:
    """Spans that, read without the "gone" ones, give `after`, and without the "new" ones `before`."""
    if before == after:
        return (("same", before),) if before else ()
    if len(before) + len(after) > _LONGEST_TEXT:
        return _spans(("gone", before), ("new", after))
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _LONGEST:
        return _spans(("gone", before), ("new", after))
    spans: list[Span] = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, added = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if tag == "equal":
            spans.append(("same", gone))
        else:
            spans.extend(_spans(("gone", gone), ("new", added)))
    return tuple(spans)


def _spans(*spans: Span) -> tuple[Span, ...]:
    return tuple(span for span in spans if span[1])
