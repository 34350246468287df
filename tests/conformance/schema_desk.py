"""Our side of the schema at the platform of the SDK, and what the SDK itself writes there."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from encord import EncordUserClient
from encord.metadata_schema import MetadataSchema

from controllers.lanes import Lanes
from controllers.schema_saving import Decision, SaveReport, SchemaSaving
from controllers.session import Session
from domain.schema import Schema
from domain.schema_text import Raw
from models.journal import Journal
from tests.local_platform import LocalPlatform

T = TypeVar("T")
SCALARS = ("boolean", "datetime", "number", "uuid", "varchar", "text")


class Desk:
    """Our side: a session at the platform, a draft and the safe save, as the window has them."""

    def __init__(self, platform: LocalPlatform, home: Path) -> None:
        self.platform = platform
        self.loop = asyncio.new_event_loop()
        self.lanes = Lanes()
        self.journal = Journal.open(home / "journal.sqlite")
        self.session = Session(self.lanes, (), home)
        self.saving = SchemaSaving(self.session, self.lanes, self.journal)
        self.run(self.session.sign_in(platform.url, platform.key_file, self._no_passphrase))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def edits(self, edit: Callable[[Raw], Raw]) -> None:
        """One edit, staged."""
        self.session.draft.stage("Edit", edit(self.session.schema.raw))

    def saves(self, *decisions: Decision) -> SaveReport:
        return self.run(self.saving.save(decisions))

    def reads(self) -> Schema:
        self.run(self.saving.read_again())
        return self.session.schema

    def close(self) -> None:
        self.run(self.session.close())
        self.lanes.close()
        self.journal.close()
        self.loop.close()

    async def _no_passphrase(self, _sentence: str) -> str | None:
        return None


def written_by_the_sdk(sdk: EncordUserClient) -> MetadataSchema:
    """Every type and every state its calls can make."""
    schema = sdk.metadata_schema()
    for word in (*SCALARS, "string", "long_string"):
        schema.add_scalar(f"scalar.{word}", data_type=cast("Any", word))
        schema.add_scalar(f"gone.{word}", data_type=cast("Any", word))
        schema.delete_key(f"gone.{word}")
    schema.add_enum("enum", values=["rain", "clear", "clear", ""])
    schema.add_enum("gone.enum", values=["b", "a"])
    schema.add_embedding("embedding", size=4096)
    schema.add_geospatial("geospatial")
    schema.add_scalar("hard", data_type="number")
    schema.delete_key("gone.enum")
    schema.delete_key("hard", hard=True)
    schema.add_scalar("größe 日本", data_type="number")
    schema.save()
    return schema


def old_call(sdk: EncordUserClient, words: dict[str, str]) -> None:
    with pytest.warns(DeprecationWarning, match="metadata_schema"):
        cast("Any", sdk).set_client_metadata_schema_from_dict(words)


def old_words(sdk: EncordUserClient) -> dict[str, str]:
    with pytest.warns(DeprecationWarning, match="metadata_schema"):
        return {key: word.value for key, word in (sdk.get_client_metadata_schema() or {}).items()}
