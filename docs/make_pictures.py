"""Takes the pictures of docs/pictures from the real window: light and dark, at 100 % and 200 %.

    make pictures

A person opens folders of the sample workspace, edits, and reviews; what the window shows then is kept. It runs on the
screen there is, and without one offscreen.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.journeys.user import User

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SIZE = (1440, 900)
LOOKS = [("light", "1"), ("dark", "1"), ("light", "2"), ("dark", "2")]
FOLDER = ("Street robots", "Old town route", "Autumn rain")
VIDEO = "old_town_north_1012_b.mp4"
TAGGED = (8, 22, 47, 70, 88, 104)
ITEM = "old_town_north_1012_{}.jpg"


def main() -> int:
    """Make the sample workspace once, then take every look's pictures in a process of its own."""
    from tests.local_platform import LocalPlatform

    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        with LocalPlatform(made / "platform", "--sample") as platform:
            platform.stop()
        for theme, scale in LOOKS:
            home = Path(folder) / f"{theme}-{scale}"
            shutil.copytree(made, home)
            environment = {**os.environ, "QT_SCALE_FACTOR": scale, "PYTHONPATH": str(ROOT)}
            if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
                environment["QT_QPA_PLATFORM"] = "offscreen"
            name = theme if scale == "1" else f"{theme}-200"
            subprocess.run([sys.executable, __file__, str(home), theme, name], env=environment, check=True)
    return 0


def take(home: Path, theme: str, name: str) -> None:
    """One look: the first window, a table with staged edits, a refused value, the review, the receipt."""
    from PySide6.QtWidgets import QApplication

    from docs.schema_pictures import take_schema
    from models.folder_tree import SUMMARY_ROLE
    from tests.journeys.user import User
    from ui.panes.preview import ImageView

    user = User(QApplication(["tagline"]), home)
    user.starts()
    user.stage.act(lambda: user.window.resize(*SIZE))
    user.stage.act(user.window.commands[f"theme_{theme}"].trigger)
    user.is_connected()
    folders = user.program.folders
    tops = [folders.index(row, 0) for row in range(folders.rowCount())]
    user.stage.until(lambda: all(top.data(SUMMARY_ROLE) for top in tops), "the counts of the folders")
    _keep(user.window, f"start-{name}")
    user.opens(*FOLDER)
    take_table(user, name)
    _edit(user)
    user.goes_to(ITEM.format("190251"), "reviewed by")
    picture = user.window.inspector.preview.findChild(ImageView)
    user.stage.until(picture.isVisible, "the picture of the item")
    _keep(user.window, f"window-{name}")
    review = user.reviews()
    review.is_ready()
    _keep(QApplication.activeWindow(), f"review-{name}")
    review.pushes()
    _keep(QApplication.activeWindow(), f"receipt-{name}")
    review.closes()
    take_video(user, name)
    take_many(user, name)
    take_schema(user, name, _keep)
    user.ends()


def take_table(user: "User", name: str) -> None:
    """Filters under the heads with the problems below, a column's profile, and many values before they are changed."""
    from PySide6.QtWidgets import QApplication

    commands = user.window.commands
    user.goes_to(ITEM.format("190251"), "scene.people")
    user.stage.act(commands["show_filters"].trigger)
    user.presses("Ctrl+L")
    user.writes("> 0")
    user.stage.until(lambda: user.page.open_table.table.rowCount() < 10, "the filter at work")
    user.stage.act(commands["show_problems"].trigger)
    user.sees("A key the schema does not know")
    _keep(user.window, f"filters-{name}")
    user.stage.act(commands["clear_filters"].trigger)
    user.stage.until(lambda: user.page.open_table.table.rowCount() == 10, "every item")
    user.goes_to(ITEM.format("190251"), "scene.visibility_m")
    user.stage.act(commands["profile_column"].trigger)
    user.sees("Filled")
    _keep(user.window, f"profile-{name}")
    user.goes_to(ITEM.format("190251"), "reviewed by")
    user.presses("Ctrl+H")
    user.writes("Aiko")
    user.presses("Tab")
    user.writes("Dr. Aiko")
    user.sees("Change 2 Values")
    _keep(QApplication.activeModalWidget(), f"replace-{name}")
    user.presses("Escape")
    user.stage.act(commands["show_filters"].trigger)
    user.stage.act(user.window.middle.below.folded.emit)


