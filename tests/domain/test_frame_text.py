"""Frames and times as people type them: read in full, or refused in full with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.frame_text import read_frames
from domain.reading import Invalid
from tests.domain.clocks import Film, steady

FILM = steady(2500, 25)


def refusal(text: str, film: Film = FILM, frames: int | None = 2500) -> str:
    found = read_frames(text, film, frames)
    assert isinstance(found, Invalid), found
    return found.reason


@given(st.lists(st.integers(0, 2499), min_size=1), st.sampled_from([", ", ",", " ", "\n", "\t", "; "]))
def test_a_list_is_read_however_it_is_parted(frames: list[int], mark: str) -> None:
    assert read_frames(mark.join(map(str, frames)), FILM, 2500) == tuple(sorted(set(frames)))
    assert read_frames(str(frames), FILM, None) == tuple(sorted(set(frames)))


@given(st.integers(0, 2499), st.integers(0, 2499), st.integers(1, 3000))
def test_a_range_takes_both_ends(one: int, other: int, step: int) -> None:
    first, last = sorted((one, other))
    assert read_frames(f"{first}-{last}:{step}", FILM, 2500) == tuple(range(first, last + 1, step))
    assert read_frames(f"{first}-{last}", FILM, 2500) == tuple(range(first, last + 1))


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("100 - 200 : 50, #7", (7, 100, 150, 200)),
        ("100\u2013200: 50", (100, 150, 200)),
        ("0:01", (25,)),
        ("1:23.5", (2087,)),
        ("0:01:23.5", (2087,)),
        ("12.5s 1500ms 0.5min", (37, 312, 750)),
        (
            "0:01-0:02:10",
            Invalid("0:02:10.0 is after the end".replace("0:02:10.0", "2:10.0") + " of the video at 1:40.0."),
        ),
        ("0:01-0:03:1s", (25, 50, 75)),
        ("0-100:2s", (0, 50, 100)),
        ("0:01-0:01.1", (25, 26, 27)),
        ("1:40", (2499,)),
        ("[13, 17, 19]", (13, 17, 19)),
    ],
)
def test_ranges_and_times_are_read(text: str, frames: object) -> None:
    assert read_frames(text, FILM, 2500) == frames


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type frames such as 13, 17, 19"),
        (" , ;", "Type frames such as"),
        ("abc", '"abc" is no frame, time or range'),
        ("13, 17x", '"17x" is no frame'),
        ("1.5", '"1.5" is no whole frame. For a time write 1.5s.'),
        ("-5", '"-5" is no frame: the first one is 0.'),
        ("5-", '"5-" is no frame'),
        ("1-2-3", '"1-2-3" is no frame'),
        ("9-3", '"9-3" ends before it starts.'),
        ("2500", "There is no frame 2,500: the last one is 2,499."),
        ("1:41", "1:41.0 is after the end of the video at 1:40.0."),
        ("1-9:0", "The step must be 1 frame or more."),
        ("1-9:0s", "The step must be longer than no time."),
        ("1-9:x", '"x" in "1-9:x" is no step'),
        ("0-2499:0.0000001s", "more than 1,000,000 frames"),
        ("3:", '"3:" is no frame'),
    ],
)
def test_what_cannot_be_read_is_said(text: str, sentence: str) -> None:
    assert sentence in refusal(text)


def test_nothing_is_taken_where_one_part_cannot_be_read() -> None:
    assert "abc" in refusal("13, 17, abc")


def test_a_million_frames_are_too_many_at_once() -> None:
    assert "more than 1,000,000" in refusal("0-1000000", frames=None)
    assert "more than 1,000,000" in refusal("0-600000, 600001-1300000", frames=None)


def test_times_wait_until_they_are_known() -> None:
    assert "not known yet" in refusal("0:01", Film([], 0.0), None)
    assert read_frames("13", Film([], 0.0), None) == (13,)
