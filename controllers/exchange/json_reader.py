"""Reads JSON, JSON Lines, Encord's registration JSON and sidecars: every value with the spelling it has in the file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias, cast

import msgspec

from controllers.exchange.formats import SIDECAR_SUFFIX
from controllers.exchange.records import KEY_MARK, header_of_key
from controllers.exchange.source import FileRefused, SourceColumn, SourceTable, text_array
from controllers.exchange.text_files import read_text
from controllers.exchange.write_json import METADATA

Raw: TypeAlias = msgspec.Raw
Row: TypeAlias = Mapping[str, Raw]

_METADATA_WORDS = frozenset({METADATA, "client_metadata"})
_ADDRESS = "objectUrl"
_OF_AN_ENTRY = (_ADDRESS, "title")
_OBJECT = msgspec.json.Decoder(dict[str, Raw])
_LIST = msgspec.json.Decoder(list[Raw])


def read_json(path: Path) -> SourceTable:
    """The objects of a JSON file, whichever of the known shapes it has. Raises FileRefused."""
    text = read_text(path)
    data = text.data.strip()
    if not data:
        raise FileRefused(f"{path.name} holds nothing but blanks. Choose a file with at least one object.")
    try:
        if data.startswith(b"["):
            rows = _objects(_LIST.decode(data), path.name)
            return _table(rows, path.name, text.note)
        return _of_object(_OBJECT.decode(data), path, text.note)
    except (msgspec.DecodeError, RecursionError) as problem:
        raise FileRefused(f"{path.name} is not JSON: {_reason(problem)}.") from problem


def read_json_lines(path: Path) -> SourceTable:
    """One object a line. Raises FileRefused, which names the first line that is none."""
    text = read_text(path)
    try:
        rows = cast("list[Row]", _OBJECT.decode_lines(text.data))
    except (msgspec.DecodeError, RecursionError) as problem:
        raise FileRefused(f"{path.name}, {_bad_line(text.data)}") from problem
    return _table(rows, path.name, text.note, first_line=1)


def read_sidecars(path: Path, suffix: str = SIDECAR_SUFFIX) -> SourceTable:
    """A sidecar, or all in a folder and the folders in it: the name of each says which file it is for."""
    folder = path if path.is_dir() else path.parent
    found = sorted(folder.rglob(f"*{suffix}")) if path.is_dir() else [path]
    if not found:
        raise FileRefused(f"{path.name} holds no file that ends with {suffix}.")
    rows: list[dict[str, Raw]] = []
    broken: list[str] = []
    for each in found:
        try:
            cells = _OBJECT.decode(read_text(each).data)
        except (msgspec.DecodeError, RecursionError, FileRefused):
            broken.append(each.name)
            continue
        name = each.relative_to(folder).as_posix().removesuffix(suffix)
        rows.append({"name": _raw(name), METADATA: Raw(msgspec.json.encode(cells))})
    note = ""
    if broken:
        count = "1 sidecar is" if len(broken) == 1 else f"{len(broken):,} sidecars are"
        note = f"{count} not JSON and left out: {', '.join(broken[:3])}{', …' if len(broken) > 3 else ''}."
    return _table(rows, path.name, note, first_line=1)


def _of_object(document: dict[str, Raw], path: Path, note: str) -> SourceTable:
    """A registration file, a map from identifiers to metadata, a sidecar, or a single item."""
    if path.name.endswith(SIDECAR_SUFFIX):
        return read_sidecars(path)
    lists = {name: raw for name, raw in document.items() if bytes(raw)[:1] == b"["}
    entries = [entry for name in lists for entry in _entries(lists[name])]
    if entries and any(_ADDRESS in entry or "title" in entry for entry in entries):
        return _registration(entries, path.name, note)
    if document and not _METADATA_WORDS & document.keys() and all(bytes(raw)[:1] == b"{" for raw in document.values()):
        rows = [{"id": _raw(name), METADATA: raw} for name, raw in document.items()]
        return _table(rows, path.name, note, first_line=1)
    return _table([document], path.name, note, first_line=1)


def _entries(raw: Raw) -> list[dict[str, Raw]]:
    return [_OBJECT.decode(each) for each in _LIST.decode(raw) if bytes(each)[:1] == b"{"]


def _registration(entries: Iterable[Row], name: str, note: str) -> SourceTable:
    """What a registration file says of each object: its address, its title, its metadata; not the facts of media."""
    kept = (_OF_AN_ENTRY, _METADATA_WORDS)
    rows = [{word: raw for word, raw in entry.items() if any(word in words for words in kept)} for entry in entries]
    said = "Read as Encord's registration JSON: only clientMetadata is imported, nothing is registered."
    return _table(rows, name, f"{note} {said}".strip(), first_line=1)


def _objects(values: Sequence[Raw], name: str) -> list[Row]:
    for number, raw in enumerate(values, 1):
        if bytes(memoryview(raw)[:1]) != b"{":
            raise FileRefused(f"{name}: entry {number:,} of the list is not an object with keys. Nothing was read.")
    return [_OBJECT.decode(raw) for raw in values]


def _table(rows: Sequence[Row], name: str, note: str, *, first_line: int = 1) -> SourceTable:
    """Columns of the objects' own words and of the keys of their metadata, in the order they are met."""
    if not rows:
        raise FileRefused(f"{name} has no objects. There is nothing to import.")
    own: dict[str, list[str | None]] = {}
    keys: dict[str, list[str | None]] = {}
    strange = 0
    for number, row in enumerate(rows):
        for word, raw in row.items():
            if word not in _METADATA_WORDS:
                _put(own, word, number, raw)
                continue
            cells = _metadata(raw)
            strange += cells is None
            for key, cell in (cells or {}).items():
                _put(keys, key, number, cell)
    beside = any(word in row for row in rows for word in _METADATA_WORDS)
    columns = [replace(_column(word, cells, len(rows)), about=beside) for word, cells in own.items()]
    marked = {key: KEY_MARK + key if key in own else header_of_key(key) for key in keys}
    columns += [_column(marked[key], cells, len(rows)) for key, cells in keys.items()]
    notes = [note] if note else []
    if strange:
        notes.append(f"{strange:,} objects have a {METADATA} that is no object; it is left out.")
    return SourceTable(tuple(columns), len(rows), tuple(notes), first_line)


