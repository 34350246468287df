"""Frames proposed of a film: found beside the window, narrowed, stepped through, accepted and turned down."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from controllers.film_proposals import Wanted, best_of_scenes, proposals_in
from controllers.jobs import Job
from domain.proposals import ProposalKind
from media.film import VideoFilm
from media.source import Source
from tests.controllers.proposed import Studio, run
from tests.media.looked_at import measures_of_scenes
from tests.media.scene_films import Scene

pytestmark = pytest.mark.usefixtures("qapp")


def test_the_cuts_of_a_film_are_proposed_with_their_reasons(tmp_path: Path) -> None:
    async def story(studio: Studio) -> None:
        film, cuts = studio.film()
        await studio.proposing.open(film, "a.mp4")
        await studio.settled()
        assert list(studio.proposing.shown.frames) == studio.proposing.cuts.tolist() == [cut.frame for cut in cuts]
        assert all("another scene begins" in each.reason for each in studio.proposing.shown.all)

    run(tmp_path, story)


def test_a_film_is_looked_at_as_a_job_with_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("media.measuring.EVERY", 0.0)

    async def story(studio: Studio) -> None:
        film, _ = studio.film()
        seen: list[tuple[str, int | None]] = []

        def note(job: Job) -> None:
            seen.append((job.title, job.total))

        studio.board.job_started.connect(note)
        done: list[int] = []
        studio.proposing.looking.progressed.connect(lambda: done.append(studio.proposing.looking.done))
        await studio.proposing.open(film, "a.mp4")
        assert seen == [("Looking at a.mp4", 160)]
        assert len(set(done)) > 100
        assert studio.board.running == ()
        assert studio.proposing.looking.whole

    run(tmp_path, story)


def test_a_film_is_looked_at_once(tmp_path: Path) -> None:
    async def story(studio: Studio) -> None:
        film, cuts = studio.film()
        await studio.proposing.open(film, "a.mp4")
        started: list[object] = []
        studio.board.job_started.connect(started.append)
        await studio.proposing.open(film, "a.mp4")
        await studio.settled()
        assert started == []
        assert len(studio.proposing.shown.all) == len(cuts)

    run(tmp_path, story)


def test_a_large_film_is_looked_at_when_the_person_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("controllers.looking.AT_ONCE", 10)

    async def story(studio: Studio) -> None:
        film, cuts = studio.film()
        await studio.proposing.open(film, "a.mp4")
        assert studio.proposing.looking.done == 0
        studio.proposing.look()
        await studio.until(lambda: studio.proposing.looking.whole)
        await studio.settled()
        assert len(studio.proposing.shown.all) == len(cuts)

    run(tmp_path, story)


def test_stopping_keeps_what_was_seen_and_one_may_look_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("media.measuring.EVERY", 0.0)

    async def story(studio: Studio) -> None:
        film, cuts = studio.film()
        looking = studio.proposing.looking
        looking.grew.connect(looking.stop)
        await studio.proposing.open(film, "a.mp4")
        assert 0 < looking.done < 160
        assert not looking.whole
        looking.grew.disconnect(looking.stop)
        await looking.look()
        await studio.settled()
        assert looking.whole
        assert len(studio.proposing.shown.all) == len(cuts)

    run(tmp_path, story)


def test_a_film_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    async def story(studio: Studio) -> None:
        film, _ = studio.film()
        path = tmp_path / "film.mp4"
        path.write_bytes(b"nothing of a film" * 100)
        await studio.proposing.open(VideoFilm(Source.of_path(path), film.index), "a.mp4")
        assert "not a video" in studio.proposing.looking.sentence
        assert not studio.proposing.looking.running

    run(tmp_path, story)


def test_a_film_left_while_it_is_looked_at_says_nothing_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("media.measuring.EVERY", 0.0)

    async def story(studio: Studio) -> None:
        film, _ = studio.film()
        studio.proposing.looking.grew.connect(studio.proposing.leave)
        await studio.proposing.open(film, "a.mp4")
        await studio.settled()
        assert studio.proposing.looking.measures is None
        assert studio.proposing.shown.all == ()
        assert studio.board.running == ()

    run(tmp_path, story)


def test_the_strength_narrows_what_is_shown_and_the_count_is_known_before(tmp_path: Path) -> None:
    async def story(studio: Studio) -> None:
        film, _ = studio.film()
        proposing = studio.proposing
        await proposing.open(film, "a.mp4")
        await studio.settled()
        strengths = sorted(each.strength for each in proposing.shown.all)
        assert proposing.count_at(strengths[1]) == len(strengths) - 1
        proposing.slide(strengths[1])
        assert len(proposing.shown.all) == len(strengths) - 1
        await studio.settled()
        assert len(proposing.cuts) == len(strengths) - 1
        proposing.slide(7)
        assert (proposing.strength, proposing.shown.all) == (1.0, ())
        assert proposing.total >= len(strengths)

    run(tmp_path, story)


@pytest.mark.parametrize(
    ("kind", "words"),
    [(ProposalKind.MOTION, "Most moves here"), (ProposalKind.SHARPEST, "The sharpest"), (ProposalKind.BEST, "Chosen")],
)
def test_every_kind_tells_why(tmp_path: Path, kind: ProposalKind, words: str) -> None:
    async def story(studio: Studio) -> None:
        film, _ = studio.film()
        await studio.proposing.open(film, "a.mp4")
        studio.proposing.choose(kind)
        studio.proposing.slide(0)
        await studio.settled()
        assert studio.proposing.shown.all
        assert all(each.reason.startswith(words) for each in studio.proposing.shown.all)

    run(tmp_path, story)


def test_no_more_best_frames_come_than_the_budget(tmp_path: Path) -> None:
    async def story(studio: Studio) -> None:
        film, _ = studio.film()
        await studio.proposing.open(film, "a.mp4")
        studio.proposing.spend(3)
        studio.proposing.choose(ProposalKind.BEST)
        await studio.settled()
        assert len(studio.proposing.shown.all) == studio.proposing.budget == 3
        studio.proposing.spend(0)
        await studio.settled()
        assert len(studio.proposing.shown.all) == studio.proposing.budget == 1

    run(tmp_path, story)


def test_keyframes_are_not_proposed_and_come_back_when_untagged(tmp_path: Path) -> None:
    async def story(studio: Studio) -> None:
        film, cuts = studio.film()
        proposing = studio.proposing
        await proposing.open(film, "a.mp4", [cuts[0].frame])
        await studio.settled()
        assert list(proposing.shown.frames) == [cut.frame for cut in cuts[1:]]
        assert proposing.settled == 1
        proposing.know_keyframes([])
        assert list(proposing.shown.frames) == [cut.frame for cut in cuts]

    run(tmp_path, story)


def test_one_steps_accepts_and_refuses_and_goes_on(tmp_path: Path) -> None:
    async def story(studio: Studio) -> None:
        film, cuts = studio.film()
        first, second, third = (cut.frame for cut in cuts)
        proposing = studio.proposing
        sought: list[int] = []
        tagged: list[int] = []
        proposing.sought.connect(sought.append)

        def tag(frames: tuple[int, ...]) -> None:
            tagged.extend(frames)
            proposing.know_keyframes(tagged)

        proposing.accepted.connect(tag)
        proposing.accept()
        await proposing.open(film, "a.mp4")
        await studio.settled()
        proposing.step(0)
        proposing.accept()
        proposing.refuse()
        assert sought == [first, second, third]
        assert tagged == [first]
        assert proposing.shown.frames == (third,)
        assert proposing.current is not None
        proposing.step(third)
        proposing.step(third, forward=False)
        proposing.refuse()
        assert proposing.current is None
        assert sought == [first, second, third]

    run(tmp_path, story)


def test_all_that_is_shown_is_accepted_at_once(tmp_path: Path) -> None:
    async def story(studio: Studio) -> None:
        film, cuts = studio.film()
        accepted: list[tuple[int, ...]] = []
        studio.proposing.accepted.connect(accepted.append)
        studio.proposing.accept_all()
        await studio.proposing.open(film, "a.mp4")
        await studio.settled()
        studio.proposing.accept_all()
        assert accepted == [tuple(cut.frame for cut in cuts)]

    run(tmp_path, story)


def test_fades_and_dissolves_have_reasons_of_their_own(qapp: QApplication) -> None:
    measures, _ = measures_of_scenes([Scene("still", 40), Scene("pan", 40, "fade"), Scene("still", 60, "dissolve")])
    fade, dissolve = proposals_in(measures, 30, Wanted()).proposals.at_least(0.25).all
    assert "a fade" in fade.reason
    assert "dissolves" in dissolve.reason


def test_a_scene_of_one_frame_has_its_only_frame() -> None:
    measures, _ = measures_of_scenes([Scene("still", 20), Scene("still", 1), Scene("still", 20)], seed=2)
    found = proposals_in(measures, 1, Wanted(ProposalKind.SHARPEST)).proposals
    assert [each.reason for each in found.all if each.frame == 20] == ["The only frame of scene 2."]


def test_several_best_frames_of_each_scene_are_found_for_many_videos() -> None:
    measures, _ = measures_of_scenes([Scene("pan", 60), Scene("objects", 60)], seed=2)
    frames = best_of_scenes(measures, 30, 2, 0.25).tolist()
    assert len([frame for frame in frames if frame < 60]) >= 1
    assert len([frame for frame in frames if frame >= 60]) == 2
    assert best_of_scenes(measures.until(0, complete=True), 30, 2, 0.25).tolist() == []
