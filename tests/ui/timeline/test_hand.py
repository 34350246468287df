"""The hand on a timeline: click, band, drag, snap, scrub, range, pan; Escape undoes what is not finished."""

import pytest
from PySide6.QtCore import QPoint, Qt

from models.frame_times import steady
from tests.ui.timeline.conftest import ALT, CTRL, MIDDLE, SHIFT, Person, Proposed


def test_a_click_on_a_keyframe_selects_it_and_goes_there(person: Person) -> None:
    person.click(person.at("keyframes", 60) + QPoint(3, 0))
    assert person.selection == [60]
    assert person.sought == [60]


def test_a_click_beside_selects_none_and_goes_there(person: Person) -> None:
    person.click(person.at("keyframes", 60))
    person.click(person.at("keyframes", 120))
    assert person.selection == []
    assert person.sought == [60, 120]


def test_ctrl_adds_and_takes_away_without_going_anywhere(person: Person) -> None:
    for frame in (30, 90, 200, 90):
        person.click(person.at("keyframes", frame), CTRL)
    assert person.selection == [30, 200]
    assert person.sought == []


def test_shift_selects_up_to_there(person: Person) -> None:
    person.click(person.at("keyframes", 200))
    person.click(person.at("keyframes", 60), SHIFT)
    assert person.selection == [60, 90, 200]


def test_a_band_selects_what_it_covers(person: Person) -> None:
    person.drag(person.at("keyframes", 45), person.at("keyframes", 100))
    assert person.selection == [60, 90]
    assert person.sought == []


def test_a_band_with_ctrl_adds(person: Person) -> None:
    person.click(person.at("keyframes", 200))
    person.drag(person.at("keyframes", 20), person.at("keyframes", 70), held=CTRL)
    assert person.selection == [30, 60, 200]


def test_escape_gives_the_selection_back_while_a_band_is_drawn(person: Person) -> None:
    person.click(person.at("keyframes", 200))
    person.carry(person.at("keyframes", 20), person.at("keyframes", 100))
    assert person.selection == [30, 60, 90]
    person.strikes(Qt.Key.Key_Escape)
    assert person.selection == [200]


def test_a_keyframe_is_dragged(person: Person) -> None:
    person.drag(person.at("keyframes", 60), person.at("keyframes", 130))
    assert person.moved == [([60], 70)]
    assert person.view.shown.shift == 0


def test_all_that_are_selected_go_along(person: Person) -> None:
    person.click(person.at("keyframes", 30))
    person.click(person.at("keyframes", 200), CTRL)
    person.drag(person.at("keyframes", 30), person.at("keyframes", 44))
    assert person.moved == [([30, 200], 14)]


def test_none_is_dragged_out_of_the_video(person: Person) -> None:
    person.click(person.at("keyframes", 30))
    person.click(person.at("keyframes", 200), CTRL)
    person.drag(person.at("keyframes", 30), person.at("keyframes", 250))
    person.drag(person.at("keyframes", 200), QPoint(0, person.at("keyframes", 0).y()))
    assert person.moved == [([30, 200], 99), ([30, 200], -30)]


def test_a_click_on_one_of_several_selects_it_alone(person: Person) -> None:
    person.view.select_all()
    person.click(person.at("keyframes", 60))
    assert person.selection == [60]


@pytest.mark.parametrize("what", ["playhead", "cut", "proposal", "keyframe", "range"])
def test_a_keyframe_that_is_dragged_holds_on_to_what_is_near(person: Person, what: str) -> None:
    near = {"keyframe": 90}.get(what, 131)
    if what == "playhead":
        person.view.set_playhead(131)
    elif what == "cut":
        person.view.show_marks([131], [])
    elif what == "proposal":
        person.view.show_marks([], [Proposed(131)])
    elif what == "range":
        person.view.set_range(10, 131)
    person.drag(person.at("keyframes", 60), QPoint(person.x(near) + 6, person.at("keyframes", 0).y()))
    assert person.moved == [([60], near - 60)]


