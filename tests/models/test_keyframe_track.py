"""Keyframes of one video: every edit is one staged step of its table, and nothing changes that nobody touched."""

import json
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QSignalSpy

from domain.sampling import DEFAULT_PLAN, SamplingPlan
from models.cell_edits import Accepted, Rejected
from models.frame_times import steady
from models.keyframe_track import KeyframeTrack
from models.metadata_table import MetadataTable
from models.staged import StagedEdits
from models.video_cells import VideoCells
from tests.models.world import World, item, page

ENCORD = '{ "config" : {"keyframe_mode": "frame", "x" : 1.0}, "frames": {"4" : {}, "7": {"a": 1e0}}, "z":[ ] }'


def film(
    world: World, keyframes: str | None = None, encord: str | None = None, frame_count: int | None = None
) -> KeyframeTrack:
    cells = {"keyframes": keyframes, "$encord": encord, "note": '"kept"'}
    table = world.table(
        page({1: {key: cell for key, cell in cells.items() if cell is not None}, 2: {}}, frame_count=frame_count)
    )
    return KeyframeTrack(table, item(1), table)


def numbers(track: KeyframeTrack) -> Sequence[int]:
    assert not track.numbers.flags.writeable
    return track.numbers.tolist()


def test_a_video_without_keyframes_gets_its_first(world: World) -> None:
    track = film(world)
    assert (numbers(track), track.problems, track.staged) == ([], (), False)
    assert track.table.column_of("keyframes") is None
    assert track.tag([19, 13, 19]) == Accepted(1)
    assert track.cells == VideoCells("[13, 19]", None)
    assert track.staged
    assert track.table.column_of("keyframes") is not None
    assert track.table.undo_stack.undoText() == "Tag 2 frames"
    track.table.undo_stack.undo()
    assert (track.cells, track.staged, numbers(track)) == (VideoCells(), False, [])
    track.table.undo_stack.redo()
    assert numbers(track) == [13, 19]


def test_both_forms_are_read_and_the_list_is_written(world: World) -> None:
    track = film(world, "[1, 9]", ENCORD)
    assert numbers(track) == [1, 4, 9]
    assert dict(track.frame_metadata) == {7: '{"a": 1e0}'}
    assert track.metadata_numbers.tolist() == [7]
    track.tag([4, 5])
    assert track.cells == VideoCells("[1, 5, 9]", ENCORD)
    track.untag([4, 9, 77])
    assert track.cells == VideoCells("[1, 5]", ENCORD.replace('"4" : {}, ', ""))
    track.table.undo_stack.undo()
    assert track.cells == VideoCells("[1, 5, 9]", ENCORD)


def test_marks_in_seconds_beyond_the_end_are_not_taken_for_the_last_frame(world: World) -> None:
    track = film(world, None, '{"config":{"keyframe_mode":"seconds"},"frames":{"3.9":{},"5":{},"1e12":{}}}')
    track.show_times(steady(100, 25.0))
    assert numbers(track) == [97, 125]


def test_marks_in_seconds_find_their_frames_once_the_times_are_known(world: World) -> None:
    track = film(world, None, '{"config":{"keyframe_mode":"seconds"},"frames":{"1.5":{},"-1":{},"x":{},"0.4":{"a":1}}}')
    assert numbers(track) == []
    track.show_times(steady(100, 10))
    assert numbers(track) == [15]
    assert dict(track.frame_metadata) == {4: '{"a":1}'}
    track.set_frame_metadata(4, '{"a":2}')
    track.set_frame_metadata(25, '{"b":3}')
    assert track.encord == (
        '{"config":{"keyframe_mode":"seconds"},"frames":{"1.5":{},"-1":{},"x":{},"0.4":{"a":2},"2.5":{"b":3}}}'
    )
    track.move([15], 2)
    assert track.cells.keyframes == "[17]"
    assert '"1.5"' not in (track.encord or "")


def test_frames_are_not_named_by_times_nobody_knows(world: World) -> None:
    track = film(world, None, '{"config":{"keyframe_mode":"seconds"}}')
    outcome = track.set_frame_metadata(3, "{}")
    assert isinstance(outcome, Rejected)
    assert "not known yet" in outcome.reason


