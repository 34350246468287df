"""The journal: nothing acknowledged is lost, whatever happens to the disk, the file or the program."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.journal import Journal
from models.journal_file import JournalBusy, JournalRefused
from models.push_log import ChunkItem, ChunkState
from models.staged_columns import StagedCell, StagedColumn


def column(key: str, **cells: str) -> StagedColumn:
    return StagedColumn(key, list(cells), [None] * len(cells), list(cells.values()))


def stage(journal: Journal, *columns: StagedColumn) -> None:
    journal.stage("local", "Set", columns, {item: (item, "folder") for each in columns for item in each.items})


def fill_the_disk(journal: Journal) -> None:
    """Let the file not grow any more, as a full disk does."""
    with journal.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")


def test_what_was_staged_is_there_after_reopening(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "new" / "journal.sqlite")
    stage(journal, column("a", one="1", two="2"), column("b", one="true"))
    stage(journal, StagedColumn("a", ["two"], ["0"], ["3"], ["two"], ["one"]))
    journal.stage("elsewhere", "Set", [column("a", one="9")], {})
    journal.close()
    again = Journal.open(tmp_path / "new" / "journal.sqlite")
    log = again.staged("local")
    assert log.columns == {
        "a": {"two": StagedCell("0", "3", kept_invalid=True)},
        "b": {"one": StagedCell(None, "true")},
    }
    assert log.names["one"] == ("one", "folder")
    assert log.since
    assert again.staged("elsewhere").columns == {"a": {"one": StagedCell(None, "9")}}
    assert again.staged("nowhere").columns == {}
    assert again.set_aside_sentence == ""
    again.close()


def test_a_rewritten_journal_says_the_same_in_one_command(journal: Journal) -> None:
    for number in range(5):
        stage(journal, column("a", **{f"item{number}": str(number)}))
    before = journal.staged("local")
    journal.rewrite("local", before)
    after = journal.staged("local")
    assert (after.columns, after.names, after.since) == (before.columns, before.names, before.since)
    assert after.commands < before.commands
    journal.rewrite("local", journal.staged("nowhere"))
    assert journal.staged("local").commands == 0


def test_very_many_cells_are_one_command_in_several_rows(journal: Journal) -> None:
    items = [f"item {number}" for number in range(50_001)]
    column = StagedColumn("a", items, [None] * len(items), ["1"] * len(items), [items[0], items[-1]], ["gone"])
    journal.stage("local", "Fill", [column], {})
    cells = journal.staged("local").columns["a"]
    assert list(cells) == items
    assert [item for item, cell in cells.items() if cell.kept_invalid] == [items[0], items[-1]]


def test_a_full_disk_refuses_with_a_sentence_and_keeps_everything_before(journal: Journal) -> None:
    stage(journal, column("a", one="1"))
    fill_the_disk(journal)
    with pytest.raises(JournalRefused) as refused:
        stage(journal, column("a", two='"' + "x" * 1_000_000 + '"'))
    assert refused.value.sentence.startswith("There is no room left on the disk, so this was not done.")
    assert journal.staged("local").columns == {"a": {"one": StagedCell(None, "1")}}
    with journal.writing() as connection:
        connection.execute("PRAGMA max_page_count=1000000")
    stage(journal, column("a", two="2"))
    assert set(journal.staged("local").columns["a"]) == {"one", "two"}


FULL = """
import resource, sys
from pathlib import Path
from models.journal import Journal
from models.journal_file import JournalRefused
from models.staged_columns import StagedColumn
journal = Journal.open(Path(sys.argv[1]))
journal.stage("local", "Set", [StagedColumn("a", ["one"], [None], ["1"])], {})
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    journal.stage("local", "Set", [StagedColumn("a", ["two"], [None], ["2" * 400_000])], {})
except JournalRefused as refused:
    print(refused.sentence)
