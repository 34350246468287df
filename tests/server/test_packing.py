"""Answers are compressed for those who ask from another machine: on this one it costs more than it saves."""

import gzip

import pytest
from starlette.requests import Request

from server.app import packed

BODY = b'{"results":[' + b'{"name":"frame"},' * 500 + b"null]}"


def request_from(host: str | None, accepts: str) -> Request:
    client = None if host is None else (host, 5000)
    return Request({"type": "http", "headers": [(b"accept-encoding", accepts.encode())], "client": client})


@pytest.mark.parametrize("accepts", ["gzip", "br, gzip", "GZIP;q=0.5", "deflate,gzip; q=1"])
def test_far_away_who_asks_gets_it_compressed(accepts: str) -> None:
    reply = packed(request_from("192.0.2.1", accepts), BODY)
    assert reply.headers["content-encoding"] == "gzip"
    assert gzip.decompress(bytes(reply.body)) == BODY
    assert len(reply.body) < len(BODY) / 5


@pytest.mark.parametrize(
    ("host", "accepts"),
    [
        ("127.0.0.1", "gzip"),
        ("127.1.2.3", "gzip"),
        ("::1", "gzip"),
        ("192.0.2.1", "identity"),
        ("192.0.2.1", ""),
        ("192.0.2.1", "gzip;q=0"),
        ("192.0.2.1", "x-gzip"),
    ],
)
def test_others_get_it_plain(host: str, accepts: str) -> None:
    reply = packed(request_from(host, accepts), BODY)
    assert "content-encoding" not in reply.headers
    assert reply.body == BODY


def test_a_small_answer_is_not_worth_it() -> None:
    assert packed(request_from("192.0.2.1", "gzip"), b"null").body == b"null"
