"""Tells why no answer came, in a sentence, from what the network libraries raise."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from requests.exceptions import ChunkedEncodingError, ContentDecodingError, ProxyError, SSLError
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError, ReadTimeoutError

from wire.answers import Broken
from wire.errors import Malformed, PlatformError, Unreachable


@dataclass(frozen=True, slots=True)
class _Fault:
    """A kind of failure, and what is known then: may it pass, and may the request have been carried out."""

    kinds: tuple[type[Exception], ...]
    sentence: str
    passing: bool
    sent: bool
    error: type[PlatformError] = Unreachable


# The first one found among an error and its causes speaks.
_FAULTS = (
    _Fault(
        (ssl.SSLCertVerificationError,),
        "The certificate of {host} is not trusted, so nothing was sent. Check the address; a company's own "
        "certificates can be named with REQUESTS_CA_BUNDLE.",
        passing=False,
        sent=False,
    ),
    _Fault(
        (ProxyError,),
        "The proxy between this computer and {host} does not let the request through. Check HTTPS_PROXY and NO_PROXY.",
        passing=True,
        sent=False,
    ),
    _Fault(
        (ChunkedEncodingError, ContentDecodingError),
        "The answer of {host} was cut short, every time. Try again.",
        passing=True,
        sent=True,
        error=Malformed,
    ),
    _Fault(
        (NameResolutionError,),
        "There is no computer named {host}, or no network to find it. Check both.",
        passing=True,
        sent=False,
    ),
    _Fault(
        (NewConnectionError, ConnectTimeoutError),
        "Nothing answers at {host}. Check the network and the address.",
        passing=True,
        sent=False,
    ),
    _Fault(
        (ReadTimeoutError, TimeoutError),
        "{host} took the request and did not answer in time.",
        passing=True,
        sent=True,
    ),
    _Fault((SSLError,), "No secure connection to {host} came about.", passing=True, sent=True),
    _Fault(
        (requests.ConnectionError,),
        "The connection to {host} was lost before the answer came.",
        passing=True,
        sent=True,
    ),
    _Fault((requests.RequestException,), "No request can be made to this address.", passing=False, sent=False),
    _Fault(
        (OSError,),
        "The certificates named by REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE cannot be read.",
        passing=False,
        sent=False,
    ),
)
_UNKNOWN = _Fault((Exception,), "No request can be made to this address.", passing=False, sent=False)


def breakage(error: Exception, url: str) -> Broken:
    """Name a failure. The error's own text is not used: it may hold an address with a password in it."""
    causes = tuple(_causes(error))
    found = (fault for fault in _FAULTS for cause in causes if isinstance(cause, fault.kinds))
    fault = next(found, _UNKNOWN)
    return Broken(fault.error(fault.sentence.format(host=_host(url))), passing=fault.passing, sent=fault.sent)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2] or "the platform"
    except ValueError:
        return "the platform"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, and those it was made from: requests and urllib3 hand them on as first argument or as reason."""
    yield error
    inner = (*error.args[:1], getattr(error, "reason", None), error.__cause__)
    for one in inner:
        if isinstance(one, BaseException):
            yield from _causes(one)
            return