def test_keyframes_move_together_and_those_that_meet_become_one(world: World) -> None:
    track = film(world, "[1, 5, 8]", frame_count=10)
    track.move([1, 5], 3)
    assert numbers(track) == [4, 8]
    track.move([4, 8], 99)
    assert numbers(track) == [5, 9]
    track.move([5, 9], -99)
    assert numbers(track) == [0, 4]
    assert track.move([3], 1) == Accepted(0)
    assert track.move([0], -1) == Accepted(0)
    assert track.table.undo_stack.count() == 3


def test_frames_outside_the_video_are_refused(world: World) -> None:
    track = film(world, "[1]", frame_count=10)
    refused = QSignalSpy(track.refused)
    assert isinstance(track.tag([3, 10]), Rejected)
    assert "the last one of this video is 9" in refused.at(0)[0]
    assert isinstance(track.replace([-1]), Rejected)
    assert "the first one is 0" in refused.at(1)[0]
    track.show_times(steady(20, 10))
    assert track.tag([10]) == Accepted(1)
    assert track.staged


def test_what_came_wrong_is_told_and_stays_until_it_is_mended(world: World) -> None:
    cell = '[9, "3", 2.0, 9, 40, -1]'
    track = film(world, cell, frame_count=20)
    assert [problem.kind for problem in track.problems] == [
        *("text", "fraction", "negative", "beyond the end", "unordered", "twice"),
    ]
    assert numbers(track) == [2, 9, 40]
    assert not track.staged
    track.tag([5])
    assert track.cells.keyframes == '[5, 9, "3", 2.0, 9, 40, -1]'
    track.untag([9])
    assert track.cells.keyframes == '[5, "3", 2.0, 40, -1]'
    track.repair(["negative"])
    assert track.cells.keyframes == '[5, "3", 2.0, 40]'
    track.repair()
    assert (track.cells.keyframes, track.problems) == ("[2, 3, 5]", ())
    assert track.repair() == Accepted(0)
    for _ in range(4):
        track.table.undo_stack.undo()
    assert (track.cells.keyframes, track.staged) == (cell, False)


def test_marks_beyond_the_end_are_told_and_taken_out_when_somebody_asks(world: World) -> None:
    encord = '{"frames": {"4" : {}, "31": { }, "32": {"a": 1e0}, "40":{}}, "z":[ ] }'
    track = film(world, "[7, 30]", encord, frame_count=20)
    assert [(problem.kind, problem.count) for problem in track.problems] == [
        *(("beyond the end", 1), ("mark beyond the end", 2)),
    ]
    assert track.problems[-1].sentence == ('2 frames marked under $encord are beyond the end of the video: "31", "40".')
    assert numbers(track) == [4, 7, 30, 31, 40], "nothing is hidden"
    track.repair(["mark beyond the end"])
    assert track.cells == VideoCells("[7, 30]", '{"frames": {"4" : {}, "32": {"a": 1e0}}, "z":[ ] }')
    track.table.undo_stack.undo()
    assert track.cells == VideoCells("[7, 30]", encord)
    track.repair(["beyond the end"])
    assert track.cells == VideoCells("[7]", encord)


def test_what_is_no_list_is_not_written_over(world: World) -> None:
    track = film(world, '"13, 17"')
    assert isinstance(track.tag([1]), Rejected)
    assert track.cells.keyframes == '"13, 17"'
    track.repair()
    assert track.cells.keyframes == "[13, 17]"


def test_all_keyframes_are_replaced_at_once(world: World) -> None:
    track = film(world, '[1, "x"]', ENCORD)
    track.replace([3, 4], "Every frame")
    assert track.cells == VideoCells("[3, 4]", ENCORD)
    assert track.table.undo_stack.undoText() == "Every frame"
    track.replace([])
    assert track.cells == VideoCells("[]", ENCORD.replace('"4" : {}, ', ""))


