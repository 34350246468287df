"""Writes sidecars: beside each file of a cloud folder one small JSON file with the metadata of that file."""

import re
from collections import Counter
from pathlib import Path

from controllers.exchange.formats import Options, Steps, Written
from controllers.exchange.records import Records
from controllers.exchange.whole_file import ExportRefused, replacing
from controllers.exchange.write_json import object_text

LONGEST_SUFFIX = 128
_LONGEST_STEP = 255  # bytes of one name on a disk
_UNSAFE = re.compile('[\\x00-\\x1f<>:"\\\\|?*]')


def write_sidecars(records: Records, folder: Path, options: Options) -> Steps:
    """Write one file for each item into a folder, named by the item and the suffix; files there are replaced.

    An item whose name has slashes gets folders of those names, as in a cloud storage. Each file is whole or as it was;
    stopped early, those that were written stay. The records need the column name.
    """
    if not 1 <= len(options.suffix) <= LONGEST_SUFFIX or "/" in options.suffix:
        raise ExportRefused(f"The suffix of sidecars has 1 to {LONGEST_SUFFIX} characters and no slash.")
    name = records.fact("name")
    if name is None:
        raise ExportRefused("Sidecars need the column name. Nothing was written.")
    _make(folder)
    at_name = records.columns.index(name)
    keys = [(at, column.name) for at, column in enumerate(records.columns) if column.kind == "key"]
    outcome = Counter[str]()
    seen: set[str] = set()
    for batch in records.batches(500):
        for row in zip(*batch, strict=True):
            place = _place(folder, row[at_name] or "", options.suffix)
            word = "unsafe" if place is None else "twice" if str(place).casefold() in seen else "written"
            outcome[word] += 1
            if place is not None and word == "written":
                seen.add(str(place).casefold())
                _write(place, [(key, row[at]) for at, key in keys if row[at] is not None])
        yield len(batch[0])
    return Written(outcome["written"], _notes(outcome))


def _write(place: Path, cells: list[tuple[str, str]]) -> None:
    _make(place.parent)
    with replacing(place) as part:
        part.write_text(object_text(cells) + "\n", encoding="utf-8", newline="\n")


def _place(folder: Path, name: str, suffix: str) -> Path | None:
    """Where the sidecar of a name goes; None where it would lead out of the folder, or not say the name again."""
    *above, last = name.split("/")
    if not last or any(step in {"", ".", ".."} for step in above) or last in {".", ".."}:
        return None
    steps = (*above, last + suffix)
    if any(_UNSAFE.search(step) or len(step.encode(errors="replace")) > _LONGEST_STEP for step in steps):
        return None
    return folder.joinpath(*steps)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ExportRefused(f'The folder "{folder}" could not be made: {problem.strerror or problem}.') from problem


def _notes(outcome: Counter[str]) -> tuple[str, ...]:
    notes: list[str] = []
    if outcome["twice"]:
        items = "1 item has" if outcome["twice"] == 1 else f"{outcome['twice']:,} items have"
        notes.append(f"{items} the name of another one: only the first of each name has a sidecar.")
    if outcome["unsafe"]:
        items = "1 item has" if outcome["unsafe"] == 1 else f"{outcome['unsafe']:,} items have"
        notes.append(f"{items} a name no file can have and no sidecar.")
    return tuple(notes)
