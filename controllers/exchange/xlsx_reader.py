"""Reads workbooks of Excel and LibreOffice: one sheet as text, numbers and dates spelt as the platform spells them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias, cast

import python_calamine as calamine

from controllers.exchange.source import FileRefused, SourceColumn, SourceTable, sound_header, text_array
from controllers.exchange.text_files import check_size

Content: TypeAlias = int | float | str | bool | time | date | datetime | timedelta

_open = cast("Callable[[str], calamine.CalamineWorkbook]", vars(calamine)["load_workbook"])  # its hints are loose
_EXACT = 10**15  # beyond it a workbook has rounded


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet, its name, and those there are."""

    table: SourceTable
    sheet: str
    sheets: tuple[str, ...]


def read_workbook(path: Path, sheet: str = "") -> ReadSheet:
    """A sheet by its name, else the first one that holds something. Raises FileRefused."""
    check_size(path)
    try:
        with _open(str(path)) as book:
            names = tuple(book.sheet_names)
            wanted = [sheet] if sheet in names else names
            for name in wanted:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
                if rows and any(rows[0]):
                    return ReadSheet(_table(rows, path.name), name, names)
    except calamine.PasswordError as problem:
        raise FileRefused(f"{path.name} is locked by a password. Save it without one, then import it.") from problem
    except (calamine.CalamineError, OSError) as problem:
        raise FileRefused(f"{path.name} is not a workbook, or it is damaged. Nothing was read.") from problem
    raise FileRefused(f"{path.name} has no rows. There is nothing to import.")


def _table(rows: list[list[Content]], name: str) -> SourceTable:
    if len(rows) < 2:
        raise FileRefused(f"{name} has a header and no row under it. There is nothing to import.")
    header = sound_header([_text(content) or "" for content in rows[0]])
    notes = list(header.notes)
    large = 0
    columns: list[SourceColumn] = []
    for at, title in enumerate(header.names):
        contents = [row[at] for row in rows[1:]]
        large += sum(isinstance(content, float | int) and abs(content) >= _EXACT for content in contents)
        columns.append(SourceColumn(title, text_array([_text(content) for content in contents])))
    if large:
        notes.append(f"{large:,} numbers have more than 15 digits: a workbook rounds such numbers. Check them.")
    return SourceTable(tuple(columns), len(rows) - 1, tuple(notes))


def _text(content: Content) -> str | None:
    match content:
        case "":
            return None
        case str():
            return content
        case bool():
            return "true" if content else "false"
        case float():
            return str(int(content)) if content.is_integer() and abs(content) < _EXACT else repr(content)
        case datetime() if content.time() == time():
            return content.date().isoformat()
        case datetime() | date() | time():
            return content.isoformat()
        case _:
            return str(content)
