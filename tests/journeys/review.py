"""The review a person reads and decides: its lines, its conflicts, the push, and the receipt at the end."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QPushButton

from tests.journeys import hands, screen
from tests.journeys.stage import Stage
from ui.dialogs.push_dialog import PushDialog
from ui.dialogs.review_detail import ReviewDetail


@dataclass(frozen=True)
class Line:
    """One line as it is read: which item and key, what becomes of the value, and the remark beside it."""

    item: str
    key: str
    change: str
    remark: str


class Review:
    """The dialog from the review to the receipt."""

    def __init__(self, stage: Stage, dialog: PushDialog) -> None:
        self._stage = stage
        self._dialog = dialog

    def is_ready(self) -> "Review":
        """Wait until the lines are there."""
        self._stage.until(self._dialog.review.isVisible, "the lines of the review")
        return self

    @property
    def lines(self) -> list[Line]:
        """Every line, item by item."""
        self.is_ready()
        tree = self._dialog.review.tree
        lines = (index for index in screen.rows_of(tree) if index.parent().isValid())
        return [Line(str(index.parent().data()), *screen.row_texts(tree, index)) for index in lines]

    def changes(self) -> dict[tuple[str, str], str]:
        """Item and key -> what becomes of the value."""
        return {(line.item, line.key): line.change for line in self.lines}

    def line(self, item: str, key: str) -> Line:
        return next(line for line in self.lines if (line.item, line.key) == (item, key))

    def waits_for_line(self, item: str, key: str) -> None:
        """Wait until the review was read again and has this line."""
        self._stage.until(lambda: (item, key) in self._places(), f"a line for {key} of {item}")

    def conflict(self) -> dict[str, str]:
        """The values of the conflict under the cursor, by what stands before them."""
        said = [text for text in screen.texts_in(cast("ReviewDetail", self._dialog.findChild(ReviewDetail))) if text]
        return dict(zip(said[::2], said[1::2], strict=True))

    @property
    def words(self) -> str:
        """The sentence under the heading."""
        return self._dialog.sentence.text()

    @property
    def explanation(self) -> str:
        """Everything the review says around its lines."""
        return "\n".join(screen.texts())

    def goes_to(self, item: str, key: str) -> None:
        """Click a line."""
        tree, index = self._dialog.review.tree, self._index(item, key)
        self._stage.act(lambda: tree.scrollTo(index))
        self._stage.act(lambda: hands.click(tree.viewport(), tree.visualRect(index).center()))

    def leaves_out(self, item: str, key: str) -> None:
        """Take the tick off a line with the Space key."""
        self.goes_to(item, key)
        self._stage.act(lambda: hands.press("Space"))

    def is_ticked(self, item: str, key: str) -> bool:
        return Qt.CheckState(self._index(item, key).data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked

    def clicks(self, name: str) -> None:
        """Click a button of the dialog."""
        self._stage.until(lambda: screen.find_button(name), f'a button "{name}" to press')
        button = screen.find_button(name)
        assert button is not None
        self._stage.act(lambda: hands.click(button))

    def chooses(self, choice: str, item: str, key: str) -> None:
        """Decide a conflict: "Mine" or "Theirs"."""
        self.goes_to(item, key)
        self.clicks(choice)

    def pushes(self) -> dict[str, str]:
        """Press the button that sends, and wait for the receipt: what became of each item."""
        self.begins_to_push()
        return self.receipt()

    def begins_to_push(self) -> None:
        """Press the button that sends."""
        self.is_ready()
        self._stage.until(self._push_button.isEnabled, "the button that pushes")
        self._stage.act(lambda: hands.click(self._push_button))

    @property
    def can_push(self) -> bool:
        """Whether the button that pushes is there and can be pressed."""
        return self._push_button.isVisible() and self._push_button.isEnabled()

    @property
    def obstacle(self) -> str:
        """Why the button that pushes cannot be pressed; empty when it can."""
        return "" if self._push_button.isEnabled() else self._push_button.toolTip()

    @property
    def _push_button(self) -> QPushButton:
        return cast("QPushButton", self._dialog.findChild(QPushButton, "push"))

    def receipt(self) -> dict[str, str]:
        """Wait for the receipt: item -> outcome and remark."""
        self._stage.until(self._dialog.receipt.isVisible, "the receipt")
        tree = self._dialog.receipt.tree
        rows = (screen.row_texts(tree, index) for index in screen.rows_of(tree))
        return {name: f"{outcome}  {remark}".strip() for name, outcome, remark, _ in rows}

    @property
    def summary(self) -> str:
        """What the receipt says first."""
        return self._dialog.receipt.summary

    def closes(self) -> None:
        """Escape, or the Close button of the receipt."""
        self._stage.act(lambda: hands.press("Escape"))
        self._stage.until(lambda: not self._dialog_is_open(), "the review to close")

    def _dialog_is_open(self) -> bool:
        return any(
            isinstance(window, PushDialog) and window.isVisible() for window in self._stage.app.topLevelWidgets()
        )

    def _index(self, item: str, key: str) -> QModelIndex:
        return self._places()[item, key]

    def _places(self) -> dict[tuple[str, str], QModelIndex]:
        self.is_ready()
        lines = (index for index in screen.rows_of(self._dialog.review.tree) if index.parent().isValid())
        return {(str(index.parent().data()), str(index.data())): index for index in lines}