def test_it_holds_on_to_nothing_where_that_is_not_wanted(person: Person) -> None:
    person.view.snapping = False
    person.view.set_playhead(131)
    person.drag(person.at("keyframes", 60), person.at("keyframes", 130))
    assert person.moved == [([60], 70)]


def test_escape_puts_dragged_keyframes_back(person: Person) -> None:
    person.carry(person.at("keyframes", 60), person.at("keyframes", 130))
    assert person.view.shown.shift == 70
    person.strikes(Qt.Key.Key_Escape)
    person.release(person.at("keyframes", 130))
    assert person.view.shown.shift == 0
    assert person.moved == []


@pytest.mark.parametrize("lane", ["ruler", "film"])
def test_the_ruler_and_the_pictures_are_scrubbed_along(person: Person, lane: str) -> None:
    person.drag(person.at(lane, 100), person.at(lane, 150))
    assert person.scrubbed[0] == 100
    assert person.scrubbed[-1] == 150
    assert person.sought == [150]
    assert person.view.shown.playhead == 150


def test_escape_goes_back_to_where_scrubbing_began(person: Person) -> None:
    person.view.set_playhead(12)
    person.carry(person.at("ruler", 100), person.at("ruler", 150))
    person.strikes(Qt.Key.Key_Escape)
    assert person.sought == [12]
    assert person.view.shown.playhead == 12


def test_an_end_of_the_range_is_dragged_but_not_beyond_the_other(person: Person) -> None:
    person.view.set_range(50, 250)
    left = round(person.view.scale.x_of(person.view.shown.axis.start_of(50)))
    y = person.at("ruler", 0).y()
    person.drag(QPoint(left, y), person.at("ruler", 110))
    assert person.ranged == [(110, 250)]
    left = round(person.view.scale.x_of(person.view.shown.axis.start_of(110)))
    person.drag(QPoint(left, y), person.at("ruler", 290))
    assert person.ranged[-1] == (250, 250)
    assert person.sought == []


def test_the_last_frame_of_the_range_is_dragged(person: Person) -> None:
    person.view.set_range(None, 150)
    right = round(person.view.scale.x_of(person.view.shown.axis.start_of(151)))
    person.drag(QPoint(right, person.at("ruler", 0).y()), person.at("ruler", 222))
    assert person.ranged == [(None, 222)]


def test_escape_leaves_the_range_as_it_was(person: Person) -> None:
    person.view.set_range(50, 250)
    left = round(person.view.scale.x_of(person.view.shown.axis.start_of(50)))
    person.carry(QPoint(left, person.at("ruler", 0).y()), person.at("ruler", 120))
    person.strikes(Qt.Key.Key_Escape)
    assert (person.view.shown.first, person.view.shown.last) == (50, 250)
    assert person.ranged == []


def test_a_proposal_that_is_clicked_is_chosen(person: Person) -> None:
    weak, strong = Proposed(140, strength=0.2), Proposed(140, kind="sharpest", strength=0.9)
    person.view.show_marks([], [weak, strong, Proposed(20)])
    person.click(person.at("marks", 140))
    assert person.chosen == [strong]
    assert person.sought == [140]


def test_the_middle_button_pans(person: Person) -> None:
    person.view.look(person.view.scale.showing(4, 6, person.view.shown.axis))
    before = person.view.scale.start
    start = QPoint(700, 100)
    person.drag(start, start + QPoint(-100, 0), MIDDLE)
    assert person.view.scale.start == pytest.approx(before + 100 * person.view.scale.per_pixel)


def test_the_window_of_the_overview_pans(person: Person) -> None:
    person.view.look(person.view.scale.showing(2, 4, person.view.shown.axis))
    scale, y = person.view.scale, round(person.view.lanes.overview.center().y())
    start = QPoint(round(scale.left + scale.width * 0.3), y)
    person.drag(start, start + QPoint(round(scale.width * 0.2), 0))
    assert person.view.scale.start == pytest.approx(4, abs=0.02)
    assert person.view.scale.end == pytest.approx(6, abs=0.02)


