"""The platform as the rest of Tagline sees it: one method for each thing that can be asked."""

from collections.abc import Callable

from typing_extensions import override

from wire.address import read_address
from wire.cancel import CancelToken
from wire.dataset_calls import DatasetCalls
from wire.folder_calls import FolderCalls
from wire.item_calls import ItemCalls
from wire.messages import TokenMessage
from wire.retry import DEFAULT_POLICY, RetryPolicy
from wire.schema_calls import SchemaCalls
from wire.signing import BearerToken, PrivateKey
from wire.transport import Transport
from wire.upload_calls import UploadCalls


class PlatformClient(FolderCalls, ItemCalls, SchemaCalls, DatasetCalls, UploadCalls):
    """One user at one platform.

    Every method waits for its answer, may be called from any thread, raises PlatformError, and stops soon after its
    `cancel` token is set. `on_wait` is told a sentence when a pause begins and "" when it ends, in the calling thread.
    A client can be pickled, key included, to let a worker process of ours ask too; `on_wait` stays behind.
    """

    def __init__(
        self,
        url: str,
        credentials: PrivateKey | BearerToken,
        *,
        policy: RetryPolicy = DEFAULT_POLICY,
        on_wait: Callable[[str], None] | None = None,
    ) -> None:
        self.url = read_address(url)
        self._credentials = credentials
        self._policy = policy
        super().__init__(Transport(self.url, credentials, policy, on_wait or _tell_nobody))

    def bearer_token(self, *, cancel: CancelToken | None = None) -> str:
        """A token that stands in for the key for a while. It is a secret."""
        return self._get("user/bearer-token", TokenMessage, "", cancel).token

    def get_bytes(
        self, url: str, start: int | None = None, end: int | None = None, *, cancel: CancelToken | None = None
    ) -> bytes:
        """What a signed URL holds, or the bytes from `start` up to, not including, `end`. Nothing of ours is sent."""
        if start is None and end is None:
            return self._transport.fetch(url, {"Accept-Encoding": "identity"}, cancel).body
        first = start or 0
        last = "" if end is None else end - 1
        headers = {"Accept-Encoding": "identity", "Range": f"bytes={first}-{last}"}
        answer = self._transport.fetch(url, headers, cancel)
        return answer.body if answer.status == 206 else answer.body[first:end]

    def close(self) -> None:
        """Close every connection; the client can still be used, and opens new ones."""
        self._transport.close()

    @override
    def __repr__(self) -> str:
        return f"PlatformClient({self.url!r}, {self._credentials!r})"

    @override
    def __reduce__(self) -> tuple[Callable[..., "PlatformClient"], tuple[str, PrivateKey | BearerToken, RetryPolicy]]:
        return (_rebuilt, (self.url, self._credentials, self._policy))


def _rebuilt(url: str, credentials: PrivateKey | BearerToken, policy: RetryPolicy) -> PlatformClient:
    return PlatformClient(url, credentials, policy=policy)


def _tell_nobody(_sentence: str) -> None:
    """What a client without `on_wait` does about a pause."""
