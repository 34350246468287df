"""What is sent again, after what pause, and what never is."""

import threading
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from tests.local_http import Reply, Seen
from tests.wire.conftest import QUICK, Script
from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.errors import Cancelled, Limited, Malformed, PlatformDown, Refused, Unreachable
from wire.retry import RetryPolicy, seconds_asked
from wire.signing import PrivateKey

FOLDER = Reply(body=b'{"uuid": "f", "name": "n"}')
ITEM = Reply(body=b'{"uuid": "i", "name": "n", "itemType": "image"}')
RESULTS = Reply(body=b'{"results": []}')
NULL = Reply(body=b"null")
V1_ROW = Reply(
    body=b'{"status": 200, "response": {"updated_fields": ["data_title"], '
    b'"data_row": {"data_hash": "r", "data_title": "t", "data_type": "IMAGE"}}}'
)

REPEATABLE: dict[str, tuple[Callable[[PlatformClient], object], Reply]] = {
    "read a folder": (lambda client: client.get_folder("f"), FOLDER),
    "change an item": (lambda client: client.patch_item("f", "i", name="n"), ITEM),
    "change many items": (lambda client: client.patch_items({"i": "{}"}), RESULTS),
    "change a folder": (lambda client: client.patch_folder("f", name="n"), FOLDER),
    "read many items": (lambda client: client.get_items(["i"]), RESULTS),
    "delete a folder": (lambda client: client.delete_folder("f"), NULL),
    "delete items": (lambda client: client.delete_items("f", ["i"]), NULL),
    "move items": (lambda client: client.move_items("f", ["i"], "g"), NULL),
    "move folders": (lambda client: client.move_folders(["f"], None), NULL),
    "save a row": (lambda client: client.save_data_row("d", "r", title="t"), V1_ROW),
    "link items once": (lambda client: client.link_items("d", ["i"]), Reply(body=b'{"status": 200, "response": []}')),
}
ONCE_ONLY: dict[str, tuple[Callable[[PlatformClient], object], Reply]] = {
    "make a folder": (lambda client: client.create_folder("n"), FOLDER),
    "write the schema": (lambda client: client.write_schema({}), NULL),
    "make a dataset": (lambda client: client.create_dataset("t"), Reply(body=b'{"datasetUuid": "d"}')),
    "link items twice": (
        lambda client: client.link_items("d", ["i"], "DUPLICATE"),
        Reply(body=b'{"status": 200, "response": []}'),
    ),
}
DROPPED = Reply(dropped=True)


def asks_for_a_pause(retry_after: str) -> Reply:
    return Reply(429, b'{"message": "slow down"}', {"Retry-After": retry_after})


@pytest.mark.parametrize("name", REPEATABLE)
@pytest.mark.parametrize("fault", [429, 500, 502, 503, 504, 408, "dropped", "cut"])
def test_what_may_be_repeated_is_repeated(client: PlatformClient, script: Script, name: str, fault: int | str) -> None:
    call, good = REPEATABLE[name]
    bad = {"dropped": DROPPED, "cut": Reply(body=b"{}" * 9, cut=7)}[fault] if isinstance(fault, str) else Reply(fault)
    script.replies.extend([bad, bad, good])
    call(client)
    assert len(script.seen) == 3
    assert len({(seen.method, seen.target, seen.body) for seen in script.seen}) == 1


@pytest.mark.parametrize("name", ONCE_ONLY)
@pytest.mark.parametrize("fault", [Reply(500), Reply(503), DROPPED, Reply(body=b"{}" * 9, cut=7)])
def test_what_would_be_done_twice_is_never_repeated(
    client: PlatformClient, script: Script, name: str, fault: Reply
) -> None:
    script.replies.append(fault)
    with pytest.raises((Unreachable, Malformed)) as failure:
        ONCE_ONLY[name][0](client)
    assert failure.value.maybe_done
    assert len(script.seen) == 1


