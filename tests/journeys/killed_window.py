"""A window that edits for ever and says each edit it has shown; made to be killed. Arguments: the data folder."""

import itertools
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.journeys.places import ROUTE, SPEED
from tests.journeys.user import User


def main(home: Path) -> None:
    """Type 1, 2, 3, … into one item after the other; write an edit out once the window shows it as staged."""
    user = User(QApplication(["tagline"]), home)
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    items = user.items()
    for number in itertools.count(1):
        item = items[number % len(items)]
        user.types(str(number), into=(item, SPEED))
        assert user.cell(item, SPEED) == str(number)
        sys.stdout.write(f"{number}\t{item}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
