"""Addresses that carry their own permission: signed with a secret of this data folder, and good for a while."""

import hashlib
import hmac
import time

READ_SECONDS = 7 * 24 * 3600
WRITE_SECONDS = 24 * 3600


class Links:
    """Makes and checks signed addresses."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def sign(self, base: str, method: str, path: str, seconds: int = READ_SECONDS) -> str:
        """Give the full address of a path (plain characters) under `base`, good for one method and some seconds."""
        expires = int(time.time()) + seconds
        return f"{base}{path}?expires={expires}&signature={self._signature(method, path, expires)}"

    def check(self, method: str, path: str, expires: str, signature: str) -> bool:
        """Say whether the address was made here for this method and path, and has not expired."""
        if not (expires.isascii() and expires.isdigit() and len(expires) < 16) or int(expires) < time.time():
            return False
        return hmac.compare_digest(self._signature(method, path, int(expires)).encode(), signature.encode())

    def _signature(self, method: str, path: str, expires: int) -> str:
        return hmac.digest(self._secret, f"{method}\n{path}\n{expires}".encode(), hashlib.sha256).hex()
