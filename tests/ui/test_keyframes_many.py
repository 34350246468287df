"""Keyframes and sampling plans of many videos from their dialogs: what is shown is what is staged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTreeView,
    QWidget,
)

from controllers.many_lines import ManyTally
from controllers.video_files import Progress
from tests.local_platform import LocalPlatform
from tests.media.films import Film, write
from tests.server.media_files import picture
from tests.ui.changing import cells
from tests.ui.conftest import Office
from tests.ui.finding import find
from ui.dialogs.bulk.scoped import ScopedDialog
from ui.dialogs.keyframes_many.dialog import ManyDialog
from ui.dialogs.keyframes_many.outcome import Outcome
from ui.dialogs.keyframes_many.sampling_dialog import SamplingDialog
from ui.timeline.frame_inspector import FrameInspector
from ui.timeline.sampling_panel import SamplingPanel


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A platform with a folder of two videos and a picture, a.mp4 tagged already."""
    made = tmp_path_factory.mktemp("films")
    with LocalPlatform(tmp_path_factory.mktemp("platform")) as platform:
        client = platform.client()
        folder = client.create_folder("Films").uuid
        for name in ("a.mp4", "b.mp4"):
            uuid = client.upload_file(folder, write(made, Film(name, moments=range(60))), item_type="video")
            if name == "a.mp4":
                client.patch_items({uuid: '{"keyframes": [7, 55]}'})
        client.upload_file(folder, picture(made / "c.png"), item_type="image")
        client.close()
        yield platform


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path, films: LocalPlatform) -> Iterator[Office]:
    office = Office(qapp, tmp_path)
    office.connect(films)
    yield office
    office.leave()


def opened(office: Office) -> ManyDialog:
    office.trigger("keyframes_many")
    return office.dialog(ManyDialog)


def chooses(office: Office, dialog: ManyDialog, rule: str) -> None:
    rules = find(dialog, QListWidget, "rules")
    row = next(row for row in range(rules.count()) if rules.item(row).text() == rule)
    office.do(lambda: rules.setCurrentRow(row))


def types(office: Office, dialog: ManyDialog, name: str, text: str) -> None:
    field = find(dialog, QLineEdit, name)
    office.do(lambda: (field.selectAll(), QTest.keyClicks(field, text)))


def adds(office: Office, frames: FrameInspector, key: str, value: str) -> None:
    """Give the frame a value, field by field."""
    fields = [find(frames, QLineEdit, name) for name in ("frame_key", "frame_value")]
    for field, text in zip(fields, (key, value), strict=True):
        office.do(field.setFocus)
        office.do(lambda field=field, text=text: QTest.keyClicks(field, text))
    office.do(lambda: QTest.keyClick(fields[1], Qt.Key.Key_Return))


