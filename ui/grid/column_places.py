"""Where columns stand and how wide they are before anyone lays them out, and where new ones go among the known."""

from collections.abc import Mapping, Sequence

from models.column_spec import ColumnSpec
from models.facts import FactKind
from ui.grid.cells import Face, face_of

_WIDTHS = {Face.NAME: 240, Face.FACT: 110, Face.FIGURE_FACT: 84, Face.NUMBER: 96, Face.CHECK: 104, Face.CHIP: 124}
_MOMENT = 142
_ON_REQUEST = frozenset({"fps", "width", "height", "frame_count"})
_BY_TYPE = {"datetime": 190, "uuid": 270, "text": 220, "geospatial": 170, "embedding": 120}


def is_hidden_at_first(spec: ColumnSpec) -> bool:
    """Whether a column waits in the menu until it is asked for."""
    return spec.hidden or (spec.fact is not None and spec.name in _ON_REQUEST)


def first_width(spec: ColumnSpec) -> int:
    """The width of a column nobody has laid out yet."""
    by_type = _BY_TYPE.get(spec.field.name) if spec.field else None
    if _is_moment(spec):
        by_type = _MOMENT
    return by_type or _WIDTHS.get(face_of(spec), 160)


def _is_moment(spec: ColumnSpec) -> bool:
    return spec.fact is not None and spec.fact.kind is FactKind.MOMENT


def with_the_absent(now: Sequence[str], before: Sequence[str]) -> list[str]:
    """The order of now, with those only known from before each put after the one they followed then."""
    order = list(now)
    for place, name in enumerate(before):
        if name not in order:
            order.insert(order.index(before[place - 1]) + 1 if place else 0, name)
    return order


def ordered(specs: Mapping[int, ColumnSpec], saved: Sequence[str], pinned: Sequence[int]) -> list[int]:
    """The columns left to right: the pinned ones, those laid out before, new ones after their model neighbour."""
    by_id = {spec.id: column for column, spec in specs.items()}
    if not saved:
        # Dates come last: what people came to see are the keys.
        return sorted(specs, key=lambda column: (_rank(column, pinned), _is_moment(specs[column]), column))
    order = [by_id[name] for name in saved if name in by_id]
    for column in sorted(specs):
        if column not in order:
            before = [known for known in order if known < column]
            order.insert(order.index(max(before)) + 1 if before else 0, column)
    return sorted(order, key=lambda column: _rank(column, pinned))


def by_namespace(specs: Mapping[int, ColumnSpec], order: Sequence[int]) -> list[int]:
    """The same columns with those of one namespace side by side, in the order the namespaces first come."""
    first: dict[str, int] = {}
    for at, column in enumerate(order):
        first.setdefault(_group(specs[column]), at)
    return sorted(order, key=lambda column: first[_group(specs[column])])


def _group(spec: ColumnSpec) -> str:
    return f"{spec.kind}:{spec.namespace}"


def _rank(column: int, pinned: Sequence[int]) -> int:
    """The first of the pinned stands first, the other pinned ones after it, all others behind."""
    return 0 if column in pinned[:1] else 1 if column in pinned else 2
