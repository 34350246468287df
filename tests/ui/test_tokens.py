"""Every text of the window can be read: 4.5:1 on its ground, in light and in dark."""

import pytest
from PySide6.QtGui import QColor

from ui.tokens import DARK, LIGHT, Tokens, is_dark, namespace_colour, palette_of, tokens_of

PAIRS = [
    *((text, ground) for text in ("text", "muted") for ground in ("window", "base", "alternate", "raised", "hover")),
    *((text, "selection") for text in ("text",)),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_highlight", "highlight"),
    ("accent", "base"),
    ("accent", "window"),
    *((name, f"{name}_back") for name in ("staged", "problem", "good", "info")),
    *((name, ground) for name in ("staged", "problem", "good") for ground in ("base", "window")),
    ("text", "gone_back"),
    ("text", "new_back"),
]


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    shown = QColor(colour)
    red, green, blue = (linear(shown.redF()), linear(shown.greenF()), linear(shown.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=str)
def test_text_reads_on_its_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


MARKS = ("accent", "picked", "cut", "proposal", "described", "wave", "playhead")


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_on_a_timeline_stands_out_from_its_ground(tokens: Tokens, mark: str) -> None:
    assert all(contrast(getattr(tokens, mark), ground) >= 3 for ground in (tokens.base, tokens.alternate))


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_a_namespace_reads_on_the_headers_ground(tokens: Tokens) -> None:
    assert all(contrast(colour, tokens.window) >= 4.5 for colour in tokens.namespaces)


def test_a_palette_leads_back_to_its_tokens(qapp: object) -> None:
    assert tokens_of(palette_of(DARK)) is DARK
    assert tokens_of(palette_of(LIGHT)) is LIGHT
    assert is_dark(palette_of(DARK))


def test_a_namespace_keeps_its_colour() -> None:
    assert namespace_colour(LIGHT, "video") == namespace_colour(LIGHT, "video")
    assert namespace_colour(LIGHT, "") == LIGHT.muted
