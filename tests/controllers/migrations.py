"""Stories of migrations: a colleague sets schema and values with the SDK, and a person agrees to everything."""

from pathlib import Path
from typing import Any

from encord.http.bundle import Bundle

from controllers.migrating import Migrating
from controllers.migration_reading import Where
from controllers.migration_run import MigrationRun
from domain.migrations.migration import Migration
from tests.controllers.desk import Desk, tell
from tests.local_platform import LocalPlatform

EVERYWHERE = Where()


VARCHAR = {"ty": "variant", "hint": "varchar"}


NUMBER = {"ty": "variant", "hint": "number"}


def folder_of(platform: LocalPlatform) -> Any:
    folders = platform.user_client().list_storage_folders()
    return next(folder for folder in folders if folder.name not in {"inner", "other"})


def set_all(platform: LocalPlatform, values: list[dict[str, Any]], **schema: str) -> None:
    """A colleague gives items metadata, and the schema scalars, with the SDK."""
    if schema:
        platform.client().write_schema({})
    document: Any = platform.user_client().metadata_schema()
    for key, word in schema.items():
        document.add_scalar(key.replace("__", "."), data_type=word)
    document.save()
    items = sorted(folder_of(platform).list_items(page_size=1000), key=lambda item: item.name)
    with Bundle() as bundle:
        for number, item in enumerate(items):
            item.update(client_metadata=values[number] if number < len(values) else {}, bundle=bundle)


def held(platform: LocalPlatform) -> list[dict[str, Any]]:
    """What the SDK reads: the metadata of every item, by name."""
    items = sorted(folder_of(platform).list_items(page_size=1000), key=lambda item: item.name)
    return [dict(item.client_metadata or {}) for item in items]


def migrating(desk: Desk) -> Migrating:
    parts = (desk.session, desk.lanes, desk.board, desk.journal, desk.staged, desk.browsing, desk.pushing)
    return Migrating(*parts)


async def whole(run: MigrationRun) -> MigrationRun:
    """Look, review, go: as a person does who agrees to everything."""
    survey = await run.survey(lambda _: None)
    await run.go(await run.review(survey), {})
    return run


def migrated(platform: LocalPlatform, home: Path, migration: Migration, where: Where = EVERYWHERE) -> MigrationRun:
    async def story(desk: Desk) -> MigrationRun:
        await desk.connect(platform.url, platform.key_file)
        return await whole(migrating(desk).begin(migration, where))

    return tell(home, story)
