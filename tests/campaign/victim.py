"""A process that edits and pushes at random for ever, says what it tries and what is done; made to be killed."""

import json
import random
import resource
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from controllers import editing
from controllers.open_table import OpenTable
from controllers.push_receipt import Receipt
from controllers.push_scope import Scope
from controllers.pushing import PushLeft
from domain.changes import ChangeSet, PushMode
from models.cell_edits import Accepted
from models.journal_file import JournalRefused
from tests.controllers.desk import Desk, tell

KEYS = ("bench.speed", "campaign.one", "campaign.two")
CHUNK = 40  # items in one request: a push of a few hundred has many
REMOVED = None


@dataclass(frozen=True)
class Orders:
    """What a victim is to do: where, with which luck, and whether the disk runs full (bytes a file may have)."""

    home: Path
    url: str
    key_file: Path
    seed: int
    first_value: int
    room: int | None = None
    quiet: bool = False
    """Only go on with what was cut short, push what is staged, and end."""


def live(orders: Orders, out: Connection) -> None:
    """The life of one victim. The lines sent to `out` are JSON; one with `done` acknowledges the `try` before it."""

    def say(**facts: Any) -> None:
        out.send_bytes(json.dumps(facts).encode())

    if orders.room is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (orders.room, hard))
    try:
        tell(orders.home, lambda desk: _Life(desk, orders, say).live(), CHUNK)
    except JournalRefused as refused:
        say(refused=refused.sentence)


class _Life:
    def __init__(self, desk: Desk, orders: Orders, say: Callable[..., None]) -> None:
        self._desk = desk
        self._orders = orders
        self._say = say
        self._luck = random.Random(orders.seed)
        self._value = orders.first_value

    async def live(self) -> None:
        await self._desk.connect(self._orders.url, self._orders.key_file)
        self._say(ready=True)
        await self._go_on()
        if self._orders.quiet:
            await self._push()
            return
        table = await self._desk.open_first_folder()
        for key in KEYS:
            if table.table.column_of(key) is None:
                editing.add_key(table, key)
        table.undo.clear()  # adding a key is a step of its own
        while True:
            chance = self._luck.random()
            if chance < 0.55:
                self._edit(table)
            elif chance < 0.65:
                self._undo(table)
            else:
                await self._push()

    def _edit(self, table: OpenTable) -> None:
        key = self._luck.choice(KEYS)
        column = table.table.column_of(key)
        assert column is not None
        rows = self._luck.sample(range(table.frame.rows), self._luck.choice((1, 3, 20, 120)))
        self._value += 1
        cell = REMOVED if self._luck.random() < 0.1 else str(self._value)
        items = [table.table.item(row) for row in rows]
        self._say(**{"try": "edit"}, key=key, cell=cell, items=items)
        outcome = editing.set_value(table, [(row, column) for row in rows], cell)
        self._say(done=isinstance(outcome, Accepted), steps=table.undo.index())

    def _undo(self, table: OpenTable) -> None:
        if table.undo.canUndo():
            self._say(**{"try": "undo"}, step=table.undo.index())
            self._say(done=isinstance(editing.undo(table), Accepted))

    async def _go_on(self) -> None:
        """Take up the push that was cut short, as the banner at the start offers."""
        if not self._orders.quiet and self._luck.random() < 0.3:
            return
        left = await self._desk.pushing.take_up()
        if left is not None:
            self._say(**{"try": "go on"}, push=left.push)
            await self._send(left.changes, left.mode, left.scope)

    async def _push(self) -> None:
        staged = self._desk.staged
        if not staged.count:
            return
        items = sorted(staged.items)
        some = self._luck.sample(items, max(1, int(len(items) * self._luck.choice((0.3, 1.0, 1.0)))))
        self._say(**{"try": "push"}, items=len(some))
        await self._send(staged.changes(some), PushMode.MERGE, Scope())

    async def _send(self, changes: ChangeSet, mode: PushMode, scope: Scope) -> None:
        pushing, pause = self._desk.pushing, not self._orders.quiet and self._luck.random() < 0.1
        plan = await pushing.review(changes, mode)
        if pause:
            pushing.accepted.connect(self._pause)
        try:
            receipt = await pushing.push(plan, {}, scope)
            self._say(done=True, push=receipt.push_id, outcomes=_counts(receipt), stop=receipt.sentence)
        except (PushLeft, JournalRefused) as ended:
            self._say(done=False, why=ended.sentence)
        finally:
            if pause:
                pushing.accepted.disconnect(self._pause)

    def _pause(self, _: object) -> None:
        """Pause and leave, as someone who closes the window for today."""
        self._desk.pushing.pause()
        self._desk.pushing.leave()


def _counts(receipt: Receipt) -> dict[str, int]:
    return dict(receipt.all_counts())
