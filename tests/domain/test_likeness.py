"""How alike two texts are."""

from hypothesis import given
from hypothesis import strategies as st

from domain.likeness import differ_in_figures, distance, nearest, squeezed, tidy, without_one_letter

WORDS = st.text("abc", max_size=7)


def plain_distance(one: str, other: str) -> int:
    """The same without a limit, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        plain_distance(one[:-1], other) + 1,
        plain_distance(one, other[:-1]) + 1,
        plain_distance(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        ways.append(plain_distance(one[:-2], other[:-2]) + 1)
    return min(ways)


@given(one=st.text("abc", max_size=5), other=st.text("abc", max_size=5), limit=st.integers(0, 4))
def test_a_distance_is_the_fewest_slips_of_the_hand(one: str, other: str, limit: int) -> None:
    assert distance(one, other, limit) == min(plain_distance(one, other), limit + 1)


@given(one=WORDS, other=WORDS)
def test_texts_one_letter_apart_share_one_with_a_letter_left_out(one: str, other: str) -> None:
    if distance(one, other, 1) <= 1:
        assert set(without_one_letter(one)) & set(without_one_letter(other))


def test_the_nearest_option_is_the_only_one_that_near() -> None:
    assert nearest("Rian", ["rain", "sun"]) == "rain"
    assert nearest("over-cast", ["overcast", "cast"]) == "overcast"
    assert nearest("ran", ["rain", "rant"]) is None
    assert nearest("hail", ["rain", "sun"]) is None
    assert nearest("  ", ["rain"]) is None


def test_what_is_easily_typed_otherwise_is_squeezed_out() -> None:
    assert squeezed("  Old_Town\u00a0 North ") == squeezed("old-town north")
    assert tidy("  a \n b ") == "a b"


def test_texts_that_count_are_not_meant_to_be_the_same() -> None:
    assert differ_in_figures("camera 1", "camera 2")
    assert not differ_in_figures("camera 1", "camara 1")
