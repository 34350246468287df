"""The safe save of the schema: read again, merged, sent once, read back and compared; every version kept."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from controllers.lanes import Lanes
from controllers.schema_sentences import failure, left_open, not_read_back, note_of
from controllers.schema_staging import stage
from controllers.session import Session
from domain.schema_changes import SchemaChange, SchemaConflict, SchemaMerge, changes, merge
from domain.schema_edits import without_loss
from domain.schema_text import Raw, same_form, spell_form, spell_raw
from models.journal_file import JournalRefused
from models.schema_draft import SchemaDraft
from models.schema_log import SchemaLog, SchemaVersion
from wire.client import PlatformClient
from wire.errors import Cancelled, PlatformError

SaveState: TypeAlias = Literal["ready", "nothing", "conflicts", "saved", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one conflict. It counts only while the conflict is still the same."""

    conflict: SchemaConflict
    keep: Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class SaveReport:
    """How far a save came, and `sentence` says so; whatever is not saved is still staged.

    `ready`: looked at, can be sent. `nothing`: the platform has it all. `conflicts`: nothing was sent, decide first.
    `unknown`: sent, and nobody knows whether it arrived; the next look at the platform tells.
    """

    state: SaveState
    sentence: str
    to_save: tuple[SchemaChange, ...] = ()
    """What the save changes, or changed, on the platform."""
    by_them: tuple[SchemaChange, ...] = ()
    """What others saved since the schema was read here."""
    conflicts: tuple[SchemaConflict, ...] = ()
    """Keys changed here and there that nobody has decided about."""
    different: tuple[SchemaChange, ...] = ()
    """What the platform holds otherwise than it was sent."""
    respelled: tuple[str, ...] = ()
    """Keys whose type the platform holds as sent, but spells otherwise."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What would be sent, beside what the platform has now."""

    theirs: Raw
    merged: SchemaMerge
    undecided: tuple[SchemaConflict, ...]
    outgoing: Raw
    to_save: tuple[SchemaChange, ...]
    staged: Raw