"""


def test_a_system_that_gives_no_more_room_refuses_too(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    root = Path(__file__).parents[2]
    script = [sys.executable, "-c", FULL, str(path)]
    told = subprocess.run(script, capture_output=True, text=True, check=True, cwd=root)
    assert "this was not done. Every earlier edit is kept." in told.stdout
    journal = Journal.open(path)
    assert journal.staged("local").columns == {"a": {"one": StagedCell(None, "1")}}
    journal.close()


@pytest.mark.parametrize("damage", [b"this is no database " * 500, b"\0" * 9000, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_damaged_journal_is_put_aside_and_said_so(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(damage)
    journal = Journal.open(path)
    assert "damaged" in journal.set_aside_sentence
    stage(journal, column("a", one="1"))
    journal.close()
    (aside,) = tmp_path.glob("journal-damaged-*.sqlite")
    assert aside.read_bytes() == damage
    assert aside.name in journal.set_aside_sentence


def test_damage_in_the_middle_is_found_at_opening(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    journal = Journal.open(path)
    for number in range(200):
        stage(journal, column("a", **{f"item{number}": f'"{"x" * 500}"'}))
    journal.close()
    content = bytearray(path.read_bytes())
    content[8192:28000] = b"\x55" * (28000 - 8192)
    path.write_bytes(bytes(content))
    again = Journal.open(path)
    assert "damaged" in again.set_aside_sentence
    assert again.staged("local").columns == {}
    again.close()


def test_a_step_that_cannot_be_read_is_passed_over_and_kept(journal: Journal) -> None:
    stage(journal, column("a", one="1"))
    stage(journal, column("a", two="2"))
    with journal.writing() as connection:
        connection.execute("UPDATE command SET edits = ? WHERE number = 2", (b'[[["a",["one"',))
    log = journal.staged("local")
    assert log.columns == {"a": {"two": StagedCell(None, "2")}}
    assert log.unreadable == 1
    journal.rewrite("local", log)
    assert journal.staged("local").unreadable == 0
    with journal.reading() as connection:
        (kept,) = connection.execute("SELECT edits FROM command WHERE platform = 'unreadable local'").fetchall()
    assert kept == (b'[[["a",["one"',)


def test_a_second_window_is_told_that_the_journal_is_in_use(journal: Journal) -> None:
    with pytest.raises(JournalBusy, match="in use by another Tagline"):
        Journal.open(journal.path)


def test_the_journal_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(JournalRefused, match="newer Tagline"):
        Journal.open(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_takes_no_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(JournalRefused, match="cannot be made"):
        Journal.open(tmp_path / "file" / "journal.sqlite")
    with pytest.raises(JournalRefused, match="cannot be opened"):
        Journal.open(tmp_path)


def test_a_closed_journal_refuses_instead_of_crashing(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "journal.sqlite")
    journal.close()
    with pytest.raises(JournalRefused):
        journal.staged("local")
    with pytest.raises(JournalRefused):
        stage(journal, column("a", one="1"))


def chunk(*items: str) -> Sequence[ChunkItem]:
    return [ChunkItem(item, f"{item}.mp4", "folder", "{}", '{"a":1}') for item in items]


def test_a_push_is_followed_chunk_by_chunk(journal: Journal) -> None:
    push = journal.begin_push("local", "me@example.org", "merge")
    journal.chunk_planned(push, 0, chunk("one", "two"))
    journal.chunk_planned(push, 1, chunk("three"))
    journal.chunk_sent(push, 0)
    journal.chunk_answered(push, 0, '{"ok":2}')
    journal.chunk_verified(push, 0)
    journal.chunk_sent(push, 1)
    (unfinished,) = journal.unfinished_pushes("local")
    assert (unfinished.id, unfinished.user, unfinished.mode) == (push, "me@example.org", "merge")
    assert [(each.number, each.state, each.answer) for each in journal.chunks(push)] == [
        (0, ChunkState.VERIFIED, '{"ok":2}'),
        (1, ChunkState.SENT, None),
    ]
    assert journal.chunks(push)[0].items == tuple(chunk("one", "two"))
    assert journal.unfinished_pushes("elsewhere") == ()


def test_receipts_are_kept_and_found_again(journal: Journal) -> None:
    push = journal.begin_push("local", "me@example.org", "merge")
    line = {"item": "uuid-1", "name": "Street 7.mp4", "outcome": "failed", "sentence": "The platform said no."}
    receipt = json.dumps({"results": [line, {"item": "uuid-2", "name": "x", "outcome": "pushed"}]})
    assert journal.receipt(push) is None
    journal.finish_push(push, receipt)
    assert journal.receipt(push) == receipt
    assert journal.unfinished_pushes("local") == ()
    assert [each.state for each in journal.pushes("local")] == ["finished"]
    for text in ("street", "uuid-1", "failed", "said NO"):
        (found,) = journal.find_receipts("local", text)
        assert (found.push, found.item, found.name) == (push, "uuid-1", "Street 7.mp4")
    assert journal.find_receipts("elsewhere", "street") == ()
    assert journal.receipt(999) is None
