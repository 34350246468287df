"""Proves who is asking: Ed25519 keys, the platform's two signature schemes, and the check of both."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Container, Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from typing_extensions import override

from wire.errors import KeyRefused, SignatureRefused
from wire.key_files import read_key, read_key_file

_PARAMETERS = re.compile(
    r'encord-sig=(\("@method" "@request-target" "content-digest"\)'
    r';created=([0-9]{1,12});keyid="([0-9a-f]{64})";alg="ed25519")'
)
_SIGNATURE = re.compile(r"encord-sig=:([A-Za-z0-9+/]{86}==):")
_TOKEN = re.compile(r"[!-~]+")
_V1_AUTHORIZATION = re.compile(r"([0-9a-f]{64}):([0-9a-f]{128})")


class PrivateKey:
    """An Ed25519 private key that signs and never shows itself.

    It can be pickled, so that a worker process of ours can sign too; do not write that pickle anywhere.
    """

    __slots__ = ("_key", "public_hex")

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public_hex = key.public_key().public_bytes_raw().hex()

    @staticmethod
    def load(path: Path, passphrase: str | None = None) -> "PrivateKey":
        """Read an OpenSSH private key file. Raises KeyRefused, a different class and sentence for each fault."""
        outcome = read_key_file(path, passphrase)
        del passphrase  # a traceback that shows local variables must not show it
        if isinstance(outcome, KeyRefused):
            raise outcome
        return PrivateKey(outcome)

    @staticmethod
    def from_text(text: str, passphrase: str | None = None) -> "PrivateKey":
        """Read the text of an OpenSSH private key. Raises KeyRefused."""
        outcome = read_key(text.encode("utf-8", "replace"), passphrase)
        del text, passphrase  # as above
        if isinstance(outcome, KeyRefused):
            raise outcome
        return PrivateKey(outcome)

    def sign(self, message: bytes) -> bytes:
        """Give the 64 bytes of the signature."""
        return self._key.sign(message)

    @override
    def __repr__(self) -> str:
        return f"PrivateKey(public_hex={self.public_hex!r})"

    @override
    def __reduce__(self) -> tuple[Callable[[bytes], "PrivateKey"], tuple[bytes]]:
        return (_from_seed, (self._key.private_bytes_raw(),))


class BearerToken:
    """A token that stands in for a key, and never shows itself. Raises KeyRefused for what cannot be one."""

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        self._token = token.strip()
        fits = _TOKEN.fullmatch(self._token) is not None
        del token  # a traceback that shows local variables must not show it
        if not fits:
            raise KeyRefused("This is not a token: a token is one word of ASCII characters. Copy it again.")

    def header(self) -> str:
        """Give the Authorization header's value."""
        return f"Bearer {self._token}"

    @override
    def __repr__(self) -> str:
        return "BearerToken(…)"


def _from_seed(seed: bytes) -> PrivateKey:
    return PrivateKey(Ed25519PrivateKey.from_private_bytes(seed))


def generate_key(comment: str = "", passphrase: str | None = None) -> tuple[str, str]:
    """Make a key pair: the OpenSSH private key's text, and the public line `ssh-ed25519 … comment`."""
    key = Ed25519PrivateKey.generate()
    protection = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, protection).decode()
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    return private, f"{public} {comment}".rstrip()


def public_hex_of(line: str) -> str:
    """Read a line of authorized_keys: 64 hex digits of its Ed25519 key. Raises KeyRefused."""
    kind, _, rest = line.strip().partition(" ")
    try:
        blob = base64.b64decode(rest.partition(" ")[0], validate=True)
    except binascii.Error:
        blob = b""
    prefix = b"\0\0\0\x0bssh-ed25519\0\0\0\x20"
    if kind != "ssh-ed25519" or not blob.startswith(prefix) or len(blob) != len(prefix) + 32:
        raise KeyRefused("This line is not an Ed25519 public key: it should look like ssh-ed25519 AAAA… name.")
    return blob[-32:].hex()


def content_digest(body: bytes) -> str:
    """Give the Content-Digest header of a body."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def sign_v1(key: PrivateKey, body: bytes) -> dict[str, str]:
    """Sign a request of the old API: its header."""
    signature = key.sign(hashlib.sha256(body).digest()).hex()
    return {"Authorization": f"{key.public_hex}:{signature}"}


def sign_v2(key: PrivateKey, method: str, target: str, body: bytes, created: int) -> dict[str, str]:
    """Sign a request: its three headers. `target` is path and query exactly as sent; `created` is in seconds."""
    parameters = (
        f'("@method" "@request-target" "content-digest");created={created};keyid="{key.public_hex}";alg="ed25519"'
    )
    digest = content_digest(body)
    signature = base64.b64encode(key.sign(_base(method, target.encode(), digest, parameters))).decode()
    return {
        "Content-Digest": digest,
        "Signature-Input": f"encord-sig={parameters}",
        "Signature": f"encord-sig=:{signature}:",
    }


def _base(method: str, target: bytes, digest: str, parameters: str) -> bytes:
    return b"\n".join(
        (
            f'"@method": {method.upper()}'.encode(),
            b'"@request-target": ' + target,
            f'"content-digest": {digest}'.encode(),
            f'"@signature-params": {parameters}'.encode(),
        )
    )


def verify_v1(authorization: str, body: bytes, public_keys: Container[str]) -> str:
    """Check a request of the old API: the public key (hex) that signed it. Raises SignatureRefused."""
    found = _V1_AUTHORIZATION.fullmatch(authorization)
    if found is None:
        raise SignatureRefused("The Authorization header is not a public key and a signature.")
    public_hex, signature = found.groups()
    if public_hex not in public_keys:
        raise SignatureRefused("This key is not known here.")
    _check(public_hex, bytes.fromhex(signature), hashlib.sha256(body).digest())
    return public_hex


def verify_v2(
    method: str, raw_target: bytes | str, headers: Mapping[str, str], body: bytes, now: float, *, window: float = 300
) -> str:
    """Check a request: the public key (hex) that signed it, which the caller must still know. Raises SignatureRefused.

    `raw_target` is path and query as they came, before any decoding; `now` and `window` are in seconds.
    """
    folded = {name.lower(): value for name, value in headers.items()}
    described = _PARAMETERS.fullmatch(folded.get("signature-input", ""))
    signed = _SIGNATURE.fullmatch(folded.get("signature", ""))
    if described is None or signed is None:
        raise SignatureRefused("The request is not signed.")
    parameters, created, public_hex = described.groups()
    digest = content_digest(body)
    if folded.get("content-digest") != digest:
        raise SignatureRefused("The body is not the one that was signed.")
    target = raw_target.encode() if isinstance(raw_target, str) else raw_target
    _check(public_hex, base64.b64decode(signed.group(1)), _base(method, target, digest, parameters))
    _check_clock(int(created), now, window)
    return public_hex


def _check(public_hex: str, signature: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex)).verify(signature, message)
    except InvalidSignature:
        raise SignatureRefused("The signature does not fit the request.") from None


def _check_clock(created: int, now: float, window: float) -> None:
    if abs(now - created) > window:
        side = "behind" if created < now else "ahead of"
        raise SignatureRefused(
            f"The request was signed by a clock {round(abs(now - created))} s {side} this server's; "
            f"at most {round(window)} s are allowed."
        )
