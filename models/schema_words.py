"""What the rows of the schema say: types, shares and counts, as columns and as a sentence for a screen reader."""

from domain.fields import Field
from domain.shaped_fields import DeletedType, describe
from models.schema_rows import Counts, Row

NAME, TYPE, FILLED, DISTINCT, INVALID = range(5)
TITLES = ("Key", "Type", "Filled", "Distinct", "Invalid")


def text_of(row: Row, column: int, counts: Counts | None) -> str:
    """What one column of a row shows; nothing where nothing is known."""
    if column == NAME:
        return row.name
    if row.entry is None:
        return keys(len(row.entries)) if column == TYPE else ""
    if column == TYPE:
        return type_text(row.entry.field)
    if counts is None or not counts.items:
        return ""
    match column:
        case 2:
            return share(counts.filled, counts.items)
        case 3:
            return f"{counts.distinct:,}"
        case _:
            return f"{counts.invalid:,}" if counts.invalid else ""


def spoken(row: Row, counts: Counts | None, kind: str) -> str:
    """The whole row as one sentence; `kind` is what is staged for its key."""
    if row.entry is None:
        return f"{row.path or row.name}, {keys(len(row.entries))}"
    parts = [row.entry.key, type_text(row.entry.field)]
    if counts is not None and counts.items:
        parts.append(f"{share(counts.filled, counts.items)} filled")
        parts += [f"{counts.invalid:,} invalid"] if counts.invalid else []
    return ", ".join([*parts, *([f"staged: {kind}"] if kind else [])])


def type_text(kind: Field) -> str:
    """The type as a column shows it: "enum, 4 options", "was number", "deleted for ever"."""
    if isinstance(kind, DeletedType):
        return f"was {describe(kind.was)}" if kind.was else "deleted for ever"
    return describe(kind)


def share(part: int, whole: int) -> str:
    """A part of a whole as per cent; never 0 % for something, nor 100 % for less than all."""
    if not part or part == whole:
        return "100 %" if part else "0 %"
    percent = round(100 * part / whole)
    return "< 1 %" if percent == 0 else f"{min(percent, 99)} %"


def keys(count: int) -> str:
    """How many keys."""
    return "1 key" if count == 1 else f"{count:,} keys"
