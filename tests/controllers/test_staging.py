"""Many cells of many keys change at once: one step to undo, on disk first, all or nothing."""

import asyncio
import resource
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from controllers import editing
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.staging import AT_ONCE, stage
from domain.schema import Schema
from models.cell_edits import Accepted, Outcome, Rejected
from models.column_edit import ColumnEdit
from models.journal import Journal
from models.staged import StagedEdits
from tests.models.world import SCHEMA, item, page


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    lanes = Lanes()
    yield lanes
    lanes.close()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal.open(tmp_path / "journal.sqlite")
    yield journal
    journal.close()


@pytest.fixture
def staged(journal: Journal, qapp: object) -> StagedEdits:
    return StagedEdits(journal, "local")


@pytest.fixture
def table(staged: StagedEdits) -> OpenTable:
    table = OpenTable("folder", "folder", "Folder", staged, Schema.read(SCHEMA))
    table.table.append(page({number: {"note": f'"{number}"', "video.rate": "25"} for number in range(6)}))
    return table


def edit(key: str, cells: dict[int, str | None]) -> ColumnEdit:
    return ColumnEdit(key, np.array(list(cells), np.int64), list(cells.values()))


Do = Callable[..., Outcome]


@pytest.fixture(params=[AT_ONCE, 0], ids=["few cells", "very many cells"])
def do(request: pytest.FixtureRequest, lanes: Lanes) -> Do:
    """Stages edits, as few cells are and as very many are."""

    def done(table: OpenTable, edits: Sequence[ColumnEdit], *, keep_invalid: bool = False) -> Outcome:
        return asyncio.run(stage(table, lanes, "Set", edits, keep_invalid=keep_invalid, at_once=request.param))

    return done


def seen(table: OpenTable, key: str) -> list[str | None]:
    column = table.table.column_of(key)
    assert column is not None
    return [table.table.cell(row, column) for row in range(table.table.rowCount())]


def test_many_keys_change_in_one_step_and_go_back_in_one(table: OpenTable, do: Do, staged: StagedEdits) -> None:
    edits = [edit("note", {0: '"a"', 5: "null"}), edit("video.rate", {1: None, 2: "30"})]
    assert do(table, edits) == Accepted(4)
    assert seen(table, "note") == ['"a"', '"1"', '"2"', '"3"', '"4"', "null"]
    assert seen(table, "video.rate") == ["25", None, "30", "25", "25", "25"]
    assert table.undo.undoText() == "Set"
    assert editing.undo(table) == Accepted(0)
    assert (staged.count, table.undo.canUndo()) == (0, False)
    assert editing.redo(table) == Accepted(0)
    assert staged.count == 4


def test_rows_are_those_of_the_frame_whatever_the_order_shown(table: OpenTable, do: Do) -> None:
    table.table.set_order([5, 3])
    assert do(table, [edit("note", {0: '"first"', 5: '"last"'})]) == Accepted(2)
    assert seen(table, "note") == ['"last"', '"3"']


def test_cells_that_hold_the_value_already_are_dropped(table: OpenTable, do: Do, staged: StagedEdits) -> None:
    edits = [edit("note", {0: '"0"', 1: '"x"'}), edit("video.rate", {0: "25.0", 1: "2.5e1"})]
    assert do(table, edits) == Accepted(1)
    assert [change.item for change in staged.changes().items] == [item(1)]
    assert do(table, edits) == Accepted(0)
    assert table.undo.count() == 1
    assert do(table, []) == Accepted(0)


def test_a_key_without_a_column_gets_one(table: OpenTable, do: Do) -> None:
    assert do(table, [edit("new.key", {2: "1"})]) == Accepted(1)
    assert seen(table, "new.key") == [None, None, "1", None, None, None]


def test_a_key_the_platform_refuses_changes_nothing(table: OpenTable, do: Do, staged: StagedEdits) -> None:
    outcome = do(table, [edit("note", {0: '"x"'}), edit("a/b", {2: "1"})])
    assert isinstance(outcome, Rejected)
    assert "not allowed" in outcome.reason
    assert isinstance(do(table, [edit("$encord", {2: "1"})]), Rejected)
    assert (staged.count, table.undo.count(), table.table.column_of("a/b")) == (0, 0, None)


def test_an_invalid_value_refuses_everything_unless_it_is_kept(table: OpenTable, do: Do, staged: StagedEdits) -> None:
    edits = [edit("note", {0: '"x"'}), edit("video.rate", {0: '"fast"', 1: "30"})]
    outcome = do(table, edits)
    assert isinstance(outcome, Rejected)
    assert outcome.invalid
    assert staged.count == 0
    assert do(table, edits, keep_invalid=True) == Accepted(3)
    assert {key for key, cell in staged.cells_of(item(0)).items() if cell.kept_invalid} == {"video.rate"}


def test_of_two_edits_of_one_cell_the_later_counts(table: OpenTable, do: Do) -> None:
    edits = [edit("note", {0: '"x"', 1: '"y"'}), edit("note", {1: '"z"'})]
    assert do(table, edits) == Accepted(2)
    assert seen(table, "note")[:2] == ['"x"', '"z"']


def test_a_full_disk_gives_a_sentence_and_nothing_changes(
    table: OpenTable, do: Do, staged: StagedEdits, journal: Journal
) -> None:
    with full_disk(journal):
        outcome = do(table, [edit("note", {row: f'"{"x" * 5000} {row}"' for row in range(6)})])
    assert isinstance(outcome, Rejected)
    assert "no room left" in outcome.reason
    assert (staged.count, table.undo.count()) == (0, 0)
    assert seen(table, "note")[0] == '"0"'
    assert list(journal.path.parent.glob("*/*.arrow")) == []
    assert do(table, [edit("note", {0: '"x"'})]) == Accepted(1)


@contextmanager
def full_disk(journal: Journal) -> Generator[None]:
    """Files take no more than they hold: neither the journal nor a new file beside it."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with journal.writing() as connection:
        pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
        connection.execute(f"PRAGMA max_page_count={pages}")
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    with journal.writing() as connection:
        connection.execute("PRAGMA max_page_count=1000000")
