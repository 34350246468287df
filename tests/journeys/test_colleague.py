"""A colleague edits the same items with the SDK while edits are staged here: merged key by key, or asked about."""

import pytest

from models.cell_state import CellState
from tests.journeys.colleague import Colleague
from tests.journeys.places import FIRST, PLACE, REVIEWER, ROUTE, SECOND, SPEED, THIRD, WEATHER
from tests.journeys.user import User

GONE = "It was deleted, or you may no longer see it. Its edits stay staged."


@pytest.fixture
def colleague(user: User) -> Colleague:
    """Both have the folder open: the person in the window, the colleague in the SDK."""
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    return user.meets(*ROUTE)


def test_what_a_colleague_set_on_other_keys_is_kept(user: User, colleague: Colleague) -> None:
    user.types("3.25", into=(FIRST, SPEED))
    user.types("3.5", into=(SECOND, SPEED))
    colleague.edits(FIRST, {WEATHER: "snow", "ada.checked": [1, {"by": "Ada"}]}, gone=(REVIEWER,))
    colleague.edits(SECOND, {SPEED: 3.5})
    review = user.reviews()
    assert set(review.changes()) == {(FIRST, SPEED), (SECOND, SPEED)}
    assert review.line(FIRST, SPEED).change == "0.65 → 3.25"
    assert review.line(SECOND, SPEED).remark == "The platform holds this already."
    assert review.words == "To Local platform: 1 edit in 1 item, 1 there already."
    assert review.pushes() == {FIRST: "pushed", SECOND: "there already"}
    review.closes()
    user.sees_staged(0)
    held = colleague.reads()
    assert (held[FIRST][SPEED], held[FIRST][WEATHER]) == (3.25, "snow")
    assert held[FIRST]["ada.checked"] == [1, {"by": "Ada"}]
    assert REVIEWER not in held[FIRST]
    assert user.cell(FIRST, WEATHER) == "snow", "the table shows what the platform now says"
    assert user.mark(FIRST, REVIEWER) is CellState.ABSENT
    assert "Ada" in user.cell(FIRST, "ada.checked")


def test_edits_that_the_platform_holds_already_are_let_go_of_and_nothing_is_sent(
    user: User, colleague: Colleague
) -> None:
    user.types("3.25", into=(FIRST, SPEED))
    colleague.edits(FIRST, {SPEED: 3.25})
    before = colleague.reads_text()
    review = user.reviews()
    assert review.words == "To Local platform: 0 edits in 0 items, 1 there already."
    review.clicks("Let Go of 1 edit")
    assert review.receipt() == {FIRST: "there already"}
    review.closes()
    user.sees_staged(0)
    assert colleague.reads_text() == before


def test_the_same_key_is_a_conflict_that_a_person_decides_either_way(user: User, colleague: Colleague) -> None:
    user.types("Mine Street", into=(FIRST, PLACE))
    user.types("Mine Street", into=(SECOND, PLACE))
    user.clears(THIRD, PLACE)
    for item in (FIRST, SECOND):
        colleague.edits(item, {PLACE: "Their Street"})
    colleague.edits(THIRD, {}, gone=(PLACE,))
    review = user.reviews()
    assert review.obstacle == "3 conflicts need a choice."
    assert review.line(FIRST, PLACE).remark == "Changed on the platform too: choose whose value stays."

    review.chooses("Mine", FIRST, PLACE)
    assert review.conflict() == {"Mine": "Mine Street", "Theirs": "Their Street", "Both began with": "Mengstraße"}
    assert review.obstacle == "2 conflicts need a choice."
    review.chooses("Theirs", SECOND, PLACE)
    review.goes_to(THIRD, PLACE)
    assert review.conflict()["Theirs"] == "(the key is removed)"
    review.clicks("Mine")
    assert not review.obstacle

    told = review.pushes()
    assert told == {FIRST: "pushed", SECOND: "there already", THIRD: "pushed"}
    review.closes()
    user.sees_staged(0)
    held = colleague.reads()
    assert [held[item][PLACE] for item in (FIRST, SECOND, THIRD)] == ["Mine Street", "Their Street", None]
    assert [user.cell(item, PLACE) for item in (FIRST, SECOND, THIRD)] == ["Mine Street", "Their Street", "null"]


@pytest.mark.parametrize(("button", "street"), [("Mine for all", "Mine Street"), ("Theirs for all", "Their Street")])
def test_all_conflicts_can_be_decided_at_once(user: User, colleague: Colleague, button: str, street: str) -> None:
    for item in (FIRST, SECOND):
        user.types("Mine Street", into=(item, PLACE))
        colleague.edits(item, {PLACE: "Their Street"})
    review = user.reviews()
    review.clicks(button)
    assert "Every conflict is decided." in review.explanation
    review.pushes()
    review.closes()
    user.sees_staged(0)
    assert {colleague.reads()[item][PLACE] for item in (FIRST, SECOND)} == {street}


def test_replacing_says_what_it_takes_away_before_it_does(user: User, colleague: Colleague) -> None:
    user.types("3.25", into=(FIRST, SPEED))
    colleague.edits(FIRST, {WEATHER: "snow", "ada.note": "do not lose me"})
    review = user.reviews()
    assert "Every other key stays as it is on the platform." in review.explanation
    assert len(review.lines) == 1
    review.clicks("Replace")
    review.waits_for_line(FIRST, "ada.note")
    assert "Each item gets exactly what its table shows." in review.explanation
    assert review.changes() == {
        (FIRST, SPEED): "0.65 → 3.25",
        (FIRST, WEATHER): "snow → rain",
        (FIRST, "ada.note"): "do not lose me → ",
    }
    assert "replacing takes it away" in review.line(FIRST, "ada.note").remark
    review.pushes()
    held = colleague.reads()[FIRST]
    assert (held[SPEED], held[WEATHER]) == (3.25, "rain")
    assert "ada.note" not in held


def test_a_line_left_out_stays_staged_and_the_platform_never_hears_of_it(user: User, colleague: Colleague) -> None:
    user.types("3.25", into=(FIRST, SPEED))
    user.types("fog", into=(FIRST, WEATHER))
    review = user.reviews()
    review.leaves_out(FIRST, WEATHER)
    assert not review.is_ticked(FIRST, WEATHER)
    assert review.words == "To Local platform: 1 edit in 1 item."
    assert review.pushes() == {FIRST: "pushed"}
    review.closes()
    user.sees_staged(1)
    assert user.mark(FIRST, WEATHER) is CellState.CHANGED
    assert (colleague.reads()[FIRST][SPEED], colleague.reads()[FIRST][WEATHER]) == (3.25, "rain")


def test_an_item_that_a_colleague_deleted_is_told_and_the_others_are_pushed(user: User, colleague: Colleague) -> None:
    user.types("3.25", into=(FIRST, SPEED))
    user.types("3.5", into=(SECOND, SPEED))
    colleague.deletes(FIRST)
    review = user.reviews()
    assert review.line(FIRST, SPEED).remark == GONE
    assert review.words == "To Local platform: 1 edit in 1 item, 1 can't be pushed."
    assert review.pushes() == {FIRST: f"failed  {GONE}", SECOND: "pushed"}
    review.closes()
    user.sees_staged(1)
    assert colleague.reads()[SECOND][SPEED] == 3.5
