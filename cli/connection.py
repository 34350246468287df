"""How a command without a window reaches a platform: the one it is told, or the local one of the data folder."""

import argparse
import asyncio
import getpass
import os
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.command_line import default_data_folder
from controllers.lanes import Lanes
from controllers.session import Session
from models.journal_file import JournalRefused
from wire.client import PlatformClient
from wire.errors import Told

SERVE = (sys.executable, str(Path(__file__).resolve().parents[1] / "main.py"), "serve")
PLATFORM = "platform"
FAILED = 2
"""The exit status where it could not be done."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which platform, with which key, and where the local one and the journal are kept."""

    platform: str
    key: Path | None
    data: Path


@dataclass(frozen=True, slots=True)
class Connection:
    """A session that is signed in, and the lanes it works in."""

    session: Session
    lanes: Lanes

    @property
    def client(self) -> PlatformClient:
        """Who asks the platform."""
        return self.session.require_client()


def add_place(parser: argparse.ArgumentParser) -> None:
    """The options that say where: --platform, --key, --data."""
    parser.add_argument("--platform", default="", metavar="URL", help="the platform (default: the local one)")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the Ed25519 private key to sign with")
    parser.add_argument(
        "--data", type=Path, default=default_data_folder(), metavar="DIR",
        help="where the local platform and the journal are kept (default: %(default)s)",
    )  # fmt: skip


def place_of(parser: argparse.ArgumentParser, found: argparse.Namespace) -> Place:
    """What was said about the place; ends the program where it makes no sense."""
    if bool(found.platform) != bool(found.key):
        parser.error("--platform and --key belong together: an address, and the key that opens it.")
    return Place(found.platform, found.key, found.data.expanduser().resolve())


@asynccontextmanager
async def connected(place: Place) -> AsyncGenerator[Connection, None]:
    """Signed in for the length of a block; a local platform is started and ended with it. Raises Told."""
    lanes = Lanes()
    session = Session(lanes, SERVE, place.data / PLATFORM)
    try:
        if place.key is None:
            await session.start_local()
        else:
            await session.sign_in(place.platform, place.key.expanduser(), _ask_passphrase)
        yield Connection(session, lanes)
    finally:
        await session.close()
        lanes.close()


def run(work: Callable[[], Awaitable[int]]) -> int:
    """Do the work; the exit status. What goes wrong is said in one sentence on standard error."""

    async def whole() -> int:
        return await work()

    try:
        return asyncio.run(whole())
    except (Told, JournalRefused) as problem:
        sys.stderr.write(f"{problem.sentence}\n")
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
    except BrokenPipeError:
        # Whoever read our words has gone; nothing more can be said, not even by Python at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


async def _ask_passphrase(sentence: str) -> str | None:
    """Ask at the terminal; None where there is nobody to ask."""
    if not sys.stdin.isatty():
        return None
    sys.stderr.write(f"{sentence}\n")
    return await asyncio.to_thread(getpass.getpass, "Passphrase: ") or None
