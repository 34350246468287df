"""A platform or a line with trouble, while folders are opened and edits are pushed: a sentence, and nothing is lost."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.faulty_proxy import Answers, DropsBefore, Fault, FaultyProxy, Garbles, LoopsToken, Truncates
from tests.journeys.colleague import Colleague
from tests.journeys.places import FIRST, ROUTE, SECOND, SPEED
from tests.journeys.user import User
from tests.local_platform import LocalPlatform

STAYS = "Its edits stay staged."
SOME = ("Street robots", "Old town route", "Sunny week")


@pytest.fixture(scope="module")
def platform(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A platform with the sample and a folder of several pages."""
    folder = tmp_path_factory.mktemp("far") / "platform"
    shutil.copytree(workspace, folder)
    with LocalPlatform(folder, "--items", "1500") as running:
        yield running


@pytest.fixture(scope="module")
def proxy(platform: LocalPlatform) -> Iterator[FaultyProxy]:
    with FaultyProxy(platform.url) as running:
        yield running


@pytest.fixture(scope="module")
def person(
    platform: LocalPlatform, proxy: FaultyProxy, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[User]:
    user = User(qapp, tmp_path_factory.mktemp("home"))
    user.starts(proxy.url, platform.key_file)
    user.is_connected()
    yield user
    user.ends()


@pytest.fixture
def line(proxy: FaultyProxy) -> Iterator[FaultyProxy]:
    """The line, honest again afterwards."""
    yield proxy
    proxy.behaves()


@pytest.fixture
def user(person: User, line: FaultyProxy) -> Iterator[User]:
    """A person with no table open and nothing staged."""
    yield person
    line.behaves()
    person.closes_every_dialog()
    person.discards_everything()
    person.closes_every_table()


@pytest.fixture
def colleague(platform: LocalPlatform) -> Colleague:
    return Colleague(platform.url, platform.key_file, ROUTE)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Answers(403), "You may not do this, or what you ask for does not exist."),
        (Answers(404), "What you ask for does not exist on the platform, or no longer."),
        (Answers(429), "The platform asks for fewer requests. Nothing was changed; try again in a while."),
        (Answers(500), "The platform has trouble (error 500) and did not recover while we waited."),
        (Answers(503), "The platform has trouble (error 503) and did not recover while we waited."),
        (Answers(504), "The platform has trouble (error 504) and did not recover while we waited."),
        (DropsBefore(), "was lost before the answer came."),
        (Truncates(), "was cut short, every time. Try again."),
        (Garbles(), "The platform's answer is not well-formed JSON."),
        (Garbles(b'{"results": 7}'), "The platform's answer has another shape than agreed"),
    ],
)
def test_a_folder_that_cannot_be_opened_says_why_and_opens_when_asked_again(
    user: User, line: FaultyProxy, fault: Fault, sentence: str
) -> None:
    line.goes_wrong(fault, times=None, path="/items")
    user.opens(*SOME)
    user.sees(sentence)
    assert user.items() == []
    line.behaves()
    user.presses("F5")
    user.no_longer_sees(sentence)
    user.stage.until(lambda: len(user.items()) == 9, "the items of the folder")


@pytest.mark.parametrize(
    "fault", [Answers(429), Answers(429, {"Retry-After": "0"}), Answers(503), DropsBefore(), Truncates()]
)
def test_trouble_that_passes_is_waited_for_and_nobody_is_bothered(user: User, line: FaultyProxy, fault: Fault) -> None:
    line.goes_wrong(fault, times=1, path="/items")
    user.opens(*SOME)
    assert len(user.items()) == 9
    assert user.window.banners.sentences() == ()


def test_a_page_token_that_loops_is_noticed_and_what_came_is_shown(user: User, line: FaultyProxy) -> None:
    line.goes_wrong(LoopsToken(), times=None, path="/items")
    user.opens("Synthetic 1,500 items")
    user.sees("The platform's pages go round in a circle, so the list cannot be read to its end. Try again.")
    assert len(user.items()) == 200


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Answers(403), "You may not do this, or what you ask for does not exist."),
        (Answers(404), "What you ask for does not exist on the platform, or no longer."),
        (Answers(409, body=b'{"message": "locked"}'), "The platform has such a thing already. It says: locked"),
        (Answers(413), "It has more metadata than the platform takes in one request."),
        (Answers(422, body=b'{"message": "no"}'), "The platform did not accept the request. It says: no"),
        (Answers(429), "It did not arrive. The platform asks for fewer requests."),
        (Answers(500), "It did not arrive. The platform has trouble (error 500)"),
        (Answers(503), "It did not arrive. The platform has trouble (error 503)"),
        (Answers(504), "It did not arrive. The platform has trouble (error 504)"),
        (DropsBefore(), "It did not arrive. The connection to 127.0.0.1"),
        (Answers(200, body=b'{"results": ['), "It did not arrive. The platform's answer is not well-formed JSON."),
    ],
)  # fmt: skip
def test_a_push_that_fails_says_why_for_each_item_keeps_the_edits_and_goes_on_later(
    user: User, line: FaultyProxy, colleague: Colleague, fault: Fault, outcome: str
) -> None:
    user.opens(*ROUTE)
    before = colleague.reads_text()
    user.types("3.25", into=(FIRST, SPEED))
    user.types("3.5", into=(SECOND, SPEED))
    review = user.reviews()
    line.goes_wrong(fault, times=None, method="PATCH")
    told = review.pushes()
    for item in (FIRST, SECOND):
        assert told[item].startswith(f"failed  {outcome}")
        assert told[item].endswith(STAYS)
    assert user.staged == 2
    assert colleague.reads_text() == before
    line.behaves()
    review.clicks("Retry What Failed")
    user.sees("2 items pushed")
    review.closes()
    user.sees_staged(0)
    assert (colleague.reads()[FIRST][SPEED], colleague.reads()[SECOND][SPEED]) == (3.25, 3.5)
    for item, text in before.items():
        colleague.writes_text(item, text)