def _put(columns: dict[str, list[str | None]], name: str, number: int, raw: Raw) -> None:
    cells = columns.setdefault(name, [])
    if len(cells) < number:
        cells.extend([None] * (number - len(cells)))
    cells.append(_cell(raw))


def _column(name: str, cells: list[str | None], rows: int) -> SourceColumn:
    cells.extend([None] * (rows - len(cells)))
    return SourceColumn(name, text_array(cells), "json")


def _metadata(raw: Raw) -> dict[str, Raw] | None:
    """An object, also where it is spelt as a text, as the platform's own answers do."""
    try:
        if bytes(raw)[:1] == b'"':
            return _OBJECT.decode(msgspec.json.decode(raw, type=str).encode())
        return {} if bytes(raw) == b"null" else _OBJECT.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return None


def _cell(raw: Raw) -> str:
    data = bytes(raw)
    if b"\n" in data or b"\r" in data:  # between the parts of a value, never in its texts
        data = msgspec.json.format(data, indent=-1)
    return data.decode()


def _raw(text: str) -> Raw:
    return Raw(msgspec.json.encode(text))


def _reason(problem: Any) -> str:
    if isinstance(problem, RecursionError):
        return "it is nested too deeply"
    return str(problem).removeprefix("JSON is malformed: ").rstrip(".")


def _bad_line(data: bytes) -> str:
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            _OBJECT.decode(line)
        except (msgspec.DecodeError, RecursionError) as problem:
            return f"line {number:,} is not a JSON object: {_reason(problem)}."
    return "a line is not a JSON object."
