"""The platform dies while edits are on their way, and comes back: a sentence, nothing lost, each item exactly once."""

import json
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faulty_proxy import Delays, DropsAfter, FaultyProxy, Holds
from tests.journeys.colleague import Colleague
from tests.journeys.places import FIRST, ROUTE, SPEED
from tests.journeys.processes import running, wait_until
from tests.journeys.user import User
from tests.local_platform import LocalPlatform

MANY = 1200  # two requests' worth
FOLDER = f"Synthetic {MANY:,} items"
KEY = "bench.speed"
LATE = "Tagline ended before the answer came; read back, it has arrived."
ARRIVED = "The answer was lost on the way; read back, it has arrived."


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[LocalPlatform]:
    """A platform of its own, with more items than fit into one request."""
    with LocalPlatform(tmp_path / "far", "--items", str(MANY)) as running:
        yield running


@pytest.fixture
def line(platform: LocalPlatform) -> Iterator[FaultyProxy]:
    """The line to it, which hears every request."""
    with FaultyProxy(platform.url) as proxy:
        yield proxy


def patched(line: FaultyProxy) -> list[list[str]]:
    """The items of each request that changed some, in order."""
    bodies = [json.loads(seen.body) for seen in line.seen if "patch-bulk" in seen.target]
    return [list(body["itemPatches"]) for body in bodies]


def edits_them_all(user: User, line: FaultyProxy, platform: LocalPlatform) -> None:
    """Give every item of the folder the same speed: the column's head, then a paste."""
    user.starts(line.url, platform.key_file)
    user.is_connected()
    user.opens(FOLDER)
    user.clicks_head(KEY)
    user.pastes("77.5")
    user.sees_staged(MANY)


def test_a_platform_killed_in_the_middle_of_a_push_gets_the_rest_when_it_is_back(
    user: User, platform: LocalPlatform, line: FaultyProxy
) -> None:
    edits_them_all(user, line, platform)
    review = user.reviews()
    killed = threading.Event()
    line.goes_wrong(Delays(0), method="PATCH")
    line.goes_wrong(Holds(killed), method="PATCH")
    review.begins_to_push()
    user.sees_staged(200)
    user.stage.until(lambda: len(patched(line)) == 2, "the second request")
    platform.kill()
    killed.set()
    told = Counter(review.receipt().values())
    assert {outcome.partition("  ")[0]: count for outcome, count in told.items()} == {"pushed": 1000, "not known": 200}
    assert "It was sent, but what became of it could not be read. The connection to" in max(told, key=len)
    assert "Its edits stay staged; a new review finds out." in max(told, key=len)
    user.sees_staged(200)

    platform.start(port=int(platform.url.rsplit(":", 1)[1]))
    review.clicks("Retry What Failed")
    user.sees("200 items pushed")
    review.closes()
    user.sees_staged(0)
    first, *unanswered, again = (frozenset(items) for items in patched(line))
    assert (len(first), len(again)) == (1000, 200)
    assert set(unanswered) == {again}, "what was held back until the platform was dead, tried again in vain"
    assert not first & again
    held = Colleague(platform.url, platform.key_file, (FOLDER,)).reads()
    assert [held[name][KEY] for name in held] == [77.5] * MANY


def test_an_answer_that_was_lost_is_recognised_and_nothing_is_sent_twice(
    user: User, platform: LocalPlatform, line: FaultyProxy
) -> None:
    edits_them_all(user, line, platform)
    review = user.reviews()
    line.goes_wrong(Delays(0), method="PATCH")
    line.goes_wrong(DropsAfter(), times=3, method="PATCH")
    assert Counter(review.pushes().values()) == {"pushed": 1000, f"pushed  {ARRIVED}": 200}
    review.closes()
    user.sees_staged(0)
    held = Colleague(platform.url, platform.key_file, (FOLDER,)).reads()
    assert [held[name][KEY] for name in held] == [77.5] * MANY


