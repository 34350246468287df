"""Every preference: its key, its type, its default and what it means, one line each; kept in one ini file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

T = TypeVar("T", bool, int, float, str, bytes, list[str])

LAYOUT_VERSION = 1
RECENT = 8


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One preference. The type of the default is the type of the preference."""

    key: str
    default: T
    meaning: str


THEME = Setting("look/theme", "system", "colours: system, light or dark")
ROW_HEIGHT = Setting("look/row_height", 26, "height of a table row, in pixels at 100 %")
TEXT_SCALE = Setting("look/text_scale", 1.0, "size of all text beside the system's, 0.5 to 3.0")
SHOW_FILTERS = Setting("table/show_filters", True, "show a row of filters under the heads of the columns")
SHOW_FACTS = Setting("table/show_facts", True, "show size, duration and dates beside the metadata")
PUSH_MODE = Setting("push/mode", "merge", "what the review starts with: merge or replace")
RECEIPT_FOLDER = Setting("push/receipt_folder", "", "where receipts were exported last")
EXPORT_FOLDER = Setting("export/folder", "", "where a file was exported to last")
EXPORT_FORMAT = Setting("export/format", "csv", "the kind of file exported last")
IMPORT_FOLDER = Setting("import/folder", "", "where a file was imported from last")
IMPORT_MAPPINGS: Setting[list[str]] = Setting(
    "import/mappings", [], "what the columns of imported files went to, by header, newest first"
)
LAST_PLATFORM = Setting("session/last_platform", "", "address connected to last; empty for the local platform")
RECENT_PLATFORMS: Setting[list[str]] = Setting(
    "session/recent_platforms", [], "addresses and key files connected to, newest first"
)
BULK_LAST = Setting("table/bulk_last", "{}", "what Change Values was asked last: operation and answers, as JSON")
KEYFRAMES_LAST = Setting(
    "table/keyframes_last", "{}", "what Keyframes of Many Videos was asked last: rule and answers, as JSON"
)
WINDOW_GEOMETRY = Setting("window/geometry", b"", "place and size of the window")
WINDOW_STATE = Setting("window/state", b"", "places of panes and tool bars")
SPLITTER = Setting("window/splitter", b"", "widths of the panes")
TREE_SPLITTER = Setting("window/tree_splitter", b"", "heights of the two trees")
SHOW_TREES = Setting("window/show_trees", True, "show folders and datasets at the left")
SHOW_INSPECTOR = Setting("window/show_inspector", True, "show the item under the cursor at the right")
VIDEO_MEMORY = Setting("video/memory_mb", 512, "memory for decoded frames, in megabytes")
VIDEO_REACTION = Setting("video/reaction_s", 0.2, "how much earlier a frame is tagged that was seen while playing")
VIDEO_STEP = Setting("video/step_s", 1.0, "how far Shift and an arrow go, in seconds")
VIDEO_UNIT = Setting("video/unit", "timecode", "what the ruler of the timeline counts in")
VIDEO_SNAP = Setting("video/snap", True, "keyframes that are dragged hold on to what is near")
VIDEO_MUTED = Setting("video/muted", False, "play without sound")

ALL: tuple[Setting[Any], ...] = (
    THEME,
    ROW_HEIGHT,
    TEXT_SCALE,
    SHOW_FILTERS,
    SHOW_FACTS,
    PUSH_MODE,
    RECEIPT_FOLDER,
    EXPORT_FOLDER,
    EXPORT_FORMAT,
    IMPORT_FOLDER,
    IMPORT_MAPPINGS,
    LAST_PLATFORM,
    RECENT_PLATFORMS,
    BULK_LAST,
    KEYFRAMES_LAST,
    WINDOW_GEOMETRY,
    WINDOW_STATE,
    SPLITTER,
    TREE_SPLITTER,
    SHOW_TREES,
    SHOW_INSPECTOR,
    VIDEO_MEMORY,
    VIDEO_REACTION,
    VIDEO_STEP,
    VIDEO_UNIT,
    VIDEO_SNAP,
    VIDEO_MUTED,
)


@dataclass(frozen=True, slots=True)
class RecentPlatform:
    """A platform connected to before: its address and where the key file is (never the key)."""

    url: str
    key_file: str


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """How one column of a view is laid out; columns are known by name, never by number."""

    name: str
    width: int
    hidden: bool = False
    pinned: bool = False
    """Whether it stays at the left beside the name."""
    title: str = ""
    """What stands over it in place of its key, where someone named it."""


