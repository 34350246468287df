"""A folder of made-up items with thirty keys each, the same every time, for tests and measurements."""

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import Connection

from server.facts import Facts, spell_facts
from server.moments import moment_text
from server.people import Person
from server.store import folders, items, schemas
from server.store.database import Store
from server.store.items import NewItem

_AT_ONCE: Final = 5000
_NAMESPACE: Final = UUID("6f1d1a52-5a0c-4f0e-9a55-0d8f0b6f7a11")


def _named(*names: str) -> tuple[str, ...]:
    return tuple(f"bench.{name}" for name in names)


_START: Final = dt.datetime(2026, 1, 5, 8, 0, tzinfo=dt.UTC)
_WEATHER: Final = ("clear", "cloudy", "fog", "rain", "snow")
_SPLITS: Final = ("test", "train", "val")
_SHIFTS: Final = ("day", "dusk", "night")
_WORDS: Final = (
    "amber",
    "birch",
    "cobalt",
    "delta",
    "ember",
    "fjord",
    "granite",
    "harbor",
    "indigo",
    "juniper",
    "kelp",
)
_NUMBERS: Final = _named("speed", "altitude", "exposure", "gain", "latitude", "longitude", "temperature", "score")
_TEXTS: Final = _named("camera", "operator", "site", "vehicle", "batch", "note")
_FLAGS: Final = _named("reviewed", "blurred", "occluded", "night", "golden")
_MOMENTS: Final = _named("captured", "ingested", "checked")
_ENUMS: Final = {"bench.weather": _WEATHER, "bench.split": _SPLITS, "bench.shift": _SHIFTS}
_UUIDS: Final = _named("session", "sensor")
_WHOLE: Final = _named("frame", "sequence", "retries")


def synthetic_schema() -> dict[str, Any]:
    """Give the types of the thirty keys."""

    def scalars(names: tuple[str, ...], hint: str) -> dict[str, Any]:
        return {name: {"ty": "variant", "hint": hint} for name in names}

    enums = {name: {"ty": "enum", "values": list(values)} for name, values in _ENUMS.items()}
    return {
        **scalars(_NUMBERS + _WHOLE, "number"),
        **scalars(_TEXTS, "varchar"),
        **scalars(_FLAGS, "boolean"),
        **scalars(_MOMENTS, "datetime"),
        **enums,
        **scalars(_UUIDS, "uuid"),
    }


def add_synthetic_items(store: Store, owner: Person, count: int) -> str:
    """Add one folder of `count` items and the types of their keys to the schema; give the folder's uuid.

    A start that asks for the same again finds the folder of the one before, and adds nothing.
    """
    with store.write() as connection:
        folder = str(uuid5(_NAMESPACE, f"{owner.organisation} {count}"))
        if folders.find(connection, owner.organisation, [folder]):
            return folder
        _extend_schema(connection, owner.organisation)
        name = f"Synthetic {count:,} items"
        folders.add(
            connection, folders.NewFolder(organisation=owner.organisation, name=name, owner=owner.email, uuid=folder)
        )
        made = _make_items(owner, folder, count)
        while part := list(itertools.islice(made, _AT_ONCE)):
            items.add(connection, part)
    return folder


def _extend_schema(connection: Connection, organisation: str) -> None:
    stored = schemas.read(connection, organisation)
    document: dict[str, Any] = msgspec.json.decode(stored.document) if stored else {}
    schemas.write(connection, organisation, msgspec.json.encode(synthetic_schema() | document).decode())


def _make_items(owner: Person, folder: str, count: int) -> Iterator[NewItem]:
    chance = random.Random(20260105)  # noqa: S311  made up, and the same every time
    facts = spell_facts(Facts(mime_type="image/jpeg", file_size=245_760, width=1280, height=720))
    for number in range(count):
        yield NewItem(
            organisation=owner.organisation,
            folder=folder,
            kind="image",
            name=f"frame-{number:07}.jpg",
            owner=owner.email,
            facts=facts,
            size=245_760,
            metadata=msgspec.json.encode(_make_metadata(chance, number)).decode(),
            created_at=moment_text(_START + dt.timedelta(seconds=number)),
        )


def _make_metadata(chance: random.Random, number: int) -> dict[str, Any]:
    # Written for speed: a hundred thousand of these are made while somebody waits.
    bits = chance.getrandbits(128)
    values: dict[str, Any] = {name: (bits >> at * 12 & 0xFFFF) / 1000 for at, name in enumerate(_NUMBERS)}
    for at, name in enumerate(_WHOLE, start=1):
        values[name] = number * at % 1000
    for at, name in enumerate(_TEXTS):
        values[name] = f"{_WORDS[(bits >> at * 4) % 11]} {number % 97}"
    for at, name in enumerate(_FLAGS, start=40):
        values[name] = bool(bits >> at & 1)
    for at, name in enumerate(_MOMENTS):
        values[name] = f"2026-{1 + number % 12:02}-{1 + number % 28:02}T{(number + at) % 24:02}:{number % 60:02}:00Z"
    for name, options in _ENUMS.items():
        values[name] = options[number % len(options)]
    for at, name in enumerate(_UUIDS):
        digits = f"{bits ^ at:032x}"
        values[name] = f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"
    return values
