"""A schema proposed from values: every type that takes some is offered, the narrowest that takes nearly all first."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.inference import SAMPLES, Candidate, Clash, Evidence, Look, Proposal, candidates, options_among, propose
from domain.metadata import CLEARED
from domain.reading import Valid, spell
from domain.schema import EMPTY_SCHEMA, Schema, read_field
from domain.schema_edits import add_key
from tests.domain.evidence import evidence_of

CELLS = st.none() | st.sampled_from(
    [
        *("null", "1", "2.5", "true", "false", '"rain"', '"r\\u0061in"', '"sun"', '"fog"', '""', '"2024-05-31"'),
        *("[1]", "[1,2]", "[1,2.5]", "[3,4]", "[]", '["a"]', "{}", "{", '{"latitude":1,"longitude":2}', '"1"'),
        *('"c232ab00-9414-41ec-b3c8-9f6bdeced846"', spell("a" * 90), spell("long " * 2000), '"2024-05-31T10:00:00Z"'),
    ]
)


def proposed(cells: Sequence[str | None]) -> Candidate:
    return candidates(evidence_of("key", cells))[0]


def texts(*words: str) -> list[str | None]:
    return [spell(word) for word in words]


@given(cells=st.lists(CELLS))
def test_what_a_candidate_takes_is_what_its_type_takes(cells: list[str | None]) -> None:
    values = [cell for cell in cells if cell is not None and cell != CLEARED]
    for candidate in candidates(evidence_of("key", cells)):
        field = read_field(candidate.form)
        assert candidate.fits == sum(isinstance(field.check(cell), Valid) for cell in values)
        assert candidate.fits + sum(clash.count for clash in candidate.clashes) == len(values)


@given(cells=st.lists(CELLS))
def test_the_first_candidate_takes_nearly_as_many_as_any(cells: list[str | None]) -> None:
    found = candidates(evidence_of("key", cells))
    assert all(found[0].fits >= 0.95 * other.fits for other in found)
    assert [one.fits for one in found[1:]] == sorted((one.fits for one in found[1:]), reverse=True)


@given(cells=st.lists(CELLS), middle=st.integers(0, 20))
def test_counting_in_two_parts_comes_to_the_same(cells: list[str | None], middle: int) -> None:
    joined = evidence_of("key", cells[:middle]).with_more(evidence_of("key", cells[middle:]))
    assert joined == evidence_of("key", cells)


@given(cells=st.lists(CELLS))
def test_what_is_proposed_can_be_added_to_the_schema(cells: list[str | None]) -> None:
    for proposal in propose([evidence_of("video.kind", cells)], EMPTY_SCHEMA):
        for candidate in proposal.candidates:
            assert add_key({}, proposal.key, candidate.form) == {proposal.key: candidate.form}


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (["true", "false", CLEARED, None], "boolean"),
        (["1", "2.5", "-0"], "number"),
        (texts("2024-05-31", "2024-05-31T10:00:00Z"), "datetime"),
        (texts("c232ab00-9414-41ec-b3c8-9f6bdeced846"), "uuid"),
        (['{"latitude":1,"longitude":2}'], "geospatial"),
        (["[1,2,3]", "[4,5,6]", "[1]"], "embedding, 3 numbers"),
        (texts(*"ababab"), "enum, 2 options"),
        (texts("a", "b", "c"), "varchar"),
        (texts("a", "long " * 2000), "text"),
        (texts(*["2024-05-31"] * 97, "soon", "later", "never"), "datetime"),
        (texts(*["2024-05-31"] * 90, *["soon"] * 10), "enum, 2 options"),
    ],
)
def test_the_narrowest_type_that_takes_nearly_all_is_proposed(cells: list[str | None], name: str) -> None:
    assert proposed(cells).name == name


def test_options_are_proposed_in_alphabetical_order() -> None:
    assert proposed(texts(*["sun", "fog", "rain"] * 3)).form == {"ty": "enum", "values": ["fog", "rain", "sun"]}


@pytest.mark.parametrize(
    "words",
    [[str(number) for number in range(256)] * 3, ["", "a"] * 9, ["x" * 81, "y"] * 9, ["a", "b", "c", "a", "b"]],
    ids=["too many", "an empty one", "a long one", "too seldom"],
)
def test_no_enum_is_proposed_of_texts_that_make_none(words: list[str]) -> None:
    assert proposed(texts(*words)).name == "varchar"


def test_as_many_options_as_an_enum_takes_are_proposed() -> None:
    assert proposed(texts(*[str(number) for number in range(255)] * 3)).name == "enum, 255 options"


def test_too_many_texts_in_two_parts_are_no_options_any_more() -> None:
    halves = [{f"{half}{number}": 3 for number in range(200)} for half in "ab"]
    first, second = (Evidence("key", {Look.TEXT: 600}, words=words) for words in halves)
    assert first.with_more(second).words is None
    assert first.with_more(second).with_more(first).words is None
    assert options_among({}) == {}


def test_clashes_say_what_the_other_values_are() -> None:
    cells = ["1"] * 40 + [spell("soon"), spell("later"), spell("soon")]
    assert proposed(cells).clashes == (Clash("texts", 3, (spell("soon"), spell("later"))),)


def test_lists_of_another_length_clash() -> None:
    assert proposed(["[1,2]", "[3,4]", "[1]", '"a"', '"b"']).clashes == (
        Clash("texts", 2, ('"a"', '"b"')),
        Clash("lists of 1 numbers", 1, ()),
    )


def test_samples_are_few_and_different() -> None:
    cells = [json.dumps(number // 2) for number in range(20)]
    assert evidence_of("key", cells).samples == {Look.NUMBER: ("0", "1", "2")[:SAMPLES]}


SCHEMA = Schema.read(
    {
        "known": {"ty": "variant", "hint": "number"},
        "gone": {"ty": "tombstone", "deleted_ty": {"ty": "variant", "hint": "number"}},
        "lost": {"ty": "tombstone", "deleted_ty": None},
        "Weather": {"ty": "variant", "hint": "text"},
    }
)


def of_keys(*keys: str, cell: str = "1") -> dict[str, Proposal]:
    return {one.key: one for one in propose([evidence_of(key, [cell]) for key in keys], SCHEMA)}


def test_keys_that_need_no_proposal_have_none() -> None:
    assert of_keys("known", "keyframes", "$encord", "b", "A").keys() == {"A", "b"}
    assert list(of_keys("b", "A")) == ["A", "b"]
    assert propose([evidence_of("empty", [None, CLEARED])], SCHEMA) == ()


@pytest.mark.parametrize(
    ("key", "cell", "refusal"),
    [
        ("a/b", "1", "/"),
        ("gone", "1", "Restore it if its values are wanted."),
        ("lost", "1", "It can't be added again."),
        ("objects", '{"a":1}', "No type of the platform takes lists or objects such as these."),
    ],
)
def test_a_key_that_cannot_be_added_says_why(key: str, cell: str, refusal: str) -> None:
    found = of_keys(key, cell=cell)[key]
    assert refusal in found.refusal
    assert not found.candidates
    assert not found.sure


def test_a_key_people_would_regret_comes_with_a_note() -> None:
    assert '"Weather" differs only in case' in of_keys("weather")["weather"].note
    assert of_keys("fine")["fine"].note == ""


def test_a_type_that_takes_every_value_is_sure() -> None:
    assert of_keys("fine")["fine"].sure
    mixed = propose([evidence_of("key", ["1", "true", "2"])], EMPTY_SCHEMA)[0]
    assert (mixed.sure, mixed.values, mixed.candidates[0].fits) == (False, 3, 2)
