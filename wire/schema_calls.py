"""What can be asked about the organisation's metadata schema, in its present and in its old form."""

from typing import Any

from domain.schema_text import Raw, read_raw, spell_raw
from wire.calls import Calls
from wire.cancel import CancelToken
from wire.errors import Malformed
from wire.transport import Call

_PRESENT = "organisation/client-metadata-schema-v2"
_OLD = "organisation/client-metadata-schema"


class SchemaCalls(Calls):
    """The metadata schema: read it, replace it. Every call raises PlatformError."""

    def read_schema(self, *, cancel: CancelToken | None = None) -> dict[str, Any] | None:
        """The schema, key -> type object, each with its spelling (`Form`); None when there is none yet."""
        answer = self._transport.call(Call("GET", _PRESENT), cancel)
        if not answer.body or answer.body.strip() == b"null":
            return None
        return _read(answer.body)

    def write_schema(self, document: Raw, *, cancel: CancelToken | None = None) -> None:
        """Replace the whole schema, forms that were read in their own spelling.

        The platform keeps the last one written, whoever wrote in between; so this is never sent twice by itself.
        """
        body = spell_raw(document).encode()
        self._transport.call(Call("POST", _PRESENT, body=body, repeatable=False), cancel)

    def read_schema_v1(self, *, cancel: CancelToken | None = None) -> dict[str, Any] | None:
        """The old form: an object whose `metadataSchema` is key -> type word; None when there is none yet."""
        return self._find(_OLD, cancel)

    def write_schema_v1(self, document: dict[str, str], *, cancel: CancelToken | None = None) -> None:
        """Replace the whole schema by key -> type word."""
        self._do("POST", _OLD, document, cancel)


def _read(body: bytes) -> dict[str, Any]:
    try:
        return read_raw(body.decode())
    except ValueError as error:
        why = "It is not UTF-8 text." if isinstance(error, UnicodeDecodeError) else str(error)
        raise Malformed(f"The platform's answer is not a schema. {why} Nothing was changed here; try again.") from None
