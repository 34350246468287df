"""Writes CSV and TSV: text in UTF-8, quoted where needed, nothing in it a spreadsheet would take for a formula."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from controllers.exchange.cell_texts import cell_text
from controllers.exchange.defusing import defused
from controllers.exchange.formats import Options, Steps, Written
from controllers.exchange.records import Column, Records
from controllers.exchange.remembering import remembering
from controllers.exchange.whole_file import replacing
from domain.shaped_fields import UntypedField

_NUMBER_STARTS = frozenset("-0123456789")


def write_delimited(records: Records, path: Path, options: Options, separator: str) -> Steps:
    """Write a header and one line for each item."""
    encoding = "utf-8-sig" if options.bom else "utf-8"
    quoting = csv.QUOTE_ALL if options.as_text else csv.QUOTE_MINIMAL
    spellings = [_spelling(column) for column in records.columns]
    with replacing(path) as part, part.open("w", encoding=encoding, errors="replace", newline="") as out:
        writer = csv.writer(out, delimiter=separator, quoting=quoting)
        writer.writerow([defused(column.header) for column in records.columns])
        for batch in records.batches():
            texts = [list(map(spell, values)) for spell, values in zip(spellings, batch, strict=True)]
            writer.writerows(zip(*texts, strict=True))
            yield len(batch[0])
    return Written(len(records))


def _spelling(column: Column) -> Callable[[Any], str]:
    if column.kind == "fact":
        return _fact
    field = column.field or UntypedField()

    def spell(cell: str | None) -> str:
        text = cell_text(field, cell)
        return text if text == cell and text[0] in _NUMBER_STARTS else defused(text)

    return remembering(spell)


def _fact(value: Any) -> str:
    if value is None:
        return ""
    return defused(value) if isinstance(value, str) else repr(value)
