"""The book of namespaces of the platform in front, kept in the data folder: a file for each platform."""

import hashlib
import re
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from models.namespace_book import EMPTY_BOOK, NamespaceBook, NamespacesRefused, read_book, spell_book

FOLDER = "namespaces"
_ODD = re.compile(r"[^a-z0-9]+")


class Namespaces(QObject):
    """What is known of the platform in front. `sentence`: what went wrong when its file was read, else empty."""

    changed = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = data_dir / FOLDER
        self._path: Path | None = None
        self.book: NamespaceBook = EMPTY_BOOK
        self.sentence = ""

    def open(self, platform: str) -> None:
        """Take up what is kept for a platform. A file that cannot be read is set aside, and said so."""
        self._path = self._folder / file_name(platform)
        self.book, self.sentence = EMPTY_BOOK, ""
        try:
            self.book = load_book(self._path)
        except FileNotFoundError:
            pass
        except NamespacesRefused as refused:
            aside = self._path.with_suffix(".damaged.json")
            self._path.replace(aside)
            self.sentence = f"{refused.sentence} It was set aside as {aside}."
        except OSError as problem:
            self.sentence = f"What is known of the namespaces could not be read: {problem.strerror or problem}."
        self.changed.emit()

    def keep(self, book: NamespaceBook) -> None:
        """Keep another book for the platform in front: on disk first. Raises NamespacesRefused, nothing changed."""
        if self._path is None:
            raise NamespacesRefused("There is no platform to keep this for. Connect first.")
        if book == self.book:
            return
        save_book(book, self._path)
        self.book = book
        self.changed.emit()


def load_book(path: Path) -> NamespaceBook:
    """Read a file. Raises NamespacesRefused, and OSError where there is none to read."""
    try:
        return read_book(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise NamespacesRefused("The file is not text, so no namespaces were read.") from problem


def save_book(book: NamespaceBook, path: Path) -> None:
    """Write a whole file, or leave the one that is there. Raises NamespacesRefused."""
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(spell_book(book), "utf-8", newline="\n")
        part.replace(path)
    except OSError as problem:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise NamespacesRefused(
            f'"{path.name}" could not be written: {problem.strerror or problem}. What was there is unchanged.'
        ) from problem


def file_name(platform: str) -> str:
    """The name of a platform's file: readable, and another one for every platform."""
    readable = _ODD.sub("-", platform.lower()).strip("-")[:40]
    return f"{readable}-{hashlib.sha256(platform.encode()).hexdigest()[:8]}.json"
