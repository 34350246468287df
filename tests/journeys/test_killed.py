"""The window is killed with staged edits, and opened again: every edit it had shown is back, and it says so."""

import re
import signal

from models.cell_state import CellState
from tests.journeys.places import FIRST, ROUTE, SPEED
from tests.journeys.processes import running
from tests.journeys.user import User

BACK = re.compile(r"Kept on this computer and staged again: (\d+) edits? of (\d+) items?, since .+\.")


def test_every_edit_that_was_shown_survives_a_kill_and_the_window_says_so(user: User) -> None:
    with running("-m", "tests.journeys.killed_window", str(user.home)) as process:
        assert process.stdout is not None
        shown = [process.stdout.readline().strip() for _ in range(23)]
        process.send_signal(signal.SIGKILL)
        shown += process.stdout.read().split("\n")[:-1]
    assert len(shown) >= 23
    kept = {item: number for number, item in (line.split("\t") for line in shown)}

    user.starts()
    user.is_connected()
    user.sees("Kept on this computer and staged again:")
    told = next(found for found in map(BACK.fullmatch, user.window.banners.sentences()) if found is not None)
    assert int(told[1]) == int(told[2]) == len(kept) == 10
    user.sees_staged(10)
    user.opens(*ROUTE)
    found = {item: user.cell(item, SPEED) for item in user.items()}
    # The edit after the last one shown may have reached the disk before the window could show it.
    latest = str(len(shown) + 1)
    assert {item: number for item, number in found.items() if number != latest} == {
        item: number for item, number in kept.items() if found[item] != latest
    }
    user.clicks("Review…")
    user.sees_review().pushes()
    user.sees_staged(0)
    assert {name: str(held[SPEED]) for name, held in user.meets(*ROUTE).reads().items()} == found


def test_staged_edits_wait_when_the_window_is_closed_in_order(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    user.types("3.25", into=(FIRST, SPEED))
    user.presses("Ctrl+Q")
    user.sees("Staged and not pushed: 1 edit in 1 item.")
    user.clicks("Stay")
    user.goes_to(FIRST, SPEED)
    user.presses("Ctrl+Q")
    user.clicks("Close")
    user.stage.until(lambda: not user.window.isVisible(), "the window to close")
    user.ends()

    user.starts()
    user.is_connected()
    user.sees("Kept on this computer and staged again: 1 edit of 1 item, since")
    user.opens(*ROUTE)
    assert user.cell(FIRST, SPEED) == "3.25"
    assert user.mark(FIRST, SPEED) is CellState.CHANGED
