"""What a plan comes to is known before it is set; setting it is one step to undo."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox, QLabel, QPushButton

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from domain.sampling import SamplingPlan
from domain.schema import Schema
from models.frame_times import steady
from models.journal import Journal
from models.keyframe_track import KeyframeTrack
from models.metadata_table import MetadataTable
from models.staged import StagedEdits
from tests.models.world import SCHEMA, World, item, page
from tests.ui.conftest import new_loop
from tests.ui.finding import find
from ui.timeline.plan_fields import PlanFields
from ui.timeline.sampling_panel import SamplingPanel

ENCORD = '{"other": 1.0, "config": {"sampling_rate": 2}}'


@pytest.fixture
def table(tmp_path: Path, qapp: object) -> Iterator[MetadataTable]:
    journal = Journal.open(tmp_path / "journal.sqlite")
    world = World(StagedEdits(journal, "local"), Schema.read(SCHEMA))
    cells = {
        0: {"keyframes": "[0, 40, 99, 5000]", "$encord": ENCORD},
        1: {"$encord": '{"config": {"sampling_rate": "x"}}'},
    }
    videos = page(cells, frame_count=3600, fps=30.0, duration=120.0)
    yield world.table(videos, page({2: {}, 3: {"$encord": "[]"}}))
    journal.close()


class Panel:
    """The panel, and the loop its counting runs on."""

    def __init__(self, app: QApplication) -> None:
        self.loop = new_loop(app)
        asyncio.set_event_loop(self.loop)
        self.lanes = Lanes()
        self.widget = SamplingPanel(self.lanes, Tasks(loop=self.loop))
        self.widget.show()

    def until(self, met: Callable[[], object]) -> None:
        async def wait() -> None:
            for _ in range(1000):
                if met():
                    return
                await asyncio.sleep(0.01)
            raise AssertionError(self.said)

        self.loop.run_until_complete(wait())

    @property
    def said(self) -> str:
        return "\n".join(label.text() for label in self.widget.findChildren(QLabel) if not label.isHidden())

    def sees(self, words: str) -> None:
        self.until(lambda: words in self.said)

    def leave(self) -> None:
        self.widget.follow(None)
        self.widget.deleteLater()
        self.lanes.close()
        self.loop.close()
        asyncio.set_event_loop(None)


@pytest.fixture
def panel(qapp: QApplication) -> Iterator[Panel]:
    panel = Panel(qapp)
    yield panel
    panel.leave()


def encord(table: MetadataTable, row: int) -> str | None:
    column = table.column_of("$encord")
    assert column is not None
    return table.cell(row, column)


def test_the_number_of_imported_frames_is_told_now_and_with_another_plan(panel: Panel, table: MetadataTable) -> None:
    panel.widget.follow(KeyframeTrack(table, item(0), panel.widget))
    # 240 samples, and frames 40 and 99 that are none of them; 5000 is beyond the end.
    panel.sees("Imports 242 of 3,600 frames.")
    assert "With this plan" not in panel.said
    find(panel.widget, QDoubleSpinBox, "sampling_rate").setValue(0)
    panel.sees("With this plan: 3 of 3,600 frames.")
    assert encord(table, 0) == ENCORD
    assert table.undo_stack.count() == 0


def test_setting_a_plan_is_one_step_and_leaves_the_rest(panel: Panel, table: MetadataTable) -> None:
    panel.widget.follow(KeyframeTrack(table, item(0), panel.widget))
    assert not find(panel.widget, QPushButton, "set_plan").isEnabled()
    find(panel.widget, QDoubleSpinBox, "sampling_rate").setValue(0.5)
    find(panel.widget, QPushButton, "set_plan").click()
    assert encord(table, 0) == '{"other": 1.0, "config": {"sampling_rate": 0.5}}'
    panel.sees("Imports 62 of 3,600 frames.")
    table.undo_stack.undo()
    assert find(panel.widget, QDoubleSpinBox, "sampling_rate").value() == 2


def test_what_was_typed_can_be_put_back(panel: Panel, table: MetadataTable) -> None:
    panel.widget.follow(KeyframeTrack(table, item(0), panel.widget))
    find(panel.widget, QComboBox, "keyframe_mode").setCurrentIndex(1)
    assert panel.widget.fields.plan == SamplingPlan(2.0, "seconds")
    find(panel.widget, QPushButton, "plan_as_it_is").click()
    assert panel.widget.fields.plan == SamplingPlan(2.0, "frame")
    assert not find(panel.widget, QPushButton, "set_plan").isEnabled()


def test_what_was_typed_stays_while_keyframes_are_tagged(panel: Panel, table: MetadataTable) -> None:
    track = KeyframeTrack(table, item(0), panel.widget)
    panel.widget.follow(track)
    find(panel.widget, QDoubleSpinBox, "sampling_rate").setValue(0)
    track.tag([7])
    track.show_times(steady(3600, 30))
    panel.sees("With this plan: 4 of 3,600 frames.")
    track.set_plan(SamplingPlan(3.0))
    assert find(panel.widget, QDoubleSpinBox, "sampling_rate").value() == 3


def test_a_file_that_is_known_counts_for_more_than_what_the_platform_says(panel: Panel, table: MetadataTable) -> None:
    track = KeyframeTrack(table, item(0), panel.widget)
    panel.widget.follow(track)
    track.show_times(steady(300, 30))
    panel.sees("Imports 22 of 300 frames.")


def test_what_nobody_knows_is_said(panel: Panel, table: MetadataTable) -> None:
    panel.widget.follow(KeyframeTrack(table, item(2), panel.widget))
    panel.sees("How many frames this video has is not known yet.")
    panel.widget.follow(KeyframeTrack(table, item(1), panel.widget))
    assert "is not a number of samples a second" in panel.said
    panel.widget.follow(None)
    assert not panel.widget.fields.isEnabled()


def test_a_plan_that_has_no_place_is_refused_and_nothing_is_lost(panel: Panel, table: MetadataTable) -> None:
    panel.widget.follow(KeyframeTrack(table, item(3), panel.widget))
    find(panel.widget, QDoubleSpinBox, "sampling_rate").setValue(0)
    find(panel.widget, QPushButton, "set_plan").click()
    assert "no plan can be put into it" in panel.said
    assert encord(table, 3) == "[]"


def test_a_rate_of_many_decimals_is_not_rounded(qapp: object) -> None:
    fields = PlanFields()
    fields.show_plan(SamplingPlan(0.0333333, "seconds"))
    assert fields.plan == SamplingPlan(0.0333333, "seconds")
    fields.show_plan(SamplingPlan(5000.0))
    assert fields.plan == SamplingPlan(5000.0)
