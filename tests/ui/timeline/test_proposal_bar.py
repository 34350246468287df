"""The bar of proposals: what is shown is counted while the strength slides, and accepted one by one or all."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from domain.proposals import ProposalKind
from tests.controllers.proposed import Studio, run
from ui.timeline.proposal_bar import ProposalBar

pytestmark = pytest.mark.usefixtures("qapp")
LEFT = Qt.MouseButton.LeftButton


def before_a_bar(folder: Path, story: Callable[[Studio, ProposalBar], Coroutine[Any, Any, None]]) -> None:
    async def told(studio: Studio) -> None:
        bar = ProposalBar(studio.proposing)
        bar.resize(1000, bar.sizeHint().height())
        bar.show()
        try:
            await story(studio, bar)
        finally:
            bar.close()
            bar.deleteLater()

    run(folder, told)


def test_before_a_film_is_known_nothing_can_be_done(tmp_path: Path) -> None:
    async def story(_studio: Studio, bar: ProposalBar) -> None:
        assert not bar.isEnabled()
        assert bar.line.reason.text() == "Proposals come once all frames of the video are known."
        assert not bar.count.isVisible()

    before_a_bar(tmp_path, story)


def test_the_count_follows_the_slider_at_once(tmp_path: Path) -> None:
    async def story(studio: Studio, bar: ProposalBar) -> None:
        film, _ = studio.film()
        await studio.proposing.open(film, "a.mp4")
        await studio.settled()
        bar.slider.setValue(0)
        assert bar.count.text() == f"{studio.proposing.total} proposals"
        bar.slider.setValue(60)
        shown = studio.proposing.count_at(0.6)
        assert bar.count.text() == f"{shown} of {studio.proposing.total} proposals"
        assert bar.percent.text() == "60 %"
        bar.slider.setValue(100)
        assert bar.line.reason.text().startswith("Nothing this strong. Slide the strength down")
        assert not bar.line.accept_all.isEnabled()

    before_a_bar(tmp_path, story)


def test_stepping_shows_the_reason_and_accepting_goes_on(tmp_path: Path) -> None:
    async def story(studio: Studio, bar: ProposalBar) -> None:
        film, cuts = studio.film()
        accepted: list[tuple[int, ...]] = []
        sought: list[int] = []
        studio.proposing.accepted.connect(accepted.append)
        studio.proposing.sought.connect(sought.append)
        await studio.proposing.open(film, "a.mp4")
        await studio.settled()
        first, second, third = (cut.frame for cut in cuts)
        assert not bar.line.accept.isEnabled()
        assert bar.line.reason.text().startswith("Step to a proposal")
        bar.line.show_current(first)
        bar.line.forward.click()
        assert bar.line.reason.text().startswith(f"Frame {second} · ")
        assert bar.line.reason.text().endswith("another scene begins here.")
        bar.line.back.click()
        bar.line.accept.click()
        bar.line.refuse.click()
        assert accepted == [(first,)]
        assert sought == [second, first, second, third]
        bar.line.accept_all.click()
        assert accepted[-1] == (first, third)
        studio.proposing.know_keyframes([first, third])
        assert bar.line.reason.text().startswith("Nothing is left to propose")

    before_a_bar(tmp_path, story)


def test_the_kind_and_the_number_of_best_frames_are_chosen(tmp_path: Path) -> None:
    async def story(studio: Studio, bar: ProposalBar) -> None:
        film, _ = studio.film()
        await studio.proposing.open(film, "a.mp4")
        await studio.settled()
        assert not bar.budget.isVisible()
        QTest.keyClick(bar.kind, Qt.Key.Key_End)
        await studio.settled()
        assert studio.proposing.kind is ProposalKind.BEST
        assert bar.budget.isVisible()
        bar.budget.setValue(2)
        await studio.settled()
        assert bar.count.text() == "2 proposals"
        assert bar.line.accept_all.text() == "Accept All 2"

    before_a_bar(tmp_path, story)


def test_a_large_film_is_looked_at_on_demand_and_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("controllers.looking.AT_ONCE", 10)
    monkeypatch.setattr("media.measuring.EVERY", 0.0)

    async def story(studio: Studio, bar: ProposalBar) -> None:
        film, _ = studio.film()
        await studio.proposing.open(film, "a.mp4")
        assert bar.line.look.text() == "Find Proposals"
        assert "large" in bar.line.reason.text()
        seen: list[tuple[str, str]] = []

        def stop() -> None:
            if not seen:
                seen.append((bar.line.look.text(), bar.line.reason.text()))
                QTest.mouseClick(bar.line.look, LEFT)

        studio.proposing.looking.grew.connect(stop)
        bar.line.look.click()
        await studio.until(lambda: bool(seen))
        await studio.settled()
        ((button, words),) = seen
        assert button == "Stop"
        assert words.startswith("Looking at the frames: ")
        assert bar.line.look.text() == "Find Proposals"

    before_a_bar(tmp_path, story)


def test_a_film_without_anything_to_propose_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.media.scene_films import Scene

    monkeypatch.setattr("tests.controllers.proposed.SCENES", (Scene("still", 30),))

    async def story(studio: Studio, bar: ProposalBar) -> None:
        film, _ = studio.film()
        await studio.proposing.open(film, "a.mp4")
        await studio.settled()
        assert bar.line.reason.text() == "There is nothing of this kind to propose in this video."

    before_a_bar(tmp_path, story)


def test_why_a_film_cannot_be_looked_at_is_said(tmp_path: Path) -> None:
    async def story(studio: Studio, bar: ProposalBar) -> None:
        film, _ = studio.film()
        (tmp_path / "film.mp4").write_bytes(b"nothing of a film" * 100)
        await studio.proposing.open(film, "a.mp4")
        assert bar.line.reason.text().startswith("This file is not a video")
        assert bar.line.reason.toolTip() == bar.line.reason.text()
        assert bar.line.look.isVisible()

    before_a_bar(tmp_path, story)


def test_every_part_has_a_name_for_those_who_hear_the_window(tmp_path: Path, qapp: QApplication) -> None:
    async def story(_studio: Studio, bar: ProposalBar) -> None:
        parts = (bar, bar.kind, bar.budget, bar.slider, bar.line.back, bar.line.forward)
        assert all(part.accessibleName() for part in parts)

    before_a_bar(tmp_path, story)
