"""The frames of the video that is chosen among many, as pictures, a moment after it was chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from controllers.jobs import Tasks
from controllers.keyframing_many import KeyframingMany
from controllers.many_lines import VideoLine
from controllers.many_videos import Unknown
from ui.dialogs.keyframes_many.outcome import Outcome
from ui.dialogs.keyframes_many.samples import Sample
from ui.timeline.picture_view import image_of
from ui.wording import duration, number

_PAUSE = 150  # ms


class Sampling(QObject):
    """Shows sample frames of one line after another; a late answer is dropped."""

    def __init__(self, outcome: Outcome, many: KeyframingMany, tasks: Tasks) -> None:
        super().__init__(outcome)
        self._outcome = outcome
        self._many = many
        self._tasks = tasks
        self._line: VideoLine | None = None
        self._asked = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._ask)
        outcome.chosen.connect(self._choose)

    def stop(self) -> None:
        """The dialog is closing: what still comes is not shown."""
        self._soon.stop()
        self._asked += 1

    def _choose(self, line: VideoLine | None) -> None:
        same = line is not None and self._line is not None and (line.item, line.samples) == self._key
        self._line = line
        if same:
            return
        self._asked += 1
        if line is None or not line.samples:
            self._outcome.samples.say("" if line is None else line.remark)
            return
        self._outcome.samples.show_samples([Sample(number(frame)) for frame in line.samples])
        self._soon.start()

    @property
    def _key(self) -> tuple[str, Sequence[int]]:
        return ("", ()) if self._line is None else (self._line.item, self._line.samples)

    def _ask(self) -> None:
        if self._line is not None:
            self._tasks.spawn(self._show(self._asked, self._line))

    async def _show(self, asked: int, line: VideoLine) -> None:
        pictures = await self._many.reading.pictures(line.item, line.samples)
        if asked != self._asked:
            return
        if isinstance(pictures, Unknown):
            self._outcome.samples.say(pictures.sentence)
            return
        here = {
            each.number: Sample(f"{number(each.number)} · {duration(each.time)}", image_of(each).copy())
            for each in pictures
        }
        self._outcome.samples.show_samples([here.get(frame, Sample(number(frame))) for frame in line.samples])
