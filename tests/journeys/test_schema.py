"""A value that breaks the schema: refused with the reason beside it, or kept on purpose, marked, and told in review."""

import pytest

from models.cell_state import CellState
from tests.journeys.places import FIRST, ROUTE, SECOND, SPEED, THIRD, WEATHER
from tests.journeys.user import User


@pytest.fixture
def at_the_table(user: User) -> User:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    return user


def test_each_type_says_why_it_refuses_and_nothing_is_staged(at_the_table: User) -> None:
    user = at_the_table
    for key, text, reason in (
        (SPEED, "fast", '"fast" is not a number. Write it like 12, -0.5 or 1e6.'),
        (WEATHER, "foggy", '"foggy" is not one of the 5 options. Did you mean "fog"?'),
        ("video.reviewed_at", "last Tuesday", '"last Tuesday" is not a date or time.'),
        ("scene.run", "17", '"17" is not a UUID.'),
        ("video.usable", "perhaps", '"perhaps" is neither true nor false.'),
        ("scene.location", "91, 10.7", "The latitude 91 is outside -90 to 90 degrees."),
    ):
        before = user.cell(FIRST, key)
        user.types(text, into=(FIRST, key))
        user.sees(reason)
        user.sees("Enter again keeps it · Esc goes back")
        user.presses("Escape")
        user.no_longer_sees(reason)
        assert user.cell(FIRST, key) == before
    assert user.staged == 0
    user.writes("0.3, 0.1")
    user.goes_to(FIRST, "scene.embedding")
    user.writes("[1]")
    user.sees("An embedding is made by a program; it can be cleared or removed here, not typed.")


def test_a_refused_value_can_be_mended_in_place(at_the_table: User) -> None:
    user = at_the_table
    user.types("1,5", into=(FIRST, SPEED))
    user.sees('"1,5" is not a number.')
    user.presses("Backspace", 2)
    user.writes(".5")
    user.presses("Return")
    user.sees_staged(1)
    assert user.cell(FIRST, SPEED) == "1.5"


def test_a_value_kept_on_purpose_is_marked_told_in_the_review_and_sent(at_the_table: User) -> None:
    user = at_the_table
    user.types("foggy", into=(FIRST, WEATHER))
    user.presses("Return")
    user.types("fast", into=(SECOND, SPEED))
    user.clicks("Keep Anyway")
    user.types("2.5", into=(THIRD, SPEED))
    user.sees_staged(3)
    assert user.mark(FIRST, WEATHER) is CellState.KEPT_INVALID
    assert user.mark(SECOND, SPEED) is CellState.KEPT_INVALID
    assert user.mark(THIRD, SPEED) is CellState.CHANGED
    assert "is not one of the 5 options" in user.tooltip(FIRST, WEATHER)
    review = user.reviews()
    remark = review.line(FIRST, WEATHER).remark
    assert remark.startswith('Kept although it breaks the schema: "foggy" is not one of the 5 options.')
    assert review.line(SECOND, SPEED).remark.startswith("Kept although it breaks the schema:")
    assert review.line(THIRD, SPEED).remark == ""
    review.pushes()
    review.closes()
    held = user.meets(*ROUTE).reads()
    assert (held[FIRST][WEATHER], held[SECOND][SPEED], held[THIRD][SPEED]) == ("foggy", "fast", 2.5)
    assert user.mark(FIRST, WEATHER) is CellState.INVALID, "the platform's value now, and still not an option"


def test_a_paste_takes_what_fits_and_says_what_does_not(at_the_table: User) -> None:
    user = at_the_table
    user.pastes("2.5\nfast\n\n3.5", at=(FIRST, SPEED))
    user.sees('1 is refused: "fast" is not a number.')
    user.clicks("Paste What Fits")
    user.sees("Pasted 2 cells. 1 was refused and left as it was.")
    user.sees_staged(2)
    user.undoes()
    user.sees_staged(0)


def test_flaws_of_the_sample_are_marked_where_they_stand(at_the_table: User) -> None:
    user = at_the_table
    user.opens("Street robots", "Harbour route", "Morning run, 14 September")
    flawed = "harbour_loop_0914_064834.jpg"
    assert user.mark(flawed, SPEED) is CellState.INVALID
    assert "is text, not a number" in user.tooltip(flawed, SPEED)
    user.types("1.1", into=(flawed, SPEED))
    user.sees_staged(1)
    assert user.mark(flawed, SPEED) is CellState.CHANGED
    assert user.reviews().line(flawed, SPEED).change == '"1.1" → 1.1'
