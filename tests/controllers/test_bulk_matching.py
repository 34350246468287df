"""What a regular expression makes of very many values at once is what it makes of each of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from controllers.bulk_matching import reads_alike
from controllers.bulk_reading import Aim, Block, Values, compute
from controllers.patterns import BoundedPattern, read_pattern
from domain.bulk.operation import Step
from domain.bulk.replacing import ReplacePattern
from domain.fields import Field, NumberType, TextType, VarcharType
from domain.metadata import Cell
from domain.reading import spell
from domain.shaped_fields import UntypedField
from models.arrow import taken, texts
from models.arrow_page import UNREADABLE

_LETTERS = (r"\d", r"\w", r"\s", ".", "a", "b", "-", "[ab]", "[^a]", "[0-9_]", r"\.")
PARTS = (*_LETTERS, "(a)", "(?:ab|b)", "(?P<x>1)", "(a|)")
COUNTS = ("", "*", "+", "?", "*?", "+?", "{2}", "{1,2}", "{0,1}?")
TEXTS = some.text(alphabet="ab12 -_.", max_size=8)
CELLS = some.none() | some.sampled_from(["null", "12", "true", '["a"]']) | (TEXTS | some.text(max_size=4)).map(spell)


@some.composite
def sources(draw: some.DrawFn) -> str:
    parts = draw(some.lists(some.tuples(some.sampled_from(PARTS), some.sampled_from(COUNTS)), min_size=1, max_size=4))
    # A group that is repeated is left to the engine it was written for, and one name stands only once.
    text = "".join(part + ("" if part.endswith(")") else count) for part, count in parts)
    text = text.replace("(?P<x>1)", "(1)") if text.count("?P<x>") > 1 else text
    ends = draw(some.sampled_from(["{}", "^{}", "{}$", "{}|b", "^{}$"]))
    return ends.format(text)


def made(source: str, template: str, cells: list[Cell], kind: Field, *, at_once: bool) -> Block:
    """What comes of cells; `UNREADABLE` beside them has each looked at by itself."""
    pattern = read_pattern(source, template)
    assert isinstance(pattern, BoundedPattern)
    columns = {"k:key": texts(cells)} | ({} if at_once else {UNREADABLE: texts([None] * len(cells))})
    aim = Aim(Step("key", ReplacePattern(pattern, template)), kind)
    return compute(aim, Values(columns), np.arange(len(cells)), 0, None)


@settings(max_examples=300)
@given(
    sources(),
    some.sampled_from(["", "x", r"<\1>", r"\1\1"]),
    some.lists(CELLS, max_size=12),
    some.sampled_from([TextType(), UntypedField(), VarcharType(6), NumberType()]),
)
def test_all_at_once_is_one_by_one(source: str, template: str, cells: list[Cell], kind: Field) -> None:
    if not isinstance(read_pattern(source, template), BoundedPattern):
        return
    one, other = (made(source, template, cells, kind, at_once=at_once) for at_once in (True, False))
    assert one.places.tolist() == other.places.tolist()
    every = np.arange(len(one.places))
    assert taken(one.cells, every) == taken(other.cells, every)
    assert (list(one.first), dict(one.refused)) == (list(other.first), dict(other.refused))


@pytest.mark.parametrize(
    ("source", "template", "alike"),
    [
        (r"(\w+)-(\d+)", r"\2_\1", True),
        (r"^clip-\d{2,}$", "x", True),
        (r"(?P<number>\d+)", r"\1", True),
        (r"(\d+)", r"\g<1>", False),
        ("a*", "x", False),
        ("(ab)+", "x", False),
        (r"\bclip", "x", False),
        ("(?=a)a", "x", False),
        ("é", "x", False),
        ("a++", "x", False),
        ("a", '"', False),
        ("a", "é", False),
    ],
)
def test_only_what_both_engines_read_alike_is_tried_at_once(source: str, template: str, alike: bool) -> None:
    pattern = read_pattern(source, template)
    assert isinstance(pattern, BoundedPattern)
    assert reads_alike(pattern, template) is alike
    folded = read_pattern(source, template, match_case=False)
    assert isinstance(folded, BoundedPattern)
    assert not reads_alike(folded, template)