def test_an_end_of_the_window_of_the_overview_zooms(person: Person) -> None:
    person.view.look(person.view.scale.showing(2, 4, person.view.shown.axis))
    scale, y = person.view.scale, round(person.view.lanes.overview.center().y())
    person.drag(QPoint(round(scale.left + scale.width * 0.4), y), QPoint(round(scale.left + scale.width * 0.7), y))
    assert person.view.scale.start == pytest.approx(2, abs=0.02)
    assert person.view.scale.end == pytest.approx(7, abs=0.05)


def test_a_press_in_the_overview_looks_there(person: Person) -> None:
    person.view.look(person.view.scale.showing(0, 2, person.view.shown.axis))
    scale = person.view.scale
    person.click(QPoint(round(scale.left + scale.width * 0.8), round(person.view.lanes.overview.center().y())))
    assert (person.view.scale.start + person.view.scale.end) / 2 == pytest.approx(8, abs=0.02)


def test_a_drag_beyond_the_edge_pulls_the_look_along(person: Person) -> None:
    person.view.look(person.view.scale.showing(0, 2, person.view.shown.axis))
    y = person.at("keyframes", 0).y()
    person.carry(QPoint(500, y), QPoint(person.view.width() + 200, y))
    person.waits_until(lambda: person.selection == [30, 60, 90, 200])
    person.release(QPoint(person.view.width() + 200, y))
    assert person.selection == [30, 60, 90, 200]
    assert person.view.scale.start > 0


def test_nothing_happens_where_there_are_no_frames(person: Person) -> None:
    person.view.clear()
    person.drag(QPoint(400, 20), QPoint(600, 100))
    person.click(QPoint(500, 120))
    assert (person.sought, person.scrubbed) == ([], [])


def test_the_names_of_the_tracks_are_no_place_to_press(person: Person) -> None:
    person.click(QPoint(30, person.at("keyframes", 0).y()))
    person.click(QPoint(30, 10))
    assert person.sought == []


def test_alt_turns_holding_on_around_for_a_moment(person: Person) -> None:
    person.view.set_playhead(131)
    person.drag(person.at("keyframes", 60), person.at("keyframes", 130), held=ALT)
    person.view.snapping = False
    person.drag(person.at("keyframes", 60), person.at("keyframes", 130), held=ALT)
    assert person.moved == [([60], 70), ([60], 71)]


def test_a_frame_as_wide_as_a_hand_is_taken_anywhere(person: Person) -> None:
    person.view.show_times(steady(300, 30))
    person.view.look(person.view.scale.showing(59 / 30, 63 / 30, person.view.shown.axis))
    edge = round(person.view.scale.x_of(person.view.shown.axis.start_of(60))) + 3
    person.click(QPoint(edge, person.at("keyframes", 0).y()))
    assert person.selection == [60]


def test_another_button_does_not_end_a_drag(person: Person) -> None:
    person.carry(person.at("keyframes", 60), person.at("keyframes", 130))
    there = person.at("keyframes", 130)
    person.press(there, button=Qt.MouseButton.RightButton)
    person.release(there, button=Qt.MouseButton.RightButton)
    assert person.moved == []
    person.release(there)
    assert person.moved == [([60], 70)]


def test_keyframes_that_are_taken_away_while_they_are_held_are_let_go(person: Person) -> None:
    person.carry(person.at("keyframes", 60), person.at("keyframes", 130))
    person.view.show_keyframes([30])
    person.move(person.at("keyframes", 140))
    person.release(person.at("keyframes", 140))
    assert person.moved == []


def test_a_video_that_goes_while_its_ruler_is_dragged_is_let_go(person: Person) -> None:
    person.carry(person.at("ruler", 60), person.at("ruler", 130))
    person.view.clear()
    person.release(QPoint(600, 10))
    assert person.sought == []
