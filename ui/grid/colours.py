"""The colours of the table, drawn from the window's palette and tokens: light, dark and a live switch between them."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from ui.tokens import Tokens, namespace_colour, tokens_of

READABLE = 4.5
"""The least contrast of text on its fill (WCAG 2, level AA)."""


@dataclass(frozen=True, slots=True)
class Band:
    """The fill, the text and the under-line of one namespace's band in the header."""

    fill: QColor
    text: QColor
    edge: QColor


@dataclass(frozen=True, slots=True)
class GridColours:
    """What each part of the table is painted with."""

    tokens: Tokens
    base: QColor
    text: QColor
    muted: QColor
    faint: QColor
    line: QColor
    header: QColor
    header_line: QColor
    pinned: QColor
    accent: QColor
    selected_share: float
    """How much of the accent a selected cell's ground takes."""
    touched: QColor
    """The header of a row or column the selection touches."""
    changed_fill: QColor
    changed_mark: QColor
    added_fill: QColor
    added_mark: QColor
    removed_fill: QColor
    removed_mark: QColor
    wrong_fill: QColor
    wrong_mark: QColor
    chip: QColor

    @staticmethod
    def of(palette: QPalette) -> "GridColours":
        """The colours for a palette; `text` and `muted` read at 4.5:1 on every fill, selected or not."""
        tokens = tokens_of(palette)
        base = palette.color(QPalette.ColorRole.Base)
        text = palette.color(QPalette.ColorRole.Text)
        window = palette.color(QPalette.ColorRole.Window)
        accent = palette.color(QPalette.ColorRole.Accent)
        share = 0.26 if tokens.dark else 0.15
        fills = [QColor(fill) for fill in (tokens.staged_back, tokens.problem_back, tokens.good_back, tokens.gone_back)]
        worst = max((blend(fill, accent, share) for fill in fills), key=lambda fill: -contrast(text, fill))
        return GridColours(
            tokens=tokens,
            base=base,
            text=text,
            muted=readable(QColor(tokens.muted), worst, text),
            faint=QColor(tokens.disabled),
            line=blend(base, text, 0.13 if tokens.dark else 0.09),
            header=window,
            header_line=QColor(tokens.border),
            pinned=blend(base, window, 0.5),
            accent=accent,
            selected_share=share,
            touched=blend(window, accent, share),
            changed_fill=fills[0],
            changed_mark=QColor(tokens.staged),
            added_fill=fills[2],
            added_mark=QColor(tokens.good),
            removed_fill=fills[3],
            removed_mark=QColor(tokens.problem),
            wrong_fill=fills[1],
            wrong_mark=QColor(tokens.problem),
            chip=_faded(text, 0.13 if tokens.dark else 0.07),
        )

    def selected(self, ground: QColor) -> QColor:
        """The ground of a cell when it is selected; opaque, because filling with a shade is many times slower."""
        return blend(ground, self.accent, self.selected_share)

    def band(self, namespace: str) -> Band:
        """The band of a namespace: the same name has the same colour in every table."""
        edge = QColor(namespace_colour(self.tokens, namespace))
        fill = blend(self.header, edge, 0.20 if self.tokens.dark else 0.13)
        return Band(fill, readable(edge, fill, self.text), edge)


def blend(first: QColor, second: QColor, share: float) -> QColor:
    """The first colour with a share (0 to 1) of the second mixed in."""
    mixed = [a + (b - a) * share for a, b in zip(_channels(first), _channels(second), strict=True)]
    return QColor.fromRgbF(mixed[0], mixed[1], mixed[2])


def contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of two opaque colours, 1 to 21, as WCAG 2 counts it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: QColor, on: QColor, towards: QColor) -> QColor:
    """The colour, moved towards another one only as far as it must be to be read on a fill."""
    for step in range(21):
        moved = blend(colour, towards, step / 20)
        if contrast(moved, on) >= READABLE:
            return moved
    return towards


def _faded(colour: QColor, alpha: float) -> QColor:
    faded = QColor(colour)
    faded.setAlphaF(alpha)
    return faded


def _channels(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _luminance(colour: QColor) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
