"""A person at the schema's tab, told in sentences: opens it, chooses keys, edits, saves, and says what is seen."""

from typing import Any, cast

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from domain.type_forms import SCALARS
from models.schema_tree import CHANGE_ROLE
from models.schema_words import TYPE
from tests.journeys import hands, screen
from tests.journeys.user import User
from ui.schema.page import SchemaPage


class AtSchema:
    """What a person does with the schema."""

    def __init__(self, user: User) -> None:
        self.user = user

    @property
    def page(self) -> SchemaPage:
        """The schema's tab, which is in front."""
        page = self.user.window.tabs.current
        assert isinstance(page, SchemaPage), "the schema is not in front"
        return page

    def opens(self) -> None:
        """Press the key of the schema."""
        self.user.presses("Ctrl+Shift+S")
        self.user.stage.until(lambda: isinstance(self.user.window.tabs.current, SchemaPage), "the schema's tab")
        self.user.stage.until(lambda: self.page.side.model.rowCount() or self.page.remark, "the schema")

    def finds(self, text: str, key: str) -> None:
        """Type into the field that finds keys, and go down into the tree, to the first that was found."""
        self.user.presses("Ctrl+F")
        self.user.writes(text)
        self.user.presses("Return")
        self.user.stage.until(lambda: self.page.side.key == key, f"the cursor on {key}")

    def clears_search(self) -> None:
        self.user.presses("Ctrl+F")
        self.user.presses("Escape")

    def clicks_key(self, key: str) -> None:
        """Click a key in the tree, scrolled into sight."""
        tree, index = self.page.side.tree, self.page.side.model.index_of(key)
        assert index.isValid(), f"{key} is not listed"
        self.user.stage.act(lambda: tree.scrollTo(index))
        self.user.stage.act(lambda: hands.click(tree.viewport(), tree.visualRect(index).center()))
        self.user.stage.until(lambda: self.page.side.key == key, f"the cursor on {key}")

    def adds(self, key: str, word: str = "", options: tuple[str, ...] = ()) -> None:
        """Press Insert, type a key, choose a type by keys, add it."""
        self.user.presses("Insert")
        self.user.sees("New key")
        self.user.presses("Ctrl+A")
        self.user.writes(key)
        if word:
            self.user.presses("Tab")
            self.user.writes(word)
        if options:
            self.user.presses("Tab")
            for option in options:
                self.user.writes(option)
                self.user.presses("Return")
        self.user.clicks("Add Key")
        self.user.stage.until(lambda: QApplication.activeModalWidget() is None, "the dialog to close")

    def chooses_type(self, word: str) -> None:
        """Open the list of types by key, go down to one, and press Enter."""
        box = self.page.properties.type.box
        self.user.stage.act(box.setFocus)
        self.user.stage.until(lambda: _focused(box), "the type to have the keyboard")
        self.user.presses("Down")
        self.user.stage.until(box.view().isVisible, "the list of types")
        self.user.presses("Home")
        self.user.presses("Down", SCALARS.index(word))
        self.user.presses("Return")

    def drops(self, key: str, onto: str) -> None:
        """Drag a key and let it go over a namespace."""
        tree, model = self.page.side.tree, self.page.side.model
        target, dragged = model.index_of_namespace(onto), model.mimeData([model.index_of(key)])
        self.user.stage.act(lambda: tree.scrollTo(target))
        self.user.stage.act(lambda: _drop(tree.viewport(), tree.visualRect(target).center(), dragged))

    def sees_staged(self, count: int) -> None:
        draft = self.user.program.session.draft
        self.user.stage.until(lambda: len(draft.changes) == count, f"{count} staged changes")
        self.user.stage.until(lambda: self.page.changes.isVisible() == bool(count), "the changes on the screen")

    def type_of(self, key: str) -> str:
        """The type a key shows in the tree."""
        index = self.page.side.model.index_of(key)
        return str(index.siblingAtColumn(TYPE).data() or "")

    def mark_of(self, key: str) -> str:
        """The kind of what is staged for a key."""
        return str(self.page.side.model.index_of(key).data(CHANGE_ROLE) or "")

    def saves(self) -> None:
        """Press Ctrl+S, look, save, and close the dialog that says how it went."""
        self.user.presses("Ctrl+S")
        self.user.sees("was read again")
        self.clicks_save()
        self.user.sees("saved.")
        self.user.clicks("Close")

    def clicks_save(self) -> None:
        """Press the button that says how many changes are saved."""
        said = (text for text in screen.texts() if text.startswith("Save "))
        self.user.clicks(next(text for text in said if text.endswith(("Change", "Changes"))))

    def reads(self) -> Any:
        """The schema as the SDK reads it now."""
        return self.user.meets("Street robots").sdk.metadata_schema()

    def spoken(self, index: QModelIndex | None = None) -> str:
        """What a screen reader says of a row."""
        at = self.page.side.tree.currentIndex() if index is None else index
        return str(at.data(Qt.ItemDataRole.AccessibleTextRole))


def _focused(widget: QWidget) -> bool:
    """Give a widget the keyboard; it does not take it while what it belongs to is still being filled."""
    widget.setFocus()
    return widget.hasFocus()


def _drop(widget: QWidget, at: QPoint, data: QMimeData) -> None:
    """What the window system tells a widget when something is let go over it."""
    move, left, held = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(at, move, data, left, held))
    QApplication.sendEvent(widget, QDropEvent(cast("Any", at).toPointF(), move, data, left, held))
