"""A window that edits its schema for ever and says each edit it has shown; made to be killed. Argument: folder."""

import itertools
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.journeys.at_schema import AtSchema
from tests.journeys.user import User


def main(home: Path) -> None:
    """Add one key after the other; write its name out once the tab shows it as staged."""
    user = User(QApplication(["tagline"]), home)
    user.starts()
    user.is_connected()
    schema = AtSchema(user)
    schema.opens()
    for number in itertools.count(1):
        schema.adds(f"team.key {number}", "number")
        schema.sees_staged(number)
        sys.stdout.write(f"team.key {number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
