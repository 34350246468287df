"""What a text file is written in: its encoding, told from its first bytes and, where those are silent, by trying."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from controllers.exchange.source import FileRefused

LARGEST = 2_000_000_000  # bytes of one file
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16, big-endian",
    "cp1252": "Windows-1252 (Western)",
    "latin-1": "Latin-1",
}
"""What can be chosen: Python's name and a person's."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY = {b"PK\x03\x04": "a ZIP file or workbook", b"PAR1": "a Parquet file", b"\x89PNG": "a picture"}
_PROBE = 4096


@dataclass(frozen=True, slots=True)
class Text:
    """A file as UTF-8, without its byte-order mark. `note` says when the encoding was a guess."""

    data: bytes
    encoding: str
    note: str = ""


def check_size(path: Path) -> int:
    """How many bytes a file has. Raises FileRefused when it is empty, too large or can't be read."""
    try:
        size = path.stat().st_size
    except OSError as problem:
        raise FileRefused(f"{path.name} can't be read: {problem.strerror or problem}.") from problem
    if path.is_dir():
        raise FileRefused(f"{path.name} is a folder, not a file.")
    if not size:
        raise FileRefused(f"{path.name} is empty. Choose a file with at least a header and one row.")
    if size > LARGEST:
        raise FileRefused(
            f"{path.name} has {size / 1e9:.1f} GB; at most {LARGEST / 1e9:.0f} GB are read at once. "
            "Split it into parts, or save it as Parquet."
        )
    return size


def read_text(path: Path, encoding: str = "") -> Text:
    """The file as UTF-8; `encoding` is a Python name, or empty to find it out. Raises FileRefused."""
    check_size(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise FileRefused(f"{path.name} can't be read: {problem.strerror or problem}.") from problem
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise FileRefused(f"{path.name} is not text: it looks like {what}. Choose its own format to import it.")
    mark, marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    chosen = encoding or marked or _silent_utf16(data[:_PROBE])
    body = data[len(mark) :] if mark and chosen == marked else data
    return _decoded(path, body, chosen) if chosen else _tried(body)


def _decoded(path: Path, data: bytes, encoding: str) -> Text:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        name = ENCODINGS.get(encoding, encoding)
        raise FileRefused(
            f"{path.name} is not {name}: byte {problem.start + 1:,} does not fit. Choose another encoding."
        ) from problem
    return Text(data if encoding == "utf-8" else text.encode("utf-8", "replace"), encoding)


def _tried(data: bytes) -> Text:
    """UTF-8 where the bytes are that, else the encoding of Western spreadsheets, which is then said."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        where = f"byte {problem.start + 1:,} is not UTF-8"
    else:
        return Text(data, "utf-8")
    for encoding in ("cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        note = f"Read as {ENCODINGS[encoding]}, because {where}. If letters look wrong, choose another encoding."
        return Text(text.encode(), encoding, note)
    raise AssertionError  # Latin-1 takes every byte


def _silent_utf16(start: bytes) -> str:
    """UTF-16 without a mark: every second byte of Western text is zero."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = max(1, len(start) // 2)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else ""
