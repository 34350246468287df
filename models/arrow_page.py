"""A page of items as Arrow columns: how pages travel from whoever reads them to the table."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.arrow import ArrowArray, ArrowTable, fractions, json_texts, texts, whole_numbers
from models.arrow import table as arrow_table
from models.facts import FACTS, FRACTIONS, WHOLE

KEY_MARK = "k:"
FACT_MARK = "f:"
UNREADABLE = "u:"

_FACTS = {fact.name: fact for fact in FACTS}


def arrow_page(
    facts: Mapping[str, Sequence[Any]],
    spelt: Mapping[str, bytes],
    unreadable: Sequence[str | None],
) -> ArrowTable:
    """One page of items as Arrow columns; pure, so any worker may make it.

    `spelt`: a key's JSON texts with NUL between them, as `json_texts` takes them.

    Key columns are named "k:" + key and hold the JSON text of each value, null where the key is absent; fact columns
    are "f:" + name; "u:" says why an item's metadata cannot be read, null where it can.
    """
    columns = {FACT_MARK + name: fact_column(name, values) for name, values in facts.items() if name in _FACTS}
    columns[UNREADABLE] = texts(unreadable)
    columns.update((KEY_MARK + key, column) for key, column in json_texts(spelt, len(unreadable)).items())
    return arrow_table(columns)


def keys_of(table: ArrowTable) -> tuple[str, ...]:
    """The metadata keys of a page."""
    return tuple(name.removeprefix(KEY_MARK) for name in table.column_names if name.startswith(KEY_MARK))


def fact_column(name: str, values: Sequence[Any]) -> ArrowArray:
    """A column of one fact."""
    kind = _FACTS[name].kind if name in _FACTS else None
    if kind in WHOLE:
        return whole_numbers(values)
    return fractions(values) if kind in FRACTIONS else texts(values)
