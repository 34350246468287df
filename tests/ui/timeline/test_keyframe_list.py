"""The list beside the picture: filtered, pasted into, copied from, mended and exported, undone with its table."""

import asyncio
import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.settings import Settings
from domain.schema import Schema
from models.frame_times import steady
from models.journal import Journal
from models.keyframe_track import KeyframeTrack
from models.metadata_table import MetadataTable
from models.staged import StagedEdits
from tests.models.world import SCHEMA, World, item, page
from tests.ui.conftest import new_loop
from tests.ui.finding import find
from ui.gestures.exporting_keyframes import export_keyframes
from ui.timeline.keyframe_list import KeyframeListPane

WRONG = '[9, "3", 2.5, 9, 4000]'


@pytest.fixture
def table(tmp_path: Path, qapp: object) -> Iterator[MetadataTable]:
    journal = Journal.open(tmp_path / "journal.sqlite")
    world = World(StagedEdits(journal, "local"), Schema.read(SCHEMA))
    evenly = str(list(range(0, 3000, 30)))
    yield world.table(page({0: {"keyframes": evenly}, 1: {"keyframes": WRONG}, 2: {}}, frame_count=3000))
    journal.close()


class Person:
    """One person at one list: types, clicks, pastes, and what is heard of it."""

    def __init__(self, app: QApplication, table: MetadataTable) -> None:
        self.app, self.table = app, table
        self.loop = new_loop(app)
        asyncio.set_event_loop(self.loop)
        self.lanes, self.tasks = Lanes(), Tasks(loop=self.loop)
        self.pane = KeyframeListPane(self.lanes, self.tasks)
        self.pane.resize(280, 600)
        self.pane.show()

    def opens(self, number: int) -> KeyframeTrack:
        track = KeyframeTrack(self.table, item(number), self.pane)
        track.show_times(steady(3000, 25))
        self.pane.show_track(track)
        self.app.processEvents()
        return track

    def types(self, text: str) -> str:
        """Into the field at the foot, and Enter; gives what is said then."""
        self.pane.field.line.clear()
        QTest.keyClicks(self.pane.field.line, text)
        QTest.keyClick(self.pane.field.line, Qt.Key.Key_Return)
        return self.pane.field.sentence

    def presses(self, name: str) -> None:
        find(self.pane, QPushButton, name).click()

    def chooses(self, *rows: int) -> None:
        picks = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in rows:
            self.pane.rows.selectionModel().select(self.pane.model.index(row, 0), picks)

    def waits(self) -> None:
        """Until nothing is under way."""

        async def wait() -> None:
            await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})

        self.loop.run_until_complete(wait())

    def until(self, met: Callable[[], object]) -> None:
        async def wait() -> None:
            async with asyncio.timeout(30):
                while not met():
                    await asyncio.sleep(0.005)

        self.loop.run_until_complete(wait())


@pytest.fixture
def person(qapp: QApplication, table: MetadataTable) -> Iterator[Person]:
    person = Person(qapp, table)
    yield person
    person.pane.close()
    person.pane.deleteLater()
    qapp.processEvents()
    person.lanes.close()
    person.loop.close()
    asyncio.set_event_loop(None)


def title(pane: QWidget) -> str:
    return find(pane, QWidget, "keyframe_title").property("text")


def test_frames_ranges_and_times_are_typed(person: Person) -> None:
    track = person.opens(2)
    assert title(person.pane) == "Keyframes"
    assert person.types("13, 17, 19") == "3 keyframes added."
    assert person.types("100-120:10 0:10") == "4 keyframes added."
    assert track.numbers.tolist() == [13, 17, 19, 100, 110, 120, 250]
    assert person.types("13, 14") == "1 keyframe added. 1 was there already."
    assert person.types("13") == "1 was there already."
    assert title(person.pane) == "8 keyframes"
    person.table.undo_stack.undo()
    assert track.numbers.tolist() == [13, 17, 19, 100, 110, 120, 250]
    assert person.pane.model.shown.tolist() == track.numbers.tolist()


def test_what_cannot_be_read_stays_in_the_field_and_tags_nothing(person: Person) -> None:
    track = person.opens(2)
    assert person.types("13, abc").startswith('"abc" is no frame')
    assert person.pane.field.line.text() == "13, abc"
    assert person.pane.field.line.property("problem") == "true"
    assert person.types("3000") == "There is no frame 3,000: the last one is 2,999."
    assert not track.staged
    QTest.keyClicks(person.pane.field.line, "x")
    assert person.pane.field.sentence == ""
    assert person.types(" ") == ""


