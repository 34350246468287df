"""A push is taken back through the window: reviewed like any other, and nothing else is touched."""

from PySide6.QtWidgets import QLineEdit

from tests.journeys import screen
from tests.journeys.places import FIRST, ROUTE, SECOND, SPEED
from tests.journeys.user import User


def finds(user: User, text: str, told: str) -> None:
    """Type into the search line of the history, and wait for what is said of it."""
    fields = [widget for widget in user.stage.app.allWidgets() if widget.objectName() == "push_search"]
    field = next(widget for widget in fields if isinstance(widget, QLineEdit) and widget.isVisible())
    user.stage.act(field.setFocus)
    user.stage.act(lambda: field.setText(text))
    user.sees(told)


def test_a_push_is_undone_from_its_receipt_and_a_colleagues_later_change_is_asked_about(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    user.types("3.25", into=(FIRST, SPEED))
    user.types("3.5", into=(SECOND, SPEED))
    colleague = user.meets(*ROUTE)
    before = colleague.reads()
    review = user.reviews()
    review.pushes()
    colleague.edits(FIRST, {SPEED: 9.75})
    review.clicks("Undo This Push…")
    back = user.sees_review().is_ready()
    assert back.obstacle == "1 conflict needs a choice."
    assert screen.find_button("Merge") is None, "an undo only changes what its push changed"
    assert back.line(SECOND, SPEED).change == f"3.5 → {before[SECOND][SPEED]}"
    back.chooses("Theirs", FIRST, SPEED)
    assert back.pushes() == {FIRST: "there already", SECOND: "pushed"}
    user.sees("It takes back push 1.")
    back.closes()
    user.sees_staged(0)
    held = colleague.reads()
    assert (held[FIRST][SPEED], held[SECOND]) == (9.75, before[SECOND])
    assert user.cell(SECOND, SPEED) == str(before[SECOND][SPEED])

    user.presses("Ctrl+Shift+H")
    user.sees("Push 2. It takes back push 1.")
    finds(user, "3.141", "Nothing found.")
    finds(user, SPEED, "Found in 2 pushes.")
    finds(user, SECOND, "Found in 2 pushes.")


def test_what_is_staged_here_is_not_touched_by_the_undo_of_an_earlier_push(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    colleague = user.meets(*ROUTE)
    before = colleague.reads()
    user.types("3.25", into=(FIRST, SPEED))
    review = user.reviews()
    review.pushes()
    review.closes()
    user.types("5.5", into=(FIRST, SPEED))
    user.types("6.5", into=(SECOND, SPEED))
    user.presses("Ctrl+Shift+H")
    user.clicks("Undo This Push…")
    back = user.sees_review().is_ready()
    assert back.changes() == {(FIRST, SPEED): f"3.25 → {before[FIRST][SPEED]}"}
    back.pushes()
    back.closes()
    user.sees_staged(2)
    assert colleague.reads() == before
    assert user.cell(FIRST, SPEED) == "5.5"
