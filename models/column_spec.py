"""The columns of a metadata table: facts first, then the schema's keys by namespace, then keys it does not have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from domain.keys import RESERVED_PREFIX, leaf, namespace
from domain.schema import FieldType, Schema
from domain.shaped_fields import DeletedType, UntypedField, describe
from models.facts import FACTS, Fact


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column. `name` is the fact's name or the metadata key and stays the same over time; `title` heads it."""

    kind: Literal["fact", "key"]
    name: str
    title: str
    namespace: str = ""
    field: FieldType | None = None
    fact: Fact | None = None
    hidden: bool = False
    """Whether it is hidden until someone asks for it: what the platform keeps for itself, and deleted keys."""
    note: str = ""
    """What is special about the key, such as "not in the schema"; empty for a key of the schema."""

    @property
    def id(self) -> str:
        """A name no other column has: facts and keys may share a word."""
        return f"{self.kind}:{self.name}"

    @property
    def leaf(self) -> str:
        """The key without its namespace, or the fact's title."""
        return leaf(self.name) if self.kind == "key" else self.title

    @property
    def editable(self) -> bool:
        """Whether its cells may be edited: facts and the platform's own keys may not."""
        return self.kind == "key" and not self.name.startswith(RESERVED_PREFIX)

    @property
    def describes(self) -> str:
        """The type as a person reads it."""
        return self.note or (describe(self.field) if self.field is not None else "from the platform")


def fact_columns() -> tuple[ColumnSpec, ...]:
    """The columns of what the platform says itself."""
    return tuple(ColumnSpec("fact", fact.name, fact.title, fact=fact) for fact in FACTS if fact.shown)


def key_column(key: str, schema: Schema) -> ColumnSpec:
    """The column of one metadata key under a schema."""
    field = schema.field(key)
    reserved = key.startswith(RESERVED_PREFIX)
    deleted = isinstance(field, DeletedType)
    note = ""
    if reserved:
        note = "kept by the platform for itself"
    elif deleted:
        note = f"{describe(field)} from the schema" if field.was else "deleted from the schema for ever"
    elif isinstance(field, UntypedField) and key not in schema.fields:
        note = "not in the schema"
    return ColumnSpec("key", key, key, namespace(key), field, hidden=reserved or deleted, note=note)


def key_columns(
    keys: Iterable[str], schema: Schema, known: Mapping[str, ColumnSpec] = MappingProxyType({})
) -> tuple[ColumnSpec, ...]:
    """The columns of the schema's live keys and of every given key, in the order they are shown.

    `known`: columns made before, by name; those whose type is the very same are taken again.
    """
    every = dict.fromkeys([*schema.live_keys(), *keys])
    return tuple(sorted((_known_column(known.get(key), key, schema) for key in every), key=_place))


def _known_column(known: ColumnSpec | None, key: str, schema: Schema) -> ColumnSpec:
    if known is not None and known.kind == "key" and known.field is schema.field(key):
        return known
    return key_column(key, schema)


def _place(column: ColumnSpec) -> tuple[int, str, str, str]:
    group = 2 if column.hidden else 1 if column.note else 0
    return group, column.namespace.casefold(), column.leaf.casefold(), column.name
