"""Connections that stop waiting for an answer as soon as the person at the window wishes to stop."""

import ssl
import time
from contextvars import ContextVar
from typing import Any, cast

from requests.adapters import HTTPAdapter
from typing_extensions import override
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import HTTPResponse
from urllib3.util.wait import wait_for_read

from wire.cancel import CancelToken

CANCEL: ContextVar[CancelToken] = ContextVar("CANCEL")
"""The wish to stop of the request this thread is sending."""

_STEP = 0.1
_POOL_SIZE = 32


def _await_answer(connection: HTTPConnection) -> None:
    """Wait until something can be read. Raises TimeoutError when the read timeout is over, Cancelled on request."""
    token, sock = CANCEL.get(), connection.sock
    end = time.monotonic() + cast("float", connection.timeout)
    while not (_holds_bytes(sock) or wait_for_read(sock, _STEP)):
        token.raise_if_cancelled()
        if time.monotonic() >= end:
            raise TimeoutError


def _holds_bytes(sock: Any) -> bool:
    """Whether TLS has unpacked bytes already, which no waiting on the socket would show.

    The other way round, a new TLS connection may have something to read that is not the answer yet (session tickets):
    the first answer on it may then be waited for without hearing a wish to stop.
    """
    return isinstance(sock, ssl.SSLSocket) and sock.pending() > 0


class _Connection(HTTPConnection):
    @override
    def getresponse(self) -> HTTPResponse:
        _await_answer(self)
        return super().getresponse()


class _SecureConnection(HTTPSConnection):
    @override
    def getresponse(self) -> HTTPResponse:
        _await_answer(self)
        return super().getresponse()


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection  # pyright: ignore[reportAssignmentType]  # urllib3's protocol refuses its own classes


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection  # pyright: ignore[reportAssignmentType]  # as above


class KeptAlive(HTTPAdapter):
    """requests' own way to send, over a pool that any number of threads may share."""

    def __init__(self) -> None:
        super().__init__(pool_connections=8, pool_maxsize=_POOL_SIZE, max_retries=0)

    @override
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        _use_our_pools(self.poolmanager)

    @override
    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> PoolManager:
        manager = super().proxy_manager_for(proxy, **proxy_kwargs)
        _use_our_pools(manager)
        return manager


def _use_our_pools(manager: PoolManager) -> None:
    pools: dict[str, type[HTTPConnectionPool] | type[HTTPSConnectionPool]] = {"http": _Pool, "https": _SecurePool}
    manager.pool_classes_by_scheme = pools
