"""Signed addresses: what was altered, has expired or was made for something else is refused."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.links import Links
from server.media_store import MediaStore
from server.tokens import Tokens

LINKS = Links(b"a secret of this folder")


def parts_of(address: str) -> tuple[str, str, str]:
    path, query = address.removeprefix("http://here").split("?")
    expires, signature = (part.split("=")[1] for part in query.split("&"))
    return path, expires, signature


@given(st.sampled_from(["GET", "PUT"]), st.from_regex(r"/[a-z0-9-]{1,40}", fullmatch=True), st.data())
def test_only_the_address_as_it_was_given_out_is_good(method: str, path: str, data: st.DataObject) -> None:
    path, expires, signature = parts_of(LINKS.sign("http://here", method, path))
    assert LINKS.check(method, path, expires, signature)
    assert not LINKS.check("PUT" if method == "GET" else "GET", path, expires, signature)
    assert not LINKS.check(method, path + "0", expires, signature)
    assert not LINKS.check(method, path, str(int(expires) + 1), signature)
    assert not Links(b"another secret").check(method, path, expires, signature)
    other = data.draw(st.text().filter(lambda text: text != signature))
    assert not LINKS.check(method, path, expires, other)
    assert not LINKS.check(method, path, data.draw(st.text().filter(lambda text: text != expires)), signature)


def test_an_address_expires() -> None:
    path, expires, signature = parts_of(LINKS.sign("http://here", "GET", "/blob/x", seconds=-1))
    assert not LINKS.check("GET", path, expires, signature)


@given(st.text())
def test_no_name_leads_out_of_the_folder_of_blobs(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "blobs"
    (folder.parent / "secret").write_bytes(b"not yours")
    store = MediaStore(folder)
    blob = store.add([b"yours"])
    assert store.path(blob.name) == folder / blob.name
    for tried in (name, f"../{name}", f"{name}/../secret", "../secret", f"{blob.name}/..", f"{blob.name}\n"):
        assert store.path(tried) is None


@given(st.text())
def test_a_token_is_good_only_as_it_was_issued(text: str) -> None:
    tokens = Tokens(b"a secret of this folder")
    token = tokens.issue("ab" * 32)
    assert tokens.key_of(token) == "ab" * 32
    assert tokens.key_of(text) is None
    assert Tokens(b"another").key_of(token) is None


def test_a_token_is_over_after_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = Tokens(b"a secret of this folder")
    token = tokens.issue("ab" * 32)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3500)
    assert tokens.key_of(token) == "ab" * 32
    monkeypatch.setattr(time, "time", lambda: now + 3601)
    assert tokens.key_of(token) is None
