"""The data folder of a local platform: who holds it, its keys and secrets, and where everything lies."""

import os
import secrets
import sys
from pathlib import Path
from typing import IO, Final

from wire.errors import Told
from wire.signing import generate_key

FIRST_EMAIL: Final = "you@tagline.local"


class WorkplaceRefused(Told):
    """The data folder cannot be used; the sentence says why."""


class Workplace:
    """A data folder that this process holds until it closes it.

    Raises:
        WorkplaceRefused: it cannot be made or written, or another server holds it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = (folder / "lock").open("a+b")
        except OSError as error:
            raise WorkplaceRefused(f"The data folder {folder} cannot be used: {error.strerror}.") from error
        try:
            _hold(self._lock)
        except OSError as error:
            self._lock.close()
            raise WorkplaceRefused(f"The data folder {folder} is in use by another local platform.") from error
        try:
            self._prepare()
        except OSError as error:
            self._lock.close()
            raise WorkplaceRefused(f"The data folder {folder} cannot be written: {error.strerror}.") from error

    @property
    def database(self) -> str:
        """Give the address of the database that is used when no other is named."""
        return f"sqlite:///{(self.folder / 'platform.sqlite').absolute()}"

    @property
    def key_file(self) -> Path:
        """Give the first user's private key."""
        return (self.folder / "key").absolute()

    @property
    def authorized_keys(self) -> Path:
        """Give the file of those who may sign."""
        return self.folder / "authorized_keys"

    @property
    def blobs(self) -> Path:
        """Give the folder of the media."""
        return self.folder / "blobs"

    @property
    def secret(self) -> bytes:
        """Give the secret that signs addresses and tokens."""
        return (self.folder / "secret").read_bytes()

    def close(self) -> None:
        """Let another server have the folder."""
        self._lock.close()

    def _prepare(self) -> None:
        if not self.key_file.exists():
            private, public = generate_key(FIRST_EMAIL)
            known = self.authorized_keys.read_text("utf-8") if self.authorized_keys.exists() else ""
            (self.folder / "key.pub").write_text(public + "\n", "utf-8")
            self.authorized_keys.write_text(f"{known.rstrip()}\n{public} admin\n".lstrip(), "utf-8")
            _write_private(self.key_file, private.encode())
        if not (self.folder / "secret").exists():
            _write_private(self.folder / "secret", secrets.token_bytes(32))


def _write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    draft.replace(path)


if sys.platform == "win32":
    import msvcrt

    def _hold(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
