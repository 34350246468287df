"""The colours of the window, light and dark; every text colour reads at 4.5:1 on what it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QPalette

from models.namespace_book import COLOURS

_CHOSEN = "namespace_colours"

PICTURE_GROUND = "#101214"
"""Behind the picture of a video, dark in every theme: colours are judged against it."""
ON_PICTURE = "#d5dbe3"
"""Words that stand there."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by what they mean; `*_back` is the ground a meaning stands on, `#rrggbb` throughout."""

    dark: bool
    window: str
    base: str
    alternate: str
    raised: str
    border: str
    strong_border: str
    text: str
    muted: str
    disabled: str
    accent: str
    on_accent: str
    accent_hover: str
    selection: str
    highlight: str
    on_highlight: str
    hover: str
    staged: str
    staged_back: str
    problem: str
    problem_back: str
    good: str
    good_back: str
    info: str
    info_back: str
    gone_back: str
    new_back: str
    playhead: str
    picked: str
    cut: str
    proposal: str
    described: str
    wave: str
    namespaces: tuple[str, ...]


LIGHT = Tokens(
    dark=False,
    window="#f4f5f7",
    base="#ffffff",
    alternate="#f8f9fb",
    raised="#ffffff",
    border="#d9dde3",
    strong_border="#b4bbc6",
    text="#1b1f24",
    muted="#586270",
    disabled="#8d96a3",
    accent="#3552cf",
    on_accent="#ffffff",
    accent_hover="#2a43b0",
    selection="#dfe6ff",
    highlight="#3552cf",
    on_highlight="#ffffff",
    hover="#e9ecf1",
    staged="#7a4b00",
    staged_back="#fff1cc",
    problem="#b3261e",
    problem_back="#fdeceb",
    good="#176c33",
    good_back="#e3f5e8",
    info="#1f4b99",
    info_back="#e6eefc",
    gone_back="#fbd9d6",
    new_back="#cdeed6",
    playhead="#d0281c",
    picked="#d06f00",
    cut="#586270",
    proposal="#0a7570",
    described="#8a2ba8",
    wave="#7d8cb0",
    namespaces=("#3552cf", "#0a7570", "#a8480b", "#8a2ba8", "#2e7d32", "#b0235f"),
)

DARK = Tokens(
    dark=True,
    window="#1f2226",
    base="#17191c",
    alternate="#1b1e21",
    raised="#2a2e33",
    border="#353a41",
    strong_border="#565e69",
    text="#e6e9ed",
    muted="#a4adb9",
    disabled="#6f7883",
    accent="#93a9ff",
    on_accent="#10162b",
    accent_hover="#b1c1ff",
    selection="#2c3966",
    highlight="#4a63d3",
    on_highlight="#ffffff",
    hover="#2c3036",
    staged="#ffcf70",
    staged_back="#3b3013",
    problem="#ff9f97",
    problem_back="#44211f",
    good="#82dc9d",
    good_back="#1b3926",
    info="#abc6ff",
    info_back="#212f4d",
    gone_back="#5a2522",
    new_back="#1d4a2d",
    playhead="#ff6f61",
    picked="#ffb454",
    cut="#a4adb9",
    proposal="#5ccfc6",
    described="#d79bf0",
    wave="#5d6b93",
    namespaces=("#93a9ff", "#5ccfc6", "#f5a462", "#d79bf0", "#86d48c", "#f58fb8"),
)


def is_dark(palette: QPalette) -> bool:
    """Whether a palette shows light text on a dark ground."""
    return (
        palette.color(QPalette.ColorRole.Window).lightness() < palette.color(QPalette.ColorRole.WindowText).lightness()
    )


def tokens_of(palette: QPalette) -> Tokens:
    """The tokens that go with a palette: what a widget asks in its paint, so a switch of theme needs no signal."""
    return DARK if is_dark(palette) else LIGHT


def namespace_colour(tokens: Tokens, namespace: str) -> str:
    """The colour of a namespace: the one chosen for it, or one its name always has, in every table and every run."""
    app = QCoreApplication.instance()
    chosen: Mapping[str, str] | None = app.property(_CHOSEN) if app is not None else None
    return colour_of(tokens, namespace, chosen or {})


def colour_of(tokens: Tokens, namespace: str, chosen: Mapping[str, str]) -> str:
    """The colour of a namespace where colours were chosen for some; it goes for the namespaces inside as well."""
    if not namespace:
        return tokens.muted
    name = namespace
    while name:
        if name in chosen:
            return tone_of(tokens, chosen[name])
        name = name.rpartition(".")[0]
    return tokens.namespaces[sum(namespace.encode()) % len(tokens.namespaces)]


def tone_of(tokens: Tokens, colour: str) -> str:
    """The tone of one of the colours of namespaces on this ground."""
    return tokens.namespaces[COLOURS.index(colour)]


def choose_colours(chosen: Mapping[str, str]) -> None:
    """Give namespaces colours of their own. The application carries them as it carries its palette."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_CHOSEN, dict(chosen))


def palette_of(tokens: Tokens) -> QPalette:
    """The whole Qt palette drawn from tokens, disabled colours included."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.base,
        role.AlternateBase: tokens.alternate,
        role.Text: tokens.text,
        role.Button: tokens.raised if tokens.dark else tokens.window,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.problem,
        role.Highlight: tokens.highlight,
        role.HighlightedText: tokens.on_highlight,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Light: tokens.raised,
        role.Midlight: tokens.hover,
        role.Mid: tokens.border,
        role.Dark: tokens.strong_border,
        role.Shadow: "#000000" if tokens.dark else tokens.strong_border,
    }
    palette = QPalette()
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.border))
    palette.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(tokens.muted))
    return palette
