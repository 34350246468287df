"""Text made to fit a cell: the fonts of the table, and short forms with an ellipsis, remembered between paints."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

_REMEMBERED = 30_000
_LONGEST = 400
"""Characters of a text that can ever show in one cell; the rest is not even measured."""


class Typesetting:
    """Fonts for one view and the widths of what is set in them. Make a new one when the view's font changes."""

    def __init__(self, font: QFont) -> None:
        self.plain = QFont(font)
        self.plain.setFeature(QFont.Tag("tnum"), 1)
        self.italic = QFont(self.plain)
        self.italic.setItalic(True)
        self.struck = QFont(self.plain)
        self.struck.setStrikeOut(True)
        self.strong = QFont(self.plain)
        self.strong.setWeight(QFont.Weight.DemiBold)
        self.small = QFont(self.plain)
        self.small.setPointSizeF(max(6.0, font.pointSizeF() * 0.88) if font.pointSizeF() > 0 else 8.0)
        self.metrics = QFontMetricsF(self.plain)
        self.small_metrics = QFontMetricsF(self.small)
        self.strong_metrics = QFontMetricsF(self.strong)
        self._widest = self.metrics.maxWidth()
        self._fitted: dict[tuple[str, int], tuple[str, float]] = {}
        self._advances = _Advances(self.metrics)

    def baseline(self, height: float) -> float:
        """How far below the top of a row of this height its text stands."""
        return (height + self.metrics.ascent() - self.metrics.descent()) / 2

    def fit(self, text: str, width: int) -> tuple[str, float]:
        """The text, shortened with an ellipsis where it is wider than `width` pixels, and the width it takes."""
        found = self._fitted.get((text, width))
        if found is None:
            found = self._fit(text, width)
            if len(self._fitted) > _REMEMBERED:
                self._fitted.clear()
            self._fitted[text, width] = found
        return found

    def _fit(self, text: str, width: int) -> tuple[str, float]:
        shown = one_line(text[:_LONGEST])
        advance = self._advances.of(shown) if shown.isascii() else self.metrics.horizontalAdvance(shown)
        if advance <= width:
            return shown, advance
        short = self.metrics.elidedText(shown, Qt.TextElideMode.ElideRight, width)
        return short, self.metrics.horizontalAdvance(short)


class _Advances(dict[str, float]):
    """Widths of single characters, for text without shaping: a tenth of what measuring the text costs."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def of(self, text: str) -> float:
        """The width of an ASCII text in pixels, without kerning."""
        return sum(map(self.__getitem__, text))

    def __missing__(self, character: str) -> float:
        found = self[character] = self._metrics.horizontalAdvance(character)
        return found


def one_line(text: str) -> str:
    """The text on one line: line ends and tabs become signs that can be seen."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\u23ce").replace("\n", "\u23ce").replace("\r", "\u23ce").replace("\t", "\u21e5")
    return "".join(c if c.isprintable() or c in "\u200d\u200c\u200e\u200f" else "\u00b7" for c in text)