def ready(office: Office, dialog: ManyDialog, words: str) -> None:
    button = find(dialog, QPushButton, "apply")
    office.until(lambda: button.isEnabled() and button.text() == words, f"{words}: {said(dialog)}")


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_a_rule_is_seen_before_it_changes_every_video_in_one_step(office: Office) -> None:
    page = office.open_first_folder()
    dialog = opened(office)
    QAbstractItemModelTester(dialog.outcome.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    types(office, dialog, "step", "30")
    ready(office, dialog, "&Change 2 Videos")
    texts = [dialog.outcome.model.index(0, column).data() for column in range(6)]
    assert texts == ["a.mp4", "60", "2", "4", "+2", ""]
    assert "2 videos would change · 4 keyframes more · 6 keyframes in all then" in said(dialog)
    assert "1 item is no video and is left out." in said(dialog)
    assert "exact" in said(dialog)
    office.until(lambda: any(sample.picture for sample in dialog.outcome.samples.samples), "sample pictures")
    assert [sample.words for sample in dialog.outcome.samples.samples] == ["0 · 0:00.0", "30 · 0:01.2"]
    office.do(lambda: QTest.keyClick(dialog, Qt.Key.Key_Return))
    office.until(lambda: not office.window.findChildren(ManyDialog), "the dialog closed")
    assert cells(page, "keyframes") == ["[0, 7, 30, 55]", "[0, 30]", None]
    assert page.open_table.undo.undoText() == "Every n Frames: keyframes of 2 videos"
    assert office.window.statusBar().currentMessage().startswith("The keyframes of 2 videos changed.")
    office.trigger("undo")
    assert cells(page, "keyframes") == ["[7, 55]", None, None]


def test_many_videos_are_changed_from_the_tab_of_one_of_them(office: Office) -> None:
    page = office.open_first_folder()
    office.do(lambda: page.grid.setCurrentIndex(page.open_table.table.index(0, 0)))
    office.trigger("watch")
    office.until(lambda: office.page is None, "the video is in front")
    dialog = opened(office)
    ready(office, dialog, "&Change 2 Videos")
    office.do(dialog.reject)
    office.until(lambda: not office.window.findChildren(ManyDialog), "the dialog closed")
    assert office.page is None, "the video is still in front"


def test_what_rests_on_the_platforms_figures_says_so_and_answers_are_there_next_time(office: Office) -> None:
    page = office.open_first_folder()
    dialog = opened(office)
    chooses(office, dialog, "Every n Seconds")
    types(office, dialog, "seconds", "1")
    basis = next(box for box in dialog.findChildren(QComboBox, "basis") if box.isVisible())
    office.do(lambda: basis.setCurrentIndex(1))
    office.do(lambda: find(dialog, QRadioButton, "mode_replace").setChecked(True))
    ready(office, dialog, "&Change 2 Videos")
    assert "These numbers rest on the platform's figures" in said(dialog)
    assert "2 keyframes fewer" in said(dialog)
    office.do(dialog.reject)
    office.until(lambda: not office.window.findChildren(ManyDialog), "the dialog closed")
    again = opened(office)
    assert find(again, QListWidget, "rules").currentItem().text() == "Every n Seconds"
    assert find(again, QRadioButton, "mode_replace").isChecked()
    office.do(again.reject)
    assert page.open_table.undo.count() == 0


def test_what_is_missing_is_said_where_the_videos_would_be(office: Office) -> None:
    office.open_first_folder()
    dialog = opened(office)
    for rule, name, text, words in (
        ("Every n Frames", "step", "0", "Type how many frames, a whole number from 1."),
        ("Every n Seconds", "seconds", "soon", "Type how many seconds, like 5 or 0.5."),
        ("At Scene Cuts", "strength", "200", "Type how strong a cut must be, from 0 to 100."),
        ("Best of Each Scene", "each", "1000", "Type how many frames of each scene, from 1 to 100."),
    ):
        chooses(office, dialog, rule)
        types(office, dialog, name, text)
        office.until(lambda words=words: words in said(dialog), words)
        assert not find(dialog, QPushButton, "apply").isEnabled()
    chooses(office, dialog, "Copy from a Video")
    ready(office, dialog, "&Change 1 Video")
    assert [box.itemText(0) for box in dialog.findChildren(QComboBox, "item")] == ["a.mp4"]
    office.do(dialog.reject)


def test_looking_at_pictures_can_be_stopped(office: Office) -> None:
    office.open_first_folder()
    dialog = opened(office)
    chooses(office, dialog, "At Scene Cuts")
    outcome = find(dialog, Outcome)
    office.do(outcome.stop_wanted.emit)
    office.until(lambda: "looked at" in said(dialog) or find(dialog, QPushButton, "apply").isEnabled(), "an end")
    office.do(dialog.reject)


def test_a_long_video_says_how_far_it_is(qapp: QApplication) -> None:
    outcome = Outcome()
    outcome.show_tally(ManyTally((), 2), "")
    assert "Looking…" in said(outcome)
    outcome.show_progress(Progress("film.mp4", 3_000, 12_000))
    assert "film.mp4: frame 3,000 of 12,000" in said(outcome)
    bar = find(outcome, QProgressBar)
    assert 8 * bar.value() == bar.maximum()
    outcome.show_tally(ManyTally((), 0, others=3, ended=True), "")
    assert "There are no videos among these items." in said(outcome)
    assert bar.isHidden()
    outcome.deleteLater()


@pytest.mark.parametrize("command", ["keyframes_many", "sampling_many", "change_values"])
def test_the_window_may_close_while_the_dialog_is_open(office: Office, command: str) -> None:
    office.open_first_folder()
    office.trigger(command)
    dialog = office.dialog(ScopedDialog)
    if isinstance(dialog, ManyDialog):
        chooses(office, dialog, "At Scene Cuts")
        office.until(lambda: dialog.outcome.samples.samples, "sample frames that are still to come")


def test_only_what_is_left_alone_can_be_shown(office: Office) -> None:
    page = office.open_first_folder()
    column = page.open_table.table.column_of("keyframes")
    assert column is not None
    page.open_table.table.set_cells([(0, column)], '"not a list"')
    dialog = opened(office)
    ready(office, dialog, "&Change 1 Video")
    assert "1 video is left alone; its line says why." in said(dialog)
    only = find(dialog, QCheckBox, "only_left")
    office.do(lambda: only.setChecked(True))
    model = dialog.outcome.model
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["a.mp4"]
    assert model.index(0, 5).data().startswith("The keyframes of this video are not a list.")
    office.do(lambda: only.setChecked(False))
    assert model.rowCount() == 2
    office.do(dialog.reject)
    office.trigger("undo")


def test_a_sampling_plan_is_counted_before_it_is_set(office: Office) -> None:
    page = office.open_first_folder()
    office.trigger("sampling_many")
    dialog = office.dialog(SamplingDialog)
    QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    office.until(lambda: "frames are imported of 2 videos" in said(dialog), "a sum")
    office.do(lambda: find(dialog, QDoubleSpinBox, "sampling_rate").setValue(0))
    button = find(dialog, QPushButton, "apply")
    office.until(button.isEnabled, "counted")
    assert button.text() == "&Change 2 Videos"
    # Frames 0, 25 and 50 are samples, 7 and 55 keyframes.
    assert "8 frames are imported of 2 videos now; 4 then (50 %)." in said(dialog)
    assert "Counted on the platform's figures" in said(dialog)
    texts = [dialog.model.index(0, column).data() for column in range(7)]
    assert texts == ["a.mp4", "0:02.4", "60", "2", "5", "3", ""]
    office.do(button.click)
    office.until(lambda: not office.window.findChildren(SamplingDialog), "the dialog closed")
    assert cells(page, "$encord") == ['{"config":{"sampling_rate":0}}', '{"config":{"sampling_rate":0}}', None]
    assert page.open_table.undo.undoText() == "Set the sampling plan of 2 videos"
    office.trigger("undo")


def test_nothing_to_change_is_said(office: Office) -> None:
    office.open_first_folder()
    office.trigger("sampling_many")
    dialog = office.dialog(SamplingDialog)
    office.do(lambda: find(dialog, QCheckBox, "set_rate").setChecked(False))
    button = find(dialog, QPushButton, "apply")
    office.until(lambda: button.toolTip() == "Nothing would change.", "counted")
    assert not find(dialog, QDoubleSpinBox, "sampling_rate").isEnabled()
    office.do(dialog.reject)


def test_the_panes_beside_a_video_follow_it_and_are_gone_with_it(office: Office) -> None:
    page = office.open_first_folder()
    watching = office.startup.videos.watching
    table, rows = page.open_table, {page.open_table.frame.name(row): row for row in range(3)}
    office.do(lambda: watching.open(table, table.frame.uuid(rows["a.mp4"])))
    office.until(lambda: watching.video and watching.video.times.complete, "its frames")
    frames, sampling = find(office.window, FrameInspector), find(office.window, SamplingPanel)
    office.do(lambda: frames.sought.emit(33))
    office.until(lambda: "Metadata of frame 33" in said(frames), "the frame it stands on")
    assert watching.page is not None
    panes, values = watching.page.panes, find(frames, QTreeView, "frame_values")
    office.do(lambda: panes.setCurrentWidget(frames))
    adds(office, frames, "gone", "1")
    office.do(lambda: (values.setCurrentIndex(frames.model.index(0, 0)), values.setFocus()))
    office.do(lambda: QTest.keyClick(values, Qt.Key.Key_Delete))
    assert frames.model.rowCount() == 0, "Delete takes the key off, and no keyframe"
    adds(office, frames, "note", "here")
    office.do(lambda: find(sampling, QDoubleSpinBox, "sampling_rate").setValue(0))
    office.until(lambda: "With this plan: 3 of 60 frames." in said(sampling), "what the plan comes to")
    office.do(find(sampling, QPushButton, "set_plan").click)
    wanted = '{"frames":{"33":{"note":"here"}},"config":{"sampling_rate":0}}'
    assert cells(page, "$encord")[rows["a.mp4"]] == wanted
    assert table.undo.count() == 4
    assert cells(page, "keyframes")[rows["a.mp4"]] == "[7, 55]"
    office.do(lambda: watching.open(table, table.frame.uuid(rows["b.mp4"])))
    office.until(lambda: watching.video and watching.video.times.complete, "the other video")
    assert "No frame of this video has some yet." in said(frames)
    office.do(watching.close)
    office.until(lambda: not office.window.findChildren(FrameInspector), "the panes gone")
    office.do(lambda: table.undo.setIndex(0))
