"""A file applied to a folder without a window: read, matched, planned, staged in a journal of its own, pushed."""

from collections.abc import Iterable
from pathlib import Path

from controllers.exchange.import_plan import Decisions, ImportPlan
from controllers.exchange.mapping import ImportMapping
from controllers.exchange.matching import MatchBy
from controllers.exchange.readers import Opened, ReadAs
from controllers.importing import Importing, Matched
from controllers.jobs import JobBoard
from controllers.lanes import Lanes
from controllers.loading import FolderRest, ItemsRest, Rest, read_batches
from controllers.open_table import OpenTable
from controllers.push_chunk import find_items
from controllers.push_plan import Plan
from controllers.push_receipt import Receipt
from controllers.pushing import Pushing
from controllers.session import Session
from domain.changes import PushMode
from domain.schema import Schema
from models.arrow import ArrowTable
from models.cell_edits import Rejected
from models.journal import Journal
from models.staged import StagedEdits
from wire.client import PlatformClient
from wire.errors import Forbidden, NotFound, Told

JOURNAL = "apply.sqlite"  # beside the window's, whose staged edits are no business of a command
_CHUNK = 1000


class CannotApply(Told):
    """The file can't be applied; nothing was sent, and the sentence says why."""


class Applying:
    """One file and the items it may change. Ends with `close`."""

    def __init__(self, session: Session, lanes: Lanes, data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self._session = session
        self._lanes = lanes
        self._journal = Journal.open(data / JOURNAL)
        self.board = JobBoard()
        self._staged = StagedEdits(self._journal)
        self._staged.restore(session.platform_key)
        self._staged.discard("An earlier file that was not applied to its end")
        self.table = OpenTable("folder", "", "", self._staged, session.schema)
        self._importing = Importing(self.table, self._staged, session, lanes)

    @property
    def schema(self) -> Schema:
        """The schema of the platform."""
        return self._session.schema

    def close(self) -> None:
        """Let go of the journal."""
        self._journal.close()

    async def read(self, path: Path, how: ReadAs) -> Opened:
        """The file. Raises FileRefused."""
        return await self._importing.read(path, how)

    async def load(self, folder: str, named: Iterable[str] = ()) -> str:
        """Read the items of a folder, or those of these UUIDs; gives the folder's name. Raises PlatformError."""
        client = self._session.require_client()
        if folder:
            try:
                name = (await self._lanes.read(client.get_folder, folder)).name
            except (Forbidden, NotFound) as unknown:
                raise CannotApply(f'There is no folder "{folder}" on {self._session.platform}.') from unknown
            await self._fill(client, FolderRest(folder))
            return name
        known = await self._lanes.read(_known, client, list(dict.fromkeys(named)))
        if known:
            await self._fill(client, ItemsRest(known))
        return self._session.platform

    async def match(self, opened: Opened, by: MatchBy) -> Matched:
        """Which items the rows mean."""
        return await self._importing.match(opened, by)

    async def plan(self, opened: Opened, mapping: ImportMapping, found: Matched, decisions: Decisions) -> ImportPlan:
        """What would change."""
        return await self._importing.plan(opened, mapping, found.match, decisions)

    async def review(self, plan: ImportPlan, name: str) -> tuple[Pushing, Plan]:
        """Stage it, and ask the platform once more. Raises CannotApply, PlatformError."""
        outcome = await self._importing.stage(plan, name)
        if isinstance(outcome, Rejected):
            raise CannotApply(f"{outcome.reason} Nothing was sent.")
        pushing = Pushing(self._session, self._lanes, self.board, self._staged, self._journal, self.table)
        return pushing, await pushing.review(self._staged.changes(), PushMode.MERGE)

    async def push(self, pushing: Pushing, plan: Plan) -> Receipt:
        """Send it; what could not be sent is told by the receipt and staged no more. Raises PlatformError."""
        try:
            return await pushing.push(plan)
        finally:
            self._staged.discard("What could not be applied")

    async def _fill(self, client: PlatformClient, rest: Rest) -> None:
        batches = read_batches(client, rest)
        while (batch := await self._lanes.read(next, batches, None)) is not None:
            self._take(batch.table)

    def _take(self, rows: ArrowTable) -> None:
        self.table.table.append(rows)


def _known(client: PlatformClient, uuids: list[str]) -> tuple[str, ...]:
    """Those of the UUIDs the platform has for us."""
    chunks = (uuids[start : start + _CHUNK] for start in range(0, len(uuids), _CHUNK))
    return tuple(uuid for chunk in chunks for uuid in find_items(client, chunk).items)
