"""Calls about the people and the metadata schema of the organisation."""

from typing import Any, Final, cast

import msgspec

from server import spelling
from server.calls import NOTHING, Call, Handler
from server.metadata_text import object_text
from server.moments import moment_text
from server.reading import read_json
from server.refusals import Forbidden, Unfit
from server.store import schemas
from server.store.schemas import StoredSchema
from wire.messages import TokenMessage

_OLD_NAMES: Final = ("number", "string", "boolean", "datetime", "geospatial", "enum", "embedding", "long_string")
_TO_OLD: Final = {"varchar": "string", "text": "long_string", "uuid": "string"}
_ROLES: Final = {"admin": "ADMIN", "user": "MEMBER"}


def bearer_token(call: Call) -> bytes:
    """GET user/bearer-token."""
    return msgspec.json.encode(TokenMessage(call.services.tokens.issue(call.person.key)))


def read_schema(call: Call) -> bytes:
    """GET organisation/client-metadata-schema-v2: as it was saved."""
    stored = _stored(call)
    return NOTHING if stored is None else stored.document.encode()


def write_schema(call: Call) -> bytes:
    """POST organisation/client-metadata-schema-v2: the whole schema over the old one."""
    _save(call, object_text(call.read(msgspec.Raw), "The schema") or "{}")
    return NOTHING


def read_old_schema(call: Call) -> bytes:
    """GET organisation/client-metadata-schema: the same schema in the older names."""
    stored = _stored(call)
    if stored is None:
        return NOTHING
    document = cast("dict[str, dict[str, Any]]", msgspec.json.decode(stored.document))
    old = {key: name for key, form in document.items() if (name := _old_name(form)) is not None}
    answer = {
        "uuid": stored.uuid,
        "metadataSchema": old,
        "organisationId": 1,
        "createdAt": stored.created_at,
        "updatedAt": stored.edited_at,
    }
    return msgspec.json.encode(answer)


def write_old_schema(call: Call) -> bytes:
    """POST organisation/client-metadata-schema: a bare map of key to older name, over the whole schema."""
    names = call.read(dict[str, str])
    unknown = {key: name for key, name in names.items() if name not in _OLD_NAMES}
    if unknown:
        key, name = next(iter(unknown.items()))
        raise Unfit(f"The key {key!r} has the type {name!r}, which is none of {', '.join(_OLD_NAMES)}.")
    stored = _stored(call)
    before = cast("dict[str, dict[str, Any]]", msgspec.json.decode(stored.document)) if stored else {}
    document = {key: _from_old(name, before.get(key)) for key, name in names.items()}
    deleted = {key: form for key, form in before.items() if key not in names and form.get("ty") == "tombstone"}
    return msgspec.json.encode(_save(call, msgspec.json.encode(document | deleted).decode()))


def _stored(call: Call) -> StoredSchema | None:
    with call.services.store.read() as connection:
        return schemas.read(connection, call.organisation)


def _save(call: Call, document: str) -> str:
    if call.person.role != "admin":
        raise Forbidden("Only an admin of the organisation may change the metadata schema.")
    forms = read_json(document.encode(), dict[str, msgspec.Raw])
    for key, form in forms.items():
        if not bytes(form).startswith(b"{"):
            raise Unfit(f"The type of the key {key!r} is a JSON object.")
    with call.services.store.write() as connection:
        return schemas.write(connection, call.organisation, document)


def _old_name(form: dict[str, Any]) -> str | None:
    word = form.get("hint", "text") if form.get("ty") == "variant" else form.get("ty")
    name = _TO_OLD.get(str(word), str(word))
    return name if name in _OLD_NAMES else None


def _from_old(name: str, before: dict[str, Any] | None) -> dict[str, Any]:
    if before is not None and _old_name(before) == name:
        return before  # its options or size, which the older names cannot say, stay
    match name:
        case "enum":
            return {"ty": "enum"}
        case "embedding":
            return {"ty": "embedding", "size": 512, "api": None}  # the size the platform's documentation asks for
        case "geospatial":
            return {"ty": "geospatial"}
        case _:
            return {"ty": "variant", "hint": {"string": "varchar", "long_string": "text"}.get(name, name)}


def users(call: Call) -> bytes:
    """GET organisation/users."""
    since = moment_text(call.services.people.since())
    found = [
        {
            "email": person.email,
            "roleMnemonicName": _ROLES[person.role],
            "roleUuid": "00000000-0000-0000-0000-000000000000",
            "memberType": "internal",
            "createdAt": since,
            "lastEditedAt": since,
        }
        for person in call.services.people.of(call.organisation)
    ]
    return spelling.page([msgspec.json.encode(user).decode() for user in found], None)


def nothing_here(_call: Call) -> bytes:
    """Answer with an empty page: groups and tags are not kept on the local platform."""
    return spelling.page([], None)


def no_integrations(_call: Call) -> bytes:
    """GET cloud-integrations: there are none."""
    return b'{"result":[]}'


CALLS: Final[dict[tuple[str, str], Handler]] = {
    ("GET", "user/bearer-token"): bearer_token,
    ("GET", "organisation/client-metadata-schema-v2"): read_schema,
    ("POST", "organisation/client-metadata-schema-v2"): write_schema,
    ("GET", "organisation/client-metadata-schema"): read_old_schema,
    ("POST", "organisation/client-metadata-schema"): write_old_schema,
    ("GET", "organisation/users"): users,
    ("GET", "user/current-organisation/groups"): nothing_here,
    ("GET", "organisation/organisation-tags"): nothing_here,
    ("GET", "cloud-integrations"): no_integrations,
}
