"""The frames chosen: where most moves, the sharpest, none twice, and the best few spread over the film."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from media.choosing import ALIKE, best, bits_apart, distinct, motion_peaks, sharpest, smoothed
from media.measures import Measures
from media.scenes import scenes_of

FRAMES = 300


def _measures(**rows: object) -> Measures:
    """Measures of frames that all look different, with some rows given."""
    chance = np.random.default_rng(1)
    usual = Measures.empty(FRAMES)
    usual.sharpness[:] = 100
    usual.seen[:] = True
    usual.look[:] = chance.integers(0, 2**63, FRAMES, np.uint64)
    return replace(usual, complete=True, **rows)  # pyright: ignore[reportArgumentType] - rows are named by the tests


def _row(**at: float) -> NDArray[np.float32]:
    row = np.full(FRAMES, at.pop("usual", 0.0), np.float32)
    for name, value in at.items():
        row[int(name[1:])] = value
    return row


def test_the_peak_of_movement_is_one_frame_of_each_scene() -> None:
    motion = np.full(FRAMES, 0.01, np.float32)
    motion[48:53] = 0.08
    motion[198:203] = 0.04
    found = motion_peaks(_measures(motion=motion), scenes_of([100], FRAMES))
    assert found.scenes.tolist() == [0, 1]
    assert 48 <= found.frames[0] <= 52
    assert 198 <= found.frames[1] <= 202
    assert found.strengths[0] > found.strengths[1] > 0.5
    assert found.figures[0] > 7


def test_a_scene_in_which_nothing_moves_and_one_of_two_frames_have_no_peak() -> None:
    assert len(motion_peaks(_measures(), scenes_of([100, 102], FRAMES)).frames) == 0


def test_the_step_into_a_scene_is_no_movement_in_it_and_a_flash_is_none() -> None:
    motion = _row(usual=0.003, f100=0.5, f150=0.5)
    assert motion_peaks(_measures(motion=motion), scenes_of([100], FRAMES)).strengths.max() < 0.01


def test_the_sharpest_frame_of_each_scene_is_found_away_from_its_ends() -> None:
    sharpness = _row(usual=100, f1=900, f40=400, f250=200)
    found = sharpest(_measures(sharpness=sharpness), scenes_of([100], FRAMES))
    assert found.frames.tolist() == [40, 250]
    assert found.strengths.tolist() == [0.75, 0.5]
    assert found.figures.tolist() == [4, 2]


def test_a_frame_that_could_not_be_decoded_is_never_chosen() -> None:
    seen = np.zeros(FRAMES, np.bool_)
    seen[[10, 200]] = True
    measures = _measures(seen=seen, sharpness=np.where(seen, 1, 500).astype(np.float32))
    scenes = scenes_of([100], FRAMES)
    assert sharpest(measures, scenes, 3).frames.tolist() == [10, 200]
    assert best(measures, scenes, 10).frames.tolist() == [10, 200]


def test_several_of_a_scene_do_not_look_the_same() -> None:
    look = _measures().look.copy()
    look[50:60] = look[50]
    measures = _measures(look=look, sharpness=np.where(np.arange(FRAMES) // 10 == 5, 500, 100).astype(np.float32))
    found = sharpest(measures, scenes_of([], FRAMES), 3).frames.tolist()
    assert len(found) == 3
    assert len([frame for frame in found if 50 <= frame < 60]) == 1


def test_a_plain_scene_without_any_edge_has_a_sharpest_frame_of_no_strength() -> None:
    found = sharpest(_measures(sharpness=_row()), scenes_of([], FRAMES))
    assert found.strengths.tolist() == [0]


def test_the_best_frames_are_spread_over_the_scenes_before_any_gives_two() -> None:
    found = best(_measures(), scenes_of([50, 100, 150, 200, 250], FRAMES), 6)
    assert sorted(found.scenes.tolist()) == [0, 1, 2, 3, 4, 5]


def test_a_smaller_budget_is_the_beginning_of_a_larger_one() -> None:
    measures, scenes = _measures(), scenes_of([50, 180], FRAMES)
    ten = best(measures, scenes, 10)
    first = ten.frames[np.argsort(-ten.strengths)][:4]
    assert sorted(first.tolist()) == best(measures, scenes, 4).frames.tolist()


def test_of_frames_that_all_look_the_same_only_one_is_best() -> None:
    same = np.full(FRAMES, 12345, np.uint64)
    assert len(best(_measures(look=same), scenes_of([], FRAMES), 20).frames) == 1


def test_sharp_frames_are_better() -> None:
    sharp = np.arange(FRAMES) % 30 == 7
    found = best(_measures(sharpness=np.where(sharp, 400, 40).astype(np.float32)), scenes_of([], FRAMES), 5)
    assert (found.frames % 30 == 7).all()


def test_no_frames_no_best_ones() -> None:
    nothing = _measures().until(0, complete=True)
    assert len(best(nothing, scenes_of([], 0), 5).frames) == 0
    assert len(best(_measures(), scenes_of([], FRAMES), 0).frames) == 0
    assert len(smoothed(nothing.motion)) == 0


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=30), st.integers(1, 10))
def test_distinct_frames_differ_from_each_other_and_every_other_is_like_one_of_them(
    looks: list[int], most: int
) -> None:
    look: NDArray[np.uint64] = np.array(looks, np.uint64)
    kept = distinct(np.arange(len(looks), dtype=np.int64), look)
    held: NDArray[np.uint64] = look[kept]
    frames: list[int] = kept.tolist()
    for at, frame in enumerate(frames):
        assert not at or bits_apart(held[:at], looks[frame]).min() > ALIKE
    for frame in range(len(looks)):
        assert bits_apart(held, looks[frame]).min() <= ALIKE or frame in kept
    assert distinct(np.arange(len(looks), dtype=np.int64), look, most=most).tolist() == kept[:most].tolist()


@given(st.integers(1, 40), st.integers(0, 1000))
def test_never_more_than_the_budget_and_never_a_frame_twice(budget: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    measures = _measures(sharpness=chance.random(FRAMES).astype(np.float32))
    found = best(measures, scenes_of(chance.integers(0, FRAMES, 5).tolist(), FRAMES), budget)
    assert len(found.frames) <= budget
    assert len(set(found.frames.tolist())) == len(found.frames)
    assert (np.diff(found.frames) > 0).all()
    assert ((found.strengths > 0) & (found.strengths <= 1)).all()