class SchemaSaving(QObject):
    """Reads and saves the schema of the platform we are connected to, one save at a time."""

    versions_changed = Signal()

    def __init__(self, session: Session, lanes: Lanes, journal: SchemaLog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lanes = lanes
        self._journal = journal
        self._turn = asyncio.Lock()
        session.connected.connect(self._note_found)

    @property
    def draft(self) -> SchemaDraft:
        """The schema as it is staged."""
        return self._session.draft

    @property
    def busy(self) -> bool:
        """Whether a save is on its way."""
        return self._turn.locked()

    async def read_again(self) -> SchemaMerge:
        """Read the schema and lay the staged edits over it. Raises PlatformError."""
        theirs = await self._read()
        self._keep_found(theirs)
        return self.draft.take_base(theirs)

    async def look(self, decisions: Iterable[Decision] = ()) -> SaveReport:
        """What a save would do now: nothing is sent and nothing moves."""
        try:
            return _told(self._plan(await self._read(), decisions))
        except PlatformError as error:
            return SaveReport("failed", failure(error, len(self.draft.changes)))

    async def save(self, decisions: Iterable[Decision] = ()) -> SaveReport:
        """Save what is staged. Nothing is sent while a conflict is not decided."""
        async with self._turn:
            try:
                return await self._save(tuple(decisions))
            except (PlatformError, JournalRefused) as error:
                return SaveReport("failed", failure(error, len(self.draft.changes)))
            finally:
                self.versions_changed.emit()

    def versions(self, text: str = "") -> tuple[SchemaVersion, ...]:
        """Every schema saved or found on this platform that holds `text`, the newest first. Raises JournalRefused."""
        return self._journal.schema_versions(self._session.platform_key, text)

    async def restore(self, version: SchemaVersion, *, before: bool = False) -> None:
        """Stage the schema a version left (or found); what has come since is soft-deleted.

        Raises SchemaRefused and JournalRefused, with nothing changed.
        """
        wanted = await self._lanes.compute(lambda: version.before if before else version.after)
        title = f"Restore the schema of {version.at}"
        await stage(self.draft, self._lanes, title, lambda _: wanted, count=len(wanted))

    async def _save(self, decisions: tuple[Decision, ...]) -> SaveReport:
        theirs = await self._read()
        plan = self._plan(theirs, decisions)
        told = _told(plan)
        if told.state == "conflicts":
            return told
        self._keep_found(theirs)
        if told.state == "nothing":
            self.draft.take_base(theirs, plan.staged)
            return told
        return await self._send(plan)

    async def _send(self, plan: _Plan) -> SaveReport:
        session, client, generation = self._session, self._session.require_client(), self._session.generation
        note = note_of(plan.to_save)
        number = self._journal.schema_sent(session.platform_key, session.user, note, plan.theirs, plan.outgoing)
        doubt = await self._post(client, number, plan.outgoing)
        try:
            found = await self._lanes.read(_schema, client)
        except PlatformError as error:
            return SaveReport("unknown", doubt or not_read_back(error), plan.to_save, plan.merged.by_them)
        if doubt and not as_sent(plan.to_save, found):
            self._settle(number, "failed")
            return SaveReport("failed", f"{doubt} It did not arrive: your edits are still staged. Save again.")
        self._settle(number, "saved", found)
        if generation == session.generation:
            self.draft.take_base(found, plan.staged)  # what was edited meanwhile stays staged
        return _saved(plan, found)

    async def _post(self, client: PlatformClient, number: int, outgoing: Raw) -> str:
        """Send it once; a sentence where nobody knows whether it arrived. Raises PlatformError where it did not."""
        try:
            await self._lanes.write(client.write_schema, outgoing)
        except PlatformError as error:
            if error.maybe_done:
                return left_open(error)
            self._settle(number, "failed")
            raise
        return ""

    def _plan(self, theirs: Raw, decisions: Iterable[Decision]) -> _Plan:
        staged = self.draft.schema.raw
        merged = merge(self.draft.edited_over, staged, theirs)
        keep = {conflict.key: _choice(conflict, decisions) for conflict in merged.conflicts}
        back = {key: theirs.get(key) for key, choice in keep.items() if choice == "theirs"}
        wanted = {**merged.merged, **back}
        outgoing = without_loss(theirs, {key: form for key, form in wanted.items() if form is not None})
        undecided = tuple(conflict for conflict in merged.conflicts if not keep[conflict.key])
        return _Plan(theirs, merged, undecided, outgoing, changes(theirs, outgoing), staged)

    async def _read(self) -> Raw:
        """The schema as it is now; never an empty one in place of one that may not be read."""
        session = self._session
        generation = session.generation
        found = await self._lanes.read(_schema, session.require_client())
        if generation != session.generation:
            raise Cancelled("The connection changed meanwhile. Nothing was saved; your edits are still staged.")
        return found

    def _settle(self, number: int, state: Literal["saved", "failed"], after: Raw | None = None) -> None:
        with suppress(JournalRefused):  # it stays "sent" in the history, and is settled at the next connection
            self._journal.schema_settled(number, state, after)

    def _note_found(self) -> None:
        with suppress(JournalRefused):
            self._keep_found(self.draft.base.raw)

    def _keep_found(self, now: Raw) -> None:
        """Keep what others saved while we did not look, and settle a save whose end was not seen."""
        platform, last = self._session.platform_key, self._journal.last_schema(self._session.platform_key)
        if last is not None and last.state == "sent" and not changes(last.after, now):
            self._journal.schema_settled(last.number, "saved", now)
        elif last is not None and last.state == "sent" and not changes(last.before, now):
            self._journal.schema_settled(last.number, "failed")
        elif last is None or last.after_text != spell_raw(now):
            before = self.draft.base.raw if last is None else last.after
            if changes(before, now):
                self._journal.schema_found(platform, before, now)
        self.versions_changed.emit()


def _schema(client: PlatformClient) -> Raw:
    return client.read_schema() or {}


def as_sent(sent: Iterable[SchemaChange], found: Raw) -> bool:
    """Whether the platform holds every key as it was sent."""
    return all(same_form(found.get(change.key), change.after) for change in sent)


def _choice(conflict: SchemaConflict, decisions: Iterable[Decision]) -> str:
    for decision in decisions:
        asked = decision.conflict
        same = same_form(asked.mine, conflict.mine) and same_form(asked.theirs, conflict.theirs)
        if asked.key == conflict.key and same:
            return decision.keep
    return ""


def _told(plan: _Plan) -> SaveReport:
    by_them = plan.merged.by_them
    if plan.undecided:
        count = len(plan.undecided)
        keys = "1 key was" if count == 1 else f"{count:,} keys were"
        sentence = f"{keys} changed here and on the platform. Decide which to keep; nothing was sent."
        return SaveReport("conflicts", sentence, plan.to_save, by_them, plan.undecided)
    if not plan.to_save:
        return SaveReport("nothing", "The platform has everything already. Nothing was sent.", (), by_them)
    return SaveReport("ready", "", plan.to_save, by_them)


def _saved(plan: _Plan, found: Mapping[str, Any]) -> SaveReport:
    different = changes(plan.outgoing, found)
    otherwise = {change.key for change in different}
    respelled = tuple(
        key
        for key, form in plan.outgoing.items()
        if key not in otherwise and key in found and spell_form(form) != spell_form(found[key])
    )
    count = len(plan.to_save)
    sentence = "1 change of the schema is saved." if count == 1 else f"{count:,} changes of the schema are saved."
    if different:
        keys = (
            "1 key otherwise than it was"
            if len(different) == 1
            else f"{len(different):,} keys otherwise than they were"
        )
        sentence += f" The platform holds {keys} sent."
    return SaveReport("saved", sentence, plan.to_save, plan.merged.by_them, (), different, respelled)
