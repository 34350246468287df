"""What the table looks like: states told apart by colour and by mark, readable in light and dark, painted fast."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from tests.ui.grid.conftest import Hands
from ui.grid.cells import Face, face_of
from ui.grid.colours import READABLE, GridColours, contrast
from ui.grid.typesetting import Typesetting, one_line
from ui.tokens import DARK, LIGHT, Tokens, palette_of


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def tokens(request: pytest.FixtureRequest) -> Tokens:
    return request.param


def test_text_is_readable_on_every_ground(tokens: Tokens) -> None:
    colours = GridColours.of(palette_of(tokens))
    grounds = [colours.base, colours.pinned, colours.changed_fill, colours.added_fill, colours.removed_fill]
    for ground in [*grounds, *map(colours.selected, grounds)]:
        assert contrast(colours.text, ground) >= READABLE
        assert contrast(colours.muted, ground) >= READABLE
    assert contrast(colours.text, colours.touched) >= READABLE


@pytest.mark.parametrize("namespace", ["video", "scene", "quality", "source", "a.b.c", "käse", "🚢"])
def test_the_name_of_a_namespace_is_readable_on_its_band(tokens: Tokens, namespace: str) -> None:
    band = GridColours.of(palette_of(tokens)).band(namespace)
    assert contrast(band.text, band.fill) >= READABLE
    assert band == GridColours.of(palette_of(tokens)).band(namespace)


def picture(hands: Hands, row: int, key: str) -> QImage:
    grid = hands.grid
    index = grid.table.index(row, hands.column(key))
    grid.selecting.go((5, 0))
    grid.scrollTo(index)
    QApplication.processEvents()
    return grid.viewport().grab(grid.visualRect(index)).toImage()


def colours_in(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def test_each_state_has_a_look_of_its_own(hands: Hands) -> None:
    table = hands.table
    night = hands.column("scene.night")
    note = hands.column("note")
    table.edit([(0, note)], "another")
    table.edit([(4, note)], "new")
    table.set_cells([(1, note)], "null")
    table.set_cells([(3, note)], None)
    table.edit([(2, hands.column("video.rate"))], "slow", keep_invalid=True)
    pictures = [
        picture(hands, 0, "note"),
        picture(hands, 1, "note"),
        picture(hands, 2, "note"),
        picture(hands, 3, "note"),
        picture(hands, 4, "note"),
        picture(hands, 2, "video.rate"),
        picture(hands, 2, "scene.weather"),
        *(picture(hands, row, "scene.night") for row in (0, 1, 2, 3)),
    ]
    assert len({bytes(image.constBits()) for image in pictures}) == len(pictures)
    assert face_of(table.column(night)) is Face.CHECK


def test_an_invalid_value_is_marked_by_more_than_colour(hands: Hands) -> None:
    ink = QColor(GridColours.of(hands.grid.palette()).wrong_mark).rgb()
    assert ink in colours_in(picture(hands, 2, "scene.weather"))
    assert ink not in colours_in(picture(hands, 1, "scene.weather"))


def test_an_absent_value_is_empty_and_a_cleared_one_says_so(hands: Hands) -> None:
    absent, cleared = picture(hands, 4, "note"), picture(hands, 3, "scene.night")
    inner = absent.copy(QRect(2, 2, absent.width() - 6, absent.height() - 6))
    assert len(colours_in(inner)) == 1
    assert len(colours_in(cleared)) > 3


def test_the_pinned_name_covers_what_is_scrolled_under_it(hands: Hands) -> None:
    grid = hands.grid
    grid.resize(600, 300)
    inside = QRect(0, 0, grid.pinned_width - 2, grid.row_height)
    before = grid.viewport().grab(inside).toImage()
    grid.horizontalScrollBar().setValue(333)
    assert grid.viewport().grab(inside).toImage() == before


def test_a_switch_of_the_palette_repaints_in_the_new_colours(hands: Hands) -> None:
    hands.grid.setPalette(palette_of(DARK))
    image = hands.grid.viewport().grab().toImage()
    assert image.pixelColor(QPoint(image.width() - 3, image.height() - 3)).lightness() < 60
    assert hands.grid.heads.colours.tokens is DARK


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\r\nb\tc", "a⏎b⇥c"), ("plain", "plain"), ("\u202egpj.exe", "·gpj.exe"), ("👩\u200d🚀", "👩\u200d🚀")],
)
def test_text_stands_on_one_line_and_hides_nothing(text: str, line: str) -> None:
    assert one_line(text) == line


def test_long_text_is_cut_to_its_room(qapp: QApplication) -> None:
    type_ = Typesetting(qapp.font())
    short, advance = type_.fit("x" * 300, 100)
    assert short.endswith("…")
    assert advance <= 100
    assert type_.fit("x" * 300, 100) == (short, advance)


def test_tooltips_give_the_type_the_original_and_the_reason(hands: Hands) -> None:
    hands.table.edit([(0, hands.column("video.rate"))], "slow", keep_invalid=True)
    tip = hands.table.index(0, hands.column("video.rate")).data(Qt.ItemDataRole.ToolTipRole)
    assert "number" in tip
    assert "29.97" in tip
    assert "is text, not a number" in tip
