"""Every command says what it does, has one key of its own, and says why when it can't be used."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from ui.actions import Actions


@pytest.fixture
def actions(qtbot: QtBot) -> Iterator[Actions]:
    widget = QWidget()
    qtbot.addWidget(widget)
    yield Actions(widget)
    del widget


def test_each_command_has_a_name_a_text_and_a_tip(actions: Actions) -> None:
    for command in actions:
        assert command.objectName()
        assert command.text()
        assert command.statusTip()


@pytest.mark.parametrize("elsewhere", ["of_table", "of_video"])
def test_no_two_commands_that_count_in_one_place_share_a_key(actions: Actions, elsewhere: str) -> None:
    here = [command for command in actions if not getattr(command, elsewhere)]
    keys = Counter(command.shortcut().toString() for command in here if not command.shortcut().isEmpty())
    assert [key for key, count in keys.items() if count > 1] == []


def test_a_disabled_command_says_why_until_it_is_allowed(actions: Actions) -> None:
    review = actions["review"]
    review.allow(allowed=False, reason="Nothing is staged.")
    assert not review.isEnabled()
    assert "Nothing is staged." in review.toolTip()
    assert review.statusTip() == "Nothing is staged."
    review.allow(allowed=True)
    assert "Nothing is staged." not in review.toolTip()


def test_a_menu_is_filled_in_order_with_lines_between_groups(actions: Actions, qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    actions.fill(menu, "undo redo | copy")
    assert [each.objectName() or "|" for each in menu.actions()] == ["undo", "redo", "|", "copy"]
    assert menu.toolTipsVisible()
