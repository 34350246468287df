"""Writes JSON and JSON Lines: every value spelt exactly as the platform spells it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from controllers.exchange.cell_texts import cell_text
from controllers.exchange.formats import Options, Steps, Written
from controllers.exchange.records import Column, Records, Values
from controllers.exchange.remembering import remembering
from controllers.exchange.whole_file import replacing
from domain.metadata import CLEARED
from domain.reading import spell
from domain.shaped_fields import UntypedField

METADATA = "clientMetadata"

Spelling = Callable[[str | None], str]


def write_json(records: Records, path: Path, options: Options, *, lines: bool) -> Steps:
    """Write a list of objects, one for each item and each on a line of its own; without the list for JSON Lines.

    Facts are at the top of an object, keys under "clientMetadata"; a key the item does not have is not there.
    """
    objects = Objects(records, options)
    between, first = ("\n", "") if lines else (",\n", "[\n")
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="\n") as out:
        out.write(first)
        started = False
        for batch in records.batches():
            text = between.join(objects.texts(batch))
            out.write(between + text if started else text)
            started = True
            yield len(batch[0])
        out.write("\n" if started else "")
        out.write("" if lines else "]\n")
    return Written(len(records))


class Objects:
    """Spells items as JSON objects."""

    def __init__(self, records: Records, options: Options) -> None:
        spellings = [_spelling(column, as_text=options.as_text) for column in records.columns]
        marked = list(zip(records.columns, spellings, strict=True))
        self._facts = [(at, f"{spell(column.name)}:", fact) for at, (column, fact) in enumerate(marked)
                       if column.kind == "fact"]  # fmt: skip
        self._keys = [(at, f"{spell(column.name)}:", key) for at, (column, key) in enumerate(marked)
                      if column.kind == "key"]  # fmt: skip

    def texts(self, batch: Sequence[Values]) -> Iterator[str]:
        """The objects of a batch, one text each."""
        for row in zip(*batch, strict=True):
            parts = [mark + fact(row[at]) for at, mark, fact in self._facts if row[at] is not None]
            parts.append(f'"{METADATA}":{{{",".join(self._cells(row))}}}')
            yield "{" + ",".join(parts) + "}"

    def _cells(self, row: Sequence[Any]) -> Iterator[str]:
        return (mark + key(row[at]) for at, mark, key in self._keys if row[at] is not None)


def _spelling(column: Column, *, as_text: bool) -> Spelling:
    if column.kind == "fact":
        return _fact_text if as_text else spell
    if not as_text:
        return one_line
    field = column.field or UntypedField()
    return remembering(lambda cell: CLEARED if cell == CLEARED else spell(cell_text(field, cell)))


def _fact_text(value: Any) -> str:
    return spell(value if isinstance(value, str) else repr(value))


def one_line(cell: str | None) -> str:
    """A JSON text without line breaks: only those between its parts are raw, those in its texts are escaped."""
    return (cell or "null").replace("\r", " ").replace("\n", " ")


def object_text(cells: Sequence[tuple[str, str]]) -> str:
    """A JSON object of keys and the JSON texts of their values."""
    return "{" + ",".join(f"{spell(key)}:{one_line(cell)}" for key, cell in cells) + "}"
