"""Who we are and which platform we speak with: sign in, start and stop the local platform, read the schema."""

import base64
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from controllers.jobs import to_this_thread
from controllers.lanes import Lanes
from controllers.loading import Access
from controllers.local_platform import LocalPlatform
from domain.schema import Schema
from domain.schema_text import Raw
from models.schema_draft import SchemaDraft
from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.errors import Cancelled, Forbidden, NotFound, PassphraseNeeded, WrongPassphrase
from wire.retry import RetryPolicy
from wire.signing import PrivateKey

AskPassphrase = Callable[[str], Awaitable[str | None]]

LOCAL = "Local platform"
KNOWN_PLATFORMS = {"api.encord.com": "Encord (EU)", "api.us.encord.com": "Encord (US)"}


class SessionState(StrEnum):
    """Whether there is a platform to ask."""

    DISCONNECTED = "disconnected"
    CONNECTING = "connecting"
    CONNECTED = "connected"


class Session(QObject):
    """One connection to one platform at a time.

    `platform` and `user` are for people. `platform_key` names the platform for good (the address of the local one
    changes at every start): journals and settings are kept under it. `generation` moves with every connection, so
    that an answer of the platform before can be told from one of now. `policy` is the patience of the next one.
    """

    connected = Signal()
    disconnected = Signal(str)
    state_changed = Signal()
    schema_changed = Signal()
    local_died = Signal(str)
    pause_asked = Signal(str)

    def __init__(
        self,
        lanes: Lanes,
        serve_command: Sequence[str],
        data_dir: Path,
        *,
        policy: RetryPolicy | None = None,
        draft: SchemaDraft | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.draft = draft or SchemaDraft(parent=self)
        self.draft.changed.connect(self.schema_changed)
        self._lanes = lanes
        self.policy = policy or RetryPolicy()
        self._local = LocalPlatform(lanes, serve_command, data_dir, self)
        self._local.died.connect(self._lose_local)
        self._sample = True
        self._key_file: Path | None = None
        self.client: PlatformClient | None = None
        self.platform = ""
        self.platform_key = ""
        self.user = ""
        self.state = SessionState.DISCONNECTED
        self.sentence = ""
        self.generation = 0

    @property
    def schema(self) -> Schema:
        """The schema as it is staged: what the platform last said, with the edits made here."""
        return self.draft.schema

    @property
    def is_local(self) -> bool:
        """Whether the platform is the local one, started by us."""
        return self.platform_key == LOCAL

    @property
    def local_process_id(self) -> int | None:
        """The process of the local platform while it runs."""
        return self._local.process_id

    async def start_local(self, sample: bool = True) -> None:
        """Start the local platform and sign in. Raises LocalPlatformFailed, PlatformError or KeyRefused."""
        self._sample = sample
        if self.is_local:
            self._sign_out()  # the one running now is stopped first
        self._say(SessionState.CONNECTING, "Starting the local platform…")
        try:
            address = await self._local.start(sample=sample)
            key = await self._lanes.read(PrivateKey.load, address.key_file, None)
            await self._enter(address.url, key, address.key_file, has_passphrase=False, local=True)
        finally:
            self._fail_unless_connected()

    async def restart(self) -> None:
        """Start the local platform again after it died."""
        await self.start_local(self._sample)

    async def sign_in(self, url: str, key_file: Path, ask_passphrase: AskPassphrase) -> None:
        """Sign in to a platform. Raises PlatformError or KeyRefused; Cancelled when no passphrase is given."""
        self._say(SessionState.CONNECTING, f"Connecting to {platform_name(url)}…")
        try:
            key, has_passphrase = await self._load_key(key_file, ask_passphrase)
            await self._enter(url.rstrip("/"), key, key_file, has_passphrase=has_passphrase, local=False)
            await self._local.stop()
        finally:
            self._fail_unless_connected()

    async def reload_schema(self) -> None:
        """Read the schema again. Raises PlatformError."""
        client, generation = self.require_client(), self.generation
        schema = await self._lanes.read(_read_schema, client)
        if generation == self.generation:
            self.draft.take_base(schema)

    async def access(self, cancel: CancelToken | None = None) -> Access:
        """What the worker process needs to sign in by itself; never a passphrase. Raises PlatformError."""
        client = self.require_client()
        if self._key_file is not None:
            return Access(client.url, self._key_file, None)
        return Access(client.url, None, await self._lanes.read(client.bearer_token, cancel=cancel))

    def require_client(self) -> PlatformClient:
        """The client of the platform we are connected to. Raises Cancelled when there is none."""
        if self.client is None:
            raise Cancelled("There is no connection to a platform now. Connect, then try again.")
        return self.client

    async def close(self) -> None:
        """Sign out, and stop the local platform if it is ours."""
        self._sign_out()
        await self._local.stop()
        self._say(SessionState.DISCONNECTED, "")

    async def _load_key(self, key_file: Path, ask: AskPassphrase) -> tuple[PrivateKey, bool]:
        try:
            return await self._lanes.read(PrivateKey.load, key_file, None), False
        except PassphraseNeeded as needed:
            sentence = needed.sentence
        while (passphrase := await ask(sentence)) is not None:
            try:
                return await self._lanes.read(PrivateKey.load, key_file, passphrase), True
            except WrongPassphrase as wrong:
                sentence = wrong.sentence
        raise Cancelled("Not connected: the key stays locked without its passphrase.")

    async def _enter(self, url: str, key: PrivateKey, key_file: Path, *, has_passphrase: bool, local: bool) -> None:
        client = PlatformClient(url, key, policy=self.policy, on_wait=to_this_thread(self.pause_asked.emit))
        schema = await self._lanes.read(_read_schema, client)
        user = await self._lanes.read(_user_name, key_file, key.public_hex)
        self._sign_out()
        self.client, self.user = client, user
        self.platform = LOCAL if local else platform_name(url)
        self.platform_key = LOCAL if local else url
        self.draft.open(self.platform_key, schema)
        self._key_file = None if has_passphrase else key_file
        self._say(SessionState.CONNECTED, "")
        self.connected.emit()

    def _sign_out(self) -> None:
        self.generation += 1
        self.client = None

    def _lose_local(self, sentence: str) -> None:
        if self.is_local:
            self._sign_out()
            self._say(SessionState.DISCONNECTED, sentence)
            self.disconnected.emit(sentence)
            self.local_died.emit(sentence)

    def _fail_unless_connected(self) -> None:
        if self.state is SessionState.CONNECTING:
            self._say(SessionState.CONNECTED if self.client is not None else SessionState.DISCONNECTED, "")

    def _say(self, state: SessionState, sentence: str) -> None:
        self.state, self.sentence = state, sentence
        self.state_changed.emit()


def platform_name(url: str) -> str:
    """What people call the platform at an address: its product name and region, or its host."""
    host = urlsplit(url).hostname or url
    return KNOWN_PLATFORMS.get(host, host)


def fingerprint(public_hex: str) -> str:
    """The short form of the fingerprint OpenSSH shows for an Ed25519 key."""
    kind, raw = b"ssh-ed25519", bytes.fromhex(public_hex)
    blob = len(kind).to_bytes(4, "big") + kind + len(raw).to_bytes(4, "big") + raw
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode()[:10] + "…"


def _read_schema(client: PlatformClient) -> Raw:
    """The schema; an empty one for a user who may not read it. Raises PlatformError."""
    try:
        return client.read_schema() or {}
    except (Forbidden, NotFound):
        _check_platform(client)
        return {}


def _check_platform(client: PlatformClient) -> None:
    """Any web server has no schema for us: make sure that this one has folders. Raises PlatformError."""
    try:
        client.list_folders(page_size=1)
    except NotFound as stranger:
        raise NotFound("There is no platform at this address. Check it: it may be another server's.", 404) from stranger


def _user_name(key_file: Path, public_hex: str) -> str:
    """The comment of the public key beside the private one, usually an e-mail address; else the fingerprint."""
    public = key_file.expanduser()
    public = public.with_name(public.name + ".pub")
    try:
        words = public.read_text("utf-8").split(maxsplit=2)
    except (OSError, ValueError):
        return fingerprint(public_hex)
    return words[2].strip() if len(words) == 3 else fingerprint(public_hex)
