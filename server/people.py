"""Who may speak to this platform: one line a person in `authorized_keys`, read again whenever the file changes."""

import datetime as dt
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wire.errors import KeyRefused
from wire.signing import public_hex_of

Role = Literal["admin", "user"]
OWN_ORGANISATION = "Local"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a key: `key` is the public key in hex, `role` holds in the whole organisation."""

    key: str
    email: str
    role: Role
    organisation: str


def read_line(line: str) -> Person:
    """Read `ssh-ed25519 AAAA... email [role] [organisation]`.

    Raises:
        ValueError, KeyRefused: the line is something else; the message says what is wrong.
    """
    words = line.split(maxsplit=4)
    if len(words) < 3:
        raise ValueError("a line wants at least: ssh-ed25519, the key, an e-mail address")
    role = words[3] if len(words) > 3 else "user"
    if role not in ("admin", "user"):
        raise ValueError(f"a role is admin or user, not {role}")
    organisation = words[4].strip() if len(words) > 4 else OWN_ORGANISATION
    return Person(public_hex_of(line), words[2], role, organisation)


class People:
    """The persons of an `authorized_keys` file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._people: dict[str, Person] = {}

    def with_key(self, key: str) -> Person | None:
        """Find the person with this public key, in hex."""
        self._refresh()
        return self._people.get(key)

    def keys(self) -> frozenset[str]:
        """Give every public key that may sign, in hex."""
        self._refresh()
        return frozenset(self._people)

    def of(self, organisation: str) -> tuple[Person, ...]:
        """Give the members of one organisation, in the order of the file."""
        self._refresh()
        return tuple(person for person in self._people.values() if person.organisation == organisation)

    def first_admin(self) -> Person | None:
        """Give the first admin in the file."""
        self._refresh()
        return next((person for person in self._people.values() if person.role == "admin"), None)

    def since(self) -> dt.datetime:
        """Give the moment from which the file is as it is."""
        self._refresh()
        return dt.datetime.fromtimestamp((self._seen or (0, 0, 0))[0] / 1e9, dt.UTC)

    def _refresh(self) -> None:
        try:
            facts = self._path.stat()
            seen = (facts.st_mtime_ns, facts.st_size, facts.st_ino)
            if seen != self._seen:
                self._people = _read_people(self._path.read_text("utf-8", "replace"))
                self._seen = seen
        except OSError as error:
            if self._seen is not None:
                _log.warning("authorized_keys cannot be read (%s): nobody is let in until it can", error)
            self._seen, self._people = None, {}


def _read_people(text: str) -> dict[str, Person]:
    people: dict[str, Person] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            person = read_line(line)
        except (ValueError, KeyRefused) as error:
            _log.warning("authorized_keys line %d is left out: %s", number, error)
        else:
            people[person.key] = person
    return people
