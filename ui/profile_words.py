"""How a profile is said: shares in per cent, sizes as numbers, moments or characters."""

from datetime import UTC, datetime, timedelta

from models.profile import Profile, Spread
from ui.wording import number, said

_DAY = 86_400.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def share(part: int, whole: int) -> str:
    """ "98.2 %"; never 100 % for what is not all, nor 0 % for what is not nothing."""
    if not whole:
        return "0 %"
    rounded = round(100 * part / whole, 1)
    if part < whole and rounded == 100:
        return "> 99.9 %"
    return "< 0.1 %" if part and rounded == 0 else f"{rounded:g} %"


def measured(spread: Spread, size: float) -> str:
    """One size as people read it."""
    match spread.what:
        case "moments":
            return _moment(size, whole_days=spread.greatest - spread.least >= 2 * _DAY)
        case "lengths":
            return number(size)
        case _:
            return plain_number(size)


def plain_number(size: float) -> str:
    """A number with at most six figures that count."""
    return number(size) if size == int(size) and abs(size) < 1e15 else f"{size:,.6g}"


def spread_title(spread: Spread) -> str:
    """What the histogram counts."""
    return {"numbers": said("Numbers"), "moments": said("Dates"), "lengths": said("Length in characters")}[spread.what]


def figures(profile: Profile) -> list[tuple[str, str]]:
    """Titles and texts: how full the column is and how its sizes are spread."""
    rows = profile.rows
    lines = [(said("Filled"), f"{number(profile.filled)} · {share(profile.filled, rows)}")]
    if profile.cleared:
        lines.append((said("Cleared"), f"{number(profile.cleared)} · {share(profile.cleared, rows)}"))
    if profile.absent:
        lines.append((said("Absent"), f"{number(profile.absent)} · {share(profile.absent, rows)}"))
    spread = profile.spread
    if spread is None:
        return lines
    ends = {
        "numbers": (said("Least"), said("Greatest")),
        "moments": (said("First"), said("Last")),
        "lengths": (said("Shortest"), said("Longest")),
    }[spread.what]
    sizes = [
        (ends[0], spread.least),
        (ends[1], spread.greatest),
        (said("Median"), spread.median),
        (said("Mean"), spread.mean),
    ]
    lines += [(title, measured(spread, size)) for title, size in sizes]
    middle = f"{measured(spread, spread.low)} … {measured(spread, spread.high)}"
    return [*lines, (said("Middle half"), middle)]


def _moment(seconds: float, *, whole_days: bool) -> str:
    moment = _EPOCH + timedelta(seconds=seconds)
    return f"{moment:%Y-%m-%d}" if whole_days else f"{moment:%Y-%m-%d %H:%M:%S}"


def exact(spread: Spread, size: float) -> str:
    """One size as a filter reads it."""
    if spread.what == "moments":
        return (_EPOCH + timedelta(seconds=size)).isoformat().replace("+00:00", "Z")
    return f"{size:.0f}" if size == int(size) and abs(size) < 1e15 else repr(size)
