"""Puts into a stopped platform what no client could have sent it."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path


def put_metadata(platform: Path, texts: Mapping[str, str]) -> None:
    """Give items, by their names, any text as metadata."""
    with closing(sqlite3.connect(platform / "platform.sqlite")) as connection, connection:
        for name, text in texts.items():
            found = connection.execute("UPDATE items SET metadata = ? WHERE name = ?", (text, name))
            assert found.rowcount == 1, name
