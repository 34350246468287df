"""The condition that the items with the value of one cell meet."""

from controllers.open_table import OpenTable
from domain.conditions import Condition, Equals, IsEmpty
from domain.metadata import CLEARED
from models.facts import Fact, FactKind
from models.read_texts import text_of


def condition_of_cell(table: OpenTable, row: int, column: int) -> Condition:
    """What to filter by for the items that have the same value as a cell, by its shown row and its column."""
    fact = table.table.column(column).fact
    text = _key_text(table, row, column) if fact is None else _fact_text(table, fact, row, column)
    return Equals(text) if text else IsEmpty()


def _key_text(table: OpenTable, row: int, column: int) -> str:
    cell = table.table.cell(row, column)
    return "" if cell is None or cell == CLEARED else text_of(cell)


def _fact_text(table: OpenTable, fact: Fact, row: int, column: int) -> str:
    if fact.kind is FactKind.WORD:
        return table.table.shown(row, column).text
    value = table.frame.fact(int(table.frame.order[row]), fact.name)
    return "" if value is None else str(value)
