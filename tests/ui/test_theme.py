"""The theme follows what is chosen, and every icon takes the palette's colour."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

import resources
from ui.icons import icon
from ui.theme import Theme, ThemeMode, style_sheet, wants_dark
from ui.tokens import DARK, LIGHT


def test_a_choice_of_dark_changes_the_palette_at_once(qapp: QApplication) -> None:
    theme = Theme(qapp, ThemeMode.LIGHT)
    seen: list[object] = []
    theme.changed.connect(seen.append)
    theme.choose(ThemeMode.DARK)
    assert seen == [DARK]
    assert qapp.palette().window().color() == QColor(DARK.window)
    theme.choose(ThemeMode.LIGHT)
    assert qapp.palette().window().color() == QColor(LIGHT.window)


@pytest.mark.parametrize(
    ("mode", "system", "dark"),
    [
        (ThemeMode.SYSTEM, Qt.ColorScheme.Dark, True),
        (ThemeMode.SYSTEM, Qt.ColorScheme.Light, False),
        (ThemeMode.SYSTEM, Qt.ColorScheme.Unknown, False),
        (ThemeMode.LIGHT, Qt.ColorScheme.Dark, False),
        (ThemeMode.DARK, Qt.ColorScheme.Light, True),
    ],
)
def test_the_system_decides_unless_a_person_has(mode: ThemeMode, system: Qt.ColorScheme, dark: bool) -> None:
    assert wants_dark(mode, system) is dark


def test_every_name_in_the_style_sheet_is_a_token() -> None:
    assert "{border}" not in style_sheet(DARK)
    assert DARK.border in style_sheet(DARK)


@pytest.mark.parametrize("name", sorted(path.stem for path in resources.ICONS.glob("*.svg")))
def test_an_icon_is_drawn_in_the_palettes_colour(qapp: QApplication, name: str) -> None:
    Theme(qapp, ThemeMode.LIGHT)
    image = icon(name).pixmap(QSize(48, 48)).toImage()
    darkest = max(
        (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())), key=QColor.alpha
    )
    assert darkest.alpha() > 0
    assert darkest.name() == LIGHT.text
