"""A window that edits every item of a folder and pushes; made to be killed on the way.

Arguments: the data folder, the platform's address, the key, the folder's name, the key to edit, the value.
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.journeys.user import User


def main(home: Path, url: str, key_file: Path, folder: str, key: str, value: str) -> None:
    user = User(QApplication(["tagline"]), home)
    user.starts(url, key_file)
    user.is_connected()
    user.opens(folder)
    user.clicks_head(key)
    user.pastes(value)
    user.reviews().pushes()


if __name__ == "__main__":
    place, address, secret, *rest = sys.argv[1:]
    main(Path(place), address, Path(secret), *rest)
