"""How the height of a timeline is shared among its tracks."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

GUTTER = 104.0
_EDGE = 12.0  # a mark on the very first frame is seen whole
_NARROW = 520.0
_APART = 8.0  # between the tracks and the overview
_FOOT = 4.0  # below the overview, for the frame of the focus
_GIVING_WAY = ("film", "sound")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a timeline has to show; `line` is the height of a line of text in pixels."""

    line: float
    film: bool = False
    marks: bool = True
    sound: bool = False


@dataclass(frozen=True, slots=True)
class Lanes:
    """A rectangle for each track, empty for those not shown; `left` and `width` are where time is drawn."""

    ruler: QRectF
    film: QRectF
    keyframes: QRectF
    marks: QRectF
    sound: QRectF
    overview: QRectF
    gutter: float
    left: float
    width: float

    @property
    def tracks(self) -> QRectF:
        """From the pictures to the sound, what lies between ruler and overview."""
        return QRectF(self.gutter, self.ruler.bottom(), self.ruler.width(), self.overview.top() - self.ruler.bottom())


def natural_height(wish: Wish) -> float:
    """The height at which everything is well seen."""
    return sum(_heights(wish).values()) + _APART + _FOOT


def least_height(wish: Wish) -> float:
    """The height at which nothing is cut off, without the pictures and the sound."""
    return sum(high for name, high in _heights(wish).items() if name not in _GIVING_WAY) + _APART + _FOOT


def lanes_of(width: float, height: float, wish: Wish) -> Lanes:
    """Share a height: pictures and sound give way when it is short, and take what is left over."""
    wanted = _heights(wish)
    for name in _GIVING_WAY:
        if sum(wanted.values()) + _APART + _FOOT > height:
            wanted[name] = 0.0
    spare = max(height - _APART - _FOOT - sum(wanted.values()), 0.0)
    for name, share, most in (
        ("film", 0.6, 64.0),
        ("sound", 0.6, 48.0),
        ("keyframes", 0.5, 28.0),
        ("marks", 1.0, 20.0),
    ):
        if wanted[name]:
            more = min(spare * share, most)
            wanted[name] += more
            spare -= more
    wanted["keyframes"] += spare
    gutter = GUTTER if width >= _NARROW else 0.0
    places: dict[str, QRectF] = {}
    top = 0.0
    for name, high in wanted.items():
        if name == "overview":
            top += _APART
        places[name] = QRectF(gutter, top, max(width - gutter, 1.0), high)
        top += high
    return Lanes(**places, gutter=gutter, left=gutter + _EDGE, width=max(width - gutter - 2 * _EDGE, 1.0))


def _heights(wish: Wish) -> dict[str, float]:
    return {
        "ruler": wish.line + 14.0,
        "film": 44.0 if wish.film else 0.0,
        "keyframes": 36.0,
        "marks": 26.0 if wish.marks else 0.0,
        "sound": 36.0 if wish.sound else 0.0,
        "overview": 26.0,
    }