def test_the_clipboard_goes_in_and_comes_out(person: Person) -> None:
    track = person.opens(2)
    rows = person.pane.rows
    QGuiApplication.clipboard().setText("[5, 6,\n7]")
    person.types("1")
    rows.setFocus()
    QTest.keySequence(rows, QKeySequence(QKeySequence.StandardKey.Paste))
    assert track.numbers.tolist() == [1, 5, 6, 7]
    person.chooses(1, 3)
    QTest.keySequence(rows, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == "5, 7"
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert track.numbers.tolist() == [1, 6]
    person.table.undo_stack.undo()
    assert track.numbers.tolist() == [1, 5, 6, 7]


def test_a_very_long_text_is_read_beside_the_window(person: Person) -> None:
    track = person.opens(2)
    person.pane.paste(", ".join(map(str, range(3000))) + " " * 10_000)
    assert person.pane.field.sentence == "Reading what was pasted…"
    person.until(lambda: len(track.numbers) == 3000)
    assert person.pane.field.sentence == "3,000 keyframes added."


def test_what_was_pasted_for_another_video_is_dropped(person: Person) -> None:
    track = person.opens(2)
    person.pane.paste("1 " * 20_000)
    person.pane.show_track(None)
    person.waits()
    person.pane.paste("1")
    assert (person.pane.field.sentence, track.staged) == ("", False)


def test_problems_are_shown_and_mended_one_kind_at_a_time(person: Person) -> None:
    track = person.opens(1)
    strip = person.pane.problems
    assert strip.isVisible()
    assert strip.sentences == (
        'One keyframe is text: "3".',
        "One keyframe is written with a fraction: 2.5.",
        "One keyframe is beyond the end of the video: 4000.",
        "One keyframe is there twice: 9.",
    )
    assert not track.staged
    person.presses("fix_text")
    assert track.cells.keyframes == "[9, 3, 2.5, 9, 4000]"
    person.presses("fix_all")
    assert track.cells.keyframes == "[2, 3, 9]"
    assert not strip.isVisible()
    person.table.undo_stack.undo()
    person.table.undo_stack.undo()
    assert track.cells.keyframes == WRONG
    assert strip.isVisible()
    person.opens(0)
    assert not strip.isVisible()


def test_a_filter_shows_some_and_says_of_how_many(person: Person) -> None:
    person.opens(0)
    QTest.keyClicks(person.pane.filter, "12")
    assert person.pane.model.shown.tolist() == [120, 1200, 1230, 1260, 1290]
    assert title(person.pane) == "5 of 100 keyframes"
    person.pane.filter.setText("7")
    person.pane.filter.setText("zz")
    assert title(person.pane) == "0 of 100 keyframes"
    assert find(person.pane, QWidget, "keyframe_empty").property("text") == "No keyframe matches the filter."
    person.pane.filter.clear()
    assert title(person.pane) == "100 keyframes"


def test_a_chosen_row_is_sought_and_what_is_chosen_elsewhere_is_shown(person: Person) -> None:
    person.opens(0)
    sought, chosen = QSignalSpy(person.pane.sought), QSignalSpy(person.pane.chosen)
    rows = person.pane.rows
    rows.setFocus()
    person.app.processEvents()
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(person.pane.model.index(2, 1)).center()
    )
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert [sought.at(at)[0] for at in range(sought.count())] == [60, 90]
    assert chosen.at(chosen.count() - 1)[0].tolist() == [90]
    heard = chosen.count(), sought.count()
    person.pane.select_frames(np.array([0, 30, 31, 2970]))
    assert rows.selected.tolist() == [0, 30, 2970]
    person.pane.select_frames(np.array([], np.int64))
    assert rows.selected.tolist() == []
    assert (chosen.count(), sought.count()) == heard
    person.pane.show_current(60)
    person.pane.show_current(61)


def test_pictures_are_wanted_for_what_is_in_sight(person: Person) -> None:
    wanted = QSignalSpy(person.pane.thumbnails_wanted)
    person.opens(0)
    person.until(wanted.count)
    frames = wanted.at(0)[0]
    assert frames[0] == 0
    assert 5 < len(frames) < 40
    picture = QImage(64, 36, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    person.pane.show_thumbnail(30, picture)
    rows = person.pane.rows
    place = rows.visualRect(person.pane.model.index(1, 0)).center() + QPoint(8, 6)
    assert rows.viewport().grab().toImage().pixelColor(place) == Qt.GlobalColor.red


def test_the_menu_offers_what_the_keys_do(person: Person) -> None:
    person.opens(0)
    exported = QSignalSpy(person.pane.export_wanted)
    actions = {action.text(): action for action in person.pane.findChildren(QAction)}
    assert {
        "Copy Selected Frames",
        "Paste Frames and Times",
        "Untag Selected Frames",
        "Export as CSV…",
    } <= actions.keys()
    actions["Copy Selected Frames"].trigger()
    actions["Untag Selected Frames"].trigger()
    actions["Export as CSV…"].trigger()
    assert exported.count() == 1


def test_without_a_video_nothing_can_be_done(person: Person) -> None:
    person.opens(0)
    person.pane.show_track(None)
    assert not person.pane.isEnabled()
    assert person.pane.model.total == 0


def test_the_list_is_exported(person: Person, tmp_path: Path) -> None:
    track = person.opens(0)
    settings = Settings(tmp_path)
    export_keyframes(person.pane, track, settings, person.tasks, person.lanes)
    dialog = find(person.pane, QFileDialog)
    path = tmp_path / "film.csv"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    person.until(path.exists)
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert (len(lines), lines[2]) == (101, ["file 0.mp4", "30", "1.2", "0:01.200"])
