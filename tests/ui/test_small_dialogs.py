"""The small dialogs: what is typed is checked at once, and refused with the reason."""

import asyncio
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from domain.schema import Schema
from tests.local_platform import ROOT
from tests.ui.conftest import new_loop
from tests.ui.finding import find, press
from ui.actions import Actions
from ui.dialogs.about import VERSION, AboutDialog
from ui.dialogs.add_key import AddKeyDialog
from ui.dialogs.connect import EUROPE, Choice, ConnectDialog
from ui.dialogs.crash import CrashDialog
from ui.dialogs.frame import shown
from ui.dialogs.keyboard import KeyboardSheet
from ui.dialogs.passphrase import PassphraseDialog
from ui.dialogs.question import Question
from ui.dialogs.text_editor import TextEditor


@pytest.fixture
def add_key(qtbot: QtBot) -> AddKeyDialog:
    schema = Schema.read({"scene.weather": {"ty": "enum", "values": ["fog"]}})
    dialog = AddKeyDialog(schema, ["split", "scene.weather"], None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


class TestAddKey:
    def test_a_good_key_can_be_added(self, add_key: AddKeyDialog) -> None:
        QTest.keyClicks(find(add_key, QLineEdit, "key_field"), "team.shelf")
        assert add_key.problem == ""
        assert find(add_key, QPushButton, "add").isEnabled()
        assert add_key.key == "team.shelf"

    @pytest.mark.parametrize("key", ["$x", "a/b", "key_frames", "split"])
    def test_a_bad_key_is_refused_with_its_rule(self, add_key: AddKeyDialog, key: str) -> None:
        QTest.keyClicks(find(add_key, QLineEdit, "key_field"), key)
        assert add_key.problem
        assert not find(add_key, QPushButton, "add").isEnabled()

    def test_nothing_is_said_before_anything_is_typed(self, add_key: AddKeyDialog) -> None:
        assert add_key.problem == ""
        assert not find(add_key, QPushButton, "add").isEnabled()

    def test_return_adds(self, add_key: AddKeyDialog, qtbot: QtBot) -> None:
        QTest.keyClicks(find(add_key, QLineEdit, "key_field"), "shelf")
        with qtbot.waitSignal(add_key.accepted):
            QTest.keyClick(find(add_key, QLineEdit, "key_field"), Qt.Key.Key_Return)


class TestTextEditor:
    def test_json_is_checked_while_it_is_typed(self, qtbot: QtBot) -> None:
        editor = TextEditor("scene.note", "a.jpg", "[1, 2", None, is_json=True)
        qtbot.addWidget(editor)
        keep = find(editor, QPushButton, "keep")
        assert "Line 1, column 6" in editor.problem
        assert not keep.isEnabled()
        QTest.keyClicks(find(editor, QPlainTextEdit, "long_text"), "]")
        qtbot.waitUntil(keep.isEnabled)
        assert editor.problem == ""

    def test_indenting_lays_it_out_and_can_be_undone(self, qtbot: QtBot) -> None:
        editor = TextEditor("k", "a.jpg", '{"a":1.0}', None, is_json=True)
        qtbot.addWidget(editor)
        find(editor, QPushButton, "tidy").click()
        assert editor.text == '{\n  "a": 1.0\n}'
        find(editor, QPlainTextEdit, "long_text").undo()
        assert editor.text == '{"a":1.0}'

    def test_plain_text_may_be_anything(self, qtbot: QtBot) -> None:
        editor = TextEditor("k", "a.jpg", "[1, 2", None)
        qtbot.addWidget(editor)
        assert find(editor, QPushButton, "keep").isEnabled()

    def test_control_return_keeps(self, qtbot: QtBot) -> None:
        editor = TextEditor("k", "a.jpg", "text", None)
        qtbot.addWidget(editor)
        with qtbot.waitActive(editor):
            editor.show()
        field = find(editor, QPlainTextEdit, "long_text")
        field.setFocus()
        with qtbot.waitSignal(editor.accepted):
            QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def connect(qtbot: QtBot) -> ConnectDialog:
    dialog = ConnectDialog([(EUROPE, "/home/me/key")], "", None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


class TestConnect:
    def test_the_local_platform_needs_no_key(self, connect: ConnectDialog, qtbot: QtBot) -> None:
        chosen: list[Choice] = []
        connect.chosen.connect(chosen.append)
        find(connect, QPushButton, "connect").click()
        assert chosen[0].url == ""
        assert not find(connect, QLineEdit, "key_file").isEnabled()

    def test_a_region_used_before_brings_its_key_file(self, connect: ConnectDialog) -> None:
        find(connect, QRadioButton, "place_1").click()
        assert connect.choice == Choice(EUROPE, Path("/home/me/key"))
        assert find(connect, QPushButton, "connect").isEnabled()

    def test_a_region_without_a_key_says_what_is_missing(self, connect: ConnectDialog) -> None:
        find(connect, QRadioButton, "place_2").click()
        button = find(connect, QPushButton, "connect")
        assert not button.isEnabled()
        assert button.toolTip() == "Choose the private key file first."

    def test_an_address_of_ones_own_must_be_one(self, connect: ConnectDialog) -> None:
        find(connect, QRadioButton, "place_3").click()
        QTest.keyClicks(find(connect, QLineEdit, "key_file"), "/key")
        QTest.keyClicks(find(connect, QLineEdit, "own_url"), "localhost")
        assert not find(connect, QPushButton, "connect").isEnabled()
        find(connect, QLineEdit, "own_url").setText("http://localhost:8000/")
        assert connect.choice.url == "http://localhost:8000"
        assert find(connect, QPushButton, "connect").isEnabled()

    def test_a_refusal_is_said_beside_what_was_typed(self, connect: ConnectDialog) -> None:
        connect.say_busy("Connecting…")
        assert not find(connect, QPushButton, "connect").isEnabled()
        connect.say_problem("The platform does not know this key.")
        assert find(connect, QPushButton, "connect").isEnabled()


def test_a_passphrase_is_hidden_taken_once_and_forgotten(qtbot: QtBot) -> None:
    dialog = PassphraseDialog("The key is locked.", None)
    qtbot.addWidget(dialog)
    field = find(dialog, QLineEdit, "passphrase")
    assert field.echoMode() == QLineEdit.EchoMode.Password
    QTest.keyClicks(field, "open sesame")
    assert dialog.take() == "open sesame"
    assert field.text() == ""


def test_a_question_remembers_its_answer(qtbot: QtBot) -> None:
    question = Question("Close?", "Edits are kept.", [("stay", "Stay"), ("close", "Close")], None)
    qtbot.addWidget(question)
    find(question, QPushButton, "stay").click()
    assert question.answer == "stay"


def test_the_last_answer_of_a_question_answers_return(qtbot: QtBot) -> None:
    question = Question("Close?", "Edits are kept.", [("stay", "Stay"), ("close", "Close")], None)
    qtbot.addWidget(question)
    assert find(question, QPushButton, "close").isDefault()


def test_the_sheet_lists_the_keys_of_the_commands(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    sheet = KeyboardSheet(Actions(window), window)
    qtbot.addWidget(sheet)
    texts = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Ctrl+S", "Review and Push", "F2"} <= texts


def test_about_names_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION


def test_about_names_the_data_folder(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = AboutDialog(tmp_path, None)
    qtbot.addWidget(dialog)
    assert any(str(tmp_path) in each.text() for each in dialog.findChildren(QLabel))


def test_a_crash_report_can_be_read_and_copied(qtbot: QtBot, tmp_path: Path) -> None:
    report = tmp_path / "crash.txt"
    report.write_text("Traceback: the whole story")
    dialog = CrashDialog("It broke.", report, None)
    qtbot.addWidget(dialog)
    dialog.show()
    find(dialog, QPushButton, "details").click()
    assert "whole story" in find(dialog, QPlainTextEdit).toPlainText()
    find(dialog, QPushButton, "copy").click()
    assert "whole story" in QApplication.clipboard().text()


def test_a_dialog_is_waited_for_without_blocking(qapp: QApplication, qtbot: QtBot) -> None:
    question = Question("Close?", "Sentence.", [("yes", "Yes")], None)
    qtbot.addWidget(question)
    loop = new_loop(qapp)

    async def answer() -> bool:
        waiting = asyncio.ensure_future(shown(question))
        await asyncio.sleep(0.01)
        assert question.isVisible()
        press(question, "yes")
        return await waiting

    assert loop.run_until_complete(answer()) is True
    loop.close()


def test_a_wait_that_is_cancelled_closes_its_dialog(qapp: QApplication, qtbot: QtBot) -> None:
    question = Question("Close?", "Sentence.", [("yes", "Yes")], None)
    qtbot.addWidget(question)
    loop = new_loop(qapp)

    async def cancel() -> None:
        waiting = asyncio.ensure_future(shown(question))
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    loop.run_until_complete(cancel())
    assert not question.isVisible()
    loop.close()
