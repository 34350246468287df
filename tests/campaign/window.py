"""The same with a window: a person who edits and pushes at random until the program is killed.

Arguments: the data folder, the platform's address, the key, the seed, the first value.
"""

import json
import random
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.campaign.victim import KEYS
from tests.journeys import screen
from tests.journeys.user import User

FOLDER = "Synthetic 200 items"


def main(home: Path, url: str, key_file: Path, seed: int, value: int) -> None:
    """Type unique numbers into random cells of one key, and push now and then, for ever."""
    luck = random.Random(seed)
    user = User(QApplication(["tagline"]), home)
    user.starts(url, key_file)
    user.is_connected()
    _say(ready=True)
    if screen.find_button("Go On…") is not None and luck.random() < 0.7:
        _goes_on(user)
    user.opens(FOLDER)
    items = user.items()
    while True:
        if luck.random() < 0.8:
            value += 1
            item = luck.choice(items)
            _say(**{"try": "edit"}, key=KEYS[0], cell=str(value), items=[user.item(item)])
            user.types(str(value), into=(item, KEYS[0]))
            assert user.cell(item, KEYS[0]) == str(value)
            _say(done=True, steps=1)
        elif user.staged:
            _say(**{"try": "push"})
            review = user.reviews()
            review.pushes()
            review.closes()
            _say(done=True)


def _goes_on(user: User) -> None:
    _say(**{"try": "go on"})
    user.clicks("Go On…")
    review = user.sees_review()
    user.stage.until(lambda: screen.find_button("Close") or review.can_push, "what is left of the push")
    if review.can_push:
        review.pushes()
    review.closes()
    _say(done=True)


def _say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    place, address, secret, number, first = sys.argv[1:]
    main(Path(place), address, Path(secret), int(number), int(first))
