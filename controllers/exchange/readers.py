"""Opens a file of any format that values can come in from, by its name and its first bytes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow.compute

from controllers.exchange.csv_reader import read_csv
from controllers.exchange.defusing import GUARD, SIGNS, restored
from controllers.exchange.dialect import Dialect
from controllers.exchange.guessing import guess_types
from controllers.exchange.json_reader import read_json, read_json_lines, read_sidecars
from controllers.exchange.parquet_reader import read_parquet
from controllers.exchange.plain import with_changes
from controllers.exchange.source import FileRefused, SourceColumn, SourceTable
from controllers.exchange.xlsx_reader import read_workbook

_compute: Any = pyarrow.compute
_GUARDED = f"^{GUARD}[{re.escape(''.join(sorted(SIGNS)))}{GUARD}]"

FORMATS: Mapping[str, str] = {
    "csv": "CSV, text with delimiters",
    "tsv": "TSV, text with tabs",
    "xlsx": "Excel or LibreOffice workbook",
    "json": "JSON, registration JSON, sidecar",
    "jsonl": "JSON Lines",
    "parquet": "Parquet",
    "sidecars": "Folder of sidecars",
}
"""What can be read: a short name and a person's."""

_ENDINGS: Mapping[str, str] = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xlsx",
    ".ods": "xlsx",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonlines": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
}


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How a file is to be read; what is empty or None is found out."""

    format: str = ""
    encoding: str = ""
    dialect: Dialect | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read. `how` says how, everything that was found out filled in; `types`: column -> guess."""

    path: Path
    table: SourceTable
    how: ReadAs
    types: Mapping[str, str]
    sheets: tuple[str, ...] = ()


def open_file(path: Path, how: ReadAs | None = None) -> Opened:
    """Read a file. Raises FileRefused."""
    how = how or ReadAs()
    kind = how.format or format_of(path)
    opened = _read(path, replace(how, format=kind))
    table = _unguarded(opened.table)
    return replace(opened, table=table, types=guess_types(table))


def _unguarded(table: SourceTable) -> SourceTable:
    """Texts that were guarded against being taken for a formula, as they were."""
    columns: list[SourceColumn] = []
    count = 0
    for column in table.columns:
        guarded = _compute.match_substring_regex(column.cells, _GUARDED) if column.kind == "text" else None
        found = 0 if guarded is None else _compute.sum(guarded).as_py() or 0
        count += found
        columns.append(replace(column, cells=with_changes(column.cells, guarded, restored)) if found else column)
    if not count:
        return table
    cells = "1 cell begins" if count == 1 else f"{count:,} cells begin"
    note = f"{cells} with an apostrophe that guards against formulas; it is taken off. Formulas are only text here."
    return replace(table, columns=tuple(columns), notes=(*table.notes, note))


def format_of(path: Path) -> str:
    """The format of a file, or of a folder of sidecars. Raises FileRefused when it is none that can be read."""
    if path.is_dir():
        return "sidecars"
    kind = _ENDINGS.get(path.suffix.lower(), "")
    if not kind:
        known = ", ".join(_ENDINGS)
        raise FileRefused(f"{path.name} has an ending that is not known. Choose its format, or one of {known}.")
    return kind


def _read(path: Path, how: ReadAs) -> Opened:
    match how.format:
        case "xlsx":
            book = read_workbook(path, how.sheet)
            return Opened(path, book.table, replace(how, sheet=book.sheet), {}, book.sheets)
        case "json":
            return Opened(path, read_json(path), how, {})
        case "jsonl":
            return Opened(path, read_json_lines(path), how, {})
        case "parquet":
            return Opened(path, read_parquet(path), how, {})
        case "sidecars":
            return Opened(path, read_sidecars(path), how, {})
        case _:
            dialect = how.dialect or (Dialect("\t") if how.format == "tsv" else None)
            text = read_csv(path, dialect, how.encoding)
            return Opened(path, text.table, replace(how, encoding=text.encoding, dialect=text.dialect), {})
