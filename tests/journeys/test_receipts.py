"""What was pushed is kept: its receipt is exported, found again in the history, and taken back."""

import json

from tests.journeys.places import FIRST, ROUTE, SECOND, SPEED
from tests.journeys.user import User


def test_a_receipt_is_exported_found_again_and_taken_back(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    user.types("3.25", into=(FIRST, SPEED))
    user.removes(SECOND, SPEED)
    review = user.reviews()
    review.pushes()
    review.clicks("Export Receipt…")
    user.sees("Export receipt")
    user.presses("Ctrl+A")
    user.pastes(str(user.home / "receipt.json"))
    user.presses("Return")
    user.stage.until((user.home / "receipt.json").exists, "the receipt's file")
    exported = json.loads((user.home / "receipt.json").read_text())
    assert [result["outcome"] for result in exported["results"]] == ["pushed", "pushed"]
    assert exported["results"][0]["cells"] == {SPEED: ["0.65", "3.25"]}
    review.closes()
    user.ends()

    user.starts()
    user.is_connected()
    user.presses("Ctrl+Shift+H")
    user.sees("2 items pushed")
    user.clicks("Undo This Push…")
    back = user.sees_review().is_ready()
    assert back.changes() == {(FIRST, SPEED): "3.25 → 0.65", (SECOND, SPEED): " → 1.12"}
    back.pushes()
    held = user.meets(*ROUTE).reads()
    assert (held[FIRST][SPEED], held[SECOND][SPEED]) == (0.65, 1.12)
