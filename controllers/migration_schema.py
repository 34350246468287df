"""The schema steps of a migration: read again, edited as it is now, sent, read back and compared; versions kept."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from controllers.lanes import Lanes
from controllers.schema_saving import as_sent
from controllers.session import Session
from domain.schema_changes import changes
from domain.schema_edits import Raw
from models.journal_file import JournalRefused
from models.migration_log import SchemaMove
from models.schema_log import SchemaLog
from wire.client import PlatformClient
from wire.errors import PlatformError, Told

Edit = Callable[[Raw], dict[str, Any]]


class SchemaNotSaved(Told):
    """The platform does not hold the schema it was sent; the sentence says so."""


class SchemaSteps:
    """Edits of the schema that do not wait in the draft; what is staged there stays staged, over what is new."""

    def __init__(self, session: Session, lanes: Lanes, journal: SchemaLog) -> None:
        self._session = session
        self._lanes = lanes
        self._journal = journal

    async def take(self, note: str, edit: Edit, keep: Callable[[tuple[SchemaMove, ...]], None]) -> int:
        """Lay an edit over the platform's schema of now; how many keys it changed. `keep` hears of them before.

        Raises SchemaRefused, SchemaNotSaved, PlatformError, and JournalRefused before anything was sent.
        """
        session, client, generation = self._session, self._session.require_client(), self._session.generation
        before = await self._lanes.read(_schema, client)
        after = edit(before)
        moves = tuple(SchemaMove(each.key, each.before, each.after) for each in changes(before, after))
        if moves:
            keep(moves)
            number = self._journal.schema_sent(session.platform_key, session.user, note, before, after)
            found = await self._sent(client, number, before, after)
        else:
            found = before
        if generation == session.generation:
            session.draft.take_base(found)
        return len(moves)

    async def _sent(self, client: PlatformClient, number: int, before: Raw, after: Raw) -> Raw:
        doubt: PlatformError | None = None
        try:
            await self._lanes.write(client.write_schema, after)
        except PlatformError as problem:
            doubt = problem
        found = before if doubt is not None and not doubt.maybe_done else await self._lanes.read(_schema, client)
        saved = as_sent(changes(before, after), found)
        with suppress(JournalRefused):  # it stays "sent", and is settled at the next connection
            self._journal.schema_settled(number, "saved" if saved else "failed", found if saved else None)
        if doubt is not None and not saved:
            raise doubt
        if not saved:
            raise SchemaNotSaved("The platform holds another schema than it was sent. No value was touched since.")
        return found


def _schema(client: PlatformClient) -> Raw:
    return client.read_schema() or {}
