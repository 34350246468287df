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

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SIZE = (1440, 900)
LOOKS = [("light", "1"), ("dark", "1"), ("light", "2"), ("dark", "2")]
FOLDER = ("Street robots", "Old town route", "Autumn rain")
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
    take_schema(user, name)
    user.ends()


def take_table(user, name: str) -> None:  # noqa: ANN001 - the person of tests.journeys, imported late
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


def take_schema(user, name: str) -> None:  # noqa: ANN001 - the person of tests.journeys, imported late
    """The schema with staged changes, a new key as it is checked, and the save before it is sent."""
    from PySide6.QtWidgets import QApplication

    from tests.journeys.at_schema import AtSchema

    schema = AtSchema(user)
    schema.opens()
    schema.adds("lens.mount", "enum", ("bayonet", "screw"))
    schema.sees_staged(1)
    schema.clicks_key("scene.weather")
    user.stage.act(schema.page.properties.options.field.setFocus)
    user.writes("hail")
    user.presses("Return")
    schema.sees_staged(2)
    schema.clicks_key("video.speed_mps")
    schema.chooses_type("datetime")
    schema.sees_staged(3)
    user.sees("become invalid")
    model = schema.page.side.model
    for key in ("video.speed_mps", "video.usable", "scene.run"):
        user.stage.until(lambda key=key: "filled" in schema.spoken(model.index_of(key)), f"the counts of {key}")
    _keep(user.window, f"schema-{name}")
    user.stage.act(schema.page.side.tree.setFocus)
    user.presses("Insert")
    user.sees("New key")
    user.writes("Speed..mps")
    _keep(QApplication.activeModalWidget(), f"schema-key-{name}")
    user.presses("Escape")
    user.presses("Ctrl+S")
    user.sees("was read again")
    _keep(QApplication.activeModalWidget(), f"schema-save-{name}")
    user.presses("Escape")


def _edit(user) -> None:  # noqa: ANN001 - the person of tests.journeys, imported late
    user.types("Nadia Petrova", into=(ITEM.format("185100"), "reviewed by"))
    user.types("Nadia Petrova", into=(ITEM.format("185417"), "reviewed by"))
    user.clears(ITEM.format("190508"), "reviewed by")
    user.types("rain", into=(ITEM.format("185834"), "scene.weather"))
    user.types("validation", into=(ITEM.format("185417"), "split"))
    user.types("4", into=(ITEM.format("190251"), "scene.people"))


def _keep(window, name: str) -> None:  # noqa: ANN001 - a QWidget, imported late
    assert window is not None
    assert window.grab().save(str(PICTURES / f"{name}.png"))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        take(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
    else:
        sys.path.insert(0, str(ROOT))
        sys.exit(main())
