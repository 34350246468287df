"""A person lets frames be proposed, looks at them one by one, accepts, refuses, takes all, and undoes."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSlider

from controllers.proposing import Proposing
from tests.journeys.at_video import AtVideo
from tests.journeys.places import ROUTE, VIDEO
from tests.journeys.user import User
from tests.ui.finding import find

CUT = 31  # where the second shot of the video begins
BEST = 3  # down in the list of what is proposed


def _proposed(user: User, video: AtVideo) -> Proposing:
    """Wait until the whole video was looked at."""
    proposing = user.program.videos.proposals.proposing
    video.until(lambda: proposing.looking.whole and not proposing.finding, "the video to be looked at")
    return proposing


def _clicks(user: User, video: AtVideo, name: str) -> None:
    button = find(video.page, QAbstractButton, name)
    user.stage.act(lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))


def test_proposals_are_stepped_through_accepted_all_at_once_and_undone(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    video = AtVideo(user)
    video.opens(VIDEO)
    before = video.keyframes
    assert CUT in before
    proposing = _proposed(user, video)
    assert proposing.cuts.tolist() == [CUT]
    assert video.page.timeline.shown.cuts.tolist() == [CUT]
    assert CUT not in proposing.shown.frames

    kinds = find(video.page, QComboBox, "proposal_kind")
    user.stage.act(lambda: kinds.activated.emit(BEST))
    video.until(lambda: proposing.shown.all and not proposing.finding, "the best frames")
    first, *_ = proposing.shown.frames
    _clicks(user, video, "proposal_forward")
    video.until(lambda: proposing.current is not None, "a proposal")
    _clicks(user, video, "proposal_back")
    _clicks(user, video, "proposal_accept")
    user.sees_staged(1)
    assert first in video.keyframes or len(video.keyframes) == len(before) + 1
    assert not set(video.keyframes) & set(proposing.shown.frames)

    _clicks(user, video, "proposal_accept_all")
    video.until(lambda: len(video.keyframes) > len(before) + 1, "more keyframes")
    assert proposing.shown.frames == ()
    user.undoes(2)
    user.sees_staged(0)
    assert video.keyframes == before


def test_the_strength_is_slid_while_the_count_follows(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    video = AtVideo(user)
    video.opens(VIDEO)
    proposing = _proposed(user, video)
    proposing.know_keyframes([])
    slider = find(video.page, QSlider, "proposal_strength")
    user.stage.act(lambda: slider.setValue(100))
    assert proposing.shown.all == ()
    user.stage.act(lambda: slider.setValue(5))
    assert CUT in proposing.shown.frames
    video.until(lambda: CUT in [mark.frame for mark in video.page.timeline.shown.proposals.each], "it on its track")
