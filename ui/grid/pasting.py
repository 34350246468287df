"""Which of the pasted values the schema takes, how they are understood, and what to say of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from PySide6.QtCore import QCoreApplication

from domain.local_forms import LocalForms
from domain.metadata import Cell
from domain.reading import Invalid, Reading, Valid, quote
from domain.schema import FieldType
from models.column_edit import ColumnEdit
from models.column_spec import ColumnSpec
from ui.grid.clipboard_table import Piece, Pieces
from ui.grid.targets import Rows
from ui.wording import counted

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block lands: columns as they stand on the screen, rows of the frame, and which of those are readable."""

    columns: Sequence[ColumnSpec]
    rows: Rows
    readable: Sequence[bool]
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Paste:
    """What a paste will do, and what is to be said of it before it is done."""

    edits: Sequence[ColumnEdit]
    fits: int
    understood: int
    refused: int
    outside: int
    empty: int
    readings: Sequence[str]
    """Some of those that were understood: `"1.234,5" → 1234.5`."""
    reasons: Sequence[str]
    """Why some were refused."""
    two_ways: bool
    """Whether some of the numbers could be read in another way."""

    @property
    def is_clean(self) -> bool:
        """Whether it does exactly what was copied: then nobody is asked."""
        return not (self.understood or self.refused or self.outside)


@dataclass(slots=True)
class _Count:
    fits: int = 0
    understood: int = 0
    refused: int = 0
    empty: int = 0
    readings: dict[str, None] = field(default_factory=dict[str, None])
    reasons: dict[str, None] = field(default_factory=dict[str, None])


def plan_paste(pieces: Pieces, places: Sequence[Place], forms: LocalForms, *, written: bool = False) -> Paste:
    """Read a block for its places, repeated where they are larger. `written`: numbers are taken as they are spelt.

    An empty value leaves its cell as it is; a value the schema refuses is left out and counted.
    """
    count = _Count()
    edits: list[ColumnEdit] = []
    two_ways = False
    wide = max(map(len, pieces))
    for place in places:
        for at, spec in enumerate(place.columns):
            column = [row[at % wide] if at % wide < len(row) else Piece("") for row in pieces]
            local = forms.prevails([piece.text for piece in column if piece.cell is None])
            two_ways = two_ways or (local and _two_ways(column, spec.field, forms))
            edit = _column(column, spec, place, _Reader(spec, forms, local=local and not written), count)
            if len(edit.rows):
                edits.append(edit)
    outside = sum(place.cut for place in places)
    return Paste(
        edits,
        count.fits,
        count.understood,
        count.refused,
        outside,
        count.empty,
        tuple(islice(count.readings, _EXAMPLES)),
        tuple(islice(count.reasons, _EXAMPLES)),
        two_ways,
    )


class _Reader:
    """Reads pieces for one column; what was read once is remembered."""

    def __init__(self, spec: ColumnSpec, forms: LocalForms, *, local: bool) -> None:
        self._spec = spec
        self._forms = forms
        self._local = local
        self._known: dict[Piece, Reading] = {}

    def read(self, piece: Piece) -> Reading:
        """What a piece means here."""
        found = self._known.get(piece)
        if found is None:
            found = self._known[piece] = self._read(piece)
        return found

    def _read(self, piece: Piece) -> Reading:
        type_ = self._spec.field
        if not self._spec.editable or type_ is None:
            return Invalid(_tr('"%s" comes from the platform and cannot be changed here.') % self._spec.title)
        if piece.cell is not None and isinstance(type_.check(piece.cell), Valid):
            return Valid(piece.cell)
        return self._forms.read(type_, piece.text, local=self._local)


def _column(column: Sequence[Piece], spec: ColumnSpec, place: Place, reader: _Reader, count: _Count) -> ColumnEdit:
    rows: list[int] = []
    cells: list[Cell] = []
    for at, row in enumerate(place.rows.tolist()):
        piece = column[at % len(column)]
        if not piece.text and piece.cell is None:
            count.empty += 1
            continue
        outcome = reader.read(piece) if place.readable[at] else Invalid(_tr("The item's metadata cannot be read."))
        if isinstance(outcome, Invalid):
            count.refused += 1
            _note(count.reasons, outcome.reason)
            continue
        count.fits += 1
        if outcome.note:
            count.understood += 1
            _note(count.readings, f"{quote(piece.text)} → {_shown(spec.field, outcome.cell)}")
        rows.append(row)
        cells.append(outcome.cell)
    return ColumnEdit(spec.name, np.array(rows, np.int64), cells)


def _note(kept: dict[str, None], sentence: str) -> None:
    if len(kept) < _EXAMPLES:
        kept[sentence] = None


def _shown(type_: FieldType | None, cell: str) -> str:
    return cell if type_ is None else type_.show(cell)


def _two_ways(column: Sequence[Piece], type_: FieldType | None, forms: LocalForms) -> bool:
    """Whether a number here is another one when it is taken as it is spelt."""
    if type_ is None or type_.name != "number":
        return False
    texts = {piece.text for piece in column if piece.cell is None}
    return any(
        isinstance(plain := type_.read(text), Valid)
        and (local := forms.number(text)) is not None
        and local != plain.cell
        for text in texts
    )


def question_of(plan: Paste, cells: int) -> str:
    """What will not go in as it was copied, a line each, to be read before it happens."""
    say = _tr
    parts = [say("{fits} of {cells} pasted values fit.").format(fits=f"{plan.fits:,}", cells=f"{cells:,}")]
    if plan.understood:
        words = counted(plan.understood, say("1 is understood as"), say("%n are understood, such as"))
        parts.append(f"{words} {', '.join(plan.readings)}.")
    if plan.refused:
        words = counted(plan.refused, say("1 is refused:"), say("%n are refused:"))
        parts.append(f"{words} {' '.join(plan.reasons)}")
    if plan.outside:
        parts.append(counted(plan.outside, say("1 lies outside the table."), say("%n lie outside the table.")))
    return "\n".join(parts)


def said_of(plan: Paste, changed: int) -> str:
    """What a paste did, as a sentence or two."""
    say = _tr
    parts = [say("Pasted %s.") % counted(plan.fits, say("1 cell"), say("%n cells"))]
    if changed < plan.fits:
        same = plan.fits - changed
        parts.append(say("%s already had the value.") % counted(same, say("1 cell"), say("%n cells")))
    if plan.refused:
        parts.append(counted(plan.refused, say("1 was refused and left as it was."), say("%n were refused and left.")))
    if plan.empty:
        parts.append(counted(plan.empty, say("1 empty one changed nothing."), say("%n empty ones changed nothing.")))
    if plan.outside:
        parts.append(counted(plan.outside, say("1 lay outside the table."), say("%n lay outside the table.")))
    return " ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Paste", text)
