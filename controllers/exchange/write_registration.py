"""Writes the JSON that registers files with Encord, with their metadata: to be uploaded for a folder of the platform.

Each kind of file has a list of its own; an item is told by the address of its file. Registered again with the flags
below, items that are there keep their files and take the metadata.
"""

import re
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import IO

from controllers.exchange.formats import Steps, Written
from controllers.exchange.records import Column, Records
from controllers.exchange.whole_file import ExportRefused, replacing
from controllers.exchange.write_json import METADATA, object_text
from domain.reading import spell

LIMIT = 500_000  # items the platform takes in one file
LONGEST_NAME = 300
FLAGS = ("skip_duplicate_urls", "upsert_metadata")

_LISTS: Mapping[str, str] = MappingProxyType(
    {
        "video": "videos",
        "image": "images",
        "audio": "audio",
        "plaintext": "text",
        "pdf": "pdf",
        "nifti": "nifti",
        "timeseries": "time_series",
    }
)
"""Kind of item -> the list it stands in, as the SDK's own model of such a file names it."""


def write_registration(records: Records, path: Path, urls: Mapping[str, str]) -> Steps:
    """Write the items that are one file at one address. `urls`: item -> where its file is; others are left out.

    The records need the columns uuid, name and item_type.
    """
    if len(records) > LIMIT:
        raise ExportRefused(
            f"Encord takes at most {LIMIT:,} items in one file, and these are {len(records):,}. "
            "Export a selection or a filter of them. Nothing was written."
        )
    without = 0
    columns = (_needed(records, "uuid"), _needed(records, "name"), _needed(records, "item_type"))
    places = [records.columns.index(column) for column in columns]
    keys = [(at, column.name) for at, column in enumerate(records.columns) if column.kind == "key"]
    with replacing(path) as part, ExitStack() as open_lists:
        lists: dict[str, IO[str]] = {}
        for batch in records.batches():
            for row in zip(*batch, strict=True):
                item, name, kind = (row[at] for at in places)
                group, url = _LISTS.get(re.sub(r"[^a-z]", "", str(kind).lower())), urls.get(item)
                if group is None or url is None:
                    without += 1
                    continue
                cells = [(key, row[at]) for at, key in keys if row[at] is not None]
                between = ",\n" if group in lists else ""
                if not between:
                    lists[group] = open_lists.enter_context(_list(part.parent))
                lists[group].write(between + _entry(url, name or "", cells))
            yield len(batch[0])
        with part.open("w", encoding="utf-8", newline="\n") as out:
            _put_together(lists, out)
    return Written(len(records) - without, _notes(without))


def _entry(url: str, name: str, cells: list[tuple[str, str]]) -> str:
    title = f'"title":{spell(name[:LONGEST_NAME])},' if name else ""
    return f'    {{"objectUrl":{spell(url)},{title}"{METADATA}":{object_text(cells)}}}'


def _list(folder: Path) -> IO[str]:
    """A file of its own, gone with its last use: half a million items need not be held at once."""
    return TemporaryFile("w+", encoding="utf-8", newline="\n", dir=folder)


def _put_together(lists: Mapping[str, IO[str]], out: IO[str]) -> None:
    out.write("{\n")
    for group, entries in lists.items():
        out.write(f'  "{group}": [\n')
        entries.seek(0)
        shutil.copyfileobj(entries, out)
        out.write("\n  ],\n")
    out.write(",\n".join(f'  "{flag}": true' for flag in FLAGS) + "\n}\n")


def _notes(without: int) -> tuple[str, ...]:
    if not without:
        return ()
    items = "1 item is" if without == 1 else f"{without:,} items are"
    return (f"{items} left out: no single file in a cloud storage stands behind it.",)


def _needed(records: Records, name: str) -> Column:
    column = records.fact(name)
    if column is None:
        raise ExportRefused(f"A registration file needs the column {name}. Nothing was written.")
    return column
