"""Proposes types for keys that have values and none yet: from what is loaded, or from every folder."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from controllers.every_folder import EveryFolder, FolderPage
from controllers.jobs import Job, JobBoard
from controllers.lanes import Lanes
from controllers.loaded_tables import LoadedTables
from controllers.session import Session
from domain.inference import Evidence, Proposal, propose
from domain.keys import RESERVED_PREFIX
from domain.schema_edits import Raw, add_key
from models.arrow_page import KEY_MARK, keys_of
from models.distinct import distinct
from models.loaded_values import LoadedValues, valued
from models.schema_evidence import evidence


@dataclass(frozen=True, slots=True)
class Inferred:
    """What is proposed, and where it was looked: "in the open tables". `problem`: why not everything was looked at."""

    proposals: tuple[Proposal, ...]
    where: str
    problem: str = ""


class SchemaInference:
    """Counts what values look like, in lanes."""

    def __init__(self, session: Session, lanes: Lanes, board: JobBoard, loaded: LoadedTables) -> None:
        self._session = session
        self._lanes = lanes
        self._board = board
        self._loaded = loaded

    @property
    def has_loaded(self) -> bool:
        """Whether there are tables to look at."""
        return bool(self._loaded.tables)

    async def of_loaded(self) -> Inferred:
        """From the open tables, each item once, staged edits laid over."""
        schema = self._session.schema
        live, found = frozenset(schema.live_keys()), list[Evidence]()
        for key in self._loaded.keys:
            if key not in live and not key.startswith(RESERVED_PREFIX):
                values = await self._loaded.values(key, schema)
                found.append(await self._lanes.compute(_evidence, key, values))
        return Inferred(propose(found, schema), "in the open tables")

    async def of_everything(self, on_job: Callable[[Job], None] | None = None) -> Inferred:
        """From what the platform holds in every folder, as a job of the board that `on_job` is given.

        Cancelled, or cut short, it proposes from what it saw. Raises Cancelled where there is no connection.
        """
        job = self._board.start("Looking at the values of every folder", "folders")
        if on_job is not None:
            on_job(job)
        counting = _Counting()
        try:
            everything = EveryFolder(self._session, self._lanes, job)
            async with aclosing(everything.pages()) as pages:
                async for page in pages:
                    await self._lanes.compute(counting.add, page)
        finally:
            job.finish()
        found = propose(counting.found.values(), self._session.schema)
        staged = "Edits that are staged here were not looked at." if self._loaded.staged_keys else ""
        return Inferred(found, everything.where, " ".join(filter(None, (everything.shortfall, staged))))


def with_keys(raw: Raw, accepted: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """The schema with the keys a person accepted, each with its type. Raises SchemaRefused."""
    after = dict(raw)
    for key, form in accepted:
        after = add_key(after, key, form)
    return after


class _Counting:
    """What was found page by page; as many bytes as there are keys, however many items."""

    def __init__(self) -> None:
        self.found: dict[str, Evidence] = {}

    def add(self, page: FolderPage) -> None:
        for key in keys_of(page.table):
            if not key.startswith(RESERVED_PREFIX):
                more = evidence(key, valued(distinct(page.table.column(KEY_MARK + key))))
                known = self.found.get(key)
                self.found[key] = more if known is None else known.with_more(more)


def _evidence(key: str, values: LoadedValues) -> Evidence:
    return evidence(key, values.found)
