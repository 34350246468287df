"""Cuts where scenes change, and none where light flashes or everything moves fast."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.proposals import USUAL_STRENGTH, ProposalKind
from media.measures import Measures
from media.scenes import Cut, CutKind, cuts_of, scenes_of
from tests.media.looked_at import film_at, measures_of_scenes
from tests.media.scene_films import Scene, TrueCut, any_scenes, write_film

USUAL = USUAL_STRENGTH[ProposalKind.CUT]
_NEAR = 6  # frames that a slow change of scene may be found off


def _strong(measures: Measures, fps: float = 30) -> list[Cut]:
    return [cut for cut in cuts_of(measures, fps) if cut.strength >= USUAL]


def _found(cut: TrueCut, frames: Sequence[int]) -> bool:
    slow = _NEAR if cut.kind in {"fade", "dissolve"} else 0
    return any(cut.first - slow <= frame <= cut.last + slow for frame in frames)


@pytest.mark.parametrize("kind", ["still", "pan", "objects", "shake"])
def test_a_cut_is_the_first_frame_of_the_next_scene(kind: str) -> None:
    measures, cuts = measures_of_scenes([Scene(kind, 30), Scene("still", 30), Scene(kind, 30)], seed=3)
    assert [(cut.frame, cut.kind) for cut in _strong(measures)] == [(cut.frame, CutKind.CUT) for cut in cuts]


def test_a_flash_is_no_cut() -> None:
    measures, _ = measures_of_scenes([Scene("still flash", 60)])
    assert measures.apart[:, 0, 0].max() > 0.2
    assert _strong(measures) == []


@pytest.mark.parametrize("kind", ["whip", "shake", "pan light", "objects"])
def test_fast_movement_and_changing_light_are_no_cuts(kind: str) -> None:
    measures, _ = measures_of_scenes([Scene(kind, 80)], seed=5)
    assert _strong(measures) == []


def test_a_fade_through_black_is_one_cut_where_the_next_scene_comes_out() -> None:
    measures, cuts = measures_of_scenes([Scene("still", 40), Scene("pan", 40, "fade")])
    (found,) = _strong(measures)
    assert found.kind is CutKind.FADE
    assert cuts[0].first <= found.frame <= cuts[0].last


def test_a_dissolve_is_one_cut_in_its_middle() -> None:
    measures, cuts = measures_of_scenes([Scene("still", 40), Scene("still", 60, "dissolve")])
    (found,) = _strong(measures)
    assert found.kind is CutKind.DISSOLVE
    assert abs(found.frame - cuts[0].frame) <= 2


def test_at_one_frame_a_second_a_scene_of_two_frames_is_a_scene() -> None:
    measures, cuts = measures_of_scenes([Scene("still", 4), Scene("still", 2), Scene("still", 4)], seed=2)
    assert [cut.frame for cut in _strong(measures, 1)] == [cut.frame for cut in cuts]


def test_the_cuts_of_a_film_are_found_in_what_was_encoded(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    cuts = write_film(path, any_scenes(7, 8, 30, 50), seed=7)
    film = film_at(path)
    found = [cut.frame for cut in _strong(film.measures(None, lambda: False), film.index.fps)]
    assert [cut for cut in cuts if not _found(cut, found)] == []
    assert len(found) == len(cuts)


def test_cuts_found_while_a_film_is_looked_at_stay_when_more_of_it_is_known() -> None:
    measures, _ = measures_of_scenes([Scene("pan", 25), Scene("still", 25), Scene("objects", 25)], seed=4)
    whole = {cut.frame for cut in _strong(measures)}
    for frames in range(measures.frames):
        part = {cut.frame for cut in _strong(measures.until(frames))}
        assert part <= whole


def test_a_film_of_one_frame_or_none_has_no_cut() -> None:
    measures, _ = measures_of_scenes([Scene("still", 5)])
    assert cuts_of(measures.until(0, complete=True), 30) == ()
    assert cuts_of(measures.until(1, complete=True), 30) == ()


@given(st.lists(st.integers(-5, 60), max_size=12), st.integers(1, 50))
def test_scenes_cover_every_frame_once(cuts: list[int], frames: int) -> None:
    scenes = scenes_of(cuts, frames)
    covered = [frame for first, after in scenes.tolist() for frame in range(first, after)]
    assert covered == list(range(frames))
    assert set(scenes[1:, 0].tolist()) == {cut for cut in cuts if 0 < cut < frames}


def test_cuts_themselves_may_be_given_for_scenes() -> None:
    assert scenes_of((Cut(3, CutKind.CUT, 0.5),), 10).tolist() == [[0, 3], [3, 10]]
