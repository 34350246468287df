"""The timeline of any video: what it shows, where one looks, what it says to those who do not see it."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication

from models.frame_times import NO_TIMES, FrameTimes, steady
from tests.ui.timeline.conftest import CTRL, Person, Proposed
from ui.theme import Theme, ThemeMode
from ui.timeline.ruler import Unit
from ui.timeline.timeline import TimelineView
from ui.tokens import DARK, LIGHT, Tokens


def colours(view: TimelineView, lane: str, frame: int) -> set[str]:
    """The colours around the middle of a frame on a track."""
    picture = view.grab().toImage()
    x = round(view.scale.x_of(view.shown.axis.centre_of(frame)))
    y = round(getattr(view.lanes, lane).center().y()) - 1
    return {picture.pixelColor(x + along, y).name() for along in range(-2, 3)}


def test_ctrl_and_the_wheel_zoom_at_the_pointer_down_to_single_frames(person: Person) -> None:
    point = person.at("keyframes", 200)
    spans: list[float] = [person.view.scale.per_pixel]
    for _ in range(40):
        person.turn(1, point, CTRL)
        spans.append(person.view.scale.per_pixel)
    assert all(closer <= far for far, closer in pairwise(spans))
    assert person.view.scale.pixels(1 / 30) == pytest.approx(120)
    assert abs(person.x(200) - point.x()) <= 120
    for _ in range(40):
        person.turn(-1, point, CTRL)
    assert person.view.scale.is_fitted(person.view.shown.axis)


def test_the_wheel_alone_pans(person: Person) -> None:
    person.view.look(person.view.scale.showing(2, 4, person.view.shown.axis))
    person.turn(-1, QPoint(500, 100))
    assert person.view.scale.start > 2
    person.turn(1, QPoint(500, 100))
    assert person.view.scale.start == pytest.approx(2)


def test_plus_minus_and_nought_zoom_and_fit(person: Person) -> None:
    person.strikes(Qt.Key.Key_Plus)
    closer = person.view.scale.per_pixel
    person.strikes(Qt.Key.Key_Equal)
    assert person.view.scale.per_pixel < closer
    person.strikes(Qt.Key.Key_Minus)
    assert person.view.scale.per_pixel == pytest.approx(closer)
    person.strikes(Qt.Key.Key_0)
    assert person.view.scale.is_fitted(person.view.shown.axis)


def test_zooming_by_key_holds_the_playhead(person: Person) -> None:
    person.view.set_playhead(222)
    before = person.x(222)
    person.view.zoom_in()
    assert abs(person.x(222) - before) <= 1


def test_the_range_can_be_looked_at(person: Person) -> None:
    person.view.set_range(90, 119)
    person.view.fit_range()
    assert (person.view.scale.start, person.view.scale.end) == (pytest.approx(2.95), pytest.approx(4.05))
    person.view.set_range(None, None)
    person.view.fit_range()
    assert person.view.scale.is_fitted(person.view.shown.axis)


def test_a_playhead_that_leaves_is_followed(person: Person) -> None:
    person.view.look(person.view.scale.showing(0, 2, person.view.shown.axis))
    person.view.set_playhead(150)
    assert person.view.scale.start < 5 < person.view.scale.end
    person.view.set_playhead(0)
    assert person.view.scale.start == 0


def test_a_playhead_is_not_followed_where_that_is_not_wanted(person: Person) -> None:
    person.view.look(person.view.scale.showing(0, 2, person.view.shown.axis))
    person.view.set_playhead(150, follow=False)
    assert person.view.scale.start == 0


def test_frames_that_become_known_widen_a_look_at_the_whole(person: Person) -> None:
    times = steady(9000, 30).times
    for known in (10, 300, 9000):
        person.view.show_times(FrameTimes(times[:known], known / 30, complete=known == 9000))
        assert person.view.scale.end == pytest.approx(known / 30)


def test_frames_that_become_known_leave_a_closer_look_alone(person: Person) -> None:
    person.view.look(person.view.scale.showing(2, 4, person.view.shown.axis))
    before = person.view.scale
    person.view.show_times(steady(9000, 30))
    assert person.view.scale == before


def test_keyframes_that_are_gone_are_no_longer_selected(person: Person) -> None:
    person.view.select_all()
    person.view.show_keyframes([60, 90])
    assert person.selection == [60, 90]
    assert person.selected[-1] == [60, 90]


def test_frames_that_are_no_keyframes_cannot_be_selected(person: Person) -> None:
    person.view.select(np.array([30, 31, 5000]))
    assert person.selection == [30]


def test_keyframes_beyond_the_known_frames_wait_until_they_are_known(person: Person) -> None:
    person.view.show_keyframes([60, 5000])
    person.view.grab()
    person.view.show_times(steady(9000, 30))
    assert LIGHT.accent in colours(person.view, "keyframes", 5000)


def test_all_are_selected_and_none_by_key(person: Person) -> None:
    person.strikes(Qt.Key.Key_A, CTRL)
    assert person.selection == [30, 60, 90, 200]
    person.strikes(Qt.Key.Key_Escape)
    assert person.selection == []


def test_the_keyframe_under_the_playhead_is_selected_by_key(person: Person) -> None:
    person.view.set_playhead(90)
    person.strikes(Qt.Key.Key_Space, CTRL)
    assert person.selection == [90]
    person.strikes(Qt.Key.Key_Space, CTRL)
    assert person.selection == []
    person.view.set_playhead(91)
    person.strikes(Qt.Key.Key_Space, CTRL)
    assert person.selection == []


def test_a_menu_is_asked_for_where_the_pointer_is(person: Person) -> None:
    point = person.at("keyframes", 60)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, person.view.mapToGlobal(point))
    QApplication.sendEvent(person.view, event)
    assert person.selection == [60]
    assert person.menus == [person.view.mapToGlobal(point)]


def test_a_menu_asked_for_by_key_stands_at_the_playhead(person: Person) -> None:
    person.view.set_playhead(200)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(person.view, event)
    assert person.view.mapFromGlobal(person.menus[0]).x() == person.x(200)


def test_it_says_where_it_is_to_those_who_do_not_see_it(person: Person) -> None:
    person.view.set_playhead(90)
    person.view.select(np.array([60, 90]))
    person.view.setFocus()
    told = person.view.accessibleDescription()
    assert told == "Frame 90 of 300, 0:03.000; 4 keyframes, 2 selected; in sight 0:00.0 to 0:10.0"
    person.view.clear()
    person.view.set_playhead(0)
    assert person.view.accessibleDescription() == "No frames yet"


def test_pictures_of_what_is_in_sight_are_asked_for_once(person: Person) -> None:
    wishes: list[tuple[int, ...]] = []
    person.view.thumbnails_wanted.connect(wishes.append)
    person.view.look(person.view.scale.showing(2, 4, person.view.shown.axis))
    person.waits_until(lambda: wishes)
    assert len(wishes) == 1
    assert wishes[0]
    assert all(0 <= frame < 300 for frame in wishes[0])
    picture = QImage(64, 36, QImage.Format.Format_RGB32)
    picture.fill(QColor("#123456"))
    for frame in wishes[0]:
        person.view.show_thumbnail(frame, picture)
    assert "#123456" in colours(person.view, "film", 90)


def test_zooming_a_little_asks_for_few_new_pictures(person: Person) -> None:
    def slots() -> set[int]:
        height = person.view.lanes.film.height() - 4
        return {slot.frame for slot in person.view.film.slots(person.view.scale, person.view.shown.axis, height)}

    person.view.show_times(steady(90_000, 30))
    before = slots()
    person.turn(1, person.at("keyframes", 0), CTRL)
    assert len(slots() - before) <= len(before) / 2


@pytest.mark.parametrize(("mode", "tokens"), [(ThemeMode.LIGHT, LIGHT), (ThemeMode.DARK, DARK)])
def test_a_keyframe_has_its_colour_and_another_one_when_selected(
    person: Person, qapp: QApplication, mode: ThemeMode, tokens: Tokens
) -> None:
    Theme(qapp, mode)
    person.view.select(np.array([60]))
    assert tokens.accent in colours(person.view, "keyframes", 200)
    assert tokens.picked in colours(person.view, "keyframes", 60)


def test_very_many_keyframes_stand_as_high_as_they_are_dense(person: Person) -> None:
    person.view.show_times(steady(2_000_000, 60))
    person.view.show_keyframes(np.arange(0, 1_000_000))
    person.view.select(np.arange(0, 1000))
    assert LIGHT.accent in colours(person.view, "keyframes", 500_000)
    assert LIGHT.accent not in colours(person.view, "keyframes", 1_500_000)


def peaks() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    shape = np.abs(np.sin(np.arange(1000, dtype=np.float32)))
    return np.stack([-shape, shape], axis=1)


def test_sound_takes_a_track_while_there_is_some(person: Person) -> None:
    person.view.show_waveform(peaks(), 0.01)
    assert not person.view.lanes.sound.isEmpty()
    assert LIGHT.wave in colours(person.view, "sound", 150)
    person.view.show_waveform(np.zeros((0, 2), np.float32), 0.01)
    assert person.view.lanes.sound.isEmpty()


Case = Callable[[], FrameTimes]


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize(
    "case",
    [
        lambda: NO_TIMES,
        lambda: FrameTimes(np.zeros(0), 0.0, complete=True),
        lambda: FrameTimes(np.zeros(1), 0.0, complete=True),
        lambda: FrameTimes(np.zeros(5), 0.0, complete=True),
        lambda: FrameTimes(np.zeros(200_000), 0.0, complete=True),
        lambda: steady(36_000, 1.0),
        lambda: steady(200_000, 240.0),
        lambda: FrameTimes(np.cumsum(np.tile([0.001, 0.5, 0.02], 50)), 30.0, complete=True),
    ],
    ids=[
        "nothing known",
        "no frames",
        "one frame",
        "all at once",
        "200,000 at once",
        "10 hours",
        "200,000",
        "variable",
    ],
)
def test_every_video_is_painted_from_far_and_near_with_all_there_is(person: Person, case: Case, unit: Unit) -> None:
    view = person.view
    view.unit = unit
    view.show_times(case())
    view.show_keyframes([0, 2, 3, 100])
    view.show_marks([0, 2], [Proposed(1, reason="long " * 200), Proposed(3, strength=7.0)])
    view.show_metadata_frames([0, 3])
    view.show_waveform(peaks(), 0.01)
    view.set_playhead(2)
    view.set_range(0, 3)
    view.setFocus()
    for width in (1300, 300, 30):
        view.resize(width, 260 if width > 100 else 40)
        for _ in range(3):
            for lane in ("ruler", "keyframes", "marks", "overview"):
                person.move(person.at(lane, 1))
                assert not view.grab().isNull()
            person.turn(8, person.at("keyframes", 1), CTRL)
        view.fit()


def test_what_lies_under_the_pointer_is_known(person: Person) -> None:
    assert person.view.pointed is None
    person.move(person.at("keyframes", 77))
    assert person.view.pointed == 77
    QApplication.sendEvent(person.view, QEvent(QEvent.Type.Leave))
    assert person.view.pointed is None
