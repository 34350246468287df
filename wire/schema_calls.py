"""What can be asked about the organisation's metadata schema, in its present and in its old form."""

from typing import Any

from wire.calls import Calls
from wire.cancel import CancelToken

_PRESENT = "organisation/client-metadata-schema-v2"
_OLD = "organisation/client-metadata-schema"


class SchemaCalls(Calls):
    """The metadata schema: read it, replace it. Every call raises PlatformError."""

    def read_schema(self, *, cancel: CancelToken | None = None) -> dict[str, Any] | None:
        """The schema, key -> type object, as the platform spells it; None when there is none yet."""
        return self._find(_PRESENT, cancel)

    def write_schema(self, document: dict[str, Any], *, cancel: CancelToken | None = None) -> None:
        """Replace the whole schema. The platform keeps the last one written, whoever wrote in between."""
        self._do("POST", _PRESENT, document, cancel)

    def read_schema_v1(self, *, cancel: CancelToken | None = None) -> dict[str, Any] | None:
        """The old form: an object whose `metadataSchema` is key -> type word; None when there is none yet."""
        return self._find(_OLD, cancel)

    def write_schema_v1(self, document: dict[str, str], *, cancel: CancelToken | None = None) -> None:
        """Replace the whole schema by key -> type word."""
        self._do("POST", _OLD, document, cancel)
