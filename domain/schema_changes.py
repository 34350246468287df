"""What differs between two schemas, key by key, in sentences; and two people's edits of one schema, merged."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from domain.fields import EnumType
from domain.reading import quote
from domain.schema import is_tombstone, read_field
from domain.schema_text import Raw, same_form
from domain.shaped_fields import DeletedType
from domain.shaped_fields import describe as type_name

ChangeKind: TypeAlias = Literal["add", "retype", "options", "delete", "hard delete", "restore", "other"]

_SHOWN_OPTIONS = 3


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One key, before and after, as wire forms; None where the schema does not have it."""

    key: str
    kind: ChangeKind
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class SchemaConflict:
    """A key changed here and, differently, on the platform; None where a schema does not have it.

    `dropped`: the platform has it no more though nobody here touched it: someone saved a schema without it.
    """

    key: str
    base: Any
    mine: Any
    theirs: Any

    @property
    def dropped(self) -> bool:
        """Whether somebody else's save left the key out, which no edit does."""
        return self.theirs is None and same_form(self.base, self.mine)


@dataclass(frozen=True, slots=True)
class SchemaMerge:
    """Two people's edits together. `by_them`: what differs from `base` on the platform.

    A key in conflict has my form in `merged`; every key of mine and of theirs is in it.
    """

    merged: Mapping[str, Any]
    by_them: tuple[SchemaChange, ...]
    conflicts: tuple[SchemaConflict, ...]


def changes(base: Raw, draft: Raw) -> tuple[SchemaChange, ...]:
    """What `draft` changes in `base`: keys in the order of `base`, then new ones in the order of `draft`."""
    return tuple(_differing(base, draft))


def merge(base: Raw, mine: Raw, theirs: Raw) -> SchemaMerge:
    """Lay my edits (from `base` to `mine`) over what the platform has now; keys in its order, then mine."""
    conflicts: list[SchemaConflict] = []
    merged = dict(theirs)
    for key in dict.fromkeys((*base, *mine)):
        was, my, now = base.get(key), mine.get(key), theirs.get(key)
        if same_form(my, now) or (same_form(my, was) and key in theirs):
            continue
        if not same_form(now, was):
            conflicts.append(SchemaConflict(key, was, my, now))
        if key in mine:
            merged[key] = my
    return SchemaMerge(merged, changes(base, theirs), tuple(conflicts))


def describe(change: SchemaChange) -> str:
    """The change in one line: `Add "video.fps": number`."""
    key, before, after = quote(change.key), _name(change.before), _name(change.after)
    match change.kind:
        case "add":
            return f"Add {key}: {after}"
        case "retype":
            return (
                f"Restore {key} as {after}" if _is_deleted(change.before) else f"Change {key} from {before} to {after}"
            )
        case "options":
            return f"Change the options of {key}: {_options(change.before, change.after)}"
        case "delete":
            return f"Delete {key}: {_name(change.after['deleted_ty'])}, can be restored"
        case "hard delete":
            return f"Delete {key} for ever"
        case "restore":
            return f"Restore {key}: {after}"
        case _:
            return f"Leave out {key}: {before}" if change.after is None else f"Change {key}: {after}, spelt otherwise"


def _differing(base: Raw, draft: Raw) -> Iterator[SchemaChange]:
    for key in dict.fromkeys((*base, *draft)):
        before, after = base.get(key), draft.get(key)
        if not same_form(before, after) or (key in base) is not (key in draft):
            yield SchemaChange(key, _kind(before, after), before, after)


def _kind(before: Any, after: Any) -> ChangeKind:
    if before is None or after is None:
        return "add" if before is None else "other"
    if is_tombstone(after) and after.get("deleted_ty") is not None and not is_tombstone(before):
        return "delete"
    was, field = read_field(before), read_field(after)
    if isinstance(field, DeletedType):
        return "hard delete" if field.was is None and was != field else "other"
    if isinstance(was, DeletedType):
        return "restore" if was.was == field else "retype"
    if isinstance(was, EnumType) and isinstance(field, EnumType) and was != field:
        return "options"
    return "other" if was == field else "retype"


def _name(form: Any) -> str:
    return "" if form is None else type_name(read_field(form))


def _is_deleted(form: Any) -> bool:
    return isinstance(read_field(form), DeletedType)


def _options(before: Any, after: Any) -> str:
    was, now = (Counter(cast("EnumType", read_field(form)).options) for form in (before, after))
    parts = [_listed("add", [*(now - was).elements()]), _listed("take away", [*(was - now).elements()])]
    return "; ".join(filter(None, parts)) or "another order"


def _listed(verb: str, options: list[str]) -> str:
    if not options:
        return ""
    shown = ", ".join(map(quote, options[:_SHOWN_OPTIONS]))
    more = f" and {len(options) - _SHOWN_OPTIONS:,} more" if len(options) > _SHOWN_OPTIONS else ""
    return f"{verb} {shown}{more}"
