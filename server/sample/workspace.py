"""The sample workspace as plain values: folders, items with their files, datasets and the schema. Knows no store."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class SampleFolder:
    """A folder by its path of names from the top, e.g. ("Street robots", "Harbour route")."""

    path: tuple[str, ...]
    description: str
    metadata: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One item: where it lives, its file and its metadata; a group has children instead of a file."""

    folder: tuple[str, ...]
    name: str
    item_type: str  # image, video, audio, plainText, pdf, imageGroup
    file: Path | None
    metadata: Mapping[str, Any]
    description: str = ""
    children: tuple["SampleItem", ...] = ()


@dataclass(frozen=True, slots=True)
class SampleDataset:
    """A dataset: a mirror of `backing_folder`, or links to items given as (folder path, name)."""

    title: str
    description: str
    backing_folder: tuple[str, ...] | None = None
    items: tuple[tuple[tuple[str, ...], str], ...] = ()


@dataclass(frozen=True, slots=True)
class SampleWorkspace:
    """Everything a new user finds. `schema` is the document of the current schema API, key to type."""

    folders: tuple[SampleFolder, ...]
    items: tuple[SampleItem, ...]
    datasets: tuple[SampleDataset, ...]
    schema: Mapping[str, Mapping[str, Any]]
