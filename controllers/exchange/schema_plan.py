"""What a schema in a file would change in the schema of a platform: key by key, by the platform's own rules."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from controllers.exchange.schema_files import SchemaFile, completion
from domain.fields import EnumType
from domain.keys import KeyFinding, KnownKeys, findings
from domain.reading import quote
from domain.schema import read_field
from domain.schema_changes import ChangeKind, SchemaChange, changes, describe
from domain.schema_edits import Raw, SchemaRefused, add_key, add_options, hard_delete, restore, retype, soft_delete
from domain.schema_text import same_form
from domain.shaped_fields import DeletedType, UnknownType

Check: TypeAlias = Callable[[str, KnownKeys], Sequence[KeyFinding]]

_ANY_FORM = {"ty": "variant", "hint": "varchar"}
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Left:
    """A key of the file that is not, or not wholly, brought in; the sentence says why."""

    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SchemaPlan:
    """What a file would change. `after`: the new form of each key that changes; they do not depend on each other.

    `refused`: keys the platform's rules do not let become what the file says. `kept`: what the platform has more than
    the file and keeps. `only_there`: live keys the file does not name; they stay unless the plan is to delete them.
    """

    base: Raw
    after: Mapping[str, Any]
    refused: tuple[Left, ...]
    kept: tuple[Left, ...]
    only_there: tuple[str, ...]

    @property
    def changes(self) -> tuple[SchemaChange, ...]:
        """Every change, in a stable order."""
        return changes(self.base, self.draft())

    def draft(self, chosen: Collection[str] | None = None) -> dict[str, Any]:
        """The schema after the chosen keys, or all, were changed; the others are the objects they were."""
        wanted = {key: form for key, form in self.after.items() if chosen is None or key in chosen}
        return {**self.base, **wanted}


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A change of a plan in words, with what people regret about the name of a new key."""

    key: str
    kind: ChangeKind
    text: str
    warnings: tuple[str, ...] = ()


def planned_lines(plan: SchemaPlan, check: Check = findings) -> tuple[PlannedLine, ...]:
    """Every change of a plan in words. `check` says what there is to say about a new key beside all others."""
    known = KnownKeys.of({*plan.base, *plan.after})
    return tuple(_told(change, check(change.key, known) if change.before is None else ()) for change in plan.changes)


def _told(change: SchemaChange, found: Sequence[KeyFinding]) -> PlannedLine:
    return PlannedLine(change.key, change.kind, describe(change), tuple(finding.sentence for finding in found))


def plan_file(base: Raw, file: SchemaFile, *, prune: bool = False, for_ever: Collection[str] = ()) -> SchemaPlan:
    """Plan to bring a file in. `prune`: keys it does not name are soft-deleted; `for_ever`: keys that may be hard-."""
    after: dict[str, Any] = {}
    refused: list[Left] = []
    kept: list[Left] = []
    for key, wanted in file.raw.items():
        try:
            whole = completion(file, key, base) or _whole(key, wanted, file)
            form = _step(base, key, whole, for_ever).get(key)
        except SchemaRefused as reason:
            refused.append(Left(key, str(reason)))
            continue
        if form is not base.get(key):
            after[key] = form
        kept.extend(_kept(key, form, whole))
    missing = tuple(key for key in base if key not in file.raw and not _is_deleted(base[key]))
    if prune:
        for key in missing:
            try:
                after[key] = soft_delete(base, key)[key]
            except SchemaRefused as reason:
                refused.append(Left(key, str(reason)))
    return SchemaPlan(base, after, tuple(refused), tuple(kept), () if prune else missing)


def _step(base: Raw, key: str, wanted: Any, for_ever: Collection[str]) -> Raw:
    """The schema with the key as wanted. Raises SchemaRefused."""
    now, then = base.get(key), read_field(wanted)
    if now is not None and _is_the_same(now, wanted):
        return base
    if isinstance(then, DeletedType):
        if then.was is None:
            return _deleted_for_ever(base, key, for_ever)
        return _deleted(base, key, wanted["deleted_ty"])
    if isinstance(then, UnknownType):
        raise SchemaRefused(
            f"{quote(key)} has a type this version does not know, {quote(then.word)}. Nothing is written that it "
            "cannot check."
        )
    if now is None:
        return add_key(base, key, wanted)
    was = read_field(now)
    if isinstance(was, DeletedType):
        return restore(base, key) if was.was == then else add_key(base, key, wanted)
    if isinstance(was, EnumType) and isinstance(then, EnumType):
        new = [option for option in dict.fromkeys(then.options) if option not in was.options]
        return add_options(base, key, new) if new else base
    return retype(base, key, wanted)


def _is_the_same(now: Any, wanted: Any) -> bool:
    """Whether a key need not change: the platform spells some types in several ways, and keeps its own."""
    was, then = read_field(now), read_field(wanted)
    if isinstance(was, DeletedType) and isinstance(then, DeletedType):
        return (was.was is None) is (then.was is None)
    return same_form(now, wanted) or (was == then and not isinstance(was, UnknownType))


def _deleted(base: Raw, key: str, form: Any) -> Raw:
    return soft_delete(base if key in base else add_key(base, key, form), key)


def _deleted_for_ever(base: Raw, key: str, allowed: Collection[str]) -> Raw:
    if key in base and _is_deleted(base[key]):
        raise SchemaRefused(f"{quote(key)} is deleted and can be restored; the platform cannot delete it for ever now.")
    if key not in allowed:
        raise SchemaRefused(f"{quote(key)} would be deleted for ever, which must be asked for by the name of the key.")
    return hard_delete(base if key in base else add_key(base, key, _ANY_FORM), key)


def _whole(key: str, wanted: Any, file: SchemaFile) -> Any:
    """The form as the file says it. Raises SchemaRefused where the old form leaves open what the platform must know."""
    if key not in file.incomplete or wanted["ty"] == "variant":
        return wanted
    part = "its options" if wanted["ty"] == "enum" else "its size"
    raise SchemaRefused(f"{quote(key)} is an {wanted['ty']}, and the old form of the file does not say {part}.")


def _kept(key: str, form: Any, wanted: Any) -> list[Left]:
    """What the platform keeps though the file does not have it."""
    now, then = read_field(form), read_field(wanted)
    if not isinstance(now, EnumType) or not isinstance(then, EnumType):
        return []
    more = list((Counter(now.options) - Counter(then.options)).elements())
    if not more:
        return []
    shown = ", ".join(map(quote, more[:_SHOWN])) + (f" and {len(more) - _SHOWN:,} more" if len(more) > _SHOWN else "")
    return [Left(key, f"{quote(key)} keeps {shown}: the platform takes no option away.")]


def _is_deleted(form: Any) -> bool:
    return isinstance(read_field(form), DeletedType)
