"""A program killed at any instant: the journal has exactly the edits it acknowledged."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from models.edit_log import StagedLog
from models.journal import Journal
from models.key_cells import KeyCells
from tests.models.killing import kill_soon

EDITS_FOR_EVER = """
import sys
from pathlib import Path
from models.journal import Journal
from models.key_cells import KeyCells
from models.staged_columns import StagedColumn

journal = Journal.open(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 10**9):
    items = [f"item {(number * 7 + step) % 40}" for step in range(5)]
    gone = [f"item {(number * 3) % 40}"] if number % 3 == 0 else []
    gone = [item for item in gone if item not in items]
    column = StagedColumn("key", items, ["0"] * 5, [str(number)] * 5, [], gone)
    journal.stage("local", "Set", [column], {})
    if number % 50 == 49:
        journal.rewrite("local", journal.staged("local"))
    print(number, flush=True)
"""


def after(number: int) -> dict[str, str]:
    """What is staged once edits 0 to number are done."""
    cells: dict[str, str] = {}
    for edit in range(number + 1):
        items = [f"item {(edit * 7 + step) % 40}" for step in range(5)]
        gone = f"item {(edit * 3) % 40}"
        if edit % 3 == 0 and gone not in items:
            cells.pop(gone, None)
        cells.update(dict.fromkeys(items, str(edit)))
    return cells


def shown(log: StagedLog) -> Mapping[str, str | None]:
    return {item: cell.after for item, cell in log.columns.get("key", KeyCells()).items()}


@pytest.mark.parametrize("seed", range(3))
def test_exactly_the_acknowledged_edits_survive_kills(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "journal.sqlite"
    moments = random.Random(seed)
    next_edit = 0
    for _ in range(5):
        acknowledged = kill_soon(EDITS_FOR_EVER, path, next_edit, moments)
        journal = Journal.open(path)
        assert journal.set_aside_sentence == ""
        found = shown(journal.staged("local"))
        journal.close()
        # An edit may have reached the disk in the instant before it could be acknowledged; never half of it.
        last = acknowledged[-1]
        assert found in (after(last), after(last + 1))
        next_edit = last + 1 if found == after(last) else last + 2
