"""Both signatures, byte for byte as the platform's own SDK makes them, and their verification."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wire.errors import KeyRefused, SignatureRefused
from wire.signing import (
    BearerToken,
    PrivateKey,
    content_digest,
    generate_key,
    public_hex_of,
    sign_v1,
    sign_v2,
    verify_v1,
    verify_v2,
)

DATA: dict[str, Any] = json.loads((Path(__file__).parent / "signatures.json").read_text())
CREATED: int = DATA["created"]
NEW_API = [vector for vector in DATA["vectors"] if "Signature" in vector["headers"]]
OLD_API = [vector for vector in DATA["vectors"] if "Authorization" in vector["headers"]]
SIGNED = ("Content-Digest", "Signature-Input", "Signature")


@pytest.fixture(scope="module")
def key() -> PrivateKey:
    return PrivateKey.from_text(DATA["openssh_private_key"])


def test_the_key_is_read(key: PrivateKey) -> None:
    assert key.public_hex == DATA["public_key_hex"]
    assert repr(key) == f"PrivateKey(public_hex='{DATA['public_key_hex']}')"


@pytest.mark.parametrize("vector", NEW_API, ids=lambda vector: vector["op"])
def test_a_request_is_signed_as_the_sdk_signs_it(key: PrivateKey, vector: dict[str, Any]) -> None:
    body = vector["body_utf8"].encode()
    headers = sign_v2(key, vector["method"], vector["target"], body, CREATED)
    assert headers == {name: vector["headers"][name] for name in SIGNED}
    assert verify_v2(vector["method"], vector["target"].encode(), headers, body, CREATED) == key.public_hex


@pytest.mark.parametrize("vector", OLD_API, ids=lambda vector: vector["op"])
def test_a_request_of_the_old_api_is_signed_as_the_sdk_signs_it(key: PrivateKey, vector: dict[str, Any]) -> None:
    body = vector["body_utf8"].encode()
    headers = sign_v1(key, body)
    assert headers == {"Authorization": vector["headers"]["Authorization"]}
    assert verify_v1(headers["Authorization"], body, {key.public_hex}) == key.public_hex


@settings(max_examples=50, deadline=None)
@given(
    method=st.sampled_from(["GET", "POST", "PATCH", "PUT", "DELETE"]),
    target=st.text(st.characters(min_codepoint=33, max_codepoint=126)),
    body=st.binary(),
)
def test_what_is_signed_is_verified_and_nothing_else(key: PrivateKey, method: str, target: str, body: bytes) -> None:
    headers = {name.upper(): value for name, value in sign_v2(key, method, target, body, CREATED).items()}
    assert verify_v2(method.lower(), target, headers, body, CREATED + 300) == key.public_hex
    with pytest.raises(SignatureRefused, match="does not fit"):
        verify_v2(method, target + "x", headers, body, CREATED)
    with pytest.raises(SignatureRefused, match="not the one that was signed"):
        verify_v2(method, target, headers, body + b" ", CREATED)
    with pytest.raises(SignatureRefused, match="does not fit"):
        verify_v2("OPTIONS", target, headers, body, CREATED)


def test_a_request_without_signature_is_refused(key: PrivateKey) -> None:
    whole = sign_v2(key, "GET", "/a", b"", CREATED)
    for missing in SIGNED:
        headers = {name: value for name, value in whole.items() if name != missing}
        with pytest.raises(SignatureRefused):
            verify_v2("GET", "/a", headers, b"", CREATED)


@pytest.mark.parametrize(("away", "words"), [(301, "301 s behind"), (-301, "301 s ahead of")])
def test_a_wrong_clock_is_refused_with_the_difference(key: PrivateKey, away: int, words: str) -> None:
    headers = sign_v2(key, "GET", "/a", b"", CREATED)
    with pytest.raises(SignatureRefused, match=words):
        verify_v2("GET", "/a", headers, b"", CREATED + away)
    assert verify_v2("GET", "/a", headers, b"", CREATED + away, window=301) == key.public_hex


def test_the_old_api_refuses_what_it_cannot_trust(key: PrivateKey) -> None:
    header = sign_v1(key, b"body")["Authorization"]
    with pytest.raises(SignatureRefused, match="not a public key and a signature"):
        verify_v1("Bearer abc", b"body", {key.public_hex})
    with pytest.raises(SignatureRefused, match="not known"):
        verify_v1(header, b"body", set[str]())
    with pytest.raises(SignatureRefused, match="does not fit"):
        verify_v1(header, b"another body", {key.public_hex})


def test_the_digest_of_nothing_is_the_known_one() -> None:
    assert content_digest(b"") == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"


@pytest.mark.parametrize("passphrase", [None, "päss word"])
def test_a_new_key_pair_can_be_used(passphrase: str | None) -> None:
    private, public = generate_key("ada@example.com", passphrase)
    key = PrivateKey.from_text(private, passphrase)
    assert public.startswith("ssh-ed25519 ")
    assert public.endswith(" ada@example.com")
    assert public_hex_of(public) == key.public_hex
    assert verify_v1(sign_v1(key, b"x")["Authorization"], b"x", {key.public_hex}) == key.public_hex


@pytest.mark.parametrize("line", ["", "ssh-rsa AAAA me", "ssh-ed25519", "ssh-ed25519 !!! me", "ssh-ed25519 QUJD me"])
def test_a_line_that_is_no_ed25519_public_key_is_refused(line: str) -> None:
    with pytest.raises(KeyRefused, match="ssh-ed25519"):
        public_hex_of(line)


def test_a_key_can_be_handed_to_a_worker_process_and_signs_the_same(key: PrivateKey) -> None:
    twin: PrivateKey = pickle.loads(pickle.dumps(key))
    assert twin.public_hex == key.public_hex
    assert sign_v1(twin, b"x") == sign_v1(key, b"x")


def test_a_token_never_shows_itself() -> None:
    token = BearerToken(" top-secret\n")
    assert token.header() == "Bearer top-secret"
    assert "top-secret" not in repr(token)
    assert "top-secret" not in str(token)
