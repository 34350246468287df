"""Items as no one wishes them: broken metadata, huge metadata, strange names, types nobody knows; nothing is lost."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.cell_state import CellState
from tests.faulty_proxy import FaultyProxy, Rewrites
from tests.journeys.behind import put_metadata
from tests.journeys.colleague import Colleague
from tests.journeys.places import FIRST, FOURTH, NOTED, REVIEWER, ROUTE, SECOND, SPEED, THIRD, VIDEO
from tests.journeys.user import User
from tests.local_platform import LocalPlatform

DEEP = '{"deep":' + "[" * 60 + "1" + "]" * 60 + "}"
BIG = json.dumps({"notes": "é" * 500_000, SPEED: 1}, ensure_ascii=False)
NAMES = {
    FIRST: "🦊 fox at the gate 🌧️.jpg",
    SECOND: "שועל ליד השער, ثعلب.jpg",
    THIRD: "two\nlines.jpg",
    FOURTH: "n" * 300,
}


def test_broken_metadata_is_shown_with_its_reason_cannot_be_edited_and_is_never_sent(user: User) -> None:
    broken = {FIRST: "", SECOND: "null", THIRD: '{"a": 1', FOURTH: "[1, 2]", NOTED: DEEP, VIDEO: BIG}
    put_metadata(user.home / "platform", broken)
    user.starts()
    user.is_connected()
    colleague = user.meets(*ROUTE)
    before = colleague.reads_text()
    user.opens(*ROUTE)
    for item, reason in (
        (FIRST, "The metadata is an empty text, not a JSON object."),
        (THIRD, "The metadata is not a JSON object:"),
        (FOURTH, "The metadata is not a JSON object: it starts with something else than {."),
    ):
        assert user.mark(item, SPEED) is CellState.UNREADABLE
        user.types("1", into=(item, SPEED))
        user.sees(reason)
        assert user.staged == 0
    user.types("2.5", into=(SECOND, SPEED))
    user.types("2.5", into=(NOTED, SPEED))
    user.types("2.5", into=(VIDEO, SPEED))
    user.sees_staged(3)
    review = user.reviews()
    assert set(review.pushes().values()) == {"pushed"}
    review.closes()
    after = colleague.reads_text()
    assert {item: after[item] for item in (FIRST, THIRD, FOURTH)} == {
        item: before[item] for item in (FIRST, THIRD, FOURTH)
    }
    assert json.loads(after[SECOND]) == {SPEED: 2.5}
    assert after[NOTED] == DEEP[:-1] + f',"{SPEED}":2.5}}'
    assert json.loads(after[VIDEO]) == {**json.loads(BIG), SPEED: 2.5}


def test_names_in_any_script_and_length_are_shown_edited_and_pushed(user: User) -> None:
    user.starts()
    user.is_connected()
    colleague = user.meets(*ROUTE)
    for item, name in NAMES.items():
        colleague.renames(item, name)
    user.opens(*ROUTE)
    for name in NAMES.values():
        user.types("fog ☁️ ענן", into=(name, REVIEWER))
    user.sees_staged(4)
    assert {user.cell(name, REVIEWER) for name in NAMES.values()} == {"fog ☁️ ענן"}
    user.goes_to(NAMES[THIRD], SPEED)
    user.sees("two lines.jpg")
    review = user.reviews()
    assert {line.item for line in review.lines} == {" ".join(name.split()) for name in NAMES.values()}
    review.pushes()
    review.closes()
    held = colleague.reads()
    assert [held[name][REVIEWER] for name in NAMES.values()] == ["fog ☁️ ענן"] * 4


@pytest.fixture
def line(workspace: Path, tmp_path: Path) -> Iterator[FaultyProxy]:
    """A line to a platform of its own, which changes the words that pass."""
    shutil.copytree(workspace, tmp_path / "far")
    with LocalPlatform(tmp_path / "far") as platform, FaultyProxy(platform.url) as proxy:
        yield proxy


def test_types_nobody_knows_yet_are_shown_edited_and_sent_back_as_they_were(
    user: User, line: FaultyProxy, tmp_path: Path
) -> None:
    line.goes_wrong(Rewrites(b'"itemType":"image"', b'"itemType":"hologram"'), times=None, path="items")
    line.goes_wrong(Rewrites(b'"folderType":"generic"', b'"folderType":"constellation"'), times=None, path="folders")
    line.goes_wrong(Rewrites(b'"hint":"number"', b'"hint":"quaternion"'), times=None, path="schema")
    user.starts(line.url, tmp_path / "far" / "key")
    user.is_connected()
    user.opens(*ROUTE)
    assert user.cell(FIRST, "item_type") == "hologram"
    assert "unknown type variant quaternion" in user.head(SPEED)
    user.types("[1, 0, 0, 0]", into=(FIRST, SPEED))
    user.types("1.25", into=(SECOND, SPEED))
    user.sees_staged(2)
    user.reviews().pushes()
    held = Colleague(line.target, tmp_path / "far" / "key", ROUTE).reads()
    assert (held[FIRST][SPEED], held[SECOND][SPEED]) == ([1, 0, 0, 0], 1.25)
