"""The schema on pictures: staged changes, a save, a migration before and in its review, keys proposed, namespaces."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.journeys.at_schema import AtSchema
    from tests.journeys.user import User

WEATHER = "scene.weather"


def take_schema(user: "User", name: str, keep: "Callable[[QWidget | None, str], None]") -> None:
    """Every picture of the chapter on the schema, kept under the name of its look."""
    from PySide6.QtWidgets import QApplication

    from tests.journeys.at_schema import AtSchema

    schema = AtSchema(user)
    schema.opens()
    _migrate(user, name, keep)
    _infer(user, name, keep)
    _name_spaces(user, name, keep)
    _stage(schema)
    keep(user.window, f"schema-{name}")
    user.stage.act(schema.page.side.tree.setFocus)
    user.presses("Insert")
    user.sees("New key")
    user.writes("Speed..mps")
    keep(QApplication.activeModalWidget(), f"schema-key-{name}")
    user.presses("Escape")
    user.presses("Ctrl+S")
    user.sees("was read again")
    keep(QApplication.activeModalWidget(), f"schema-save-{name}")
    user.presses("Escape")


def _stage(schema: "AtSchema") -> None:
    """A key, an option and another type, with what becomes of the values."""
    user = schema.user
    schema.adds("lens.mount", "enum", ("bayonet", "screw"))
    schema.sees_staged(1)
    schema.clicks_key(WEATHER)
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
    user.stage.until(lambda: "10 invalid" in schema.spoken(model.index_of("video.speed_mps")), "the invalid ones")


def _migrate(user: "User", name: str, keep: "Callable[[QWidget | None, str], None]") -> None:
    """An option merged into another one: its preview, and the steps with every item before anything is written."""
    from PySide6.QtWidgets import QApplication, QLabel, QPushButton

    from ui.dialogs.migration.dialog import MigrationDialog
    from ui.dialogs.migration.options_field import OptionChange
    from ui.dialogs.migration.run_dialog import MigrationRunDialog

    change = OptionChange("rain", "wet")
    user.stage.act(lambda: user.program.migrations.open("options", {"key": WEATHER}, option=change))
    dialog = user.window.findChild(MigrationDialog)
    assert dialog is not None
    counts, review = (dialog.findChild(kind, each) for kind, each in ((QLabel, "counts"), (QPushButton, "review")))
    user.stage.until(lambda: "change" in counts.text() and review.isEnabled(), "the preview")
    keep(dialog, f"migration-{name}")
    user.stage.act(review.click)
    user.stage.until(lambda: isinstance(QApplication.activeModalWidget(), MigrationRunDialog), "the review")
    run = QApplication.activeModalWidget()
    go = run.findChild(QPushButton, "go")
    user.stage.until(go.isVisible, "every item")
    keep(run, f"migration-review-{name}")
    user.stage.act(run.reject)


def _infer(user: "User", name: str, keep: "Callable[[QWidget | None, str], None]") -> None:
    """Keys that items have and the schema has not, with the type their values suggest."""
    from PySide6.QtWidgets import QApplication

    user.stage.act(user.window.commands["infer_schema"].trigger)
    user.sees("no type.")
    user.clicks("Look in Every Folder")
    user.sees("in all")
    keep(QApplication.activeModalWidget(), f"infer-{name}")
    user.presses("Escape")


def _name_spaces(user: "User", name: str, keep: "Callable[[QWidget | None, str], None]") -> None:
    """A namespace with its owner, its colour and its protection."""
    from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit

    from ui.dialogs.namespace import NamespacesDialog

    user.stage.act(user.window.commands["namespaces"].trigger)
    user.stage.until(lambda: user.window.findChild(NamespacesDialog), "the namespaces")
    dialog = user.window.findChild(NamespacesDialog)
    assert dialog is not None
    dialog.go_to("scene")
    dialog.findChild(QLineEdit, "namespace_owner").setText("Perception team")
    dialog.findChild(QPlainTextEdit, "namespace_description").setPlainText("What is seen outside of the vehicle.")
    dialog.findChild(QCheckBox, "namespace_protected").setChecked(True)
    keep(dialog, f"namespaces-{name}")
    user.stage.act(dialog.reject)
