"""What can go wrong between Tagline and the platform, one plain sentence each.

    PlatformError
    ├── Unreachable            no answer: no network, no TLS, time ran out
    │   └── PlatformDown       it answers, but only with 5xx, however often it is asked
    ├── Refused                it answered, and the answer is no
    │   ├── SignedOut          401: it does not know this key, or not at this hour
    │   ├── Forbidden          403: this user may not, or there is no such thing (the platform does not say which)
    │   ├── NotFound           404
    │   ├── Conflicted         409: it exists already
    │   ├── TooLarge           413: more than it takes in one go
    │   ├── Limited            429: too many requests
    │   └── InvalidArguments   400 and 422
    ├── Malformed              it answered with something that cannot be understood
    └── Cancelled              the person at the window stopped it

    KeyRefused                 the private key cannot be used
    ├── NotFoundKey            no such file
    ├── UnreadableKey          a file, but it cannot be read
    ├── NotOpenSsh             read, but not an OpenSSH private key
    ├── NotEd25519             an OpenSSH key of another kind
    ├── PassphraseNeeded
    └── WrongPassphrase

    SignatureRefused           what a server says about a request it cannot trust

No sentence ever holds a key, a passphrase, a token or an Authorization header.
"""


class Told(Exception):
    """An error that says what happened in one plain sentence, fit for the person at the window."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class PlatformError(Told):
    """A call to the platform did not end well. `maybe_done`: it may have been carried out all the same."""

    maybe_done: bool = False


class Unreachable(PlatformError):
    """No answer came."""


class PlatformDown(Unreachable):
    """Only server errors came, until patience ran out."""


class Refused(PlatformError):
    """The platform answered no. `status`: the HTTP status; `request_id`: what the platform logged the request as."""

    def __init__(self, sentence: str, status: int = 0, request_id: str = "") -> None:
        super().__init__(sentence)
        self.status = status
        self.request_id = request_id


class SignedOut(Refused):
    """The signature or the token was not accepted."""


class Forbidden(Refused):
    """The user may not do this, or the thing does not exist."""


class NotFound(Refused):
    """No such thing."""


class Conflicted(Refused):
    """The thing exists already."""


class TooLarge(Refused):
    """The request is bigger than the platform takes. `items`: the UUIDs that are too large on their own, when known."""

    items: tuple[str, ...] = ()


class Limited(Refused):
    """Too many requests. `retry_after`: seconds the platform asked for, None when it did not say."""

    def __init__(
        self, sentence: str, status: int = 429, request_id: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(sentence, status, request_id)
        self.retry_after = retry_after


class InvalidArguments(Refused):
    """The platform did not accept what it was asked to do."""


class Malformed(PlatformError):
    """The answer was cut short, was not JSON, had another shape, or its pages go round in a circle."""


class Cancelled(PlatformError):
    """Stopped on request."""


class KeyRefused(Told):
    """The private key cannot be used."""


class NotFoundKey(KeyRefused):
    """There is no such file."""


class UnreadableKey(KeyRefused):
    """The file is there and cannot be read."""


class NotOpenSsh(KeyRefused):
    """The file is not an OpenSSH private key."""


class NotEd25519(KeyRefused):
    """The key is RSA, ECDSA or another kind the platform does not take."""


class PassphraseNeeded(KeyRefused):
    """The key is protected, and no passphrase was given."""


class WrongPassphrase(KeyRefused):
    """The passphrase does not open the key."""


class SignatureRefused(Told):
    """A server cannot trust a request, and says why."""
