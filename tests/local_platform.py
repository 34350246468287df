"""A local platform of our own in a process of its own, for any test that wants the real thing."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from encord import EncordUserClient
from encord.http.constants import RequestsSettings

from wire.client import PlatformClient
from wire.signing import PrivateKey

ROOT = Path(__file__).parents[1]
START_SECONDS = 240


class DidNotStartError(Exception):
    """The platform ended before it was ready: its exit code and what it said."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(f"exit code {code}: {said}")
        self.code = code
        self.said = said


class LocalPlatform:
    """`main.py serve` on a data folder; started on entry, ended on leaving the block."""

    def __init__(self, data_dir: Path, *arguments: str) -> None:
        self.data_dir = data_dir
        self._arguments = arguments
        self._process: subprocess.Popen[str] | None = None
        self._log: list[str] = []
        self._reader: threading.Thread | None = None
        self.url = ""
        self.key_file = data_dir / "key"
        self.pid = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def log(self) -> str:
        """What it has written to standard error so far."""
        return "".join(self._log)

    def has_logged(self, words: str, patience: float = 10.0) -> bool:
        """Whether it writes this to standard error, soon: what it writes comes through a pipe."""
        until = time.monotonic() + patience
        while words not in self.log and time.monotonic() < until:
            time.sleep(0.01)
        return words in self.log

    def start(self, *, port: int = 0) -> None:
        """Start it and wait until it is ready."""
        command = [*serve_command(), "--data", str(self.data_dir), "--port", str(port), *self._arguments]
        self._process = process = subprocess.Popen(
            [*command, "--exit-with-parent"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._keep_log, args=(process,), daemon=True)
        self._reader.start()
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            code = process.wait(START_SECONDS)
            self._close()
            raise DidNotStartError(code, self.log)
        ready = json.loads(line)
        self.url, self.key_file, self.pid = ready["url"], Path(ready["key_file"]), ready["pid"]

    def stop(self) -> int:
        """End it the polite way; its exit code."""
        assert self._process is not None
        self._process.terminate()
        return self.wait()

    def wait(self) -> int:
        """Wait until it has ended by itself; its exit code."""
        assert self._process is not None
        code = self._process.wait(10)
        self._close()
        return code

    def kill(self) -> None:
        """End it without asking."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._close()

    def close_stdin(self) -> int:
        """Do what the end of its parent does; its exit code."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self.wait()

    def restart(self) -> None:
        """End it without asking and start it again at the same address."""
        port = int(self.url.rsplit(":", 1)[1])
        self.kill()
        self.start(port=port)

    def user_client(self, **options: Any) -> EncordUserClient:
        """The real SDK, signed in as the first user."""
        make = cast("Any", EncordUserClient).create_with_ssh_private_key  # the SDK leaves its options untyped
        return make(
            ssh_private_key_path=self.key_file,
            domain=self.url,
            requests_settings=RequestsSettings(max_retries=0, connection_retries=0),
            **options,
        )

    def client(self) -> PlatformClient:
        """Our own client, signed in as the first user."""
        return PlatformClient(self.url, PrivateKey.load(self.key_file))

    def _keep_log(self, process: "subprocess.Popen[str]") -> None:
        assert process.stderr is not None
        for line in process.stderr:
            self._log.append(line)

    def _close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if self._reader is not None:
            self._reader.join(5)
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def serve_command() -> Sequence[str]:
    """How the local platform is started."""
    if (ROOT / "main.py").exists():
        return [sys.executable, "main.py", "serve"]
    return [sys.executable, "-c", "import server.serve, sys; sys.exit(server.serve.main(sys.argv[1:]))"]
