"""The panes around the table: trees, tabs, banners, inspector, jobs and the status line."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from controllers.jobs import JobBoard
from domain.catalog import Folder, FolderSummary
from models.folder_tree import FolderTree
from tests.ui.finding import find, listen, press
from ui.actions import Actions
from ui.looks import folder_look
from ui.main_window import MainWindow
from ui.panes.banner import Answer, Banners
from ui.panes.empty_folder import EmptyFolder
from ui.panes.empty_state import EmptyState
from ui.panes.inspector import Entry, Inspected, Inspector
from ui.panes.job_strip import JobStrip
from ui.panes.preview import PreviewPane, type_icon
from ui.panes.status_bar import StatusBar
from ui.panes.table_tabs import TableTabs
from ui.panes.tree_pane import TreePane


def folder(uuid: str, name: str, parent: str | None = None) -> Folder:
    return Folder(uuid, name, "", parent, "me", "admin", "folder", "", "", None, (), None)


SUMMARY = FolderSummary(12, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)


class TestTreePane:
    @pytest.fixture
    def tree(self, qtbot: QtBot) -> FolderTree:
        tree = FolderTree()
        tree.set_children(None, [folder("a", "Alps"), folder("b", "Baltic coast"), folder("c", "City\nstreets")])
        tree.set_summary("a", SUMMARY)
        return tree

    @pytest.fixture
    def pane(self, qtbot: QtBot, tree: FolderTree) -> TreePane:
        pane = TreePane("Folders", "Find a folder", "Nothing here yet.", "folders")
        qtbot.addWidget(pane)
        pane.set_model(tree, folder_look)
        pane.resize(260, 400)
        pane.show()
        return pane

    def test_return_opens_the_current_folder(self, pane: TreePane, tree: FolderTree, qtbot: QtBot) -> None:
        pane.reveal(tree.index_of("b"))
        opened = listen(pane.opened)
        QTest.keyClick(pane.tree, Qt.Key.Key_Return)
        assert tree.folder(opened[0]) == folder("b", "Baltic coast")

    def test_typing_narrows_the_tree(self, pane: TreePane) -> None:
        QTest.keyClicks(pane.field, "coast")
        assert pane.tree.model().rowCount() == 1
        QTest.keyClick(pane.field, Qt.Key.Key_Escape)
        assert pane.tree.model().rowCount() == 3

    def test_down_goes_from_the_field_into_the_tree(self, pane: TreePane, qtbot: QtBot) -> None:
        QTest.keyClicks(pane.field, "baltic")
        QTest.keyClick(pane.field, Qt.Key.Key_Down)
        assert pane.tree.currentIndex().data() == "Baltic coast"

    def test_nothing_found_is_said(self, pane: TreePane) -> None:
        QTest.keyClicks(pane.field, "zzz")
        assert any("No loaded name" in label.text() for label in pane.findChildren(QLabel) if label.isVisible())

    def test_opening_a_branch_asks_for_its_children(self, pane: TreePane, tree: FolderTree, qtbot: QtBot) -> None:
        wanted = listen(tree.children_wanted)
        pane.expand(tree.index_of("b"))
        assert wanted == ["b"]
        assert folder_look(tree.index_of("b")).note == "Loading…"
        tree.set_children("b", [folder("d", "Dunes", "b")])
        assert pane.tree.isExpanded(pane.tree.model().index(1, 0))

    def test_what_is_open_stays_open_after_a_refresh(self, pane: TreePane, tree: FolderTree) -> None:
        pane.expand(tree.index_of("b"))
        tree.set_children("b", [folder("d", "Dunes", "b")])
        tree.set_children(None, [folder("b", "Baltic coast"), folder("e", "Elbe")])
        assert pane.tree.isExpanded(pane.tree.model().index(0, 0))

    def test_a_row_shows_its_count(self, tree: FolderTree) -> None:
        look = folder_look(tree.index_of("a"))
        assert (look.icon, look.text, look.note) == ("folder", "Alps", "12")

    def test_the_context_menu_is_asked_for_with_its_row(self, pane: TreePane, tree: FolderTree, qtbot: QtBot) -> None:
        place = pane.tree.visualRect(pane.tree.model().index(0, 0)).center()
        wanted = listen(pane.menu_wanted)
        pane.tree.customContextMenuRequested.emit(place)
        assert wanted[0] == tree.index_of("a")


class TestBanners:
    def test_the_newest_sentence_is_on_top_and_one_a_key(self, qtbot: QtBot) -> None:
        banners = Banners()
        qtbot.addWidget(banners)
        banners.say("one", "info", "First.")
        banners.say("two", "problem", "Second.")
        banners.say("one", "info", "First again.")
        assert banners.sentences() == ("First again.", "Second.")

    def test_an_answer_acts_and_takes_the_banner_away(self, qtbot: QtBot) -> None:
        banners = Banners()
        qtbot.addWidget(banners)
        done: list[str] = []
        banners.say("one", "warning", "Edits were restored.", [Answer("Review…", lambda: done.append("reviewed"))])
        find(banners, QPushButton).click()
        assert done == ["reviewed"]
        assert banners.sentences() == ()
        assert banners.isHidden()

    def test_it_can_be_dismissed(self, qtbot: QtBot) -> None:
        banners = Banners()
        qtbot.addWidget(banners)
        banners.say("one", "good", "Done.")
        find(banners, QToolButton).click()
        assert banners.sentences() == ()


class TestTabs:
    @pytest.fixture
    def tabs(self, qtbot: QtBot) -> Iterator[TableTabs]:
        owner = QWidget()
        qtbot.addWidget(owner)
        tabs = TableTabs(EmptyState(Actions(owner)), Banners())
        qtbot.addWidget(tabs)
        tabs.show()
        yield tabs
        del owner

    def test_the_last_page_in_is_in_front(self, tabs: TableTabs) -> None:
        one, two = QWidget(), QWidget()
        tabs.add(one, "One", "folder")
        tabs.add(two, "Two & more", "dataset")
        assert tabs.current is two
        tabs.step(1)
        assert tabs.current is one

    def test_a_dot_says_that_edits_are_staged(self, tabs: TableTabs) -> None:
        page = QWidget()
        tabs.add(page, "One", "folder")
        tabs.entitle(page, "One", 3)
        assert tabs.title(page) == "One •"
        tabs.entitle(page, "One", 0)
        assert tabs.title(page) == "One"

    def test_the_close_button_asks_its_owner(self, tabs: TableTabs, qtbot: QtBot) -> None:
        one, two = QWidget(), QWidget()
        tabs.add(one, "One", "folder")
        tabs.add(two, "Two", "folder")
        wanted = listen(tabs.close_wanted)
        close = find(tabs, QTabBar).tabButton(0, QTabBar.ButtonPosition.RightSide)
        assert isinstance(close, QToolButton)
        close.click()
        assert wanted == [one]

    def test_without_pages_the_empty_state_teaches(self, tabs: TableTabs, qtbot: QtBot) -> None:
        page = QWidget()
        tabs.add(page, "One", "folder")
        changed = listen(tabs.page_changed)
        tabs.remove(page)
        assert changed == [None]
        assert tabs.current is None


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


class TestEmptyStates:
    def test_it_says_where_it_stands(self, window: MainWindow) -> None:
        window.empty.say_ready()
        assert "Open a folder to begin" in texts(window.empty)
        window.empty.say_disconnected("The platform does not answer.")
        assert "The platform does not answer." in texts(window.empty)

    def test_an_empty_folder_leads_to_those_inside(self, qtbot: QtBot) -> None:
        page = EmptyFolder()
        qtbot.addWidget(page)
        page.set_inside([("u1", "Fog weeks", "4"), ("u2", "September", "9")])
        wanted = listen(page.folder_wanted)
        page.findChildren(QPushButton)[1].click()
        assert wanted == ["u2"]


ITEM = Inspected(
    "u1",
    "a <b>.jpg",
    "IMAGE",
    (("Type", "image"),),
    (
        Entry("", "split", "train"),
        Entry("scene", "weather", "fog", "staged", "rain"),
        Entry("scene", "x", "?", "problem"),
    ),
)


class TestInspector:
    def test_it_lists_facts_and_metadata_as_plain_text(self, qtbot: QtBot) -> None:
        inspector = Inspector()
        qtbot.addWidget(inspector)
        inspector.show_item(ITEM)
        told = texts(inspector)
        assert "a <b>.jpg" in told
        assert "● fog" in told
        assert "⚠ ?" in told

    def test_it_forgets(self, qtbot: QtBot) -> None:
        inspector = Inspector()
        qtbot.addWidget(inspector)
        inspector.show_item(ITEM)
        inspector.show_nothing()
        assert inspector.shown is None
        assert "fog" not in texts(inspector)

    def test_a_picture_is_fitted_and_garbage_is_told(self, qtbot: QtBot) -> None:
        preview = PreviewPane()
        qtbot.addWidget(preview)
        preview.resize(300, 136)
        preview.show()
        image = QImage(600, 400, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        assert QImageWriter(buffer, b"png").write(image)
        preview.show_picture(bytes(buffer.data().data()), "image")
        assert preview.height() == 200
        preview.show_picture(b"garbage", "image")
        assert "can't be shown" in texts(preview)

    def test_unknown_types_have_a_sign(self) -> None:
        assert type_icon("HOLOGRAM") == "file"
        assert type_icon("VIDEO") == "video"
        assert type_icon("imageGroup") == type_icon("IMAGE_GROUP") == "image-group"


class TestJobs:
    def test_a_job_is_shown_with_its_progress_and_cancelled(self, qtbot: QtBot) -> None:
        board, strip = JobBoard(), JobStrip()
        qtbot.addWidget(strip)
        strip.watch(board)
        job = board.start("Loading crops", "items", 100)
        job.advance(40)
        qtbot.waitUntil(lambda: "40 of 100 items" in strip.text)
        press(strip, "cancel_job")
        assert job.cancelled
        job.finish()
        assert strip.text == ""

    def test_more_jobs_unfold(self, qtbot: QtBot) -> None:
        board, strip = JobBoard(), JobStrip()
        qtbot.addWidget(strip)
        strip.watch(board)
        strip.show()
        board.start("One", "items")
        board.start("Two", "items")
        more = find(strip, QPushButton)
        assert more.text() == "and 1 more"
        more.click()


class TestStatusBar:
    def test_it_names_platform_user_and_staged_edits(self, qtbot: QtBot) -> None:
        owner = QWidget()
        qtbot.addWidget(owner)
        actions = Actions(owner)
        status = StatusBar(actions)
        qtbot.addWidget(status)
        status.show_platform("on", "Encord (EU)", "you@example.org")
        status.show_staged(3)
        assert status.platform_text == "Encord (EU)"
        assert status.staged_text == "3 staged edits"
        with qtbot.waitSignal(actions["review"].triggered):
            press(status, "staged_button")
        status.show_staged(0)
        assert status.staged_text == ""
