"""Migrations as JSON text, for the journal: what is cut short goes on from there."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, cast

import msgspec

from domain.migrations.conversions import AsTyped, ByLists, ByTable, Conversion, DecimalComma, SinceEpoch, SpeltDate
from domain.migrations.converting import ConvertKey
from domain.migrations.migration import Migration
from domain.migrations.options import ChangeOptions
from domain.migrations.parting import MergeKeys, SplitKey
from domain.migrations.renaming import RenameKey, RenameNamespace

_KIND = "rule"
_MIGRATIONS: Mapping[str, type[Migration]] = {
    kind.__name__: kind for kind in (RenameKey, RenameNamespace, ChangeOptions, ConvertKey, SplitKey, MergeKeys)
}
_CONVERSIONS: Mapping[str, type[Conversion]] = {
    kind.__name__: kind for kind in (AsTyped, DecimalComma, SinceEpoch, SpeltDate, ByLists, ByTable)
}


def rule_text(migration: Migration) -> str:
    """A migration as JSON."""
    return msgspec.json.encode(_members(migration)).decode()


def read_rule(text: str) -> Migration:
    """Read what `rule_text` wrote. Raises ValueError for anything else."""
    members: Any = msgspec.json.decode(text)
    return _made(members, _MIGRATIONS)


def _members(value: Any) -> dict[str, Any]:
    members = {each.name: getattr(value, each.name) for each in fields(value)}
    told = {name: _members(member) if isinstance(member, Conversion) else member for name, member in members.items()}
    return {_KIND: type(value).__name__, **told}


def _made(members: dict[str, Any], kinds: Mapping[str, type[Any]]) -> Any:
    kind = kinds.get(str(members.pop(_KIND, "")))
    if kind is None:
        raise ValueError("This migration was written by another version.")
    return kind(**{name: _member(name, member) for name, member in members.items()})


def _member(name: str, member: Any) -> Any:
    if name == "how" and isinstance(member, dict):
        return _made(cast("dict[str, Any]", member), _CONVERSIONS)
    return tuple(cast("list[Any]", member)) if isinstance(member, list) else member
