"""What migrations do, once more, over plain dicts of dicts: items by name, values as Python has them."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.metadata import Cell
from domain.migrations.migration import Clash, Migration

Items = dict[str, dict[str, Any]]


def renamed(items: Items, target: Callable[[str], str | None], clash: Clash) -> Items:
    """Keys under their new names; an item with another value there keeps both, or the one `clash` says."""
    after: Items = {}
    for item, values in items.items():
        whole = dict(values)
        for key, value in values.items():
            new = target(key)
            if new is None:
                continue
            there = values.get(new, "absent")
            free = there == "absent" or (there in (None, "") and value not in (None, ""))
            if free or value is None or _same(there, value) or clash != "leave":
                whole[new] = value if free or (clash == "replace" and value is not None) else there
                del whole[key]
        after[item] = whole
    return after


def _same(one: Any, other: Any) -> bool:
    """1 is not true here."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def with_options(items: Items, key: str, into: Mapping[str, str], rest: str) -> Items:
    """Options by the table; nothing beside one clears it, or takes the key away."""
    after: Items = {}
    for item, values in items.items():
        whole = dict(values)
        if isinstance(values.get(key), str) and values[key] in into:
            whole[key] = into[values[key]] or None
            if not into[values[key]] and rest == "remove":
                del whole[key]
        after[item] = whole
    return after


def filled(migration: Migration, cells: Mapping[str, str]) -> dict[str, str]:
    """An item after the first step."""
    return laid(cells, migration.fill(cells).changes)


def cleared(migration: Migration, cells: Mapping[str, str]) -> dict[str, str]:
    """An item after the second step."""
    return laid(cells, migration.clear(cells))


def laid(cells: Mapping[str, str], changes: Mapping[str, Cell]) -> dict[str, str]:
    """Cells with changes over them."""
    whole = {**cells, **changes}
    return {key: cell for key, cell in whole.items() if cell is not None}