def test_the_plan_changes_and_the_rest_of_it_stays_byte_for_byte(world: World) -> None:
    track = film(world, "[1]", ENCORD)
    assert track.plan == DEFAULT_PLAN
    track.set_plan(SamplingPlan(0))
    assert track.encord == ENCORD.replace('"x" : 1.0}', '"x" : 1.0,"sampling_rate":0}')
    assert track.plan == SamplingPlan(0)
    assert track.set_plan(SamplingPlan(0)) == Accepted(0)
    track.set_frame_metadata(7, None)
    assert dict(track.frame_metadata) == {}
    assert film(world).set_frame_metadata(3, None) == Accepted(0)


@pytest.mark.parametrize("encord", ["[1]", '{"config":7,"frames":8}'])
def test_a_plan_is_refused_where_it_would_throw_something_away(world: World, encord: str) -> None:
    track = film(world, None, encord)
    assert isinstance(track.set_plan(SamplingPlan(0)), Rejected)
    assert isinstance(track.set_frame_metadata(1, "{}"), Rejected)
    assert track.encord == encord


def test_a_track_follows_its_table(world: World) -> None:
    track = film(world, "[1]")
    changed = QSignalSpy(track.changed)
    table = track.table
    column = table.column_of("keyframes")
    assert column is not None
    table.set_cells([(0, column)], "[2]")
    assert numbers(track) == [2]
    table.set_cells([(1, column)], "[7]")
    assert changed.count() == 1
    table.accept({item(1): {"keyframes": "[5]"}})
    assert numbers(track) == [2]
    table.undo_stack.undo()
    table.undo_stack.undo()
    assert track.name == "file 1.mp4"


def test_what_the_platform_says_anew_is_shown(world: World) -> None:
    track = film(world, "[1]")
    track.table.accept({item(1): {"keyframes": "[5, 6]"}})
    assert numbers(track) == [5, 6]


def test_a_video_that_is_not_in_the_table_is_not_edited(world: World) -> None:
    table = world.table(page({1: {}}))
    track = KeyframeTrack(table, item(9))
    assert (numbers(track), track.name, track.frame_count, track.cells) == ([], "", None, VideoCells())
    assert isinstance(track.tag([1]), Rejected)


def test_the_platforms_own_key_stays_closed_to_typing(world: World) -> None:
    track = film(world, "[1]", ENCORD)
    column = track.table.column_of("$encord")
    assert column is not None
    assert isinstance(track.table.edit([(0, column)], "{}"), Rejected)


Gesture = Callable[[KeyframeTrack, set[int]], object]
GESTURES: Sequence[Gesture] = (
    lambda track, frames: track.tag(frames),
    lambda track, frames: track.untag(frames),
    lambda track, frames: track.move(frames, 3),
    lambda track, frames: track.move(frames, -2),
    lambda track, frames: track.replace(frames),
    lambda track, frames: track.repair(),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    st.lists(st.one_of(st.integers(-3, 30), st.just("7"), st.just(2.5)), max_size=6),
    st.lists(st.tuples(st.sampled_from(GESTURES), st.sets(st.integers(0, 29), max_size=4)), max_size=6),
)
def test_undo_takes_every_gesture_back(
    world: World, came: list[object], gestures: list[tuple[Gesture, set[int]]]
) -> None:
    track = film(world, json.dumps(came), ENCORD, frame_count=30)
    seen = [track.cells]
    for gesture, frames in gestures:
        before = track.table.undo_stack.index()
        gesture(track, frames)
        if track.table.undo_stack.index() > before:
            seen.append(track.cells)
    for cells in reversed(seen[:-1]):
        track.table.undo_stack.undo()
        assert track.cells == cells
    assert not track.staged


def test_a_track_of_a_table_is_told_of_other_tables(world: World, staged: StagedEdits) -> None:
    first: MetadataTable = world.table(page({1: {"keyframes": "[1]"}}))
    second = world.table(page({1: {"keyframes": "[1]"}}))
    track, other = KeyframeTrack(first, item(1)), KeyframeTrack(second, item(1))
    track.tag([4])
    assert numbers(other) == [1, 4]
    assert staged.count == 1