@pytest.mark.parametrize("fault", [Answers(429), Answers(503), Truncates()])
def test_a_push_waits_out_what_passes_and_sends_nothing_twice(
    user: User, line: FaultyProxy, colleague: Colleague, fault: Fault
) -> None:
    user.opens(*ROUTE)
    before = colleague.reads_text()
    user.types("3.25", into=(FIRST, SPEED))
    review = user.reviews()
    line.goes_wrong(fault, times=1, method="PATCH")
    assert review.pushes() == {FIRST: "pushed"}
    review.closes()
    assert colleague.reads()[FIRST][SPEED] == 3.25
    colleague.writes_text(FIRST, before[FIRST])


def test_a_pause_the_platform_asks_for_is_shown_and_kept(user: User, line: FaultyProxy, colleague: Colleague) -> None:
    user.opens(*ROUTE)
    before = colleague.reads_text()
    user.types("3.25", into=(FIRST, SPEED))
    review = user.reviews()
    line.goes_wrong(Answers(429, {"Retry-After": "1"}), method="PATCH")
    review.begins_to_push()
    user.sees("the platform asked for a pause")
    assert review.receipt() == {FIRST: "pushed"}
    user.no_longer_sees("the platform asked for a pause")
    colleague.writes_text(FIRST, before[FIRST])


def test_more_than_the_platform_takes_at_once_is_sent_in_parts(
    user: User, line: FaultyProxy, colleague: Colleague
) -> None:
    user.opens(*ROUTE)
    before = colleague.reads_text()
    user.selects((FIRST, SPEED), (user.items()[-1], SPEED))
    user.pastes("3.25")
    review = user.reviews()
    line.goes_wrong(Answers(413), times=3, method="PATCH")
    line.seen.clear()
    assert set(review.pushes().values()) == {"pushed"}
    review.closes()
    bodies = [json.loads(seen.body)["itemPatches"] for seen in line.seen if seen.method == "PATCH"]
    assert len(bodies[0]) == 10
    assert len(bodies) > 4
    assert {held[SPEED] for held in colleague.reads().values()} == {3.25}
    for item, text in before.items():
        colleague.writes_text(item, text)


def test_trees_that_cannot_be_read_say_so_and_come_when_asked_again(user: User, line: FaultyProxy) -> None:
    line.goes_wrong(Answers(500), times=None, path="storage/folders")
    user.unfolds("Wildlife watch")
    user.sees("The platform has trouble (error 500) and did not recover while we waited.")
    line.behaves()
    user.unfolds("Wildlife watch")
    user.sees("Lake camera")


def test_datasets_that_cannot_be_read_say_so_and_come_when_asked_again(user: User, line: FaultyProxy) -> None:
    line.goes_wrong(Answers(500), times=None, path="/public")
    user.unfolds_dataset("Release 4.2 test split")
    user.sees("The platform has trouble (error 500) and did not recover while we waited.")
    line.behaves()
    user.unfolds_dataset("Release 4.2 test split")
    user.sees("call_0005.wav")
    user.no_longer_sees("The platform has trouble")


def test_edits_survive_a_review_that_cannot_be_made(user: User, line: FaultyProxy) -> None:
    user.opens(*ROUTE)
    user.types("3.25", into=(FIRST, SPEED))
    line.goes_wrong(Answers(503), times=None, path="get-bulk")
    user.presses("Ctrl+S")
    user.sees("The platform has trouble (error 503) and did not recover while we waited.")
    user.sees("Your edits stay staged.")
    line.behaves()
    review = user.sees_review()
    review.clicks("Review Again")
    assert review.changes() == {(FIRST, SPEED): "0.65 → 3.25"}
    review.closes()
    assert user.staged == 1
