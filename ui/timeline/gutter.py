"""The names of the tracks to their left, and what an empty timeline says."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont

from domain.timecode import clock, timecode
from ui.timeline.ruler import Unit
from ui.timeline.sheet import Sheet
from ui.wording import number, said

_PAD = 12.0


def paint_gutter(sheet: Sheet) -> None:
    """Where the playhead is, and what each track holds."""
    lanes, shown = sheet.lanes, sheet.shown
    if not lanes.gutter:
        return
    sheet.painter.fillRect(QRectF(lanes.gutter - 1, 0, 1, lanes.overview.bottom()), QColor(sheet.tokens.border))
    strong = QFont(sheet.painter.font())
    strong.setBold(True)
    plain = sheet.painter.font()
    sheet.painter.setFont(strong)
    _write(sheet, lanes.ruler, place_of(shown.playhead, sheet), sheet.tokens.text)
    sheet.painter.setFont(plain)
    named = (
        (lanes.film, said("Pictures"), ""),
        (lanes.keyframes, said("Keyframes"), number(len(shown.keyframes))),
        (lanes.marks, said("Proposals"), number(len(shown.proposals.frames))),
        (lanes.sound, said("Sound"), ""),
        (lanes.overview, said("Whole video"), ""),
    )
    for lane, name, count in named:
        if not lane.isEmpty():
            _name(sheet, lane, name, count)


def place_of(frame: int, sheet: Sheet) -> str:
    """A frame as the ruler counts."""
    axis = sheet.shown.axis
    if not axis.frames:
        return ""
    if sheet.unit is Unit.FRAMES:
        return number(frame)
    return clock(axis.start_of(frame)) if sheet.unit is Unit.SECONDS else timecode(frame, axis.rate)


def paint_nothing(sheet: Sheet) -> None:
    """A sentence where there are no frames."""
    sentence = said("This video has no frames.") if sheet.shown.axis.complete else said("Waiting for the first frames…")
    sheet.painter.setPen(QColor(sheet.tokens.muted))
    sheet.painter.drawText(sheet.lanes.tracks, Qt.AlignmentFlag.AlignCenter, sentence)


def _name(sheet: Sheet, lane: QRectF, name: str, count: str) -> None:
    line = sheet.metrics.height()
    if not count or count == "0":
        _write(sheet, lane, name, sheet.tokens.muted)
    elif lane.height() >= 2 * line + 6:
        both = QRectF(0, lane.center().y() - line, lane.left(), line)
        _write(sheet, both, name, sheet.tokens.muted)
        _write(sheet, both.translated(0, line), count, sheet.tokens.text)
    else:
        room = sheet.lanes.gutter - 2 * _PAD - sheet.metrics.horizontalAdvance(count) - 6
        _write(sheet, lane, sheet.metrics.elidedText(name, Qt.TextElideMode.ElideRight, room), sheet.tokens.muted)
        sheet.painter.setPen(QColor(sheet.tokens.text))
        place = QRectF(_PAD, lane.top(), sheet.lanes.gutter - 2 * _PAD, lane.height())
        sheet.painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)


def _write(sheet: Sheet, lane: QRectF, text: str, colour: str) -> None:
    place = QRectF(_PAD, lane.top(), sheet.lanes.gutter - 2 * _PAD + 4, lane.height())
    sheet.painter.setPen(QColor(colour))
    text = sheet.metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    sheet.painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
