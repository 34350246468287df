"""Opens a file of any format that values can come in from, by its name and its first bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from controllers.exchange.csv_reader import read_csv
from controllers.exchange.dialect import Dialect
from controllers.exchange.guessing import guess_types
from controllers.exchange.source import FileRefused, SourceTable

FORMATS: Mapping[str, str] = {
    "csv": "CSV, text with delimiters",
    "tsv": "TSV, text with tabs",
}
"""What can be read: a short name and a person's."""

_ENDINGS = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
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
    return replace(opened, types=guess_types(opened.table))


def format_of(path: Path) -> str:
    """The format of a file. Raises FileRefused when it is none that can be read."""
    name = path.name.lower()
    kind = _ENDINGS.get(path.suffix.lower(), "")
    if not kind:
        known = ", ".join(_ENDINGS)
        raise FileRefused(f"{name} has an ending that is not known. Tagline imports {known}.")
    return kind


def _read(path: Path, how: ReadAs) -> Opened:
    dialect = how.dialect or (Dialect("\t") if how.format == "tsv" else None)
    text = read_csv(path, dialect, how.encoding)
    return Opened(path, text.table, replace(how, encoding=text.encoding, dialect=text.dialect), {})
