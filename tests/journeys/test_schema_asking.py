"""Before the schema changes: a protected namespace is asked about, and every folder is looked through on request."""

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox

from tests.journeys.at_schema import AtSchema
from tests.journeys.places import FIRST, ROUTE, SPEED
from tests.journeys.user import User
from ui.dialogs.namespace import NamespacesDialog


@pytest.fixture
def schema(user: User) -> AtSchema:
    """A person before the schema, with a table of ten items behind it."""
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    at = AtSchema(user)
    at.opens()
    return at


def protects(user: User, namespace: str) -> None:
    """Tick the protection of a namespace, in the dialog of the menu."""
    user.chooses_from_menu("Namespaces…")
    user.stage.until(lambda: isinstance(QApplication.activeModalWidget(), NamespacesDialog), "the dialog")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NamespacesDialog)
    assert dialog.go_to(namespace)
    protection = dialog.findChild(QCheckBox, "namespace_protected")
    assert protection is not None
    user.stage.act(protection.click)
    user.presses("Return")
    user.stage.until(lambda: QApplication.activeModalWidget() is None, "the dialog to close")


def test_a_protected_namespace_is_asked_about_before_a_key_in_it_changes(schema: AtSchema) -> None:
    user = schema.user
    protects(user, "scene")
    schema.clicks_key("scene.place")
    user.presses("Delete")
    user.sees("Change a protected namespace?")
    user.sees("scene. is protected. Nothing reaches the platform before you save.")
    user.clicks("Leave It")
    schema.sees_staged(0)
    user.presses("Delete")
    user.sees("Change a protected namespace?")
    user.clicks("Change It")
    schema.sees_staged(1)
    schema.clicks_key("scene.weather")
    user.presses("Delete")
    schema.sees_staged(2)
    user.undoes(2)
    schema.sees_staged(0)
    schema.finds("speed", SPEED)
    schema.chooses_type("text")
    schema.sees_staged(1)


def test_every_folder_is_checked_and_what_is_staged_on_items_is_said_not_to_count(schema: AtSchema) -> None:
    user = schema.user
    user.presses("Ctrl+W")
    user.types("7", into=(FIRST, SPEED))
    user.sees_staged(1)
    schema.opens()
    schema.finds("speed", SPEED)
    schema.chooses_type("boolean")
    schema.sees_staged(1)
    user.sees("10 of 10 values in the open tables become invalid.")
    user.clicks("Check Every Folder")
    user.sees("folders become invalid.")
    user.sees("without the edits staged here")
    user.clicks("Show These Rows")
    user.stage.until(lambda: user.window.tabs.current is not schema_page(user), "a table in front")
    user.stage.until(lambda: len(user.items()) > 0, "its rows")


def schema_page(user: User) -> object:
    """The tab of the schema, wherever it stands."""
    return user.program.schema_tab.page
