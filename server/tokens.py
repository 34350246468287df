"""Bearer tokens: a person's public key and an hour, signed with the secret of this data folder."""

import base64
import binascii
import hashlib
import hmac
import time

LIFETIME = 3600


class Tokens:
    """Issues and reads bearer tokens."""

    def __init__(self, secret: bytes) -> None:
        self._secret = hmac.digest(secret, b"bearer token", hashlib.sha256)

    def issue(self, key: str) -> str:
        """Give the holder of this public key (hex) a token for the next hour."""
        claim = f"{key}.{int(time.time()) + LIFETIME}".encode()
        return f"{_spell(claim)}.{_spell(self._seal(claim))}"

    def key_of(self, token: str) -> str | None:
        """Read whose token it is; None when it was not issued here or its hour is over."""
        try:
            claim, seal = (_unspell(part) for part in token.split("."))
        except (ValueError, binascii.Error):
            return None
        if not hmac.compare_digest(self._seal(claim), seal):
            return None
        key, expires = claim.decode().split(".")
        return key if int(expires) >= time.time() else None

    def _seal(self, claim: bytes) -> bytes:
        return hmac.digest(self._secret, claim, hashlib.sha256)


def _spell(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _unspell(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.encode("ascii", "strict") + b"=" * (-len(text) % 4))
