"""A folder of made-up items with thirty keys each, the same every time, for tests and measurements."""

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from server.facts import Facts, spell_facts
from server.moments import moment_text
from server.people import Person
from server.store import folders, items, schemas
from server.store.database import Store
from server.store.items import NewItem

_AT_ONCE: Final = 5000
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
_NUMBERS: Final = ("speed", "altitude", "exposure", "gain", "latitude", "longitude", "temperature", "score")
_TEXTS: Final = ("camera", "operator", "site", "vehicle", "batch", "note")
_FLAGS: Final = ("reviewed", "blurred", "occluded", "night", "golden")
_MOMENTS: Final = ("captured", "ingested", "checked")
_ENUMS: Final = {"weather": _WEATHER, "split": _SPLITS, "shift": _SHIFTS}
_UUIDS: Final = ("session", "sensor")
_WHOLE: Final = ("frame", "sequence", "retries")


def synthetic_schema() -> dict[str, Any]:
    """Give the types of the thirty keys."""

    def scalars(names: tuple[str, ...], hint: str) -> dict[str, Any]:
        return {f"bench.{name}": {"ty": "variant", "hint": hint} for name in names}

    enums = {f"bench.{name}": {"ty": "enum", "values": list(values)} for name, values in _ENUMS.items()}
    return {
        **scalars(_NUMBERS + _WHOLE, "number"),
        **scalars(_TEXTS, "varchar"),
        **scalars(_FLAGS, "boolean"),
        **scalars(_MOMENTS, "datetime"),
        **enums,
        **scalars(_UUIDS, "uuid"),
    }


def add_synthetic_items(store: Store, owner: Person, count: int) -> str:
    """Add one folder of `count` items and the types of their keys to the schema; give the folder's uuid."""
    with store.write() as connection:
        _extend_schema(connection, owner.organisation)
        name = f"Synthetic {count:,} items"
        folder = folders.add(
            connection, folders.NewFolder(organisation=owner.organisation, name=name, owner=owner.email)
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
    shared = chance.getrandbits(128)
    values: dict[str, Any] = {f"bench.{name}": round(chance.random() * 100, 3) for name in _NUMBERS}
    values |= {f"bench.{name}": (number * step) % 1000 for step, name in enumerate(_WHOLE, start=1)}
    values |= {f"bench.{name}": f"{_WORDS[(shared >> at * 4) % 11]} {number % 97}" for at, name in enumerate(_TEXTS)}
    values |= {f"bench.{name}": bool(shared >> 40 + at & 1) for at, name in enumerate(_FLAGS)}
    for at, name in enumerate(_MOMENTS):
        values[f"bench.{name}"] = (_START + dt.timedelta(seconds=number * 7 + at * 3600)).strftime("%Y-%m-%dT%H:%M:%SZ")
    values |= {f"bench.{name}": options[number % len(options)] for name, options in _ENUMS.items()}
    values |= {f"bench.{name}": str(UUID(int=shared + at, version=4)) for at, name in enumerate(_UUIDS)}
    return values