def take_video(user: "User", name: str) -> None:
    """A video with its timeline from far and from near, what is proposed, its sampling plan."""
    user.goes_to(VIDEO, "name")
    user.presses("F9")
    watching = user.program.videos.watching
    user.stage.until(lambda: watching.video is not None and watching.video.times.complete, "every frame")
    line = watching.page.timeline
    user.stage.until(lambda: len(line.shown.cuts), "the cuts")
    user.stage.act(line.setFocus)
    user.presses("Ctrl+A")
    user.presses("Delete")
    for frame in TAGGED:
        _goes(user, frame)
        user.presses("M")
    user.stage.until(lambda: line.shown.keyframes.tolist() == list(TAGGED), "the keyframes")
    _keep_video(user, f"keyframes-{name}")
    _proposes(user, "best")
    _keep_video(user, f"proposals-{name}")
    _proposes(user, "cut")
    cut = int(line.shown.cuts[-1])
    _goes(user, cut + 4)
    user.stage.act(lambda: line.look(line.scale.showing((cut - 8) / 12, (cut + 14) / 12, line.shown.axis)))
    user.stage.act(lambda: line.select(line.shown.keyframes[-2:-1]))
    _keep_video(user, f"keyframes-close-{name}")
    user.stage.act(line.fit)
    _plans(user, 4.0)
    _keep_video(user, f"sampling-{name}")
    user.undoes(len(TAGGED) + 1)
    user.sees_staged(0)
    user.stage.act(user.window.commands["close_tab"].trigger)


def take_many(user: "User", name: str) -> None:
    """The best frames of each scene of every video of a table, before they are staged."""
    from PySide6.QtWidgets import QApplication, QListWidget

    from ui.dialogs.keyframes_many.dialog import ManyDialog
    from ui.dialogs.keyframes_many.samples import Samples

    user.stage.act(user.window.commands["keyframes_many"].trigger)
    user.sees("Keyframes of Many Videos")
    dialog = user.window.findChild(ManyDialog)
    user.stage.act(lambda: dialog.findChild(QListWidget, "rules").setCurrentRow(3))
    user.sees("Change 2 Videos")
    samples = dialog.findChild(Samples)
    user.stage.until(lambda: samples.samples and all(each.picture for each in samples.samples), "the sample frames")
    _keep(QApplication.activeModalWidget(), f"keyframes-many-{name}")
    user.presses("Escape")


def _goes(user: "User", frame: int) -> None:
    video = user.program.videos.watching.video
    user.stage.act(lambda: video.seek(frame))
    user.stage.until(lambda: video.shown is not None and video.shown.number == frame, f"frame {frame}")


def _keep_video(user: "User", name: str) -> None:
    from PySide6.QtCore import Qt

    page = user.program.videos.watching.page
    line = page.timeline

    def all_there() -> bool:
        return not line.film.missing(line.film.slots(line.scale, line.shown.axis, line.lanes.film.height() - 4))

    user.stage.until(all_there, "the strip of pictures")
    if page.panes.currentWidget() is page.keyframes:
        model, picture = page.keyframes.model, Qt.ItemDataRole.DecorationRole
        user.stage.until(lambda: all(model.index(row, 0).data(picture) for row in range(5)), "the pictures of the list")
    _keep(user.window, name)


def _proposes(user: "User", kind: str) -> None:
    from domain.proposals import ProposalKind

    proposing = user.program.videos.proposals.proposing
    user.stage.act(lambda: proposing.choose(ProposalKind(kind)))

    def are_shown() -> bool:
        return {each.kind for each in proposing.shown.all} == {ProposalKind(kind)}

    user.stage.until(are_shown, f"proposals: {kind}")
    _goes(user, proposing.shown.all[-1].frame)
    user.stage.act(lambda: proposing.go_to(proposing.shown.all[-1].frame))


def _plans(user: "User", rate: float) -> None:
    from ui.timeline.sampling_panel import SamplingPanel

    page = user.program.videos.watching.page
    panel = page.findChild(SamplingPanel)
    user.stage.act(lambda: page.panes.setCurrentWidget(panel))
    user.stage.act(lambda: panel.fields.rate.setValue(rate))
    user.sees("With this plan")


def _edit(user: "User") -> None:
    user.types("Nadia Petrova", into=(ITEM.format("185100"), "reviewed by"))
    user.types("Nadia Petrova", into=(ITEM.format("185417"), "reviewed by"))
    user.clears(ITEM.format("190508"), "reviewed by")
    user.types("rain", into=(ITEM.format("185834"), "scene.weather"))
    user.types("validation", into=(ITEM.format("185417"), "split"))
    user.types("4", into=(ITEM.format("190251"), "scene.people"))


def _keep(window: "QWidget | None", name: str) -> None:
    assert window is not None
    assert window.grab().save(str(PICTURES / f"{name}.png"))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        take(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
    else:
        sys.path.insert(0, str(ROOT))
        sys.exit(main())
