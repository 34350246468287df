"""A desk to work at: everything the window is composed of, without the window, on a real local platform."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent

from controllers import editing
from controllers.browsing import Browsing
from controllers.jobs import JobBoard
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.push_pace import CHUNK
from controllers.pushing import Pushing
from controllers.schema_saving import SchemaSaving
from controllers.session import Session
from models.cell_edits import Accepted
from models.dataset_tree import DatasetTree
from models.folder_tree import FolderTree
from models.journal import Journal
from models.schema_draft import SchemaDraft
from models.staged import StagedEdits
from tests.local_platform import serve_command
from wire.retry import RetryPolicy

T = TypeVar("T")


async def no_passphrase(_sentence: str) -> str | None:
    """A person who has no passphrase to give."""
    return None


def edit_rows(table: OpenTable, rows: range, text: str, key: str) -> None:
    """Type the same into one column of many rows."""
    column = table.table.column_of(key)
    assert column is not None
    outcome = editing.set_text(table, [(row, column) for row in rows], text)
    assert isinstance(outcome, Accepted), outcome


class Desk:
    """What a window composes, for one person with one journal."""

    def __init__(self, home: Path, chunk: int = CHUNK) -> None:
        self.home = home
        self.lanes = Lanes()
        self.board = JobBoard()
        self.journal = Journal.open(home / "journal.sqlite")
        self.staged = StagedEdits(self.journal)
        patience = RetryPolicy(attempts=3, base=0.02)
        draft = SchemaDraft(self.journal)
        self.session = Session(self.lanes, serve_command(), home / "platform", policy=patience, draft=draft)
        self.folders = FolderTree()
        self.datasets = DatasetTree()
        self.browsing = Browsing(self.session, self.lanes, self.board, self.staged, self.folders, self.datasets)
        parts = (self.session, self.lanes, self.board, self.staged, self.journal, self.browsing)
        self.pushing = Pushing(*parts, chunk=chunk)
        self.saving = SchemaSaving(self.session, self.lanes, self.journal)

    async def connect(self, url: str, key_file: Path) -> None:
        """Sign in, and take up what was staged there before."""
        await self.session.sign_in(url, key_file, no_passphrase)
        self.staged.restore(self.session.platform_key)

    async def open_first_folder(self) -> OpenTable:
        """Show the first folder of the platform in a table."""
        client = self.session.require_client()
        folder = (await self.lanes.read(client.list_folders)).values[0]
        table = self.browsing.new_table("folder", folder.uuid, folder.name)
        await self.browsing.open_folder(folder.uuid, folder.name, table)
        assert not table.sentence
        return table

    def leave(self) -> None:
        """Close everything that holds a thread, a process or a file."""
        # Without a loop what is to be deleted later would wait for the loop of another test, and outlive its parent.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.browsing.close()
        self.lanes.close()
        self.journal.close()


Story = Callable[[Desk], Awaitable[T]]


def tell(home: Path, story: Story[T], chunk: int = CHUNK) -> T:
    """Run a story at a desk to its end; `chunk`: how many items go in one request."""

    async def whole() -> T:
        desk = Desk(home, chunk)
        try:
            return await story(desk)
        finally:
            await desk.session.close()
            desk.leave()

    return asyncio.run(whole())
