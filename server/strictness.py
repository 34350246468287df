"""The strict mode: values that break the schema are refused, by the same rules the window goes by."""

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection

from domain.fields import Invalid
from domain.metadata import Metadata, Unreadable
from domain.schema import Schema
from server.calls import Call
from server.refusals import Unfit
from server.store import schemas


def check_metadata(connection: Connection, call: Call, texts: Mapping[str, str]) -> None:
    """Check metadata, by item or name, in strict mode; without it everything that is a JSON object is good.

    Raises:
        Unfit: values break the schema; the sentence names the first item and key, and there is one for each item.
    """
    if not call.services.strict:
        return
    stored = schemas.read(connection, call.organisation)
    schema = Schema.read(msgspec.json.decode(stored.document) if stored else None)
    refused = {name: reason for name, text in texts.items() if (reason := _fault(schema, text)) is not None}
    if refused:
        name, reason = next(iter(refused.items()))
        raise Unfit(f"Nothing was changed. Item {name}: {reason}", refused)


def _fault(schema: Schema, text: str) -> str | None:
    metadata = Metadata.read(text)
    if isinstance(metadata, Unreadable):
        return metadata.reason
    for key, cell in metadata.cells.items():
        outcome = schema.field(key).check(cell)
        if isinstance(outcome, Invalid):
            return f"the key {key!r} does not fit the schema: {outcome.reason}"
    return None