@pytest.mark.parametrize("name", ONCE_ONLY)
def test_even_that_is_repeated_when_it_was_certainly_not_done(
    client: PlatformClient, script: Script, name: str
) -> None:
    call, good = ONCE_ONLY[name]
    script.replies.extend([Reply(429), good])
    call(client)
    assert len(script.seen) == 2


def test_a_request_that_never_left_is_known_not_to_be_done(key: PrivateKey) -> None:
    waits: list[str] = []
    client = PlatformClient("http://127.0.0.1:9", key, policy=QUICK, on_wait=waits.append)
    with pytest.raises(Unreachable, match=r"Nothing answers at 127\.0\.0\.1:9") as failure:
        client.create_folder("n")
    assert not failure.value.maybe_done
    assert not isinstance(failure.value, PlatformDown)
    assert len([wait for wait in waits if "no connection" in wait]) == QUICK.attempts - 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_patience_ends_with_a_sentence(client: PlatformClient, script: Script, status: int) -> None:
    script.replies.append(Reply(status, b'{"message": "the dog ate it"}'))
    with pytest.raises(PlatformDown, match=f"error {status}.*It says: the dog ate it") as failure:
        client.get_folder("f")
    assert failure.value.maybe_done
    assert len(script.seen) == QUICK.attempts


@pytest.mark.parametrize(("reply", "kind"), [(DROPPED, Unreachable), (Reply(body=b"{}" * 9, cut=7), Malformed)])
def test_a_bad_line_ends_with_a_sentence(
    client: PlatformClient, script: Script, reply: Reply, kind: type[Exception]
) -> None:
    script.replies.append(reply)
    with pytest.raises(kind, match=r"was lost|cut short"):
        client.get_folder("f")
    assert len(script.seen) == QUICK.attempts


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 422, 501])
def test_a_plain_no_is_not_asked_again(client: PlatformClient, script: Script, status: int) -> None:
    script.replies.append(Reply(status))
    with pytest.raises((Refused, PlatformDown)):
        client.patch_items({"i": "{}"})
    assert len(script.seen) == 1


def test_well_delivered_nonsense_is_not_asked_again(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(body=b"<html>"))
    with pytest.raises(Malformed, match="not well-formed JSON"):
        client.get_folder("f")
    assert len(script.seen) == 1


def test_every_attempt_is_signed_anew_under_one_request_id(client: PlatformClient, script: Script) -> None:
    script.replies.extend([asks_for_a_pause("1"), FOLDER])
    client.get_folder("f")
    first, second = script.seen
    assert first.header("signature-input") != second.header("signature-input")
    assert first.header("x-cloud-trace-context") == second.header("x-cloud-trace-context") != ""


@pytest.mark.parametrize(
    "pause",
    [lambda: "1", lambda: formatdate(time.time() + 2, usegmt=True)],
    ids=["seconds", "date"],
)
def test_the_pause_the_platform_asks_for_is_kept_and_told(
    script: Script, key: PrivateKey, pause: Callable[[], str]
) -> None:
    waits: list[str] = []
    client = PlatformClient(script.server.url, key, policy=QUICK, on_wait=waits.append)
    script.replies.extend([asks_for_a_pause(pause()), FOLDER])
    start = time.monotonic()
    client.get_folder("f")
    assert time.monotonic() - start > 0.9
    assert "the platform asked for a pause (attempt 2 of 5 follows)" in waits[0]
    assert waits[1:] == [""]
    client.close()


@pytest.mark.parametrize("pause", ["", "soon", "-3", "1.5", "٣"])
def test_a_pause_that_makes_no_sense_is_our_own(client: PlatformClient, script: Script, pause: str) -> None:
    script.replies.extend([Reply(429, headers={"Retry-After": pause} if pause.isascii() else {}), FOLDER])
    client.get_folder("f")
    assert len(script.seen) == 2


