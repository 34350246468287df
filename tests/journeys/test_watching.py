"""A video is watched and tagged through the window: by keys, while it plays, in trouble, and closed at any moment."""

import gc
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from controllers.watching import GONE, OpenVideo
from tests.faulty_proxy import Answers, DropsBefore, FaultyProxy, Rewrites
from tests.journeys.at_video import AtVideo
from tests.journeys.colleague import Colleague
from tests.journeys.places import ROUTE, VIDEO
from tests.journeys.user import User
from tests.local_platform import LocalPlatform

OTHER = "old_town_north_1012_b.mp4"


@pytest.fixture(scope="module")
def platform(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A platform of its own, elsewhere."""
    folder = tmp_path_factory.mktemp("far") / "platform"
    shutil.copytree(workspace, folder)
    with LocalPlatform(folder) as running:
        yield running


@pytest.fixture(scope="module")
def proxy(platform: LocalPlatform) -> Iterator[FaultyProxy]:
    with FaultyProxy(platform.url) as running:
        yield running


@pytest.fixture(scope="module")
def person(
    platform: LocalPlatform, proxy: FaultyProxy, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[User]:
    someone = User(qapp, tmp_path_factory.mktemp("home"))
    someone.starts(proxy.url, platform.key_file)
    someone.is_connected()
    yield someone
    someone.ends()


@pytest.fixture
def line(platform: LocalPlatform, proxy: FaultyProxy) -> Iterator[FaultyProxy]:
    """The line to the platform, which also carries the bytes of files; honest again afterwards."""
    mends(proxy, platform)
    yield proxy
    proxy.behaves()


@pytest.fixture
def user(person: User, line: FaultyProxy) -> Iterator[User]:
    """A person with the folder of the route open and nothing staged."""
    person.opens(*ROUTE)
    yield person
    line.behaves()
    person.closes_every_dialog()
    person.discards_everything()
    person.closes_every_table()


@pytest.fixture
def colleague(platform: LocalPlatform) -> Colleague:
    return Colleague(platform.url, platform.key_file, ROUTE)


def mends(line: FaultyProxy, platform: LocalPlatform) -> None:
    """Let the line work, for the bytes of files too."""
    line.behaves()
    line.goes_wrong(Rewrites(platform.url.encode(), line.url.encode()), times=None, path="storage/items")


def test_frames_are_tagged_by_keys_while_it_plays_undone_and_pushed(user: User, colleague: Colleague) -> None:
    before = colleague.reads()[VIDEO]["keyframes"]
    video = AtVideo(user)
    video.opens(VIDEO)
    assert video.keyframes == before
    user.presses("Period", 3)
    video.sees(3)
    user.presses("Comma")
    video.sees(2)
    user.presses("End")
    last = video.page.timeline.shown.axis.frames - 1
    video.sees(last)
    user.presses("Shift+Left")
    video.until(lambda: video.frame < last, "a second before the end")
    tagged = video.frame
    user.presses("Return")
    video.until(lambda: tagged in video.keyframes, f"frame {tagged} tagged")

    user.presses("Home")
    video.sees(0)
    user.presses("Space")
    video.until(lambda: video.frame > 8, "it to play")
    user.presses("M")
    user.presses("K")
    (seen,) = set(video.keyframes) - {*before, tagged}
    assert 0 < seen <= video.frame, "what was seen when the hand decided, not what came after"
    user.undoes()
    video.until(lambda: seen not in video.keyframes, "the tag to be undone")
    user.redoes()
    video.until(lambda: seen in video.keyframes, "the tag again")

    user.presses("Ctrl+Right")
    review = user.reviews()
    review.pushes()
    review.closes()
    user.sees_staged(0)
    assert colleague.reads()[VIDEO]["keyframes"] == sorted({*before, tagged, seen})


def test_keys_of_the_video_leave_the_table_alone_and_the_other_way_round(user: User) -> None:
    video = AtVideo(user)
    video.opens(VIDEO)
    before = video.keyframes
    user.presses("Home")
    user.presses("Ctrl+Right")
    user.presses("Delete")
    video.until(lambda: len(video.keyframes) == len(before) - 1, "one keyframe fewer")
    user.sees_staged(1)
    user.stage.act(video.page.keyframes.filter.setFocus)
    user.writes("m 1")
    assert video.page.keyframes.filter.text() == "m 1", "letters typed into a field tag nothing"
    user.sees_staged(1)
    user.presses("Ctrl+W")
    user.goes_to(VIDEO, "name")
    user.presses("End")
    user.presses("Home")
    user.undoes()
    user.sees_staged(0)


def test_the_next_and_the_last_video_of_the_table_come_in_its_order(user: User) -> None:
    video = AtVideo(user)
    video.opens(VIDEO)
    user.presses("Ctrl+PageDown")
    user.sees(OTHER)
    video.until(lambda: video.page.picture.picture, "its picture")
    user.presses("Ctrl+PageUp")
    video.until(lambda: video.watching.video and video.watching.video.facts, "the first one again")
    user.presses("Ctrl+PageUp")
    user.sees("This is the first video of the table.")


def test_keyframes_are_copied_to_another_video_the_way_that_is_asked_for(user: User) -> None:
    video = AtVideo(user)
    video.opens(OTHER)
    there = video.keyframes
    user.presses("Ctrl+PageUp")
    user.sees(VIDEO)
    video.until(lambda: video.knows_all() and video.page.picture.picture, "all of it")
    copied = video.keyframes
    user.presses("Ctrl+C")
    user.presses("Ctrl+PageDown")
    video.until(lambda: video.knows_all() and video.keyframes == there, "the other one")
    user.presses("Ctrl+V")
    user.sees("Paste keyframes")
    user.presses("Return")
    video.until(lambda: set(copied) <= set(video.keyframes), "what was copied")
    user.sees_staged(1)
    user.undoes()
    video.until(lambda: video.keyframes == there, "it to be undone")


def test_a_video_goes_with_its_table_and_keeps_it_when_the_others_are_closed(user: User) -> None:
    user.opens("Street robots", "Incidents")
    user.opens(*ROUTE)
    video = AtVideo(user)
    video.opens(VIDEO)
    user.presses("Period")
    user.presses("M")
    user.chooses_from_menu("Close Other Tables")
    assert len(user.window.tabs.pages) == 2, "the video and its table"
    user.presses("Ctrl+Tab")
    user.presses("Ctrl+W")
    user.stage.until(lambda: not user.window.tabs.pages, "both to be closed")
    user.sees_staged(1)


def test_a_group_of_images_is_watched_like_a_video(user: User) -> None:
    user.opens("Street robots", "Incidents")
    video = AtVideo(user)
    video.opens("incident 17, all cameras")
    user.presses("Period", 2)
    video.sees(2)
    user.presses("Space")
    user.presses("K")


def test_a_line_cut_in_the_middle_of_a_seek_loses_nothing(
    user: User, line: FaultyProxy, platform: LocalPlatform
) -> None:
    video = AtVideo(user)
    video.opens(VIDEO)
    user.presses("M")
    line.goes_wrong(DropsBefore(), times=None, path="/blob/")
    line.goes_wrong(Answers(503), times=None, path="storage/items")
    user.presses("Ctrl+PageDown")
    user.sees("Try Again")
    mends(line, platform)
    user.clicks("Try Again")
    video.until(lambda: video.page.picture.picture, "the picture after all")
    user.no_longer_sees("Try Again")


def test_an_address_that_expires_while_the_video_is_open_is_renewed_unnoticed(user: User, line: FaultyProxy) -> None:
    video = AtVideo(user)
    line.goes_wrong(Answers(403), times=1, path="/blob/")
    video.opens(VIDEO)
    user.presses("End")
    video.until(lambda: video.frame > 20, "the last frame")
    assert "Try Again" not in " ".join(user.window.banners.sentences())


def test_closed_while_it_decodes_again_and_again_it_leaves_nothing_behind(user: User) -> None:
    video = AtVideo(user)
    video.opens(VIDEO)
    user.presses("Ctrl+W")
    user.goes_to(VIDEO, "name")
    threads = threading.active_count()
    before = _videos_alive()
    for turn in range(8):
        user.presses("F9")
        if turn % 2:
            video.until(lambda: video.page.picture.picture, "a picture")
            user.presses("End")
            user.presses("Space")
        user.presses("Ctrl+W")
    user.stage.until(lambda: threading.active_count() <= threads + 2, "its threads to end")
    assert len(_videos_alive() - before) <= 1


def _videos_alive() -> set[int]:
    gc.collect()
    return {id(each) for each in gc.get_objects() if isinstance(each, OpenVideo)}


def test_a_video_deleted_meanwhile_is_said_and_its_tags_stay_staged(user: User, colleague: Colleague) -> None:
    video = AtVideo(user)
    video.opens(VIDEO)
    user.presses("Period")
    user.presses("M")
    user.sees_staged(1)
    colleague.deletes(OTHER)
    user.presses("Ctrl+PageDown")
    user.sees(GONE)
    user.presses("Ctrl+PageUp")
    video.until(lambda: video.page.picture.picture, "the one that is still there")
    user.sees_staged(1)
