"""The kinds of files that go out, and what can be chosen about each."""

from collections.abc import Generator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TypeAlias

SIDECAR_SUFFIX = ".metadata.json"


class Format(Enum):
    """A kind of file: its word, its ending, and what people call it."""

    CSV = ("csv", ".csv", "CSV")
    TSV = ("tsv", ".tsv", "TSV")
    XLSX = ("xlsx", ".xlsx", "Excel workbook")
    JSON = ("json", ".json", "JSON")
    JSON_LINES = ("jsonl", ".jsonl", "JSON Lines")
    PARQUET = ("parquet", ".parquet", "Parquet")
    REGISTRATION = ("registration", ".json", "Registration JSON")
    SIDECARS = ("sidecars", "", "Sidecar files")

    def __init__(self, word: str, ending: str, title: str) -> None:
        self.word = word
        self.ending = ending
        self.title = title


@dataclass(frozen=True, slots=True)
class Options:
    """What can be chosen. `as_text`: every value as text. `bom`: a byte-order mark before CSV and TSV.

    `separator`: what stands between the values of CSV. `suffix`: what a sidecar's name ends with.
    """

    as_text: bool = False
    bom: bool = False
    separator: str = ","
    suffix: str = SIDECAR_SUFFIX


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many items, and sentences about what a reader of the file should know."""

    items: int
    notes: tuple[str, ...] = ()


Steps: TypeAlias = Generator[int, None, Written]
"""Writes a file while it is stepped through: the items of each step, what was written in the end.

Closed early, it leaves nothing behind. Raises ExportRefused.
"""


def format_of(path: Path) -> Format | None:
    """The kind of file a name's ending means; None where it means none."""
    ending = path.suffix.lower()
    if ending in {".ndjson", ".jsonlines"}:
        return Format.JSON_LINES
    return next((kind for kind in Format if kind.ending and kind.ending == ending), None)


def format_by_word(word: str) -> Format:
    """The kind of file by its word. Raises KeyError."""
    return {kind.word: kind for kind in Format}[word]
