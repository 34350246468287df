"""A program killed at any instant: the staged schema has exactly the edits it acknowledged."""

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from models.journal import Journal
from models.schema_draft import SchemaDraft
from tests.models.killing import kill_soon

RAW = {"fps": {"ty": "variant", "hint": "number"}, "split": {"ty": "enum", "values": ["a"]}}
EDITS_FOR_EVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from domain.schema_edits import add_key, add_options
from domain.type_forms import form_of
from models.journal import Journal
from models.schema_draft import SchemaDraft

app = QCoreApplication([])
draft = SchemaDraft(Journal.open(Path(sys.argv[1])))
draft.open("local", {"fps": {"ty": "variant", "hint": "number"}, "split": {"ty": "enum", "values": ["a"]}})
for number in range(int(sys.argv[2]), 10**9):
    raw = draft.schema.raw
    if number % 3 == 2:
        draft.undo.undo()
        draft.undo.redo()
        draft.stage("Add option", add_options(raw, "split", [str(number)]))
    else:
        draft.stage("Add key", add_key(raw, f"key {number}", form_of("text")))
    print(number, flush=True)
"""


def after(number: int) -> tuple[set[str], list[str]]:
    """The new keys and the options once edits 0 to number are done."""
    numbers = range(number + 1)
    return {f"key {one}" for one in numbers if one % 3 != 2}, ["a", *(str(one) for one in numbers if one % 3 == 2)]


@pytest.mark.parametrize("seed", range(2))
def test_exactly_the_acknowledged_edits_survive_kills(tmp_path: Path, seed: int, qapp: QObject) -> None:
    path = tmp_path / "journal.sqlite"
    moments = random.Random(seed)
    next_edit = 0
    for _ in range(4):
        acknowledged = kill_soon(EDITS_FOR_EVER, path, next_edit, moments)
        journal = Journal.open(path)
        draft = SchemaDraft(journal)
        draft.open("local", RAW)
        raw = draft.schema.raw
        found = (set(raw) - set(RAW), raw["split"]["values"])
        assert "staged again" in draft.restored
        journal.close()
        # What came last may have reached the disk before it could be acknowledged, or been half way through an undo.
        last = acknowledged[-1]
        undone = (after(last)[0] - {f"key {last}"}, after(last)[1])
        known = {last + 2: after(last + 1), last: undone, last + 1: after(last)}
        assert found in known.values()
        next_edit = next(number for number in (last + 1, last + 2, last) if known[number] == found)
