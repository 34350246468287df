"""The window says things as people do."""

import pytest

from ui.wording import counted, duration, edits, sentence_of, shortened, size, when


class Told(Exception):
    sentence = "The platform is asleep."


def test_a_known_error_is_its_sentence() -> None:
    assert sentence_of(Told()) == "The platform is asleep."


def test_an_error_of_the_disk_names_the_file() -> None:
    assert sentence_of(FileNotFoundError(2, "No such file or directory", "/x/key")) == (
        "The computer refused it: No such file or directory: /x/key."
    )


def test_an_unknown_error_has_no_sentence() -> None:
    assert sentence_of(ValueError("x")) is None


@pytest.mark.parametrize(("count", "said"), [(0, "0 edits"), (1, "1 edit"), (2, "2 edits")])
def test_counts_agree_in_number(count: int, said: str) -> None:
    assert edits(count) == said


def test_one_thing_is_said_as_it_is() -> None:
    assert counted(1, "the item", "%n items") == "the item"


@pytest.mark.parametrize(("seconds", "said"), [(None, ""), (7.49, "0:07.4"), (75, "1:15"), (3723, "1:02:03")])
def test_durations(seconds: float | None, said: str) -> None:
    assert duration(seconds) == said


def test_times_that_cannot_be_read_are_shown_as_they_are() -> None:
    assert when("yesterday") == "yesterday"
    assert when(None) == ""
    assert when("2024-05-21T14:03:00").startswith("21 May 2024")


def test_sizes_have_units() -> None:
    assert size(None) == ""
    assert size(1_400_000).startswith("1.4")


def test_a_long_text_is_cut_to_one_line() -> None:
    assert shortened("a\nb", 10) == "a b"
    assert len(shortened("x" * 100, 20)) == 20
