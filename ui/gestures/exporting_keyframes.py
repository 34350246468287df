"""The keyframes of a video written to a CSV file, beside the window however many they are."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from controllers.exchange.keyframe_files import write_keyframe_csv
from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.settings import EXPORT_FOLDER, Settings
from models.keyframe_track import KeyframeTrack


def export_keyframes(parent: QWidget, track: KeyframeTrack, settings: Settings, tasks: Tasks, lanes: Lanes) -> None:
    """Ask where, then write number and time of every keyframe; what goes wrong comes out of `tasks.failed`."""
    video = track.name
    folder = Path(settings.get(EXPORT_FOLDER) or Path.home())
    dialog = QFileDialog(parent, parent.tr("Export keyframes"), str(folder))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([parent.tr("CSV for a spreadsheet (*.csv)")])
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(f"{_as_file_name(video)} keyframes.csv")

    def write(chosen: str) -> None:
        path = Path(chosen)
        settings.set(EXPORT_FOLDER, str(path.parent))
        tasks.spawn(lanes.compute(write_keyframe_csv, path, video, track.numbers, track.times))

    dialog.fileSelected.connect(write)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _as_file_name(name: str) -> str:
    """The name without what a file name cannot have on some disks."""
    plain = "".join("_" if letter in '<>:"/\\|?*' or not letter.isprintable() else letter for letter in name)
    return plain.strip(" .")[:120] or "video"
