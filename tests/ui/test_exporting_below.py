"""A folder goes out with its subfolders, and columns under the titles they were given, where that is chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QComboBox, QRadioButton

from tests.local_platform import LocalPlatform
from tests.ui.conftest import Office
from tests.ui.finding import find
from tests.ui.test_exporting import edit, export_to, lines, open_export, said
from ui.dialogs.export import ExportDialog
from ui.panes.table_page import TablePage


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A platform with "Top", which holds "one" and the folder "Deep" with "two"."""
    home = tmp_path_factory.mktemp("nested")
    picture = home / "a.png"
    Image.new("RGB", (8, 8)).save(picture)
    with LocalPlatform(home / "data") as platform:
        sdk = platform.user_client()
        top = sdk.create_storage_folder("Top")
        deep = sdk.create_storage_folder("Deep", parent_folder=top)
        top.upload_image(picture, title="one", client_metadata={"n": 1})
        deep.upload_image(picture, title="two", client_metadata={"n": 2, "only.deep": "x"})
        yield platform


@pytest.fixture
def tall(qapp: QApplication, tmp_path: Path, nested: LocalPlatform) -> Iterator[Office]:
    office = Office(qapp, tmp_path)
    office.connect(nested)
    yield office
    office.leave()


def below(office: Office) -> tuple[TablePage, ExportDialog]:
    page = office.open_first_folder()
    dialog = open_export(office)
    office.do(find(dialog, QRadioButton, "export_below").click)
    return page, dialog


def test_everything_below_goes_out_with_paths_and_keys_of_its_own(tall: Office, tmp_path: Path) -> None:
    _, dialog = below(tall)
    export_to(tall, dialog, tmp_path / "out.csv")
    said(tall, "2 items written to")
    head, *rows = lines(tmp_path / "out.csv")
    assert head == ["uuid", "name", "folder", "n", "only.deep"]
    assert [row[1:] for row in rows] == [["one", "Top", "1", ""], ["two", "Top/Deep", "2", "x"]]


def test_staged_edits_go_out_and_keys_that_were_left_out_stay_out(tall: Office, tmp_path: Path) -> None:
    page, dialog = below(tall)
    tall.do(dialog.reject)
    edit(page, range(1), "7", "n")
    dialog = open_export(tall)
    tall.do(find(dialog, QRadioButton, "export_below").click)
    tall.do(lambda: dialog.columns.tick(["fact:name", "key:n"]))
    export_to(tall, dialog, tmp_path / "out.csv")
    said(tall, "2 items written to")
    assert [row[:2] for row in lines(tmp_path / "out.csv")] == [["name", "n"], ["one", "7"], ["two", "2"]]


def test_titles_are_offered_where_there_are_any(tall: Office, tmp_path: Path) -> None:
    page = tall.open_first_folder()
    dialog = open_export(tall)
    assert not find(dialog, QComboBox, "export_heads").isVisible()
    tall.do(dialog.reject)
    column = page.open_table.table.column_of("n")
    assert column is not None
    tall.do(lambda: page.grid.order.entitle(column, "How many"))
    dialog = open_export(tall)
    heads = find(dialog, QComboBox, "export_heads")
    assert heads.isVisible()
    tall.do(lambda: heads.setCurrentIndex(1))
    export_to(tall, dialog, tmp_path / "out.csv")
    said(tall, "1 item written to")
    assert lines(tmp_path / "out.csv")[0] == ["uuid", "name", "folder", "How many"]
