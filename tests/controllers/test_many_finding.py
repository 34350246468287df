"""What a rule makes of one video: exactly the frames it says, nothing lost, a reason where nothing is done."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllers.keyframe_rules import AtCuts, BestOfScenes, CopyFrom, EveryFrames, EverySeconds, ManyWish, Rule
from controllers.many_finding import SAMPLES, Reference, Seen, all_by_figures, frames_of, outcome_of, spread
from controllers.many_videos import Steady, Unknown, Video, by_figures
from domain.frame_rules import Way
from models.frame_times import FrameTimes, steady
from models.video_cells import VideoCells, read_video

FILE = "the video to copy from"


def video(keyframes: str | None = None, encord: str | None = None, trouble: str = "") -> Video:
    return Video(7, "item", "a.mp4", 100, 25.0, 4.0, VideoCells(keyframes, encord), trouble)


def whole(frames: int = 100, rate: float = 25.0) -> Seen:
    return Seen(steady(frames, rate))


def test_frames_are_added_to_those_there_are_or_take_their_place() -> None:
    added = outcome_of(ManyWish(EveryFrames(40)), video("[5, 40]"), whole(), None)
    assert added.after == VideoCells("[0, 5, 40, 80]")
    assert (added.line.before, added.line.after, added.line.added, added.line.removed) == (2, 4, 2, 0)
    replaced = outcome_of(ManyWish(EveryFrames(40), replace=True), video("[5, 40]"), whole(), None)
    assert replaced.after == VideoCells("[0, 40, 80]")
    assert (replaced.line.added, replaced.line.removed, replaced.line.state) == (2, 1, "changed")
    assert replaced.line.samples == (0, 40, 80)


def test_a_video_that_has_the_frames_already_stays_the_same() -> None:
    for replace in (False, True):
        found = outcome_of(ManyWish(EveryFrames(50), replace=replace), video("[0,50]"), whole(), None)
        assert (found.line.state, found.after) == ("same", VideoCells("[0,50]"))


def test_marks_under_encord_count_as_keyframes_and_go_where_keyframes_are_replaced() -> None:
    encord = '{"x": 1.0, "frames": {"40": {}, "7": {"seen": true}, "9": {}}}'
    added = outcome_of(ManyWish(EveryFrames(40)), video(None, encord), whole(), None)
    assert added.after == VideoCells("[0, 80]", encord)
    assert (added.line.before, added.line.after) == (2, 4)
    replaced = outcome_of(ManyWish(EveryFrames(40), replace=True), video("[3]", encord), whole(), None)
    assert replaced.after == VideoCells("[0, 40, 80]", '{"x": 1.0, "frames": {"40": {}, "7": {"seen": true}}}')
    assert (replaced.line.before, replaced.line.after, replaced.line.removed) == (3, 3, 2)


def test_entries_that_are_wrong_stay_as_they_are_when_frames_are_added() -> None:
    found = outcome_of(ManyWish(EveryFrames(60)), video('[9, "x", -1, 9, 4]'), whole(), None)
    assert found.after.keyframes is not None
    for entry in ('"x"', "-1", "0", "60"):
        assert entry in found.after.keyframes


@pytest.mark.parametrize(
    ("wanted", "known", "sentence"),
    [
        (video(trouble="It is not a JSON object."), whole(), "It is not a JSON object."),
        (video(), Unknown("The file is empty."), "The file is empty."),
        (video('"13"'), whole(), "The keyframes of this video are not a list. Mend them first; nothing was changed."),
        (video(), whole(40_000_000), "The rule would give it more than a million keyframes."),
    ],
)
def test_a_video_that_is_left_alone_says_why(wanted: Video, known: Seen | Unknown, sentence: str) -> None:
    found = outcome_of(ManyWish(EveryFrames(1)), wanted, known, None)
    assert (found.line.state, found.line.remark, found.after) == ("left", sentence, wanted.cells)


def test_where_encord_is_no_object_keyframes_are_replaced_all_the_same() -> None:
    found = outcome_of(ManyWish(EveryFrames(60), replace=True), video("[1]", "[]"), whole(), None)
    assert found.after == VideoCells("[0, 60]", "[]")


@pytest.mark.parametrize("rule", [AtCuts(0.2), BestOfScenes(1)])
def test_frames_found_in_pictures_are_taken_as_they_are(rule: Rule) -> None:
    seen = Seen(steady(100, 25.0), (0, 31), "The file is damaged.")
    found = outcome_of(ManyWish(rule), video(), seen, None)
    assert (found.after.keyframes, found.line.remark) == ("[0, 31]", "The file is damaged.")
    nothing = outcome_of(ManyWish(rule), video(), Seen(steady(100, 25.0), ()), None)
    assert (nothing.line.state, nothing.after.keyframes) == ("same", None)
    assert outcome_of(ManyWish(rule, replace=True), video(), Seen(steady(9, 1.0), ()), None).after.keyframes is None
    assert frames_of(rule, steady(9, 1.0), None) == ()


@pytest.mark.parametrize(("way", "frames"), [("frame", (10, 90)), ("second", (20,)), ("proportion", (10, 90))])
def test_keyframes_are_copied_by_frame_by_second_or_by_share_of_the_length(way: Way, frames: tuple[int, ...]) -> None:
    reference = Reference((10, 90, 150), Steady(100, 25.0))  # 150 is beyond its own end
    assert frames_of(CopyFrom(FILE, way), Steady(100, 50.0), reference) == frames
    assert frames_of(CopyFrom(FILE, way), Steady(100, 50.0), None) == ()


def test_seconds_are_counted_on_the_times_of_the_file_where_the_rate_varies() -> None:
    moments = [*(frame / 10 for frame in range(10)), *(1.0 + frame for frame in range(10))]
    times = FrameTimes(np.array(moments, np.float64), 11.0, complete=True)
    assert tuple(frames_of(EverySeconds(2.0), times, None)) == (0, 11, 13, 15, 17, 19)
    assert tuple(frames_of(EverySeconds(2.0), Steady(20, 20 / 11), None)) == (0, 3, 7, 10, 14, 18)


@given(st.integers(1, 400), st.sampled_from([1.0, 23.976, 25.0, 29.97, 60.0, 1000.0]), st.floats(0.01, 30))
def test_a_steady_video_gives_the_same_frames_as_its_times_would(frames: int, rate: float, step: float) -> None:
    for rule in (EverySeconds(step), EveryFrames(max(int(step), 1))):
        assert tuple(frames_of(rule, Steady(frames, rate), None)) == tuple(frames_of(rule, steady(frames, rate), None))


FRAMES = st.lists(st.integers(0, 300), max_size=30)


@given(FRAMES, FRAMES, FRAMES.map(lambda frames: sorted(set(frames))), st.booleans())
def test_the_counts_are_those_of_what_is_staged(
    listed: list[int], marked: list[int], found: list[int], replace: bool
) -> None:
    marks = ", ".join(f'"{frame}": {{}}' for frame in dict.fromkeys(marked))
    wanted = video(str(listed), f'{{"frames": {{{marks}}}}}')
    seen = Seen(steady(400, 25.0), tuple(found))
    line = outcome_of(ManyWish(AtCuts(0.2), replace), wanted, seen, None)
    before, after = (set(read_video(cells, seen.times, None).numbers.tolist()) for cells in (wanted.cells, line.after))
    assert after == (set(found) if replace else before | set(found))
    counts = (line.line.before, line.line.after, line.line.added, line.line.removed)
    assert counts == (len(before), len(after), len(after - before), len(before - after))


def test_very_many_keyframes_are_counted_the_same() -> None:
    many = outcome_of(ManyWish(EveryFrames(1)), video(str([5, 70_001])), whole(70_000), None).line
    assert (many.before, many.after, many.added, many.removed) == (2, 70_001, 69_999, 0)


@given(st.lists(st.integers(0, 10_000), max_size=40, unique=True).map(sorted))
def test_samples_are_spread_from_the_first_to_the_last(frames: list[int]) -> None:
    chosen = spread(frames)
    assert len(chosen) == min(len(frames), SAMPLES)
    assert list(chosen) == sorted(set(chosen))
    if frames:
        assert (chosen[0], chosen[-1]) == (frames[0], frames[-1])


def test_the_platforms_figures_stand_in_for_the_file_only_where_they_can() -> None:
    assert by_figures(video()) == Steady(100, 25.0)
    assert by_figures(Video(0, "i", "n", 100, None, 10.0)) == Steady(100, 10.0)
    for frames, rate, duration in ((None, 25.0, 4.0), (0, 25.0, 0.0), (100, None, None), (10**9, 25.0, 4.0)):
        known = by_figures(Video(0, "i", "n", frames, rate, duration))
        assert isinstance(known, Unknown)
        assert known.sentence.endswith("Count by the file itself.")
    lines = [found.line for found in all_by_figures(ManyWish(EveryFrames(50)), [video(), video(trouble="No.")], None)]
    assert [(line.state, line.after) for line in lines] == [("changed", 2), ("left", 0)]
