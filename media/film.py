"""A film to be looked at as a whole: of a video file, or of a sequence of pictures."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from media.frame_index import FrameIndex
from media.measures import Measures
from media.measuring import measure, measure_pictures
from media.picture import Frames, Picture
from media.source import Source
from media.thumbnails import LONGEST, sequence_thumbnails, thumbnails
from media.waveform import NO_SOUND, Sound, sound_of

Stop = Callable[[], bool]


class Film(Protocol):
    """What can be seen and heard in a film. Every call opens the file for itself, so threads do not meet."""

    @property
    def index(self) -> FrameIndex:
        """Its frames."""
        ...

    @property
    def key(self) -> str:
        """The same for the same content."""
        ...

    @property
    def size(self) -> int:
        """Bytes that are read to see it whole."""
        ...

    def measures(self, grown: Callable[[Measures], None] | None, cancelled: Stop) -> Measures:
        """Look at every frame; `grown` is told what is known now and then. Raises MediaUnreadable."""
        ...

    def thumbnails(
        self, wanted: Sequence[int], slack: int, cancelled: Stop, longest: int = LONGEST
    ) -> Iterator[tuple[int, Picture]]:
        """Small pictures of frames, each with the number wanted. Raises MediaUnreadable."""
        ...

    def sound(self, grown: Callable[[Sound], None] | None, cancelled: Stop) -> Sound:
        """Its sound as peaks. Raises MediaUnreadable."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class VideoFilm:
    """The film of a video file."""

    source: Source
    index: FrameIndex

    @property
    def key(self) -> str:
        """The key of the content of its file."""
        return self.source.key

    @property
    def size(self) -> int:
        """Bytes of its file."""
        return self.source.size

    def measures(self, grown: Callable[[Measures], None] | None, cancelled: Stop) -> Measures:
        """As `media.measuring.measure`."""
        return measure(self.source, self.index, grown, cancelled)

    def thumbnails(
        self, wanted: Sequence[int], slack: int, cancelled: Stop, longest: int = LONGEST
    ) -> Iterator[tuple[int, Picture]]:
        """As `media.thumbnails.thumbnails`."""
        return thumbnails(self.source, self.index, wanted, slack, longest, cancelled)

    def sound(self, grown: Callable[[Sound], None] | None, cancelled: Stop) -> Sound:
        """As `media.waveform.sound_of`."""
        return sound_of(self.source, self.index, grown, cancelled)


@dataclass(frozen=True, slots=True, eq=False)
class SequenceFilm:
    """The film of pictures in a row. `opened` gives a decoder of its own to each thread; `size` is of all pictures."""

    opened: Callable[[], Frames]
    index: FrameIndex
    key: str
    size: int

    def measures(self, grown: Callable[[Measures], None] | None, cancelled: Stop) -> Measures:
        """As `media.measuring.measure_pictures`."""
        frames = self.opened()
        try:
            return measure_pictures(frames, self.index.frames, grown, cancelled)
        finally:
            frames.close()

    def thumbnails(
        self, wanted: Sequence[int], slack: int, cancelled: Stop, longest: int = LONGEST
    ) -> Iterator[tuple[int, Picture]]:
        """As `media.thumbnails.sequence_thumbnails`: always exact, whatever the slack."""
        del slack
        frames = self.opened()
        try:
            yield from sequence_thumbnails(frames, wanted, longest, cancelled)
        finally:
            frames.close()

    def sound(self, grown: Callable[[Sound], None] | None, cancelled: Stop) -> Sound:
        """Pictures make no sound."""
        del grown, cancelled
        return NO_SOUND
