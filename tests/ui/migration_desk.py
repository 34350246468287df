"""A person before the dialogs of a migration: asks for one, reviews it, agrees to it, and reads what is said."""

from typing import TypeVar

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.ui.conftest import Office
from tests.ui.finding import find, press
from ui.dialogs.migration.dialog import MigrationDialog
from ui.dialogs.migration.run_dialog import MigrationRunDialog

W = TypeVar("W", bound=QWidget)


def asked(office: Office, form: str, answers: dict[str, str], keys: tuple[str, ...] = ()) -> MigrationDialog:
    office.do(lambda: office.startup.migrations.open(form, answers, keys))
    return office.dialog(MigrationDialog)


def reviews(office: Office, dialog: MigrationDialog) -> MigrationRunDialog:
    review = find(dialog, QPushButton, "review")
    office.until(review.isEnabled, "it can be reviewed")
    office.do(review.click)
    run = office.dialog(MigrationRunDialog)
    office.until(lambda: find(run, QPushButton, "go").isVisible(), "the review is there")
    return run


def goes(office: Office, run: MigrationRunDialog) -> str:
    """Agree to it, and wait for the end; what is said then."""
    office.do(lambda: press(run, "go"))
    office.until(lambda: find(run, QPushButton, "done").isVisible(), "it has ended")
    return find(run, QLabel, "work_text").text()


def closes(office: Office, run: MigrationRunDialog) -> None:
    office.do(lambda: press(run, "done"))
    office.until(lambda: not office.window.findChildren(MigrationRunDialog), "the dialog closed")


def rejects(office: Office, dialog: MigrationDialog) -> None:
    office.do(dialog.reject)
    office.until(lambda: not office.window.findChildren(MigrationDialog), "the dialog closed")


def field(dialog: MigrationDialog, kind: type[W], name: str) -> W:
    """A field of the form that is shown."""
    return next(each for each in dialog.findChildren(kind, name) if each.isVisible())


def said(dialog: MigrationDialog) -> str:
    return find(dialog, QLabel, "preview_word").text()


def counts(dialog: MigrationDialog) -> str:
    return find(dialog, QLabel, "counts").text()