class Settings(QObject):
    """The preferences of one user. A value in the file that is not of its type counts as the default."""

    changed = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = folder / "settings.ini"
        self._store = QSettings(str(self.path), QSettings.Format.IniFormat, self)

    def get(self, setting: Setting[T]) -> T:
        """The preference as it was set, else its default."""
        return _typed(self._store.value(setting.key), setting.default)

    def set(self, setting: Setting[T], value: T) -> None:
        """Keep a preference, and tell `changed` its key when it moved."""
        if value == self.get(setting):
            return
        self._store.setValue(setting.key, _stored(value))
        self.changed.emit(setting.key)

    def sync(self) -> None:
        """Write what is set to the file now."""
        self._store.sync()

    def recent_platforms(self) -> tuple[RecentPlatform, ...]:
        """Platforms connected to, newest first."""
        lines = (line.partition("\t") for line in self.get(RECENT_PLATFORMS))
        return tuple(RecentPlatform(url, key_file) for url, _, key_file in lines if url)

    def remember_platform(self, url: str, key_file: str) -> None:
        """Put a platform first among the recent ones."""
        line = f"{url}\t{key_file}"
        others = [known for known in self.get(RECENT_PLATFORMS) if known.partition("\t")[0] != url]
        self.set(RECENT_PLATFORMS, [line, *others][:RECENT])

    def layout(self, view: str) -> tuple[ColumnLayout, ...]:
        """How the columns of a view were left, in their order; nothing when never saved or by another version."""
        try:
            saved: Any = json.loads(str(self._store.value(_layout_key(view)) or "{}"))
            if saved.get("version") != LAYOUT_VERSION:
                return ()
            columns = cast("list[Mapping[str, Any]]", saved["columns"])
            return tuple(_layout(column) for column in columns)
        except (ValueError, KeyError, TypeError, AttributeError):
            return ()

    def save_layout(self, view: str, columns: tuple[ColumnLayout, ...]) -> None:
        """Keep how the columns of a view are laid out."""
        written = [
            {key: value for key, value in asdict(column).items() if value or key in _ALWAYS} for column in columns
        ]
        saved = {
            "version": LAYOUT_VERSION,
            "saved": datetime.now(UTC).isoformat(timespec="seconds"),
            "columns": written,
        }
        self._store.setValue(_layout_key(view), json.dumps(saved))

    def arrangement(self, view: str) -> str:
        """How the rows of a view were left filtered and sorted, as `Wish.written` spelt it; empty for not at all."""
        return str(self._store.value(_arrangement_key(view)) or "")

    def save_arrangement(self, view: str, written: str) -> None:
        """Keep how the rows of a view are filtered and sorted."""
        if written:
            self._store.setValue(_arrangement_key(view), written)
        else:
            self._store.remove(_arrangement_key(view))

    def arrangements(self) -> dict[str, str]:
        """Every view whose rows were left filtered or sorted, with what `arrangement` gives."""
        return {view: self.arrangement(view) for view in self._views("arrangements")}

    def laid_out(self) -> tuple[str, ...]:
        """Every view whose columns were laid out."""
        return self._views("layouts")

    def _views(self, group: str) -> tuple[str, ...]:
        self._store.beginGroup(group)
        try:
            return tuple(sorted(self._store.childKeys()))
        finally:
            self._store.endGroup()


def _arrangement_key(view: str) -> str:
    return _layout_key(view).replace("layouts/", "arrangements/", 1)


_ALWAYS = frozenset({"name", "width", "hidden"})


def _layout(saved: Mapping[str, Any]) -> ColumnLayout:
    return ColumnLayout(
        str(saved["name"]),
        int(saved["width"]),
        bool(saved["hidden"]),
        bool(saved.get("pinned")),
        str(saved.get("title") or ""),
    )


def _layout_key(view: str) -> str:
    return "layouts/" + view.replace("/", "_").replace("\\", "_")


def _stored(value: bool | float | str | bytes | list[str]) -> object:
    return QByteArray(value) if isinstance(value, bytes) else json.dumps(value) if isinstance(value, list) else value


def _typed(value: object, default: T) -> T:
    """What the ini file gives (text, mostly) as the type of the default; the default when it can't be."""
    try:
        return cast("T", _READERS[type(default)](value)) if value is not None else default
    except (ValueError, TypeError, KeyError):
        return default


def _read_bool(value: object) -> bool:
    return {"true": True, "false": False}[str(value).lower()]


def _read_int(value: object) -> int:
    return int(str(value))


def _read_float(value: object) -> float:
    return float(str(value))


def _read_list(value: object) -> list[str]:
    return [str(entry) for entry in json.loads(str(value))]


def _read_bytes(value: object) -> bytes:
    if not isinstance(value, QByteArray | bytes):
        raise TypeError
    return bytes(cast("bytes", value))


_READERS: Mapping[type, Any] = {
    bool: _read_bool,
    int: _read_int,
    float: _read_float,
    str: str,
    bytes: _read_bytes,
    list: _read_list,
}
