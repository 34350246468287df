"""The results of a push: kept part by part with the ledger, counted, found again, whole after any end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.journal import Journal
from models.push_log import ChunkItem, ChunkState, ItemResult, ReceiptOutcome


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(tmp_path / "journal.sqlite")
    yield opened
    opened.close()


def result(number: int, outcome: ReceiptOutcome = "pushed") -> ItemResult:
    return ItemResult(f"u{number}", f"Item {number}", "f", outcome, "", {"town": (None, str(number))})


def test_results_are_kept_with_the_chunk_and_in_place_of_its_items(journal: Journal) -> None:
    push = journal.begin_push("local", "ada", "merge", "{}")
    journal.chunk_planned(push, 0, [ChunkItem("u1", "Item 1", "f", "{}", '{"town":1}')])
    journal.chunk_sent(push, 0)
    journal.chunk_verified(push, 0, [result(1)])
    (chunk,) = journal.chunks(push)
    assert (chunk.state, chunk.items) == (ChunkState.VERIFIED, ())
    journal.results_kept(push, [result(2, "failed"), result(3)])
    journal.results_kept(push, [])
    parts = journal.parts(push)
    assert [(part.number, part.count, part.pushed) for part in parts] == [(0, 1, 1), (1, 2, 1)]
    assert journal.part(push, 1) == [result(2, "failed"), result(3)]
    assert journal.counts(push) == {"pushed": 2, "failed": 1}
    assert journal.unfinished_items(push) == {"u2"}
    journal.finish_push(push, '{"push_id":1}', parted=True)
    assert journal.counts(push) == {"pushed": 2, "failed": 1}
    found = journal.a_push(push)
    assert found is not None
    assert (found.state, found.scope) == ("finished", "{}")


def test_results_are_found_by_item_name_key_and_outcome_window_by_window(journal: Journal) -> None:
    for platform in ("local", "elsewhere"):
        push = journal.begin_push(platform, "ada", "merge")
        journal.results_kept(push, [result(number) for number in range(1, 30)])
    assert journal.last_row() == 58
    (line,) = journal.find_receipts("local", "u17")
    assert (line.item, line.row) == ("u17", 17)
    assert len(journal.find_receipts("local", "item 1")) == 11
    assert journal.find_receipts("local", "u17", rows=range(18, 60)) == ()
    assert len(journal.find_receipts("local", "pushed", rows=range(1, 11))) == 10
    assert journal.pushes_with_key("local", "OWN") == {1}
    assert journal.pushes_with_key("local", "city") == frozenset()


def test_a_paused_push_is_unfinished_until_it_ends(journal: Journal) -> None:
    push = journal.begin_push("local", "ada", "merge")
    journal.push_moved(push, "paused")
    assert [each.state for each in journal.unfinished_pushes("local")] == ["paused"]
    journal.push_moved(push, "running")
    journal.finish_push(push, "{}")
    assert journal.unfinished_pushes("local") == ()
    assert journal.a_push(99) is None
