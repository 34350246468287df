"""A person with no account starts Tagline, edits a folder by keyboard, undoes, reviews and pushes; the SDK reads it."""

from models.cell_state import CellState
from tests.journeys.places import FIRST, FOURTH, NOTED, ROUTE, SECOND, THIRD, VIDEO
from tests.journeys.user import User

NOTE = "Delivery bay blocked by a van, took the long way round."
RUN = "11111111-2222-4333-8444-555555555555"

ODDLY_SPELT = (
    r'{ "scene.place":"Mengstra\u00dfe", "video.speed_mps" : 1.120, "big":12345678901234567890.10e-2,"z":{ } }'
)
ODDLY_SPELT_AFTER = (
    r'{"scene.place":"Mengstra\u00dfe","video.speed_mps":1.120,"big":12345678901234567890.10e-2,"z":{ },"split":"test"}'
)


def edited(before: str, *changes: tuple[str, str]) -> str:
    """A metadata text with some of its letters replaced; each place must be there exactly once."""
    for old, new in changes:
        assert before.count(old) == 1, (old, before)
        before = before.replace(old, new)
    return before


def edits_by_keyboard(user: User) -> None:
    """Twelve gestures, one for each way to give a cell its value."""
    user.types("Königstraße 7", into=(FIRST, "scene.place"))
    user.types("3.25", into=(FIRST, "video.speed_mps"))
    user.ticks(FIRST, "video.usable")
    user.types("fog", into=(FIRST, "scene.weather"))
    user.types("2026-11-01 09:30", into=(FIRST, "video.reviewed_at"))
    user.types(RUN.replace("-", "").upper(), into=(FIRST, "scene.run"))
    user.clears(SECOND, "reviewed by")
    user.removes(SECOND, "scene.people")
    user.pastes("left\t4.3.0\nright\t4.3.1", at=(SECOND, "video.camera"))
    user.fills_down("split", SECOND, FOURTH)
    user.goes_to(NOTED, "scene.notes")
    user.presses("Shift+F2")
    user.sees("characters · 1 line")
    user.writes("\nA second line.")
    user.presses("Ctrl+Return")
    user.goes_to(VIDEO, "split")
    user.presses("Ctrl+Shift+N")
    user.sees("Add a key")
    user.writes("team.shift")
    user.presses("Return")
    user.types("night", into=(VIDEO, "team.shift"))


def test_the_window_fills_itself_and_teaches_the_first_step(user: User) -> None:
    user.starts()
    user.sees("Starting the local platform…")
    user.is_connected()
    user.sees("Open a folder to begin")
    user.sees("you@tagline.local")
    user.sees("Street robots  76")
    user.sees("Release 4.2 test split")
    user.opens(*ROUTE)
    user.sees("10 items")
    assert len(user.items()) == 10
    assert user.cell(FIRST, "scene.weather") == "rain"
    assert user.cell(FIRST, "scene.embedding") == "16 numbers"


def test_twelve_edits_by_keyboard_reach_the_platform_and_nothing_else_changes(user: User) -> None:
    user.starts()
    user.is_connected()
    colleague = user.meets(*ROUTE)
    colleague.writes_text(FOURTH, ODDLY_SPELT)
    before = colleague.reads_text()
    user.opens(*ROUTE)
    edits_by_keyboard(user)
    user.sees_staged(15)
    assert user.mark(FIRST, "video.usable") is CellState.CHANGED
    assert user.mark(SECOND, "reviewed by") is CellState.CLEARED
    assert user.mark(SECOND, "scene.people") is CellState.REMOVED
    assert user.mark(VIDEO, "team.shift") is CellState.ADDED
    assert "0.65" in user.tooltip(FIRST, "video.speed_mps")
    assert colleague.reads_text() == before, "nothing leaves the computer before the push"

    user.undoes(3)
    user.sees_staged(13)
    user.sees("Redo")
    user.redoes(3)
    user.sees_staged(15)
    user.types("a slip of the finger", into=(THIRD, "video.route"))
    user.sees_staged(16)
    user.undoes()
    user.sees_staged(15)

    review = user.reviews()
    assert review.words == "To Local platform: 15 edits in 6 items."
    assert review.changes() == {
        (FIRST, "scene.place"): "Mengstraße → Königstraße 7",
        (FIRST, "video.speed_mps"): "0.65 → 3.25",
        (FIRST, "video.usable"): "true → false",
        (FIRST, "scene.weather"): "rain → fog",
        (FIRST, "video.reviewed_at"): "2026-10-15T04:28:00Z → 2026-11-01T09:30:00Z",
        (FIRST, "scene.run"): f"229685f0-21bb-44eb-8ecb-fadca69718e8 → {RUN}",
        (SECOND, "reviewed by"): "Jonas Okafor → ",
        (SECOND, "scene.people"): "1 → ",
        (SECOND, "video.camera"): "front → left",
        (SECOND, "video.firmware"): "4.2.3 → 4.3.0",
        (THIRD, "video.camera"): "front → right",
        (THIRD, "video.firmware"): "4.2.3 → 4.3.1",
        (FOURTH, "split"): " → test",
        (NOTED, "scene.notes"): f"{NOTE} → {NOTE}\nA second line.",
        (VIDEO, "team.shift"): " → night",
    }
    changed = (FIRST, SECOND, THIRD, FOURTH, NOTED, VIDEO)
    assert review.pushes() == dict.fromkeys(changed, "pushed")
    assert review.summary == "6 items pushed"
    review.closes()
    user.sees_staged(0)
    assert user.mark(FIRST, "video.speed_mps") is CellState.CONFIRMED
    assert user.cell(FIRST, "video.speed_mps") == "3.25"

    after = colleague.reads_text()
    assert after[FIRST] == edited(
        before[FIRST],
        ('"scene.place":"Mengstraße"', '"scene.place":"Königstraße 7"'),
        ('"video.speed_mps":0.65', '"video.speed_mps":3.25'),
        ('"video.usable":true', '"video.usable":false'),
        ('"scene.weather":"rain"', '"scene.weather":"fog"'),
        ("2026-10-15T04:28:00Z", "2026-11-01T09:30:00Z"),
        ("229685f0-21bb-44eb-8ecb-fadca69718e8", RUN),
    )
    assert after[SECOND] == edited(
        before[SECOND],
        ('"reviewed by":"Jonas Okafor"', '"reviewed by":null'),
        ('"scene.people":1,', ""),
        ('"video.camera":"front"', '"video.camera":"left"'),
        ('"video.firmware":"4.2.3"', '"video.firmware":"4.3.0"'),
    )
    assert after[FOURTH] == ODDLY_SPELT_AFTER
    assert after[NOTED] == edited(before[NOTED], (NOTE, f"{NOTE}\\nA second line."))
    assert after[VIDEO] == before[VIDEO][:-1] + ',"team.shift":"night"}'
    assert {name: after[name] for name in before if name not in changed} == {
        name: before[name] for name in before if name not in changed
    }
    assert colleague.reads()[FIRST]["video.speed_mps"] == 3.25
