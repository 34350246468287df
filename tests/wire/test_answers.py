"""Every refusal of the platform becomes the right error, in one clear sentence."""

import json
import re
import time
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.local_http import Reply
from tests.wire.conftest import Script
from wire.answers import Answer, message_of, refusal
from wire.client import PlatformClient
from wire.errors import (
    Conflicted,
    Forbidden,
    InvalidArguments,
    Limited,
    Malformed,
    NotFound,
    PlatformDown,
    PlatformError,
    Refused,
    SignedOut,
    TooLarge,
)


def answer(status: int, body: object = None, **headers: str) -> Answer:
    folded = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, folded, b"" if body is None else json.dumps(body).encode(), "request-7", time.time())


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (400, InvalidArguments, "did not accept the request"),
        (401, SignedOut, "does not know this key or token.*region"),
        (403, Forbidden, "You may not do this"),
        (404, NotFound, "does not exist"),
        (405, Refused, "error 405"),
        (409, Conflicted, "already"),
        (413, TooLarge, "more than the platform takes"),
        (418, Refused, "error 418"),
        (422, InvalidArguments, "did not accept the request"),
        (429, Limited, "fewer requests"),
        (301, Refused, "points to another"),
        (500, PlatformDown, "error 500"),
        (599, PlatformDown, "error 599"),
    ],
)
def test_a_refusal_has_its_class_and_sentence(status: int, kind: type[PlatformError], words: str) -> None:
    error = refusal(answer(status, {"message": "because"}))
    assert type(error) is kind
    assert re.search(words, error.sentence)
    assert error.sentence == str(error)
    assert error.sentence.endswith((".", "because"))
    if isinstance(error, Refused):
        assert error.status == status
        assert error.maybe_done is False


def test_a_refusal_can_be_found_in_the_platforms_log() -> None:
    error = refusal(answer(403))
    assert isinstance(error, Forbidden)
    assert error.request_id == "request-7"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"message": "no"}, "no"),
        ({"detail": "no"}, "no"),
        ({"message": None, "detail": "no"}, "no"),
        ({"message": "", "detail": "no"}, "no"),
        ({"detail": [{"loc": ["body", "name", 0], "msg": "too long"}, {"msg": "bad"}]}, "body.name.0: too long; bad"),
        ({"detail": {"other": 1}}, ""),
        ({"detail": [1, None]}, ""),
        ({"message": "two\n\tlines"}, "two lines"),
        ({"message": "x" * 600}, "x" * 500 + "…"),
        ({"message": "got Authorization: Bearer abc.def now"}, "got Authorization: … now"),
        ({"message": f"got {'a' * 64}:{'b' * 128} now"}, "got … now"),
        ({"message": "-----BEGIN OPENSSH PRIVATE KEY-----"}, "…"),
        ([1], ""),
        (None, ""),
    ],
)
def test_what_the_platform_says_is_told_in_one_line_without_secrets(body: object, said: str) -> None:
    assert message_of(answer(400, body)) == said


@given(body=st.binary(max_size=60))
def test_whatever_comes_with_a_refusal_it_is_told(body: bytes) -> None:
    error = refusal(Answer(400, {}, body, "", 0.0))
    assert error.sentence.startswith("The platform did not accept the request.")


@pytest.mark.parametrize(("away", "side"), [(-600, "10 min ahead of"), (600, "10 min behind")])
def test_a_wrong_clock_is_suspected_when_the_platform_tells_another_time(away: int, side: str) -> None:
    error = refusal(answer(401, date=formatdate(time.time() + away, usegmt=True)))
    assert f"this computer's clock is {side} the platform's" in error.sentence


@pytest.mark.parametrize("date", [None, "", "yesterday", "Mon, 99 Foo 2024 99:99:99 GMT"])
def test_a_right_clock_or_no_clock_is_not_blamed(date: str | None) -> None:
    if date is None:
        date = formatdate(usegmt=True)
    assert "region" in refusal(answer(401, date=date)).sentence


# --- the old API ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("AUTHENTICATION_ERROR", SignedOut),
        ("SSH_KEY_NOT_FOUND_ERROR", SignedOut),
        ("AUTHORISATION_ERROR", Forbidden),
        ("OPERATION_NOT_ALLOWED", Forbidden),
        ("RESOURCE_NOT_FOUND_ERROR", NotFound),
        ("METHOD_NOT_ALLOWED_ERROR", Refused),
        ("RESOURCE_EXISTS_ERROR", Conflicted),
        ("RATE_LIMIT_ERROR", Limited),
        ("UNKNOWN_ERROR", PlatformDown),
        ("INVALID_ARGUMENTS_ERROR", InvalidArguments),
        ("SOMETHING_NEW", InvalidArguments),
    ],
)
def test_a_code_in_the_envelope_has_its_class(
    client: PlatformClient, script: Script, code: str, kind: type[PlatformError]
) -> None:
    script.replies.append(Reply(body=json.dumps({"status": 400, "response": [code]}).encode()))
    with pytest.raises(PlatformError) as refused:
        client.dataset_rows("d")
    assert type(refused.value) is kind
    assert kind is Limited or code.replace("_", " ").capitalize() in refused.value.sentence


def test_what_the_envelope_says_is_told(client: PlatformClient, script: Script) -> None:
    body = {"status": 400, "response": ["INVALID_ARGUMENTS_ERROR"], "payload": "the title is too long"}
    script.replies.append(Reply(body=json.dumps(body).encode()))
    with pytest.raises(InvalidArguments, match="It says: the title is too long"):
        client.dataset_rows("d")


@pytest.mark.parametrize("response", ["null", "[]", "{}", "[1]", '"x"'])
def test_an_envelope_without_a_code_is_still_a_refusal(client: PlatformClient, script: Script, response: str) -> None:
    script.replies.append(Reply(body=f'{{"status": 400, "response": {response}, "payload": {{"a": 1}}}}'.encode()))
    with pytest.raises(InvalidArguments, match="did not accept the request"):
        client.dataset_rows("d")


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[]", b'{"response": []}', b'{"status": 200}'])
def test_an_envelope_that_is_none_is_malformed(client: PlatformClient, script: Script, body: bytes) -> None:
    script.replies.append(Reply(body=body))
    with pytest.raises(Malformed) as failure:
        client.dataset_rows("d")
    assert failure.value.maybe_done


def test_a_refusal_without_envelope_is_a_refusal(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(403, b'{"message": "not yours"}'))
    with pytest.raises(Forbidden, match="not yours"):
        client.dataset_rows("d")


# --- answers that cannot be understood --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "nothing where something was due"),
        (b"<html>", "not well-formed JSON"),
        (b'{"uuid": "f"', "not well-formed JSON"),
        (b'{"uuid": "\xff", "name": ""}', "not well-formed JSON"),
        (b'{"other": ' + b"[" * 100_000, "not well-formed JSON"),
        (b'{"uuid": 5, "name": "n"}', "another shape"),
        (b'{"uuid": "f"}', "another shape"),
        (b"null", "another shape"),
    ],
)
def test_an_answer_that_makes_no_sense_is_malformed(
    client: PlatformClient, script: Script, body: bytes, words: str
) -> None:
    script.replies.append(Reply(body=body))
    with pytest.raises(Malformed, match=words) as failure:
        client.get_folder("f")
    assert failure.value.maybe_done


def test_an_answer_of_no_content_to_a_question_is_malformed(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(204))
    with pytest.raises(Malformed, match="nothing"):
        client.get_item("i")
    client.delete_folder("f")  # where nothing is due, nothing is fine
    assert client.read_schema() is None
