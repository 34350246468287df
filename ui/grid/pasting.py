"""Where a pasted block goes, which of its values the schema takes, and what to say of the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from domain.reading import Invalid
from models.cell_state import CellState
from models.metadata_table import MetadataTable
from ui.grid.ranges import Range, cells_of
from ui.wording import counted

Block = Sequence[Sequence[str]]
_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Paste:
    """What a paste will do: the texts that fit, how many did not and why the first did not, and what fell outside."""

    texts: Mapping[_Place, str]
    refused: int
    reason: str
    outside: int
    empty: int


def plan_paste(table: MetadataTable, columns: Sequence[int], ranges: Sequence[Range], block: Block) -> Paste:
    """Read a block for its place: one value for every selected cell, or the block from the first selected cell on.

    An empty value leaves its cell as it is; a value the schema refuses is left out and counted.
    """
    texts: dict[_Place, str] = {}
    refused, reason, outside, empty = 0, "", 0, 0
    for place, text in _places(table, columns, ranges, block):
        if place is None:
            outside += 1
        elif not text:
            empty += 1
        else:
            problem = _problem(table, place, text)
            if problem:
                refused, reason = refused + 1, reason or problem
            else:
                texts[place] = text
    return Paste(texts, refused, reason, outside, empty)


def said_of(plan: Paste, changed: int) -> str:
    """What a paste did, as a sentence or two."""
    say = _tr
    parts = [say("Pasted %s.") % counted(len(plan.texts), say("1 cell"), say("%n cells"))]
    if changed < len(plan.texts):
        same = len(plan.texts) - changed
        parts.append(say("%s already had the value.") % counted(same, say("1 cell"), say("%n cells")))
    if plan.refused:
        parts.append(
            say("%s, the first because: %s")
            % (counted(plan.refused, say("1 was refused"), say("%n were refused")), plan.reason)
        )
    if plan.empty:
        parts.append(counted(plan.empty, say("1 empty one changed nothing."), say("%n empty ones changed nothing.")))
    if plan.outside:
        parts.append(counted(plan.outside, say("1 lay outside the table."), say("%n lay outside the table.")))
    return " ".join(parts)


def _places(
    table: MetadataTable, columns: Sequence[int], ranges: Sequence[Range], block: Block
) -> Iterator[tuple[_Place | None, str]]:
    if len(block) == 1 and len(block[0]) == 1:
        yield from ((place, block[0][0]) for place in cells_of(ranges, columns))
        return
    top = min(r.top for r in ranges)
    places = [place for place, column in enumerate(columns) if any(r.left <= column <= r.right for r in ranges)]
    left = places[0] if places else 0
    for down, row in enumerate(block):
        for across, text in enumerate(row):
            inside = top + down < table.rowCount() and left + across < len(columns)
            yield ((top + down, columns[left + across]) if inside else None), text


def _problem(table: MetadataTable, place: _Place, text: str) -> str:
    spec = table.column(place[1])
    if not spec.editable or spec.field is None:
        return _tr('"%s" comes from the platform and cannot be changed here.') % spec.title
    shown = table.shown(*place)
    if shown.state is CellState.UNREADABLE:
        return shown.reason
    outcome = spec.field.read(text)
    return outcome.reason if isinstance(outcome, Invalid) else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Paste", text)
