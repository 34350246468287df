"""How the window says things: errors as sentences, counts, times and sizes as people read them."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale


def said(text: str) -> str:
    """A text of no widget in particular, translated."""
    return QCoreApplication.translate("Wording", text)


def sentence_of(error: BaseException) -> str | None:
    """The sentence a known error carries; None means the fault is ours and belongs in a crash report."""
    sentence = getattr(error, "sentence", None)
    if isinstance(sentence, str) and sentence:
        return sentence
    if isinstance(error, OSError) and error.strerror:
        name = f": {error.filename}" if error.filename else ""
        return said("The computer refused it: {reason}{name}.").format(reason=error.strerror, name=name)
    return None


def number(value: float) -> str:
    """12340 as "12,340" in the person's own grouping."""
    return _locale().toString(int(value))


def counted(count: int, one: str, many: str) -> str:
    """`one` for a single thing, else `many` with `%n` replaced by the grouped number."""
    return one if count == 1 else many.replace("%n", number(count))


def edits(count: int) -> str:
    """How many cells are edited."""
    return counted(count, said("1 edit"), said("%n edits"))


def items(count: int) -> str:
    """How many items."""
    return counted(count, said("1 item"), said("%n items"))


def when(iso: str | None) -> str:
    """The platform's time as the person's own clock shows it, "21 May 2024 14:03"; unreadable text as it is."""
    if not iso:
        return ""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    local = moment.astimezone() if moment.tzinfo else moment
    return f"{local.day} {local:%b %Y %H:%M}"


def size(count: float | None) -> str:
    """Bytes as "1.4 MB"."""
    return "" if count is None else _locale().formattedDataSize(int(count), 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def duration(seconds: float | None) -> str:
    """Seconds as "1:02:03" or "0:07.4" when short."""
    if seconds is None:
        return ""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return f"{hours}:{minutes:02}:{rest:02}"
    tenth = f".{int(seconds * 10) % 10}" if whole < 60 else ""
    return f"{minutes}:{rest:02}{tenth}"


def shortened(text: str, limit: int = 80) -> str:
    """One line of at most `limit` characters."""
    line = " ".join(text[: 8 * limit].split())  # nobody reads the rest, and it may be megabytes
    fits = len(line) <= limit and len(text) <= 8 * limit
    return line if fits else line[: limit - 1] + "…"


def _locale() -> QLocale:
    """The person's own; where the system names none, English, because "C" does not group digits."""
    own = QLocale()
    return QLocale(QLocale.Language.English) if own.language() == QLocale.Language.C else own
