"""How the items and values of an import are told: by names, by what tells one item from another, as a table does."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from controllers.exchange.matching import Items
from domain.metadata import Cell
from domain.schema import Schema
from models.facts import FACTS, write_fact

_ID = 8
_KEYS = 3
_TELLING = ("created_at", "file_size")
_FACTS = tuple(fact for name in _TELLING for fact in FACTS if fact.name == name)


class Held(Protocol):
    """Who knows what the items of the table hold now, staged edits laid over."""

    def fact(self, row: int, name: str) -> object:
        """What the platform says of an item."""
        ...

    def value(self, row: int, key: str) -> Cell:
        """The value of a key."""
        ...


class ItemTexts:
    """Texts about items by their row in the table. `keys`: the first of them help to tell items apart."""

    def __init__(self, table_items: Items, held: Held, keys: Sequence[str] = ()) -> None:
        self._items = table_items
        self._held = held
        self._keys = tuple(keys[:_KEYS])
        self.schema: Schema = table_items.schema

    def name(self, row: int) -> str:
        """The item's name."""
        return self._items.names[row].as_py() or ""

    def short(self, row: int) -> str:
        """The item's name and the beginning of its identifier."""
        return f"{self._id(row)} {self.name(row)}"

    def shown(self, key: str, cell: Cell) -> str:
        """A value as a cell of the table shows it."""
        return "" if cell is None else self.schema.field(key).show(cell)

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles over `line`."""
        where = (_said("Folder"),) if self._items.folders else ()
        return (_said("Item"), *where, *self._keys, *(fact.title for fact in _FACTS), _said("UUID"))

    @property
    def widths(self) -> tuple[int, ...]:
        """How wide the columns of `line` are at first, in pixels."""
        where = (160,) if self._items.folders else ()
        return (180, *where, *(100 for _ in self._keys), 130, 72)

    def line(self, row: int) -> tuple[str, ...]:
        """What tells an item from others of its name."""
        folders = self._items.folders
        where = (folders.get(self._items.parents[row].as_py(), ""),) if folders else ()
        facts = (self._fact(row, position) for position in range(len(_FACTS)))
        values = (self.shown(key, self._held.value(row, key)) for key in self._keys)
        return (self.name(row), *where, *values, *facts, self._id(row))

    def _id(self, row: int) -> str:
        return f"{str(self._items.uuids[row].as_py())[:_ID]}…"

    def _fact(self, row: int, position: int) -> str:
        fact = _FACTS[position]
        value = self._held.fact(row, fact.name)
        return "" if value is None else write_fact(fact.kind, value)


def _said(text: str) -> str:
    return QCoreApplication.translate("ItemTexts", text)
