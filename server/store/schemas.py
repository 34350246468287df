"""The metadata schema: one JSON document an organisation."""

from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from server.moments import new_uuid, now_text
from server.store import tables

_schemas = tables.schemas


class StoredSchema(NamedTuple):
    """A schema as it was saved: `document` is its JSON text."""

    uuid: str
    document: str
    created_at: str
    edited_at: str


def read(connection: Connection, organisation: str) -> StoredSchema | None:
    """Give the organisation's schema, None before the first one was saved."""
    query = select(*[_schemas.c[name] for name in StoredSchema._fields])
    row = connection.execute(query.where(_schemas.c.organisation == organisation)).first()
    return None if row is None else StoredSchema._make(row)


def write(connection: Connection, organisation: str, document: str) -> str:
    """Save a whole schema over the old one; give its uuid."""
    moment = now_text()
    before = read(connection, organisation)
    if before is not None:
        change = update(_schemas).where(_schemas.c.organisation == organisation)
        connection.execute(change.values(document=document, edited_at=moment))
        return before.uuid
    uuid = new_uuid()
    values = {"uuid": uuid, "document": document, "created_at": moment, "edited_at": moment}
    connection.execute(insert(_schemas).values(organisation=organisation, **values))
    return uuid
