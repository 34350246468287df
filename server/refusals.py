"""What the local platform refuses, each with its HTTP status, its word in the older API and one sentence.

Refusal
    Unsigned (401)   Forbidden (403)   Unknown (404)   NotAllowed (405)   Clash (409)   TooLarge (413)   Unfit (400)
"""

from collections.abc import Mapping
from typing import ClassVar

from wire.errors import Told


class Refusal(Told):
    """A request that is answered with a sentence instead of what it asked for."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "UNKNOWN_ERROR"

    def __init__(self, sentence: str, items: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.items = items or {}


class Unfit(Refusal):
    """The request is not shaped as the call wants it, or a value breaks the schema."""

    status = 400
    code = "INVALID_ARGUMENTS_ERROR"


class Unsigned(Refusal):
    """The signature or token is absent, altered, too old, or of a key that is not known."""

    status = 401
    code = "AUTHENTICATION_ERROR"


class Forbidden(Refusal):
    """The thing is not there, or not for this person: the platform does not say which."""

    status = 403
    code = "AUTHORISATION_ERROR"


class Unknown(Refusal):
    """There is no such call."""

    status = 404
    code = "RESOURCE_NOT_FOUND_ERROR"


class NotAllowed(Refusal):
    """The address exists, for another method."""

    status = 405
    code = "METHOD_NOT_ALLOWED_ERROR"


class Clash(Refusal):
    """It is there already."""

    status = 409
    code = "RESOURCE_EXISTS_ERROR"


class TooLarge(Refusal):
    """The body is larger than the platform reads."""

    status = 413
    code = "UNKNOWN_ERROR"
