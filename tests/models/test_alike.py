"""Values that look alike: found by case, white space and one slip of the hand, and never more than that."""

import json
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.likeness import distance, squeezed
from models.alike import Cluster, alike
from models.distinct import distinct
from tests.models.columns_of_text import series


def clusters(texts: Sequence[str], options: frozenset[str] = frozenset()) -> Sequence[Cluster]:
    found = distinct(series([json.dumps(text, ensure_ascii=False) for text in texts]))
    return alike(found, found.counts(), options)


def told(found: Sequence[Cluster]) -> list[tuple[str, set[str]]]:
    return [(json.loads(each.keep.cell), {json.loads(other.cell) for other in each.others}) for each in found]


def test_case_and_white_space_do_not_part_values() -> None:
    assert told(clusters(["Old Town", "Old Town", "old  town ", "OLD_TOWN", "Harbour"])) == [
        ("Old Town", {"old  town ", "OLD_TOWN"})
    ]


def test_a_rare_value_one_letter_off_is_taken_for_a_slip() -> None:
    assert told(clusters(["rainy"] * 5 + ["rany", "riany", "sunny"])) == [("rainy", {"rany", "riany"})]


def test_words_that_are_both_frequent_are_two_words() -> None:
    assert clusters(["rain"] * 5 + ["train"] * 4) == ()


def test_values_that_count_are_not_alike() -> None:
    assert clusters(["camera 1"] * 9 + ["camera 2"]) == ()


def test_an_option_is_kept_however_rare_it_is() -> None:
    assert told(clusters(["Rain"] * 5 + ["rain"], frozenset({"rain"}))) == [("rain", {"Rain"})]
    assert clusters(["rain"] * 5 + ["rains"], frozenset({"rain", "rains"})) == ()


def test_a_crowd_of_neighbours_is_no_crowd_of_slips() -> None:
    assert clusters([f"text {chr(0x4E00 + n)}" for n in range(200)]) == ()


def test_values_that_are_no_text_are_left_alone() -> None:
    found = distinct(series(["1", "true", '"', None]))
    assert alike(found, found.counts(), frozenset()) == ()


@given(texts=st.lists(st.text("abA _", min_size=1, max_size=7), max_size=25))
def test_every_value_of_a_cluster_is_near_its_head_and_in_no_other(texts: list[str]) -> None:
    found = clusters(texts)
    seen = [other.cell for each in found for other in each.others]
    assert len(seen) == len(set(seen))
    for head, others in told(found):
        assert head not in others
        for other in others:
            assert distance(squeezed(head) or head, squeezed(other) or other, 2) <= 2
    for each in found:
        assert each.count == sum(texts.count(json.loads(other.cell)) for other in each.others)
        assert np.sign(each.keep.count) == 1
