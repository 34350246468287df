"""The metadata of single frames is read by its types, edited value by value, and everything else stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QTreeView

from domain.schema import Schema
from models.journal import Journal
from models.keyframe_track import KeyframeTrack
from models.metadata_table import MetadataTable
from models.staged import StagedEdits
from tests.models.world import SCHEMA, World, item, page
from tests.ui.finding import find
from ui.timeline.frame_inspector import FrameInspector
from ui.timeline.frame_values import FrameValues

ENCORD = '{"other": 1.0, "frames": {"40": {"scene.weather":"rain", "vector": [1, 2, 3]}, "90": {"note": "x"}, "9": 5}}'
MARKED = '{"frames": {"40": {}}}'


@pytest.fixture
def table(tmp_path: Path, qapp: object) -> Iterator[MetadataTable]:
    journal = Journal.open(tmp_path / "journal.sqlite")
    world = World(StagedEdits(journal, "local"), Schema.read(SCHEMA))
    yield world.table(
        page({0: {"$encord": ENCORD}, 1: {}, 2: {"$encord": MARKED}}, frame_count=3600, fps=30.0, duration=120.0)
    )
    journal.close()


@pytest.fixture
def inspector(table: MetadataTable) -> Iterator[FrameInspector]:
    """The inspector at frame 40 of the first video."""
    schema = Schema.read(SCHEMA)
    inspector = FrameInspector(schema.field)
    QAbstractItemModelTester(inspector.model, QAbstractItemModelTester.FailureReportingMode.Fatal, inspector)
    inspector.follow(KeyframeTrack(table, item(0), inspector))
    inspector.show_frame(40)
    inspector.show()
    yield inspector
    inspector.follow(None)
    inspector.deleteLater()


def encord(table: MetadataTable, row: int = 0) -> str | None:
    column = table.column_of("$encord")
    assert column is not None
    return table.cell(row, column)


def said(inspector: FrameInspector) -> str:
    return "\n".join(label.text() for label in inspector.findChildren(QLabel))


def shown(inspector: FrameInspector) -> list[tuple[str, str]]:
    model = inspector.model
    rows = range(model.rowCount())
    return [(str(model.index(row, 0).data()), str(model.index(row, 1).data())) for row in rows]


def adds(inspector: FrameInspector, key: str, value: str) -> None:
    QTest.keyClicks(find(inspector, QLineEdit, "frame_key"), key)
    QTest.keyClicks(find(inspector, QLineEdit, "frame_value"), value)
    QTest.keyClick(find(inspector, QLineEdit, "frame_value"), Qt.Key.Key_Return)


def test_a_frame_shows_its_values_as_their_types_write_them(inspector: FrameInspector) -> None:
    assert shown(inspector) == [("scene.weather", "rain"), ("vector", "3 numbers")]
    assert "Metadata of frame 40" in said(inspector)
    assert "3 frames have some." in said(inspector)
    inspector.show_frame(41)
    assert shown(inspector) == []


def test_a_value_is_edited_in_its_place_and_the_rest_stays_byte_for_byte(
    inspector: FrameInspector, table: MetadataTable
) -> None:
    index = inspector.model.index(0, 1)
    assert index.data(Qt.ItemDataRole.EditRole) == "rain"
    assert inspector.model.setData(index, "sun")
    assert encord(table) == ENCORD.replace('"rain"', '"sun"')
    assert table.undo_stack.undoText() == "Set metadata of frame 40"
    table.undo_stack.undo()
    assert encord(table) == ENCORD
    assert shown(inspector)[0] == ("scene.weather", "rain")


def test_a_value_that_breaks_its_type_is_refused_with_the_reason(
    inspector: FrameInspector, table: MetadataTable
) -> None:
    assert not inspector.model.setData(inspector.model.index(0, 1), "hail")
    assert '"hail" is not one of the 2 options' in said(inspector)
    assert encord(table) == ENCORD
    assert not inspector.model.setData(inspector.model.index(0, 0), "hail")


def test_a_key_is_added_and_removed(inspector: FrameInspector, table: MetadataTable) -> None:
    adds(inspector, "", "3")
    assert "Type the key first." in said(inspector)
    find(inspector, QLineEdit, "frame_value").clear()
    adds(inspector, "scene.people", "3")
    assert shown(inspector)[-1] == ("scene.people", "3")
    listed = find(inspector, QTreeView, "frame_values")
    listed.setCurrentIndex(inspector.model.index(2, 0))
    find(inspector, QPushButton, "remove_frame_key").click()
    assert encord(table) == ENCORD


def test_a_frame_without_a_key_left_says_nothing_rather_than_mark_a_keyframe(
    inspector: FrameInspector, table: MetadataTable
) -> None:
    inspector.show_frame(90)
    find(inspector, QTreeView, "frame_values").setCurrentIndex(inspector.model.index(0, 0))
    find(inspector, QPushButton, "remove_frame_key").click()
    now = encord(table)
    assert now is not None
    assert '"90"' not in now
    assert '"40": {"scene.weather":"rain", "vector": [1, 2, 3]}' in now


def test_a_frame_that_was_marked_stays_a_keyframe_when_it_gets_metadata(
    inspector: FrameInspector, table: MetadataTable
) -> None:
    track = KeyframeTrack(table, item(2), inspector)
    inspector.follow(track)
    assert track.numbers.tolist() == [40]
    adds(inspector, "note", "x")
    assert encord(table, 2) == '{"frames": {"40": {"note":"x"}}}'
    assert track.numbers.tolist() == [40]
    table.undo_stack.undo()
    assert (encord(table, 2), table.undo_stack.index()) == (MARKED, 0)


def test_the_next_frame_with_metadata_is_a_click_away(inspector: FrameInspector) -> None:
    sought: list[int] = []
    inspector.sought.connect(sought.append)
    before, after = inspector.findChildren(QToolButton)
    before.click()
    after.click()
    assert sought == [9, 90]
    inspector.show_frame(90)
    assert not after.isEnabled()
    inspector.show_frame(9)
    assert not before.isEnabled()


def test_what_is_no_object_is_shown_and_never_overwritten(inspector: FrameInspector, table: MetadataTable) -> None:
    inspector.show_frame(9)
    assert "What is kept for this frame is not an object: 5" in said(inspector)
    adds(inspector, "note", "x")
    assert encord(table) == ENCORD


def test_the_first_metadata_of_a_video_makes_its_place(inspector: FrameInspector, table: MetadataTable) -> None:
    inspector.follow(KeyframeTrack(table, item(1), inspector))
    assert "No frame of this video has some yet." in said(inspector)
    adds(inspector, "note", "hello")
    assert encord(table, 1) == '{"frames":{"40":{"note":"hello"}}}'


def test_without_a_video_nothing_can_be_done(inspector: FrameInspector) -> None:
    inspector.follow(None)
    assert not inspector.isEnabled()
    assert shown(inspector) == []


def test_a_text_that_is_no_object_has_no_values(qapp: object) -> None:
    model = FrameValues(Schema.read(SCHEMA).field)
    model.show_object("[1, 2]")
    assert model.rowCount() == 0
