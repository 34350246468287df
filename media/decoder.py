"""Give frame n of a video, exactly, forwards and backwards; the last frames stay decoded."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from media.frame_index import FrameIndex
from media.picture import Look, Picture, picture_of
from media.probe import MediaUnreadable
from media.run import Run
from media.source import Source

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

MEMORY = 512 * 1024 * 1024  # bytes of decoded frames kept, where nobody says otherwise
NEAR = 4  # frames that are sooner decoded than jumped over
REACH = 300  # frames back that are always tried: some files call every frame a key frame
DAMAGED = 3  # key frames that are started from in vain, where the way from there is damaged


class Decoder:
    """Decodes one video. `memory`: bytes of decoded frames kept. Used by one thread at a time."""

    def __init__(self, source: Source, index: FrameIndex, memory: int = MEMORY) -> None:
        self._source = source
        self._index = index
        self._memory = memory
        self._held = 0
        self._kept: OrderedDict[int, tuple[VideoFrame, Look]] = OrderedDict()
        self._damaged: set[int] = set()
        self._unclean: set[int] = set()  # key frames of the index from which no picture came
        self._run: Run | None = None
        self._frames: Iterator[tuple[int, VideoFrame]] = iter(())
        self._next: int | None = None  # the number that comes out of the run next

    @property
    def index(self) -> FrameIndex:
        """What is known of the video."""
        return self._index

    def grow(self, index: FrameIndex) -> None:
        """More is known of the same video; its frames keep their numbers."""
        self._index = index
        if self._run is not None:
            self._run.grow(index)

    def frame(self, number: int) -> Picture:
        """Frame `number`, which is exactly that one. Raises IndexError, and MediaUnreadable where it is damaged."""
        if not 0 <= number < self._index.frames:
            raise IndexError(number)
        if number not in self._kept:
            self._decode(number)
        self._kept.move_to_end(number)
        frame, look = self._kept[number]
        return picture_of(frame, number, self._index.time_of(number), look)

    def cached(self, number: int) -> bool:
        """Whether that frame is decoded already."""
        return number in self._kept

    def close(self) -> None:
        """Close the file and free the frames."""
        self._forget_run()
        self._kept.clear()
        self._held = 0

    def _decode(self, number: int) -> None:
        if number in self._damaged:
            raise self._unreadable(number)
        finished = False
        try:
            if not (self._is_ahead(number) and self._run_to(number)):
                self._fetch(number)
            finished = True
        finally:
            if not finished:  # a file that failed in the middle is opened afresh the next time
                self._forget_run()

    def _fetch(self, number: int) -> None:
        """Start at the key frame before, or, where the frame does not come from there, at those before that."""
        damaged = 0
        for start in _further(self._index.key_before(number)):
            if start in self._unclean:
                continue
            if self._run is None:
                self._run = Run(self._source, self._index)
            self._frames = self._run.start(start)
            self._next = self._next_of(start)
            if self._run_to(number):
                return
            if self._run.silent:
                self._unclean.add(start)
            else:
                damaged += self._run.damaged
            if damaged >= DAMAGED and number - self._next_of(start) > REACH:
                self._damaged.update(lost for lost in self._run.spoiled if lost > number)
                break
        self._damaged.add(number)
        raise self._unreadable(number)

    def _next_of(self, key: int) -> int:
        """The number of the frame that comes first from there."""
        return int(self._index.keys[key]) if key >= 0 else 0

    def _is_ahead(self, number: int) -> bool:
        """Whether the run comes to that frame sooner than a new one would."""
        if self._next is None or number < self._next:
            return False
        key = self._index.key_before(number)
        return key < 0 or int(self._index.keys[key]) <= self._next + NEAR

    def _run_to(self, number: int) -> bool:
        for found, frame in self._frames:
            if self._run is not None:
                self._keep(found, frame, self._run.look_of(frame))
            self._next = found + 1
            if found >= number:
                return found == number
        self._next = None
        return False

    def _keep(self, number: int, frame: "VideoFrame", look: Look) -> None:
        if number in self._kept:
            self._kept.move_to_end(number)
            return
        self._kept[number] = frame, look
        self._held += _size(frame)
        while self._held > self._memory and len(self._kept) > 1:
            _, (gone, _) = self._kept.popitem(last=False)
            self._held -= _size(gone)

    def _forget_run(self) -> None:
        if self._run is not None:
            self._run.close()
        self._run, self._frames, self._next = None, iter(()), None

    def _unreadable(self, number: int) -> MediaUnreadable:
        return MediaUnreadable(f"Frame {number:,} is damaged in the file and can't be shown; the others are untouched.")


def _further(key: int) -> Iterator[int]:
    """That key frame, then those before it in longer and longer steps, then the beginning of the file."""
    yield key
    step = 1
    while key >= 0:
        key = max(key - step, -1)
        step *= 2
        yield key


def _size(frame: "VideoFrame") -> int:
    return sum(plane.buffer_size for plane in frame.planes)
