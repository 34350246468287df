"""A program killed at any instant of a large command: all of its cells are there, or none, and no file is left over."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.journal import Journal

ROOT = Path(__file__).parents[2]
LARGE_EDITS_FOR_EVER = """
import sys
from pathlib import Path
import numpy as np
from models.journal import Journal
from models.staged_block import Block, Delta, Items
from models.text_arrays import text_array

journal = Journal.open(Path(sys.argv[1]))
uuids = text_array([f"item {number}" for number in range(3000)])
items, nothing, no = Items(uuids, uuids, uuids), text_array(()), np.zeros(3000, bool)
log = journal.staged("local")
mark = log.marks.get("key", 0)
value = next(iter(log.columns["key"].values())).after if log.columns else "0"
last = None
for number in range(int(sys.argv[2]), 10**9):
    if last is not None and number % 3 == 2:
        print("trying", last[1], flush=True)
        journal.go_back("local", "Undo", {"key": last[0]})
        (mark, value), last = last, None
    elif number % 20 == 19:
        print("trying", value, flush=True)
        mark, last = journal.rewrite("local", journal.staged("local")).get("key", 0), None
    else:
        print("trying", number, flush=True)
        cells = text_array([str(number)] * 3000)
        name = journal.content.write([Delta("key", Block(items, text_array(["0"] * 3000), cells, no), nothing)])
        marks = journal.stage_content("local", "Set", name, ["key"])
        last, (mark, value) = (mark, value), (marks["key"], str(number))
    print("done", value, flush=True)
"""


def found(path: Path) -> str:
    """The one value all items have, "0" where nothing is staged."""
    journal = Journal.open(path)
    log = journal.staged("local")
    files = list(path.with_name(path.name + "-edits").glob("*"))
    with journal.reading() as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM content")}
    journal.close()
    assert journal.set_aside_sentence == ""
    assert log.unreadable == 0
    assert {file.name for file in files} == names
    if not log.columns:
        return "0"
    values = {cell.after for cell in log.columns["key"].values()}
    assert len(log.columns["key"]) == 3000
    assert len(values) == 1
    return str(values.pop())


@pytest.mark.parametrize("seed", range(2))
def test_a_large_command_is_there_whole_or_not_at_all(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "journal.sqlite"
    moments = random.Random(seed)
    number = 1
    for _ in range(5):
        script = [sys.executable, "-c", LARGE_EDITS_FOR_EVER, str(path), str(number)]
        process = subprocess.Popen(script, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(2)]
        time.sleep(moments.uniform(0, 0.4))
        process.send_signal(signal.SIGKILL)
        told += process.stdout.read().splitlines()
        process.wait()
        process.stdout.close()
        lines = [line.split() for line in told if len(line.split()) == 2]
        done = next(value for word, value in reversed(lines) if word == "done")
        assert found(path) in {done, lines[-1][1]}
        number += len(lines)