def test_a_pause_too_long_to_wait_for_is_told_instead(client: PlatformClient, script: Script) -> None:
    script.replies.append(asks_for_a_pause("3600"))
    with pytest.raises(Limited, match="try again in 3600 s") as refusal:
        client.get_folder("f")
    assert refusal.value.retry_after == 3600
    assert len(script.seen) == 1


def test_too_many_requests_for_too_long_is_told(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(429))
    with pytest.raises(Limited, match="in a while") as refusal:
        client.get_folder("f")
    assert refusal.value.retry_after is None
    assert len(script.seen) == QUICK.attempts


def cancelled_after(seconds: float) -> tuple[CancelToken, threading.Timer, list[float]]:
    """A token someone sets after a while, and when that was."""
    token, when = CancelToken(), list[float]()

    def cancel() -> None:
        when.append(time.monotonic())
        token.cancel()

    timer = threading.Timer(seconds, cancel)
    timer.start()
    return token, timer, when


def slow(seen: Seen) -> Reply:
    time.sleep(1.5)
    return FOLDER


@pytest.mark.parametrize(
    "reply", [asks_for_a_pause("60"), slow], ids=["while waiting to try again", "while waiting for an answer"]
)
def test_cancel_is_heard_at_once(client: PlatformClient, script: Script, reply: Any) -> None:
    script.replies.append(reply)
    token, timer, when = cancelled_after(0.15)
    with pytest.raises(Cancelled, match="Stopped"):
        client.get_folder("f", cancel=token)
    assert time.monotonic() - when[0] < 5  # 0.1 s alone; what it does not wait for is a minute
    timer.join()


def test_cancel_is_heard_in_the_middle_of_an_answer(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(body=b"x" * 3_000_000))

    class SetWhenLooked(CancelToken):
        """Set by someone else while the answer is on its way: at the third look."""

        looks = 0

        @override
        def raise_if_cancelled(self) -> None:
            self.looks += 1
            if self.looks == 3:
                self.cancel()
            super().raise_if_cancelled()

    with pytest.raises(Cancelled):
        client.get_bytes(script.server.url + "/big", cancel=SetWhenLooked())
    script.replies[:] = [FOLDER]
    assert client.get_folder("f").name == "n"


def test_a_token_already_set_sends_nothing(client: PlatformClient, script: Script) -> None:
    token = CancelToken()
    token.cancel()
    assert token.cancelled
    with pytest.raises(Cancelled):
        client.get_folder("f", cancel=token)
    assert script.seen == []


def test_a_wait_ends_by_itself() -> None:
    start = time.monotonic()
    CancelToken().wait(0.12)
    assert time.monotonic() - start >= 0.12


@given(attempt=st.integers(1, 60), chance=st.floats(0, 1, exclude_max=True))
def test_pauses_double_up_to_the_cap_and_are_shortened_by_half_at_most(attempt: int, chance: float) -> None:
    policy = RetryPolicy(jitter=lambda: chance)
    longest = min(30.0, 0.5 * 2 ** (attempt - 1))
    assert longest / 2 <= policy.pause(attempt, None) <= longest
    assert policy.pause(attempt, 7.0) == 7.0


def test_pauses_differ_from_client_to_client() -> None:
    assert len({RetryPolicy().pause(3, None) for _ in range(50)}) > 5


@given(seconds=st.integers(0, 10**6))
def test_a_pause_in_seconds_is_read(seconds: int) -> None:
    assert seconds_asked(f" {seconds} ", now=0) == seconds


@given(now=st.integers(10**9, 2 * 10**9), away=st.integers(-1000, 1000))
def test_a_pause_until_a_date_is_read(now: int, away: int) -> None:
    assert seconds_asked(formatdate(now + away, usegmt=True), now) == max(0, away)


@given(st.text())
def test_a_pause_that_is_anything_never_breaks(text: str) -> None:
    pause = seconds_asked(text, now=0)
    assert pause is None or pause >= 0