@pytest.mark.parametrize("arrived", [True, False])
def test_a_window_killed_in_the_middle_of_a_push_tells_of_it_and_sends_only_what_did_not_arrive(
    user: User, platform: LocalPlatform, line: FaultyProxy, arrived: bool
) -> None:
    let_go = threading.Event()
    line.goes_wrong(Delays(0), method="PATCH")
    line.goes_wrong(Holds(let_go), method="PATCH")
    arguments = (str(user.home), line.url, str(platform.key_file), FOLDER, KEY, "77.5")
    with running("-m", "tests.journeys.pushing_window", *arguments) as window:
        wait_until(lambda: len(patched(line)) == 2)
        held = Colleague(platform.url, platform.key_file, (FOLDER,))
        window.kill()
    if arrived:
        let_go.set()
        wait_until(lambda: [item[KEY] for item in held.reads().values()] == [77.5] * MANY)

    user.starts(line.url, platform.key_file)
    user.is_connected()
    user.sees("was cut short:")
    user.sees("what has arrived already is recognised and not sent twice.")
    user.clicks("Go On…")
    review = user.sees_review()
    told = set(review.receipt().values() if arrived else review.pushes().values())
    let_go.set()
    assert told <= {"pushed", f"pushed  {LATE}"}
    assert review.summary == "1,200 items pushed", "one receipt tells of the whole push"
    user.sees_staged(0)
    first, held_back, *again = patched(line)
    assert (len(first), len(held_back)) == (1000, 200)
    assert sorted(item for items in again for item in items) == ([] if arrived else sorted(held_back))
    assert {item[KEY] for item in held.reads().values()} == {77.5}


def test_a_push_is_paused_left_and_gone_on_with_after_a_restart(
    user: User, platform: LocalPlatform, line: FaultyProxy
) -> None:
    edits_them_all(user, line, platform)
    let_go = threading.Event()
    review = user.reviews()
    line.goes_wrong(Holds(let_go), method="PATCH")
    review.begins_to_push()
    user.stage.until(lambda: len(patched(line)) == 1, "the first request")
    review.clicks("Pause")
    user.sees("nothing more is sent")
    let_go.set()
    user.sees("Paused: 1,000 of 1,200 items are done")
    review.clicks("Close for Now")
    user.sees("was paused: 1,000 items are on the platform and checked")
    user.sees_staged(200)
    user.ends()

    user.starts(line.url, platform.key_file)
    user.is_connected()
    user.sees("was paused: 1,000 items are on the platform and checked")
    user.clicks("Go On…")
    rest = user.sees_review()
    assert rest.is_ready().words.endswith(": 200 edits in 200 items.")
    rest.pushes()
    assert rest.summary == "1,200 items pushed"
    rest.closes()
    user.sees_staged(0)
    sent = [item for items in patched(line) for item in items]
    assert len(sent) == len(set(sent)) == MANY
    held = Colleague(platform.url, platform.key_file, (FOLDER,)).reads()
    assert {item[KEY] for item in held.values()} == {77.5}


def test_a_paused_push_goes_on_in_the_same_dialog(user: User, platform: LocalPlatform, line: FaultyProxy) -> None:
    edits_them_all(user, line, platform)
    let_go = threading.Event()
    review = user.reviews()
    line.goes_wrong(Holds(let_go), method="PATCH")
    review.begins_to_push()
    user.stage.until(lambda: len(patched(line)) == 1, "the first request")
    review.clicks("Pause")
    let_go.set()
    user.sees("Paused: 1,000 of 1,200 items are done")
    assert len(patched(line)) == 1
    review.clicks("Go On")
    user.sees("1,200 items pushed")
    review.closes()
    user.sees_staged(0)


def test_the_local_platform_dies_and_is_started_again_from_the_window(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    user.types("3.25", into=(FIRST, SPEED))
    review = user.reviews()
    process = user.program.session.local_process_id
    assert process is not None
    os.kill(process, signal.SIGKILL)
    user.sees("The local platform stopped. Your staged edits are kept; start it again to go on.")
    review.clicks("Push 1 edit")
    user.sees("There is no connection to a platform now. Connect, then try again.")
    user.sees("Your edits stay staged.")
    review.closes()
    user.clicks("Start Again")
    user.no_longer_sees("The local platform stopped.")
    user.is_connected()
    user.sees_staged(1)
    assert user.cell(FIRST, SPEED) == "3.25"
    user.reviews().pushes()
    user.sees_staged(0)
    assert user.meets(*ROUTE).reads()[FIRST][SPEED] == 3.25
